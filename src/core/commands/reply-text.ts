import type { Operation } from '../operation.ts'
import { readLetterKey } from '../telling/letter-text.ts'
import { onGitHub, renderPhrase } from '../text/phrase.ts'

/** A comment of ours that answers a command says so in its first line, so that no later run answers again. */
const replyMarker = /^<!-- phase-coordinator:reply (\d{1,20}\.\d{1,3}) (answer|refusal) -->/
const anyMarker = /^<!-- phase-coordinator:/

export function replyBody(
  { answers, refusal, lines }: Pick<Extract<Operation, { do: 'reply' }>, 'answers' | 'refusal' | 'lines'>,
  numberOf: (task: string) => number | undefined,
): string {
  const naming = { numberOf, reference: onGitHub }
  const text = lines.map((line) => renderPhrase(line, naming)).join('\n\n')
  return `<!-- phase-coordinator:reply ${answers} ${refusal === undefined ? 'answer' : 'refusal'} -->\n${text}`
}

/** Which command a text of ours answers, or which letter it tells, else `''`; undefined where it bears no marker of ours. */
export function readReply(body: string): { readonly answers: string; readonly refusal: boolean } | undefined {
  const found = replyMarker.exec(body)
  if (found !== null) return { answers: found[1]!, refusal: found[2] === 'refusal' }
  return anyMarker.test(body) ? { answers: readLetterKey(body) ?? '', refusal: false } : undefined
}

import type { Letter } from '../records/told.ts'
import { type Naming, onGitHub } from '../text/phrase.ts'
import { noticeMarkdown } from './notice.ts'

/** A comment that tells a letter says which in its first line, so that it is not told again, and whether Slack had it. */
const marker = /^<!-- phase-coordinator:tell ([a-z]+ [\w.:-]+(?: in-slack)?) -->/
const inSlack = ' in-slack'

/** The comment; its logins are mentioned, everything else in it is inert. `slackHasIt`: Slack was told before. */
export function letterBody(
  { key, notice, comment }: Letter,
  slackHasIt: boolean,
  numberOf: Naming['numberOf'],
): string {
  const mentions = (comment ?? []).map((login) => `@${login}`).join(' ')
  const text = noticeMarkdown(notice, { numberOf, reference: onGitHub })
  const first = `<!-- phase-coordinator:tell ${key}${slackHasIt ? inSlack : ''} -->`
  return [first, mentions, text].filter((part) => part !== '').join('\n')
}

/** Key of the letter that a text of ours tells, with a mark where Slack had it before; undefined where it tells none. */
export function readLetterKey(body: string): string | undefined {
  return marker.exec(body)?.[1]
}

/** What a comment that bears one of these keys leaves to be told of a letter; undefined where none of them is its own. */
export function leftToTell(letter: Letter, keys: readonly string[]): Letter | undefined {
  const told = keys.find((key) => key === letter.key || key === letter.key + inSlack)
  if (told === undefined) return undefined
  return { ...letter, comment: undefined, slack: letter.slack && told === letter.key }
}

import type { Problem } from '../problem.ts'
import { counted } from '../text/counted.ts'
import { excerpt } from '../text/excerpt.ts'
import { onGitHub, renderPhrase } from '../text/phrase.ts'
import type { MessageCode } from '../troubleshooting/codes.ts'

/** GitHub shows ten errors of a step as annotations. The last of them says that the run failed. */
export const mostAnnotatedProblems = 9

/** More would be read by nobody; the log holds all. */
const mostShown = 50
/** Of a line of source. */
const mostColumns = 120

export interface MistakesContext {
  /** The texts of files of which lines may be shown, by their paths. */
  readonly sources: ReadonlyMap<string, string>
  /** Where the web shows a line of a file. */
  readonly lineAddress: (file: string, line: number) => string
  /** What a code is shown as: a link to what explains it. */
  readonly codeReference: (code: MessageCode) => string
}

/** The mistakes in phase files as Markdown: each with a link to its place, and with the line that it stands on. */
export function mistakesSummary(problems: readonly Problem[], about: MistakesContext): string {
  if (problems.length === 0) return ''
  const files = new Set(problems.map(({ file }) => file)).size
  const left = problems.length - mostShown
  const blocks = [
    '### Mistakes in the phase files',
    `${counted(problems.length, 'mistake')} in ${counted(files, 'file')}. The phases of these files were left as they are.${annotationsNote(problems)}`,
    ...problems.slice(0, mostShown).map((problem) => mistake(problem, about)),
    left > 0 ? `… and ${counted(left, 'more mistake')}: the log has all.` : '',
  ]
  return blocks.filter((block) => block !== '').join('\n\n')
}

function annotationsNote({ length }: readonly Problem[]): string {
  return length > mostAnnotatedProblems ? ` GitHub shows the first ${mostAnnotatedProblems} as annotations.` : ''
}

function mistake(problem: Problem, { sources, lineAddress, codeReference }: MistakesContext): string {
  const { file, line, code, message } = problem
  const place = `[${plain(`${file}:${line}`)}](${lineAddress(file, line)})`
  const source = sources.get(file)
  const shown = source === undefined ? '' : sourceBlock(source, problem)
  return [`**${place}** ${withCodeSpans(message)} ${codeReference(code)}`, shown]
    .filter((block) => block !== '')
    .join('\n\n')
}

/** What messages have between backticks, which holds none itself, as code. */
function withCodeSpans(message: string): string {
  const pieces = message.split('`')
  if (pieces.length % 2 === 0) return plain(message)
  return pieces.map((piece, at) => (at % 2 === 0 ? plain(piece) : `\`${piece}\``)).join('')
}

function plain(text: string): string {
  return renderPhrase([text], { numberOf: () => undefined, reference: onGitHub })
}

/** What no text holds: a line with these is of no use to a reader. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unreadable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFD]/

/**
 * The line with its number, and a mark below the column. Nothing in it can end the block, because its lines begin with a
 * number or with blanks and a bar.
 */
function sourceBlock(source: string, { line, column }: Problem): string {
  const text = source.replace(/^\uFEFF/, '').split('\n', line)[line - 1]
  if (text === undefined || text.trim() === '' || unreadable.test(text)) return ''
  const shown = excerpt(text, column, mostColumns)
  const gutter = ' '.repeat(String(line).length)
  return ['```text', `${line} | ${shown.text.trimEnd()}`, `${gutter} | ${' '.repeat(shown.before)}^`, '```'].join('\n')
}

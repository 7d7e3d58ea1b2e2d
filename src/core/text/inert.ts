/**
 * Text of others, made safe to show. Zero-width spaces take the power from mentions and references; they are chosen
 * over entities because GitHub looks for mentions after it has decoded those.
 */
export const zeroWidthSpace = '\u200B'
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/g

/** Words that none of the replacements below would change: most texts are such, and a page is made of thousands. */
const plainAscii = /^[A-Za-z0-9.,;("'%][A-Za-z0-9 .,;'"()%?!/-]*$/
const plainWords = /^[\p{L}\p{N}.,;("'…·%][\p{L}\p{M}\p{N} .,;'"()%…·?!/-]*$/u
const butNot = /^\d+[.)]| {2}| $|www\.|GH-\d|[0-9a-f]{7}/i

/** One line of plain text for a Markdown paragraph or table cell: it shows as written, and nothing in it is live. */
export function inlineText(text: string): string {
  if (text === '' || ((plainAscii.test(text) || plainWords.test(text)) && !butNot.test(text))) return text
  return quietText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^#|(?<= )#(?=#*$)/g, '\\#')
}

/**
 * Markdown that its author means to be rendered, but which may notify nobody. Code stays as it is, where it certainly
 * is code: what HTML or an indented fence makes of the rest is for a whole parser to say.
 */
export function quietMarkdown(text: string): string {
  if (!/[@&]/.test(text)) return printable(text)
  const quiet: string[] = []
  let block: string[] = []
  let fence: RegExp | undefined
  let isCertain = true
  const endBlock = () => {
    if (block.some((line) => doubtful.test(line))) isCertain = false
    quiet.push(...quietBlock(block, isCertain))
    block = []
  }
  for (const line of printable(text).split('\n')) {
    const run = /^(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1]
    if (fence !== undefined) {
      quiet.push(line)
      if (fence.test(line)) fence = undefined
      continue
    }
    if (run !== undefined || line.trim() === '') endBlock()
    if (run !== undefined && isCertain) {
      fence = new RegExp(`^ {0,3}${run[0]}{${run.length},}[ \\t]*\\r?$`)
      quiet.push(line)
    } else block.push(line)
  }
  endBlock()
  return quiet.join('\n')
}

/** The text without what cannot be seen and may reorder what is around it. */
export function printable(text: string): string {
  return text.replace(unprintable, '')
}

const doubtful = /<[a-z/!?]|[^`~](?:`{3}|~{3})|^`{3}.*`/i
const codeSpan = /(?<![`\\])((?:`[^`|]+`|``[^`|]+``)(?!`))/

/** The lines of a paragraph, every second piece a code span. Where backticks do not pair on each line, one may close what another opened. */
export function splitCode(lines: readonly string[]): {
  readonly pieces: readonly (readonly string[])[]
  readonly isPaired: boolean
} {
  const pieces = lines.map((line) => line.split(codeSpan))
  return { pieces, isPaired: pieces.every((line) => line.every((piece, at) => at % 2 === 1 || !piece.includes('`'))) }
}

function quietBlock(lines: readonly string[], isCertain: boolean): string[] {
  const { pieces, isPaired } = splitCode(lines)
  if (!isCertain || !isPaired) return lines.map(withoutMentions)
  return pieces.map((line) => line.map((piece, at) => (at % 2 === 1 ? piece : withoutMentions(piece))).join(''))
}

/** Nothing is to be taken out of words of these characters with one space between them. */
const onePlainLine = /^[!-~]+(?: [!-~]+)*$/

/** The same for a title, which GitHub shows as plain text: only what could reorder or break the line is taken out. */
export function plainText(text: string): string {
  if (onePlainLine.test(text)) return text
  return printable(text).replace(/\s+/g, ' ').trim()
}

/**
 * The same for a line of a job's log, where the runner takes `::error::` at the beginning, behind any blanks, and `##[error]`
 * anywhere for commands: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function logText(text: string): string {
  return plainText(text)
    .replace(/^([^\p{L}\p{N}]*?:)(?=:)/u, `$1${zeroWidthSpace}`)
    .replace(/#(?=#\[)/g, `#${zeroWidthSpace}`)
}

/** The same where GitHub makes references of plain text, as in the message of a commit. */
export function quietText(text: string): string {
  return plainText(text)
    .replace(/@(?=\w)/g, `@${zeroWidthSpace}`)
    .replace(/:(?=[\w+-]+:)/g, `:${zeroWidthSpace}`)
    .replace(/(?:https?|ftp)(?=:\/\/)|www(?=\.)/gi, `$&${zeroWidthSpace}`)
    .replace(/#(?=\d)/g, `#${zeroWidthSpace}`)
    .replace(/(?<![a-z0-9])GH-(?=\d)/gi, `$&${zeroWidthSpace}`)
    .replace(/(?<![a-z0-9])[0-9a-f]{7,40}(?![a-z0-9])/gi, (hash) => hash.replace(/.{6}(?=.)/g, `$&${zeroWidthSpace}`))
}

/** GitHub looks for mentions after it has decoded entities. */
function withoutMentions(text: string): string {
  return text
    .replace(/&(?:#0*64|#x0*40|commat);/gi, '@')
    .replace(/(?<![A-Za-z0-9])@(?=[A-Za-z0-9&<\\])/g, `@${zeroWidthSpace}`)
}

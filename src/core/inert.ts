/**
 * Text of others, made safe to show. Zero-width spaces take the power from mentions and references; they are chosen
 * over entities because GitHub looks for mentions after it has decoded those.
 */
const zeroWidthSpace = '\u200B'
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/g

/** One line of plain text for a Markdown paragraph or table cell: it shows as written, and nothing in it is live. */
export function inlineText(text: string): string {
  return quiet(text.replace(unprintable, '').replace(/\s+/g, ' ').trim())
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/^([-+=])/, '\\$1')
    .replace(/^(\d+)([.)])/, '$1\\$2')
    .replace(/^#/, '\\#')
}

/** Markdown that its author means to be rendered, but which may notify nobody. Code stays as it is. */
export function quietMarkdown(text: string): string {
  return text
    .replace(unprintable, '')
    .split(/(^ {0,3}(?:`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}(?:`{3,}|~{3,})[ \t]*$|$(?![\s\S]))|`[^`\n]+`)/m)
    .map((piece, at) => (at % 2 === 1 ? piece : withoutMentions(piece)))
    .join('')
}

/** The same for a title, which GitHub shows as plain text: only what could reorder or break the line is taken out. */
export function plainText(text: string): string {
  return text.replace(unprintable, '').replace(/\s+/g, ' ').trim()
}

function quiet(text: string): string {
  return text
    .replace(/@(?=\w)/g, `@${zeroWidthSpace}`)
    .replace(/:(?=[\w+-]+:)/g, `:${zeroWidthSpace}`)
    .replace(/\b(?:https?|ftp)(?=:\/\/)|\bwww(?=\.)/gi, `$&${zeroWidthSpace}`)
    .replace(/#(?=\d)/g, `#${zeroWidthSpace}`)
    .replace(/\b(GH-)(?=\d)/gi, `$1${zeroWidthSpace}`)
    .replace(/\b([0-9a-f]{6})([0-9a-f]{1,34})\b/gi, `$1${zeroWidthSpace}$2`)
}

function withoutMentions(text: string): string {
  return text.replace(/(?<![A-Za-z0-9])@(?=[A-Za-z0-9])/g, `@${zeroWidthSpace}`)
}

/**
 * The lines between two `---` at the top of a Markdown file, as far as plain `key: value` lines go. Everything else in
 * them, and every line end, stays as it is.
 */
interface Split {
  /** A byte order mark, if there is one, and the opening line. */
  readonly open: string
  /** Each with its line end. */
  readonly lines: readonly string[]
  /** The closing line and all that follows it. */
  readonly rest: string
}

/** Values by key, where the empty text stands for nothing. */
export type Fields = readonly (readonly [key: string, value: string])[]

/** The front matter as it stands, closing line included, and what follows it. */
export function splitFrontMatter(text: string): { readonly head: string; readonly body: string } {
  const found = split(text)
  if (found === undefined) {
    const head = text.startsWith(byteOrderMark) ? byteOrderMark : ''
    return { head, body: text.slice(head.length) }
  }
  const stop = found.rest.indexOf('\n') + 1
  const closing = stop === 0 ? found.rest : found.rest.slice(0, stop)
  const head = found.open + found.lines.join('') + closing
  return { head, body: text.slice(head.length) }
}

/** The value of a key as plain text; undefined where the key is missing. */
export function readField(text: string, key: string): string | undefined {
  const line = split(text)?.lines.find((each) => keyOf(each) === key)
  return line === undefined ? undefined : plainValue(line)
}

/**
 * The text with these values in its front matter, which is made where there is none. Lines that say it already stay as
 * they are, and so do all other keys.
 */
export function setFields(text: string, fields: Fields): string {
  const end = lineEndOf(text)
  const found = split(text)
  if (found === undefined) {
    const { head, body } = splitFrontMatter(text)
    const lines = fields.map(([key, value]) => fieldLine(key, value) + end)
    return `${head}---${end}${lines.join('')}---${end}${body === '' || /^\r?\n/.test(body) ? '' : end}${body}`
  }
  const lines = [...found.lines]
  for (const [key, value] of fields) {
    const at = lines.findIndex((line) => keyOf(line) === key)
    if (at === -1) lines.push(fieldLine(key, value) + end)
    else if (plainValue(lines[at]!) !== value) lines.splice(at, 1 + continued(lines, at), fieldLine(key, value) + end)
  }
  return found.open + lines.join('') + found.rest
}

/** How the lines of a text end, by its first one. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  return /^[^\n]*\r\n/.test(text) ? '\r\n' : '\n'
}

const byteOrderMark = '\uFEFF'

function split(text: string): Split | undefined {
  const all = text.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const isFence = (line: string) => line.trimEnd() === '---'
  if (all[0] === undefined || !isFence(all[0].replace(byteOrderMark, ''))) return undefined
  const close = all.findIndex((line, at) => at > 0 && isFence(line))
  if (close === -1) return undefined
  return { open: all[0], lines: all.slice(1, close), rest: all.slice(close).join('') }
}

function keyOf(line: string): string | undefined {
  return /^([\w-]+):\s/.exec(line)?.[1]
}

function plainValue(line: string): string {
  const value = line.slice(line.indexOf(':') + 1).trim()
  const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\s*(?:#.*)?$/.exec(value)
  if (quoted !== null) return quoted[1] ?? quoted[2]!
  return value.replace(/(?:^|(?<!\s)\s+)#.*$/, '')
}

/** Lines after the one of a key that belong to its value. */
function continued(lines: readonly string[], at: number): number {
  let count = 0
  while (/^[ \t]+\S/.test(lines[at + 1 + count] ?? '')) count++
  return count
}

/** Ids and times need no quotes, except where YAML would take one for something else than text. */
function fieldLine(key: string, value: string): string {
  if (value === '') return `${key}:`
  const isPlain =
    /^(?:[A-Za-z][\w.-]*|0|[1-9]\d{0,14}|\d{4}-\d\d-\d\dT[\d:.]+Z)$/.test(value) && !wordsOfYaml.test(value)
  return `${key}: ${isPlain ? value : `"${value}"`}`
}

const wordsOfYaml = /^(?:true|false|yes|no|on|off|null|y|n)$/i

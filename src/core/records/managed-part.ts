import { checksum } from './checksum.ts'

/**
 * The part of an issue's body (or of our comment on an adopted issue) that the file owns. Its first line names what it
 * stands for, its last line closes it, and a hidden line before that carries a record that a later run reads back.
 * Text before and after it belongs to people and passes through untouched.
 */
export interface Owner {
  readonly kind: 'task' | 'phase'
  readonly id: string
}

export interface Split {
  readonly before: string
  /** The managed part without its two marker lines, line ends as `\n`; undefined where there is none. */
  readonly part: string | undefined
  readonly after: string
}

const end = '<!-- phase-coordinator:end -->'
const dataLine = /^<!-- phase-coordinator:data v1 ([0-9a-f]{8}) (.*) -->$/m
const anyMarker = /<!--(\s*)phase-coordinator:/gi

export function marker(owner: Owner): string {
  return `<!-- phase-coordinator:${owner.kind} ${owner.id} -->`
}

/** Whose marker the text begins with, if any's. */
export function ownerAtStart(body: string): Owner | undefined {
  const found = /^\uFEFF?<!-- phase-coordinator:(task|phase) ([A-Za-z0-9][A-Za-z0-9._-]{0,31}) -->/.exec(body)
  return found === null ? undefined : { kind: found[1] as Owner['kind'], id: found[2]! }
}

/** Every owner whose marker stands on a line of its own. */
export function ownersInside(body: string): readonly Owner[] {
  const lines = body.matchAll(/^<!-- phase-coordinator:(task|phase) ([A-Za-z0-9][A-Za-z0-9._-]{0,31}) -->\r?$/gm)
  return [...lines].map((found) => ({ kind: found[1] as Owner['kind'], id: found[2]! }))
}

/**
 * Takes a body apart. Where the closing line was deleted, the part ends with its hidden record, and without that with
 * its first line: text that may be people's is never taken for ours.
 */
export function splitBody(body: string, owner: Owner): Split {
  const first = lineAt(body, marker(owner))
  if (first === undefined) return { before: '', part: undefined, after: body }
  const rest = body.slice(first.end)
  const last = lineAt(rest, end) ?? lastResort(rest)
  return {
    before: body.slice(0, first.start),
    part: rest.slice(0, last.start).replaceAll('\r\n', '\n').replace(/^\n/, '').replace(/\n$/, ''),
    after: rest.slice(last.end),
  }
}

/** Puts a body together again; a part that was not there goes to the top, people's text follows it. */
export function joinBody(split: Split, owner: Owner, part: string): string {
  const managed = markedPart(owner, part)
  if (split.part !== undefined) return `${split.before}${managed}${split.after}`
  return split.after.trim() === '' ? managed : `${managed}\n\n${split.after}`
}

/** A part between its two marker lines. */
export function markedPart(owner: Owner, part: string): string {
  return `${marker(owner)}\n${part}\n${end}`
}

/**
 * The text with our part made anybody's: what it shows stays, under a line that says what became of it, and nothing
 * hidden that a later run could take for its own.
 */
export function releaseBody(body: string, owner: Owner, note: string): string {
  const { before, part, after } = splitBody(body, owner)
  if (part === undefined) return body
  const shown = part
    .split('\n')
    .filter((line) => !/^<!-- phase-coordinator:.*-->$/.test(line))
    .join('\n')
    .trim()
  return `${before}${[note, shown].filter((text) => text !== '').join('\n\n')}${after}`
}

/** The hidden line for a record. */
export function renderRecord(record: unknown): string {
  const json = recordText(record)
  return `<!-- phase-coordinator:data v1 ${checksum(json)} ${json} -->`
}

/** How a hidden line writes a value, or a part of one. What could end the comment early, or be taken for a mention, is escaped as JSON allows. */
export function recordText(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&@#\u2028\u2029]|--/g, escapeForComment)
}

/** The hidden line of a text as it stands, whole or damaged: what tells whether somebody else has written it since. */
export function recordLine(text: string): string | undefined {
  return dataLine.exec(text.replaceAll('\r\n', '\n'))?.[0]
}

/** The record in a managed part; undefined where it is missing, of another version, or damaged. */
export function parseRecord(part: string | undefined): unknown {
  const found = part === undefined ? null : dataLine.exec(part)
  if (found === null || checksum(found[2]!) !== found[1]) return undefined
  try {
    return JSON.parse(found[2]!)
  } catch {
    return undefined
  }
}

/** Text from a file that could be mistaken for one of our markers loses that power, and nothing else. */
export function withoutMarkers(text: string): string {
  return text.replace(anyMarker, '<!--$1phase-coordinator\u200B:')
}

/** Whether two texts differ in nothing but line ends: GitHub's editor writes its own. */
export function sameText(a: string, b: string): boolean {
  return a === b || a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n')
}

function escapeForComment(text: string): string {
  return [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
}

function lineAt(text: string, line: string): { start: number; end: number } | undefined {
  for (let start = text.indexOf(line); start !== -1; start = text.indexOf(line, start + 1)) {
    const stop = start + line.length
    const beginsLine = start === 0 || text[start - 1] === '\n' || (start === 1 && text[0] === '\uFEFF')
    const endsLine = stop === text.length || text[stop] === '\n' || text.startsWith('\r\n', stop)
    if (beginsLine && endsLine) return { start, end: stop }
  }
  return undefined
}

function lastResort(rest: string): { start: number; end: number } {
  const data = /^<!-- phase-coordinator:data v1 [^\n]*-->/m.exec(rest)
  const stop = data === null ? 0 : data.index + data[0].length
  return { start: stop, end: stop }
}

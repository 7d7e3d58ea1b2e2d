import { CST, Lexer, Parser } from 'yaml'
import type { Finding, Said } from './finding.ts'
import { quote } from './quote.ts'
import { unclosedQuote } from './syntax.ts'

/** 1 MB, in UTF-8. */
export const mostBytes = 1024 * 1024
/** Lexical pieces. A thousand tasks with every key filled in have about 120,000. */
export const mostPieces = 300_000
/** Lists and maps inside one another. */
const mostDepth = 20
/** In one list or map. */
const mostEntries = 2_000
/** Anchors, and likewise aliases, in one file. */
const mostAliases = 100
/** Tokens that are no YAML; after these the rest of the text is not looked at. */
const mostSlips = 100

/** Thrown for a file that is refused as a whole: whatever else may be wrong with it is not looked for. */
export class Refusal extends Error {
  readonly finding: Finding

  constructor(offset: number, said: Said) {
    super(said.message)
    this.finding = { offset, say: () => said }
  }
}

/**
 * The text without byte-order mark and carriage returns, neither of which moves a line or column, and without what is
 * beyond the limit.
 */
export function plainText(text: string): string {
  return text
    .slice(0, mostBytes + 1)
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
}

/**
 * What no phase file holds, found before anything is parsed.
 * @throws Refusal
 */
export function checkText(text: string, plain: string): void {
  if (text.length > mostBytes || new TextEncoder().encode(text).length > mostBytes) {
    throw new Refusal(0, {
      code: 'file-too-large',
      message: 'The file is larger than 1 MB, the most that a phase file may have: split the phase.',
    })
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const control = plain.search(/[\u0000-\u0008\u000B-\u001F\u007F\uFFFD]/)
  if (control < 0) return
  if (plain[control] === '\uFFFD') throw new Refusal(control, noUtf8)
  if (plain[control] === '\r') throw new Refusal(control, loneReturn)
  const code = plain.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0')
  const message = `The file holds the control character U+${code}: take it out, or save the file as UTF-8 text.`
  throw new Refusal(control, { code: 'control-character', message })
}

/** Readers put U+FFFD where bytes are no UTF-8, as in Latin-1 and UTF-16. */
const noUtf8: Said = {
  code: 'file-not-utf8',
  message: 'The file is not UTF-8 from here on (or holds U+FFFD): save it as UTF-8 text.',
}
const loneReturn: Said = {
  code: 'lone-carriage-return',
  message: 'A line ends with a carriage return alone: save the file with line feeds (LF), or CRLF.',
}

/**
 * The tokens of the one document of a text that `checkText` has passed.
 *
 * `yaml` itself has no limits on size and depth, and takes tags and directives that change what a value means. So the
 * text goes to its parser piece by piece, and reading stops at the first that is too much.
 *
 * @throws Refusal
 */
export function scan(text: string): readonly CST.Token[] {
  const parser = new Parser()
  const limits = new Limits()
  const tokens: CST.Token[] = []
  let isScalar = false
  let slips = 0
  for (const piece of new Lexer().lex(text)) {
    const offset = parser.offset
    if (!isScalar) limits.count(CST.tokenType(piece), piece, offset)
    isScalar = piece === CST.SCALAR
    for (const token of parser.next(piece)) {
      tokens.push(token)
      if (token.type === 'error' && ++slips === mostSlips) return tokens
    }
    checkOpen(parser.stack, offset)
  }
  for (const token of parser.end()) tokens.push(token)
  const second = tokens.filter((token) => token.type === 'document')[1]
  if (second !== undefined) throw new Refusal(second.offset, oneDocument)
  return tokens
}

const oneDocument: Said = {
  code: 'several-documents',
  message: 'The file holds more than one YAML document: put each phase in a file of its own.',
}

/** An open quote takes in the rest of the file, or much of it; `yaml` would report it where that ends. */
function checkQuotes(type: CST.TokenType | null, scalar: string, offset: number): void {
  if (type !== 'double-quoted-scalar' && type !== 'single-quoted-scalar') return
  if (scalar.length === 1 || !scalar.endsWith(scalar.charAt(0))) throw new Refusal(offset, unclosedQuote)
}

function checkOpen(stack: readonly CST.Token[], offset: number): void {
  // The document itself and the scalar at hand are on the stack too.
  if (stack.length > mostDepth + 2) {
    throw new Refusal(offset, {
      code: 'too-deep',
      message: `Lists and maps are more than ${mostDepth} levels deep here: write it flatter.`,
    })
  }
  const open = stack.at(-1)
  if (open !== undefined && 'items' in open && isBegun(open.items[mostEntries])) {
    throw new Refusal(open.offset, {
      code: 'too-many-entries',
      message: `This list or map has more than ${mostEntries.toLocaleString('en-US')} entries: a phase has at most 1,000 tasks.`,
    })
  }
}

/** Behind the last entry the parser keeps a place for one more. */
function isBegun(entry: CST.CollectionItem | undefined): boolean {
  if (entry === undefined) return false
  const { start, sep } = entry
  const isMarked = start.some(({ type }) => type === 'seq-item-ind' || type === 'explicit-key-ind')
  return isMarked || sep !== undefined
}

class Limits {
  #pieces = 0
  #documents = 0
  #anchors = 0
  #aliases = 0

  count(type: CST.TokenType | null, piece: string, offset: number): void {
    this.#pieces += 1
    if (this.#pieces > mostPieces) {
      throw new Refusal(offset, {
        code: 'too-many-parts',
        message: 'The file has more parts than a phase of 1,000 tasks needs: split the phase.',
      })
    }
    if (type === 'tag')
      throw new Refusal(offset, {
        code: 'yaml-tag',
        message: `Tags such as ${quote(piece)} are not read: take it out.`,
      })
    if (type === 'directive-line') {
      throw new Refusal(offset, {
        code: 'yaml-directive',
        message: 'Lines that begin with % are not read (phase files are YAML 1.2): take it out.',
      })
    }
    checkQuotes(type, piece, offset)
    if (type === 'doc-start' && ++this.#documents > 1) throw new Refusal(offset, oneDocument)
    if (type === 'anchor' && ++this.#anchors > mostAliases) throw new Refusal(offset, tooMany('anchors (&)'))
    if (type === 'alias' && ++this.#aliases > mostAliases) throw new Refusal(offset, tooMany('aliases (*)'))
  }
}

function tooMany(what: string): Said {
  return { code: 'too-many-anchors', message: `The file has more than ${mostAliases} ${what}: write the values out.` }
}

import type { YAMLError } from 'yaml'
import type { Finding, Said } from './finding.ts'
import { quote } from './quote.ts'

/** A place at which a text is not YAML. */
export interface Slip {
  readonly offset: number
  readonly code: YAMLError['code']
  /** `yaml`'s own, which may quote the file. */
  readonly message: string
}

/** One slip makes the parser stumble more than once; after these few the rest is noise. */
const mostErrors = 10

/** What is wrong with a text that is not YAML: at most one finding a line, and of a merge conflict its marks alone. */
export function syntaxFindings(slips: readonly Slip[], text: string): readonly Finding[] {
  const findings: Finding[] = []
  let endOfLine = -1
  for (const slip of slips.toSorted((a, b) => a.offset - b.offset)) {
    const offset = skipSpaces(text, Math.min(slip.offset, text.length))
    if (offset <= endOfLine || findings.length === mostErrors) continue
    findings.push({ offset, say: () => sentence(slip, text, offset) })
    const lineBreak = text.indexOf('\n', offset)
    endOfLine = lineBreak < 0 ? text.length : lineBreak
  }
  const conflicts = findings.filter(({ offset }) => conflictMark.test(text.slice(offset, offset + 7)))
  return conflicts.length > 0 ? conflicts : findings
}

const conflictMark = /^(?:<{7}|={7}|>{7})/

function skipSpaces(text: string, offset: number): number {
  let at = offset
  while (text[at] === ' ') at += 1
  return at
}

function sentence({ code, message }: Slip, text: string, offset: number): Said {
  const rest = text.slice(offset).split('\n', 1)[0]!.trim()
  const here = rest === '' ? '' : ` at ${quote(rest)}`
  if (conflictMark.test(rest))
    return { code: 'merge-conflict', message: 'This is the mark of a merge conflict: resolve the conflict.' }
  if (/^-[^\s-]/.test(rest))
    return { code: 'missing-dash-space', message: `A space is missing after the dash${here}: write \`- entry\`.` }
  switch (code) {
    case 'BAD_INDENT':
      return message.startsWith('Flow') ? unclosedBracket(here) : wrongIndentation(here)
    case 'TAB_AS_INDENT':
      return { code: 'tab-indentation', message: 'A tab indents this line: YAML wants spaces.' }
    case 'BAD_SCALAR_START':
      return {
        code: 'unquoted-character',
        message: `A value cannot begin with ${firstCharacter(rest)}: put it in quotes (and write logins without @).`,
      }
    case 'BLOCK_AS_IMPLICIT_KEY':
      return mapInValue(rest, here)
    case 'MULTILINE_IMPLICIT_KEY':
      return { code: 'missing-colon', message: `A colon and a space are missing${here}: write \`key: value\`.` }
    case 'BAD_DQ_ESCAPE':
      return {
        code: 'bad-escape',
        message: `Text in double quotes cannot hold ${quote(rest.slice(0, 2))}: write \\\\ for a backslash, or use single quotes.`,
      }
    case 'MISSING_CHAR':
      return missingCharacter(message, here)
    case 'KEY_OVER_1024_CHARS':
      return {
        code: 'key-too-long',
        message: 'A key has more than 1,024 characters: a quote or a bracket is not closed before it.',
      }
    case 'BLOCK_IN_FLOW':
      return {
        code: 'block-in-brackets',
        message: `Inside [ ] and { } values are separated by commas, on lines that are indented${here}.`,
      }
    default:
      return {
        code: 'unreadable-yaml',
        message: `YAML cannot read this${here}: check quotes, brackets, colons and indentation here and on the line before.`,
      }
  }
}

function missingCharacter(message: string, here: string): Said {
  if (message.includes('quote')) return unclosedQuote
  if (message.includes('map values'))
    return { code: 'missing-colon', message: `A colon is missing${here}: write \`key: value\`.` }
  if (message.includes('- indicator'))
    return {
      code: 'missing-dash',
      message: `An entry of a list lacks its \`- \`, or the indentation is wrong${here}.`,
    }
  if (message.includes('Comments'))
    return { code: 'missing-comment-space', message: `A comment needs a space before its #${here}.` }
  if (message.includes('Missing ,')) return { code: 'missing-comma', message: `A comma is missing${here}.` }
  if (message.includes('end with a')) return unclosedBracket(here)
  return { code: 'unreadable-yaml', message: `A character is missing${here}: check quotes, brackets and colons.` }
}

export const unclosedQuote: Said = {
  code: 'missing-quote',
  message: 'This quote is not closed: add the closing quote.',
}

function unclosedBracket(here: string): Said {
  return {
    code: 'missing-bracket',
    message: `A bracket is not closed before this${here}: add the closing ] or }.`,
  }
}

function wrongIndentation(here: string): Said {
  return {
    code: 'wrong-indentation',
    message: `The indentation is wrong${here}: keys of one map, and entries of one list, begin in the same column.`,
  }
}

/** Either a value with a colon in it, or a line that is indented so that it continues the value before it. */
function mapInValue(rest: string, here: string): Said {
  if (rest.startsWith('- ')) return wrongIndentation(here)
  if (!/:\s/.test(rest))
    return {
      code: 'value-continued',
      message: `The line after this is indented as if it continued the value${here}: move it to the left.`,
    }
  return {
    code: 'unquoted-colon',
    message: `This value holds a colon and a space, which begin a map${here}: put the value in quotes.`,
  }
}

function firstCharacter(text: string): string {
  return text.startsWith('`') ? 'a backtick' : quote(text.slice(0, 1))
}

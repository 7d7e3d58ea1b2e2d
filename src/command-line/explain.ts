import { Command } from 'commander'
import { BadInput } from '../actions/bad-input.ts'
import { quote } from '../core/phase-file/quote.ts'
import { didYouMean } from '../core/phase-file/suggest.ts'
import { consequences, findEntry, registry } from '../core/troubleshooting/registry.ts'

const notes = `
The code stands in brackets at the end of a message, as in "[unknown-dependency]". Without a code all of them are listed.`

export function explainCommand(): Command {
  return new Command('explain')
    .description('What a message means, where it comes from, and what to do, by its code.')
    .argument('[code]', 'code of a message')
    .option('--json', 'print one line of JSON for each code')
    .addHelpText('after', notes)
    .action(explain)
}

function explain(code: string | undefined, { json }: { readonly json?: true }): void {
  const codes = code === undefined ? allCodes() : [withoutBrackets(code)]
  const unknown = codes.find((each) => findEntry(each) === undefined)
  if (unknown !== undefined) throw unknownCode(unknown)
  if (json) for (const each of codes) console.log(JSON.stringify(explained(each)))
  else if (code === undefined) console.log(listed())
  else console.log(asText(explained(codes[0]!)))
}

function allCodes(): readonly string[] {
  return registry.flatMap(({ entries }) => Object.keys(entries))
}

/** As somebody copies it from a message. */
function withoutBrackets(code: string): string {
  return code.replace(/^\[(.*)\]$/, '$1')
}

function unknownCode(code: string): BadInput {
  const meant = didYouMean(code, allCodes())
  return new BadInput(
    'unknown-code',
    `No message has the code ${quote(code)}.${meant} Run "phase-coordinator explain" for a list.`,
  )
}

/** What `--json` prints. */
function explained(code: string) {
  const { group, entry } = findEntry(code)!
  return { code, ...entry, seen: group.seen, consequence: consequences[group.consequence] }
}

function asText({ code, what, where, next, seen, consequence }: ReturnType<typeof explained>): string {
  return [code, '', what, '', `Place: ${where}`, `Next: ${next}`, `Seen: ${seen}`, `Then: ${consequence}`].join('\n')
}

function listed(): string {
  const width = Math.max(...allCodes().map((code) => code.length))
  return registry
    .map(({ title, entries }) => {
      const lines = Object.entries(entries).map(([code, { what }]) => `  ${code.padEnd(width)}  ${what}`)
      return [title, ...lines].join('\n')
    })
    .join('\n\n')
}

/**
 * A log as the runner shows it: what only the runner is to know is left out, and an annotation begins with its kind.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function shownLog(log: string): string {
  return log
    .replace(/^::add-mask::.*\n?/gm, '')
    .replace(/^::(error|warning|notice)(?: .*?)?::(.*)$/gm, (_, kind: string, message: string) => {
      return `${kind[0]!.toUpperCase()}${kind.slice(1)}: ${decoded(message)}`
    })
}

const encoded = /%(?:25|0D|0A)/g
const meant: Readonly<Record<string, string>> = { '%25': '%', '%0D': '\r', '%0A': '\n' }

function decoded(message: string): string {
  return message.replace(encoded, (code) => meant[code]!)
}

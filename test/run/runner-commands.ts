/** What a runner takes for a command in the log of a step: its name, its properties and its message. */
export interface RunnerCommand {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

const names =
  'internal-set-repo-path|set-env|set-output|save-state|add-path|add-mask|add-matcher|remove-matcher|debug|warning|error|notice|echo|group|endgroup|stop-commands'
const colons = new RegExp(`^\\s*::(${names})(?: (.*?))?::(.*)$`)
/** The older form, which is looked for anywhere in a line. */
const bracket = new RegExp(`##\\[(${names})(?: ([^\\]]*))?\\](.*)$`)

/** Every command in a log, as the runner reads it: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs */
export function runnerCommands(log: string): readonly RunnerCommand[] {
  return log.split(/\r\n|\r|\n/).flatMap((line) => {
    const found = colons.exec(line)
    const [, name, properties, message] = found ?? bracket.exec(line) ?? []
    if (name === undefined) return []
    const pairs = (properties ?? '').split(found === null ? ';' : ',').filter((pair) => pair.includes('='))
    return [
      {
        name,
        properties: Object.fromEntries(pairs.map((pair) => pair.split('=', 2).map(decode))),
        message: decode(message!),
      },
    ]
  })
}

/** Commands carry what would end them in percent. */
function decode(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')
}

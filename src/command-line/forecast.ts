import { Command } from 'commander'
import { clock } from '../actions/clock.ts'
import { forecastLaunch } from '../core/forecast/launch.ts'
import { forecastAsJson, forecastAsText } from '../core/forecast/report.ts'
import { readGivenFiles, usualPlace } from './phase-sources.ts'
import { tellMistakes } from './tell-problems.ts'
import { usualWidth } from './terminal-text.ts'
import { wrappedLines } from './wrapped-lines.ts'

const notes = `
Without files, those at ${usualPlace} are forecast.
The files are forecast as if none of their tasks had begun. Name every file that
they depend on: a task of another file ends when that file's own forecast says
so, and a phase that comes after another begins when that one ends.

Example:
  $ phase-coordinator forecast .github/phases/phase-4.yml`

export function forecastCommand(): Command {
  return new Command('forecast')
    .description('When the phases of these files end, and which tasks that depends on.')
    .argument('[file...]', 'phase files')
    .option('--json', 'print one line of JSON for each file')
    .addHelpText('after', notes)
    .action(printForecasts)
}

async function printForecasts(files: readonly string[], { json }: { readonly json?: true }): Promise<void> {
  const now = clock()
  const { phases, problems } = await readGivenFiles(files, process.cwd())
  // What a broken file holds, others may wait for.
  if (tellMistakes(problems)) return
  const forecasts = forecastLaunch(phases, now)
  if (json) for (const each of forecasts) console.log(JSON.stringify(forecastAsJson(each, now)))
  else console.log(forecasts.map((each) => inColumns(forecastAsText(each, now))).join('\n\n'))
}

/** The same text with its long lines broken, each as far in as it was. */
function inColumns(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => {
      const indent = /^ */.exec(line)![0]
      return wrappedLines(line.slice(indent.length), usualWidth, indent, `${indent}  `)
    })
    .join('\n')
}

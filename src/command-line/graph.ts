import { open } from 'node:fs/promises'
import { Command, Option } from 'commander'
import { BadInput } from '../actions/bad-input.ts'
import { wholeGantt } from '../core/pictures/gantt.ts'
import { wholeFlowchart } from '../core/pictures/task-flowchart.ts'
import { plainText } from '../core/text/inert.ts'
import { exitCodes } from './exit-codes.ts'
import { type GraphContent, graphContent } from './graph-content.ts'
import { graphSvg } from './graph-svg.ts'
import { type RehearsalOptions, rehearsalNotes, rehearse, withRehearsal } from './rehearsal.ts'

interface GraphOptions extends RehearsalOptions {
  readonly format: 'mermaid' | 'svg'
  readonly schedule?: true
  readonly output?: string
  readonly force?: true
}

const notes = `${rehearsalNotes}

Examples:
  $ phase-coordinator graph .github/phases/phase-4.yml
  $ phase-coordinator graph --format svg --output graph.svg
  $ phase-coordinator graph --schedule`

export function graphCommand(): Command {
  return withRehearsal(new Command('graph'))
    .description('What waits for what, as a picture.')
    .addOption(
      new Option('--format <format>', 'the source of a Mermaid picture, or a picture')
        .choices(['mermaid', 'svg'])
        .default('mermaid'),
    )
    .option('--schedule', 'when each task is expected to be done, instead of what waits for what')
    .option('--output <file>', 'write it there')
    .option('--force', 'even if that file is there already')
    .addHelpText('after', notes)
    .action(drawGraph)
}

async function drawGraph(files: readonly string[], options: GraphOptions): Promise<void> {
  const { format, schedule, output, force } = options
  if (schedule && format === 'svg')
    throw new BadInput('wrong-use', '--schedule is drawn by Mermaid alone: leave out --format svg.')
  if (force && output === undefined)
    throw new BadInput('wrong-use', '--force is for the file of --output: name that one too.')
  const rehearsal = await rehearse(files, options)
  if (rehearsal === undefined) return
  const content = graphContent(rehearsal)
  const picture = schedule ? scheduleOf(content) : format === 'svg' ? graphSvg(content) : flowchartOf(content)
  if (output === undefined) process.stdout.write(picture)
  else await writeNew(output, picture, force === true)
}

function flowchartOf({ tasks, streams }: GraphContent): string {
  const source = wholeFlowchart(tasks, streams)
  if (source === undefined)
    throw new BadInput(
      'wrong-use',
      'there are more links than Mermaid draws: add --format svg, which has no such limit.',
    )
  return `${source}\n`
}

function scheduleOf(content: GraphContent): string {
  const source = wholeGantt(content)
  if (source === undefined)
    throw new BadInput('wrong-use', 'nothing is expected or done yet, so there is no schedule to draw.')
  return `${source}\n`
}

/** A file that is there already is kept, unless that was asked for. */
async function writeNew(file: string, text: string, isForced: boolean): Promise<void> {
  try {
    const handle = await open(file, isForced ? 'w' : 'wx')
    try {
      await handle.writeFile(text)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new BadInput('wrong-use', plainText(`${file} is there already: name another file, or add --force.`))
    console.error(plainText(`${file} cannot be written. Check that its folder exists, and that you may write there.`))
    process.exitCode = exitCodes.failed
  }
}

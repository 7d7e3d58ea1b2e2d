import path from 'node:path'
import { Command } from 'commander'
import { BadInput } from '../actions/bad-input.ts'
import { workers } from '../core/note/phase-draft.ts'
import { ownAction } from '../core/starter/generated/workflow-templates.ts'
import { exitCodes } from './exit-codes.ts'
import { type InitOptions, readInitOptions } from './init-options.ts'
import { planInit } from './init-plan.ts'
import { initReport } from './init-report.ts'
import { printNewFiles, writeNewFiles } from './new-files.ts'
import { lookAtFolder } from './present-folder.ts'

const notes = `
It writes .github/phases/phase-<id>.yml, .github/workflows/coordinator.yml and the workflows of the workers that are
chosen. A file that is there stays as it is. In a terminal it asks for what no option says; with --from, with --yes, or
where there is no terminal, it asks nothing and says what it took instead. What --from reads: docs/from-a-note.md.`

export function initCommand(): Command {
  return new Command('init')
    .description('Write a first phase file, or one made from a note, and the workflows that it needs.')
    .argument('[folder]', 'root of the repository', '.')
    .option('--from <note>', 'make the phase file from a launch note or a checklist in Markdown')
    .option('--phase <id>', 'id of the phase, such as 4')
    .option('--title <text>', 'title of the phase')
    .option('--target <date>', 'day by which it should be done, such as 2030-01-31')
    .option('--workers <list>', `who does the work, with commas between: ${workers.join(', ')}`)
    .option('--action <name>', 'the action, as owner/repository@ref', ownAction)
    .option('--branch <name>', 'default branch of the repository')
    .option('-y, --yes', 'ask nothing')
    .option('--dry-run', 'print the files, and write none')
    .addHelpText('after', notes)
    .action(init)
}

async function init(folder: string, given: InitOptions): Promise<void> {
  const options = readInitOptions(given)
  const present = await lookAtFolder(folder)
  const asks = given.from === undefined && !given.yes && process.stdin.isTTY && process.stdout.isTTY
  const answers = asks ? await (await import('./init-questions.ts')).askInit(options, present) : options
  if (answers === undefined)
    throw new BadInput('wrong-use', 'Nothing was written, because not every question was answered.')
  const plan = await planInit(answers, present, given.from)
  if (plan === undefined) return
  if (given.dryRun) printNewFiles(plan.files)
  const written = given.dryRun ? undefined : await writeNewFiles(folder, plan.files)
  if (written?.some(({ result }) => typeof result === 'object')) process.exitCode = exitCodes.failed
  // What --dry-run prints can be piped on, so the words about it go elsewhere.
  const say = written === undefined ? console.error : console.log
  say(initReport({ program: programName(process.argv[1] ?? ''), folder, note: given.from, plan, written }))
}

/** The name that npm gives the program, or the file that Node.js was started with. */
function programName(file: string): string {
  if (path.basename(file) === 'phase-coordinator') return 'phase-coordinator'
  const near = path.relative('', file)
  return `node ${near.startsWith('..') ? file : near}`
}

import { Command } from 'commander'
import { counted } from '../core/text/counted.ts'
import { exitCodes } from './exit-codes.ts'
import { painterFor } from './paint.ts'
import { type NamedPhases, readGivenFiles, usualPlace } from './phase-sources.ts'
import { problemAsJson, showProblem } from './tell-problems.ts'

const notes = `
Without files, those at ${usualPlace} are checked.
Check files together that belong together: an id of a task may be used once in
all of them, and a task may wait for one of another file.

Example:
  $ phase-coordinator check .github/phases/phase-4.yml
  1 phase file, 12 tasks: no mistakes.`

export function checkCommand(): Command {
  return new Command('check')
    .description('Finds every mistake in phase files, with the line that it stands in.')
    .argument('[file...]', 'phase files')
    .option('--json', 'print one line of JSON: files, tasks, mistakes')
    .addHelpText('after', notes)
    .action(checkFiles)
}

async function checkFiles(files: readonly string[], { json }: { readonly json?: true }): Promise<void> {
  const found = await readGivenFiles(files, process.cwd())
  if (found.problems.length > 0) process.exitCode = exitCodes.failed
  console.log(json ? JSON.stringify(asJson(found)) : asText(found))
}

function asText(found: NamedPhases): string {
  const paint = painterFor(process.stdout, process.env)
  const shown = found.problems.map((problem) => showProblem(problem, found.sources, paint, columns()))
  return [...shown, ...(shown.length === 0 ? [] : ['']), summaryOf(found)].join('\n')
}

function columns(): number {
  return Math.max(40, Math.min(process.stdout.columns ?? 80, 160))
}

function asJson(found: NamedPhases): object {
  return { files: filesIn(found), tasks: tasksIn(found), mistakes: found.problems.map(problemAsJson) }
}

function summaryOf(found: NamedPhases): string {
  const files = counted(filesIn(found), 'phase file')
  const { problems } = found
  if (problems.length === 0) return `${files}, ${counted(tasksIn(found), 'task')}: no mistakes.`
  const told = counted(problems.length, 'mistake')
  if (filesIn(found) === 1) return `${files}: ${told}.`
  return `${files}: ${told} in ${counted(new Set(problems.map(({ file }) => file)).size, 'file')}.`
}

/** Files that cannot be read count too. */
function filesIn({ sources, problems }: NamedPhases): number {
  return new Set([...sources.map(({ path }) => path), ...problems.map(({ file }) => file)]).size
}

/** Those of files without a mistake. */
function tasksIn({ phases }: NamedPhases): number {
  return phases.reduce((sum, { tasks }) => sum + tasks.length, 0)
}

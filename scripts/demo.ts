// Plays the example phase from launch to completion on the local tracker, and prints what happens.
// `node scripts/demo.ts` keeps the tracker's state in .tracker/; another folder, which must be empty, can be named.

import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Phase } from '../src/core/phase.ts'
import { readPhases } from '../src/core/phase-file/read.ts'
import { startTracker, type Tracker } from '../src/local/tracker.ts'
import { checkEnd, checkLaunch } from './demo/checks.ts'
import { labelsOf, People, writeIssues } from './demo/repository.ts'
import { hireRunner } from './demo/runner.ts'
import { launch, play, type Stage, type Turn } from './demo/story.ts'
import { closingText, introduction, taskTable, turnText } from './demo/text.ts'

const root = path.dirname(import.meta.dirname)
const usualFolder = path.join(root, '.tracker')
const example = 'examples/phase-4.yml'
const phaseFile = '.github/phases/phase-4.yml'
const workflow = '.github/workflows/worker-claude.yml'

async function main(named: string | undefined): Promise<void> {
  const folder = await freshFolder(named)
  const tracker = await startTracker({ directory: folder, now: () => new Date(launch) })
  try {
    await present(await setStage(tracker, folder), folder)
  } finally {
    await tracker.close()
  }
}

/** Only the demo's own folder is emptied. */
async function freshFolder(named: string | undefined): Promise<string> {
  const folder = named === undefined ? usualFolder : path.resolve(named)
  if (named === undefined) await rm(folder, { recursive: true, force: true })
  else if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`The folder ${named} is not empty.`)
  await mkdir(folder, { recursive: true })
  return folder
}

/** Commits the phase file and the workers' workflow, and checks them out for the runs. */
async function setStage(tracker: Tracker, folder: string): Promise<Stage> {
  const workspace = path.join(folder, 'checkout')
  const commit = async (file: string, text: string) => {
    await mkdir(path.dirname(path.join(workspace, file)), { recursive: true })
    await writeFile(path.join(workspace, file), text)
    tracker.putFile(file, text)
  }
  let text = await readFile(path.join(root, example), 'utf8')
  await commit(workflow, await readFile(path.join(root, 'examples/workflows', path.basename(workflow)), 'utf8'))
  await commit(phaseFile, text)
  const editPlan = async (change: (text: string) => string) => {
    text = change(text)
    await commit(phaseFile, text)
  }
  const place = { apiUrl: tracker.url, repository: tracker.repository, workspace, token: 'local-token' }
  const runner = await hireRunner(root, path.join(folder, 'runs'), place)
  return { tracker, people: new People(tracker), runner, plan: readPlan(text), editPlan }
}

function readPlan(text: string): Phase {
  const { phases, problems } = readPhases([{ path: phaseFile, text }])
  const [problem] = problems
  if (problem !== undefined) throw new Error(`${example}:${problem.line}:${problem.column}: ${problem.message}`)
  return phases[0]!
}

async function present(stage: Stage, folder: string): Promise<void> {
  const { people, plan, tracker } = stage
  const started = performance.now()
  const turns: Turn[] = []
  console.log(`${introduction(plan)}\n`)
  for await (const turn of play(stage)) {
    const issues = turns.length === 0 ? await people.issues() : undefined
    console.log(`${turnText(turn, plan, issues?.length)}\n`)
    if (issues !== undefined) checkLaunch(turn, issues, plan)
    turns.push(turn)
  }
  const issues = await people.issues()
  await writeIssues(path.join(folder, 'issues'), issues)
  checkEnd(turns, issues, plan, tracker.store)
  const progress = issues.find((issue) => labelsOf(issue).includes('phase-progress'))!
  const seconds = (performance.now() - started) / 1000
  console.log(`${taskTable(turns, plan)}\n`)
  console.log(closingText(turns, tracker.store, progress, seconds, path.relative(process.cwd(), folder) || '.'))
}

try {
  await main(process.argv[2])
} catch (error) {
  console.error(`The demo failed. ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

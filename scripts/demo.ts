// Plays the example phase from launch to completion on the local tracker, and prints what happens.
// `node scripts/demo.ts` keeps the tracker's state in .tracker/; another folder, which must be empty, can be named.

import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Phase } from '../src/core/phase.ts'
import { readPhases } from '../src/core/phase-file/read.ts'
import { startTracker, type Tracker } from '../src/local/tracker.ts'
import { checkEnd, checkFiles, checkLaunch } from './demo/checks.ts'
import { checkOut, labelsOf, People, writeIssues } from './demo/repository.ts'
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

/** As the coordinator's workflow gives it to the action: what phases without `files` need, and writing them. */
const permissions = {
  issues: 'write',
  contents: 'write',
  actions: 'write',
  pull_requests: 'read',
} as const

const jobsBefore = '# Jobs of the coordinator\n\nPhase 3 ended on 20 February.\n'

/** Commits the phase file, the workers' workflow, and the jobs file as phase 3 left it. */
async function setStage(tracker: Tracker, folder: string): Promise<Stage> {
  const workspace = path.join(folder, 'checkout')
  const token = 'coordinator-token'
  let text = await readFile(path.join(root, example), 'utf8')
  const plan = readPlan(text)
  tracker.putFile(workflow, await readFile(path.join(root, 'examples/workflows', path.basename(workflow)), 'utf8'))
  tracker.putFile(plan.files!.jobs!, jobsBefore)
  tracker.putFile(phaseFile, text)
  tracker.addToken(token, { login: 'github-actions[bot]', kind: 'installation', permissions })
  const editPlan = (change: (text: string) => string) => {
    text = change(text)
    tracker.putFile(phaseFile, text)
  }
  const place = { apiUrl: tracker.url, repository: tracker.repository, workspace, token }
  const runner = await hireRunner(root, path.join(folder, 'runs'), place)
  const prepare = () => checkOut(tracker, workspace)
  return { tracker, people: new People(tracker), runner, plan, editPlan, prepare }
}

function readPlan(text: string): Phase {
  const { phases, problems } = readPhases([{ path: phaseFile, text }])
  const [problem] = problems
  if (problem !== undefined) throw new Error(`${example}:${problem.line}:${problem.column}: ${problem.message}`)
  return phases[0]!
}

/** Where the example has its mirrored files. */
function mirroredPaths({ files }: Phase): readonly string[] {
  return [files?.progress, files?.jobs, files?.backlog].filter((place) => place !== undefined)
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
  await checkOut(tracker, path.join(folder, 'files'), mirroredPaths(plan))
  checkFiles(tracker.store, plan)
  const progress = issues.find((issue) => labelsOf(issue).includes('phase-progress'))!
  const seconds = (performance.now() - started) / 1000
  console.log(`${taskTable(turns, plan)}\n`)
  console.log(closingText(turns, tracker.store, progress, plan, seconds, path.relative(process.cwd(), folder) || '.'))
}

try {
  await main(process.argv[2])
} catch (error) {
  console.error(`The demo failed. ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

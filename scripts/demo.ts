// Plays the example phase from launch to completion on the local tracker, and prints what happens.
// `node scripts/demo.ts` keeps the tracker's state in .tracker/; another folder, which must be empty, can be named.
// With --serve it opens the tracker in the browser instead; what follows goes to `phase-coordinator local`.

import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Phase } from '../src/core/phase.ts'
import { checkOut } from '../src/local/check-out.ts'
import { checkEnd, checkFiles, checkLaunch, checkTold } from './demo/checks.ts'
import { Album } from './demo/pages.ts'
import { progressIssue, writeIssues } from './demo/repository.ts'
import { withStage } from './demo/stage.ts'
import { play, type Stage, type Turn } from './demo/story.ts'
import { closingText, introduction, slackText, taskTable, turnText } from './demo/text.ts'

const root = path.dirname(import.meta.dirname)
const usualFolder = path.join(root, '.tracker')

async function main(named: string | undefined): Promise<void> {
  const folder = await freshFolder(named)
  await withStage(folder, 1, (stage) => present(stage, folder))
}

/** Only the demo's own folder is emptied. */
async function freshFolder(named: string | undefined): Promise<string> {
  const folder = named === undefined ? usualFolder : path.resolve(named)
  if (named === undefined) await rm(folder, { recursive: true, force: true })
  else if (existsSync(folder) && readdirSync(folder).length > 0) throw new Error(`The folder ${named} is not empty.`)
  await mkdir(folder, { recursive: true })
  return folder
}

/** Where the example has its mirrored files. */
function mirroredPaths({ files }: Phase): readonly string[] {
  return [files?.progress, files?.jobs, files?.backlog].filter((place) => place !== undefined)
}

async function present(stage: Stage, folder: string): Promise<void> {
  const { people, plan, tracker, slack } = stage
  const started = performance.now()
  const turns: Turn[] = []
  const album = new Album(plan)
  console.log(`${introduction(plan)}\n`)
  for await (const turn of play(stage)) {
    const issues = await people.issues()
    console.log(`${turnText(turn, turns.at(-1), plan, turns.length === 0 ? issues.length : undefined)}\n`)
    if (turns.length === 0) checkLaunch(turn, issues, plan)
    album.keep(turn, progressIssue(issues))
    turns.push(turn)
  }
  const issues = await people.issues()
  await writeIssues(path.join(folder, 'issues'), issues)
  await album.write(path.join(folder, 'progress'))
  await writeFile(path.join(folder, 'slack.md'), slackText(slack.messages, plan))
  await checkOut(tracker.store, path.join(folder, 'files'), mirroredPaths(plan))
  checkEnd(turns, issues, plan, tracker.store)
  checkFiles(tracker.store, plan)
  checkTold(turns, slack.messages, plan)
  const seconds = (performance.now() - started) / 1000
  const place = path.relative(process.cwd(), folder) || '.'
  console.log(`${taskTable(turns, plan)}\n`)
  console.log(closingText(turns, stage, progressIssue(issues), seconds, place))
}

/** Lets people play instead of the script: the example, in the browser. Its state is kept in .live/. */
async function serve(args: readonly string[]): Promise<void> {
  const folder = path.join(root, '.live')
  await mkdir(folder, { recursive: true })
  const cli = path.join(root, 'dist/cli.cjs')
  const child = spawn(process.execPath, [cli, 'local', folder, ...args], { stdio: 'inherit' })
  // Ctrl-C reaches the child too, which has a state to keep before it ends.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill())
  process.exitCode = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)))
}

try {
  const [first, ...others] = process.argv.slice(2)
  if (first === '--serve') await serve(others)
  else await main(first)
} catch (error) {
  console.error(`The demo failed. ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}

import { execFileSync } from 'node:child_process'
import { existsSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { BadInput } from '../actions/bad-input.ts'
import { clock } from '../actions/clock.ts'
import { plainText } from '../core/text/inert.ts'
import { servePages } from '../local/pages/server.ts'
import { type Begin, filesToBegin } from '../local/playground/files.ts'
import { lockFolder } from '../local/playground/lock.ts'
import { type Playground, startPlayground } from '../local/playground/playground.ts'
import { exitCodes } from './exit-codes.ts'
import type { LocalOptions } from './local-options.ts'

/** Plays until somebody stops it. Throws `BadInput` where it cannot begin. */
export async function live(folder: string, options: LocalOptions): Promise<void> {
  const place = path.resolve(folder)
  if (!isFolder(place))
    throw new BadInput('wrong-use', `There is no folder ${plainText(folder)}: name the folder of a repository.`)
  const state = options.state === undefined ? path.join(place, '.phase-coordinator') : path.resolve(options.state)
  const unlock = lockFolder(state)
  if (unlock === undefined)
    throw new BadInput(
      'wrong-use',
      `Another one is at work with ${plainText(state)}: stop it first, or name another folder with --state.`,
    )
  try {
    keepFromGit(state)
    await withState(place, state, options)
  } finally {
    unlock()
  }
}

/** It lies in somebody's repository, whose next commit is not to hold it. */
function keepFromGit(state: string): void {
  const file = path.join(state, '.gitignore')
  if (!existsSync(file)) writeFileSync(file, '*\n')
}

async function withState(folder: string, state: string, options: LocalOptions): Promise<void> {
  const root = packageRoot()
  if (options.fresh)
    for (const name of ['state.json', 'playground.json']) rmSync(path.join(state, name), { force: true })
  if (options.export !== undefined && options.load === undefined && !existsSync(path.join(state, 'playground.json')))
    throw new BadInput('wrong-use', `There is no state in ${plainText(state)}: name its folder with --state.`)
  const begin = await filesToBegin(folder, root)
  const playground = await startHere(root, state, begin, options)
  try {
    if (options.load !== undefined) await loadFrom(playground, options.load)
    if (options.export === undefined) await play(playground, begin, options)
    else exportTo(playground, options.export)
  } finally {
    await playground.close()
  }
}

type Started = Awaited<ReturnType<typeof startPlayground>>

async function startHere(root: string, directory: string, begin: Begin, options: LocalOptions): Promise<Started> {
  const { files, coordinator } = begin
  const worker = options.worker === undefined ? (options.review ? 'hands-in' : 'closes') : program(options.worker)
  // A made-up clock stands still, so that whoever made it up knows what comes of it.
  const stands = process.env.PHASE_COORDINATOR_NOW ? { standsAt: new Date(clock()) } : {}
  try {
    return await startPlayground({ root, files, coordinator, directory, node: nodeForAction(root), worker, ...stands })
  } catch (error) {
    throw error instanceof SyntaxError
      ? new BadInput('wrong-use', `The state in ${plainText(directory)} cannot be read: begin again with --fresh.`)
      : error
  }
}

async function play(playground: Started, begin: Begin, options: LocalOptions): Promise<void> {
  const pages = await openPages(playground, options.port)
  const stopped = stopSignal()
  try {
    await playground.begin(pages.url)
    console.log(
      begin.isExample
        ? 'There is no phase file in .github/phases here, so the example is played.'
        : `Taken over: ${plainText([...begin.files.keys()].filter((file) => file.includes('/phases/')).join(', '))}`,
    )
    if (!options.once) console.log(`Open ${pages.url} in a browser. Ctrl-C stops it; the state is kept.`)
    const isLooked = await Promise.race([playground.settled().then(() => true), stopped])
    if (isLooked) for (const line of told(playground)) console.log(line)
    if (options.once) return
    if (isLooked) console.log(`\n${nextStep(playground)}`)
    await stopped
    console.log('Stopped.')
  } finally {
    await pages.close()
  }
}

/** What somebody who sees this for the first time may do next. */
function nextStep({ tracker, runs }: Playground): string {
  const progress = runs.at(-1)?.outputs['progress-issue'] ?? ''
  const isAtWork = tracker.store.runs.some(({ status }) => status !== 'completed')
  if (progress === '' || isAtWork) return 'Next: move the clock in the browser, and see what the workers do.'
  return `Next: say /spawn on #${progress} to start the workers, then move the clock.`
}

/** What the last run did: picks with their titles, or, where it failed, what it said. */
function told({ runs, tracker }: Playground): string[] {
  const run = runs.findLast(({ state }) => state === 'done')
  if (run === undefined) return ['No run came to its end.']
  if (run.code !== 0) {
    process.exitCode = exitCodes.failed
    return run.log
      .split('\n')
      .filter((line) => line !== '')
      .map(plainText)
  }
  const open = tracker.store.issues.filter(({ state, pullRequest }) => state === 'open' && pullRequest === null)
  const titleOf = (task: string) => open.find(({ title }) => title.startsWith(`${task}: `))
  const active: readonly string[] = JSON.parse(run.outputs.active ?? '[]')
  const lines = active.map((task) => `  #${titleOf(task)?.number} ${plainText(titleOf(task)?.title ?? task)}`)
  const issues = `${open.length} issues are open, the progress issue is #${run.outputs['progress-issue']}.`
  return [issues, lines.length > 0 ? 'Picked:' : 'Nothing is picked.', ...lines]
}

async function openPages(playground: Playground, port: number) {
  try {
    return await servePages(playground, { port })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new BadInput('wrong-use', `The port ${port} is taken: name another with --port, or 0 for one that is free.`)
  }
}

/** Resolves, with false, when somebody wants it to end. */
function stopSignal(): Promise<false> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(false))
  })
}

async function loadFrom(playground: Playground, file: string): Promise<void> {
  try {
    await playground.loadState(await readFile(file, 'utf8'))
  } catch (error) {
    throw new BadInput(
      'wrong-use',
      `${plainText(file)} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

function exportTo(playground: Playground, file: string): void {
  try {
    writeFileSync(file, playground.exportState(), { flag: 'wx' })
  } catch {
    throw new BadInput('wrong-use', `${plainText(file)} cannot be written: it exists already, or its folder does not.`)
  }
  console.log(`The state is in ${plainText(file)}.`)
}

function program(named: string): { readonly script: string } {
  const script = path.resolve(named)
  if (existsSync(script) && statSync(script).isFile()) return { script }
  throw new BadInput('wrong-use', `There is no program ${plainText(named)}: name one that can be executed.`)
}

function isFolder(place: string): boolean {
  return existsSync(place) && statSync(place).isDirectory()
}

/** The package that this file was installed with. */
function packageRoot(): string {
  return path.dirname(path.dirname(realpathSync(process.argv[1] ?? '')))
}

const oldest = 24

/** The action is made for the Node.js that GitHub runs it on. */
function nodeForAction(root: string): string {
  if (Number.parseInt(process.versions.node, 10) >= oldest) return process.execPath
  const beside = [path.join(root, 'node_modules/node/bin/node'), path.join(root, '../node/bin/node'), 'node']
  const found = beside.find((node) => majorOf(node) >= oldest)
  if (found !== undefined) return found
  throw new BadInput(
    'wrong-use',
    `The action runs on Node.js ${oldest}, and this is ${process.versions.node}: install it, or "npm install node@${oldest}" beside this package.`,
  )
}

function majorOf(node: string): number {
  try {
    return Number.parseInt(execFileSync(node, ['--version'], { encoding: 'utf8' }).slice(1), 10)
  } catch {
    return 0
  }
}

// Tries out, on a real and empty repository, whether GitHub does what the action supposes. See docs/smoke.md.
//
//   GITHUB_TOKEN=… npm run smoke -- --repo owner/scratch

import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Command, CommanderError, Option } from 'commander'
import { startTracker } from '../src/local/tracker.ts'
import { checkEmpty, checkRights, prepare } from './smoke/admission.ts'
import { cleanUp, type Leftovers } from './smoke/clean-up.ts'
import { newMark } from './smoke/mark.ts'
import { probes } from './smoke/probes.ts'
import { endingRuns } from './smoke/reference.ts'
import { Refusal } from './smoke/refusal.ts'
import { differencesOf, reportText, verdict } from './smoke/report.ts'
import { lookAt, type Repository } from './smoke/repository.ts'
import { Trial } from './smoke/trial.ts'
import { Limited, Unreached, Wire } from './smoke/wire.ts'

const exitCodes = { asSupposed: 0, different: 1, refused: 2, unfinished: 3 } as const

interface Options {
  readonly repo: string
  readonly out?: string
  readonly only?: readonly string[]
  readonly limits?: true
  readonly notEmpty?: true
  readonly cleanUpOnly?: true
}

const notes = `
The token comes from GITHUB_TOKEN or GH_TOKEN, the API's address from GITHUB_API_URL. Read docs/smoke.md before you give it one.
Exit codes: ${exitCodes.asSupposed} as supposed, and cleaned up; ${exitCodes.different} differences were found; ${exitCodes.refused} refused, nothing was written; ${exitCodes.unfinished} stopped before its end, or something could not be removed.`

function commandLine(act: (options: Options) => Promise<void>): Command {
  return new Command('npm run smoke --')
    .description('Tries out on an empty repository whether GitHub does what Phase Coordinator supposes, and cleans up.')
    .requiredOption('--repo <owner/name>', 'the repository to use; "local" for a rehearsal without GitHub')
    .option('--out <folder>', 'where report and recorded answers go (default: smoke-report/<date and mark>)')
    .addOption(new Option('--only <probe...>', 'play these probes alone').choices(probes.map(({ name }) => name)))
    .option('--limits', 'also try the limits of links: some 360 requests and 6 minutes more')
    .option('--not-empty', 'use a repository that holds something; still only what the run itself made is touched')
    .option('--clean-up-only', 'remove what earlier runs have left, and play nothing')
    .addHelpText('after', notes)
    .exitOverride()
    .action(act)
}

/** Says what is going on; the last lines say where to read more. */
const tell = (line: string) => console.log(line)

interface Place {
  readonly apiUrl: string
  readonly token: string
  readonly owner: string
  readonly repo: string
  readonly close: () => Promise<void>
}

async function findPlace(repo: string): Promise<Place> {
  if (repo === 'local') return openRehearsal()
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(repo) ?? []
  if (owner === undefined || name === undefined) throw new Refusal(`--repo is "${repo}": write owner/name, or local.`)
  const token = process.env.GITHUB_TOKEN || process.env.GH_TOKEN
  if (!token)
    throw new Refusal('There is no token: set GITHUB_TOKEN or GH_TOKEN. Which one it takes, docs/smoke.md says.')
  const apiUrl = (process.env.GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, '')
  return { apiUrl, token, owner, repo: name, close: async () => {} }
}

async function openRehearsal(): Promise<Place> {
  const tracker = await startTracker({ repository: 'octocat/scratch' })
  tracker.setIntercept(endingRuns(tracker.store))
  tracker.putFile('README.md', '# Scratch\n')
  return {
    apiUrl: tracker.url,
    token: 'octocat-token',
    owner: 'octocat',
    repo: 'scratch',
    close: () => tracker.close(),
  }
}

const usualBeat = 3000

async function act(options: Options): Promise<void> {
  const { close, ...place } = await findPlace(options.repo)
  const isPaced = options.repo !== 'local' && process.env.PHASE_COORDINATOR_PACE !== 'off'
  const wireOptions = {
    ...place,
    paced: isPaced,
    onWait: (seconds: number, why: string) => tell(`waiting ${seconds} s: ${why}`),
  }
  try {
    const wire = new Wire(wireOptions)
    const repository = await lookAt(wire)
    const beat = isPaced ? usualBeat : 0
    if (options.cleanUpOnly) tellLeftovers(await cleanUp(wire, repository, beat))
    else await tryOut(options, wire, repository, beat)
  } finally {
    await close()
  }
}

async function tryOut(options: Options, cleaning: Wire, repository: Repository, beat: number): Promise<void> {
  const without = await checkRights(cleaning, repository, options)
  await checkEmpty(cleaning, repository, options)
  const mark = newMark()
  const begun = await prepare(cleaning, repository, mark, without, tell)
  const folder = options.out ?? path.join('smoke-report', `${new Date().toISOString().slice(0, 10)}-${mark}`)
  const stop = new AbortController()
  const wire = new Wire({ ...cleaning.options, signal: stop.signal })
  onceInterrupted(() => stop.abort(new Error('It was interrupted.')))
  const { only = [] } = options
  const empty = !options.notEmpty
  const trial = new Trial({
    wire,
    repository: begun,
    mark,
    empty,
    without,
    only,
    folder,
    beat,
    signal: stop.signal,
    tell,
  })
  const findings = await trial.play(cleaning)
  await mkdir(folder, { recursive: true })
  const report = path.join(folder, 'report.md')
  await writeFile(report, reportText(findings))
  tellLeftovers(findings.leftovers)
  tell(`${verdict(findings)}. ${findings.requests} requests. The report is ${report}.`)
  if (findings.stopped !== undefined) process.exitCode = exitCodes.unfinished
  else if (differencesOf(findings).length > 0) process.exitCode = exitCodes.different
}

/** The second time the process ends at once, and `--clean-up-only` is needed. */
function onceInterrupted(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
}

function tellLeftovers({ kept, failed }: Leftovers): void {
  for (const what of kept) tell(`stays: ${what}`)
  for (const what of failed) tell(`could not be removed: ${what}`)
  if (failed.length > 0) process.exitCode = exitCodes.unfinished
}

try {
  await commandLine(act).parseAsync()
} catch (error) {
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? exitCodes.asSupposed : exitCodes.refused
  else if (error instanceof Refusal || error instanceof Unreached || error instanceof Limited) {
    console.error(error.message)
    process.exitCode = error instanceof Refusal ? exitCodes.refused : exitCodes.unfinished
  } else throw error
}

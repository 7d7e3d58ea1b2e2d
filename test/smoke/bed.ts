import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'
import { endingRuns } from '../../scripts/smoke/reference.ts'
import { layered } from '../../src/local/faults.ts'
import type { Intercept } from '../../src/local/intercept.ts'
import { startTracker, type Tracker, type TrackerOptions } from '../../src/local/tracker.ts'

const script = path.resolve(import.meta.dirname, '../../scripts/smoke.ts')

/** The repository's owner is the one whose token it is. */
export const repository = 'octocat/scratch'

export interface SmokeRun {
  readonly code: number | null
  readonly text: string
  readonly errors: string
  /** Where its report and its recordings are. */
  readonly folder: string
}

const undo: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const each of undo.splice(0)) await each()
})

/** A tracker in the part of GitHub, with a README and nothing else. `lie` answers in its stead. */
export async function openScratch(options: TrackerOptions = {}, lie?: Intercept): Promise<Tracker> {
  const tracker = await openBare(options, lie)
  tracker.putFile('README.md', '# Scratch\n')
  return tracker
}

/** The same without a commit. */
export async function openBare(options: TrackerOptions = {}, lie?: Intercept): Promise<Tracker> {
  const tracker = await startTracker({ repository, ...options })
  const ending = endingRuns(tracker.store)
  tracker.setIntercept(lie === undefined ? ending : layered(lie, ending))
  undo.push(() => tracker.close())
  return tracker
}

export interface Invocation {
  readonly arguments?: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Called with the process and every piece that it prints. */
  readonly onText?: (child: ChildProcess, text: string) => void
}

/** `npm run smoke -- --repo …`, as a process against the tracker. */
export async function smoke(
  tracker: Tracker,
  { arguments: more = [], env = {}, onText }: Invocation = {},
): Promise<SmokeRun> {
  const folder = await mkdtemp(path.join(tmpdir(), 'smoke-test-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  const environment = {
    PATH: process.env.PATH,
    GITHUB_API_URL: tracker.url,
    GITHUB_TOKEN: 'octocat-token',
    PHASE_COORDINATOR_PACE: 'off',
    ...env,
  }
  const args = [script, '--repo', repository, '--out', folder, ...more]
  const child = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let [text, errors] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece
    onText?.(child, text)
  })
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    errors += piece
  })
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  return { code, text, errors, folder }
}

/** Everything of a repository that people can see, closed pull requests of trials aside: nobody can delete those. */
export function visibleIn({ store }: Tracker) {
  const { state } = store
  const { commits, refs, trees } = state.git
  const files = Object.fromEntries(Object.entries(refs).map(([ref, sha]) => [ref, trees[commits[sha]!.tree]]))
  const issues = state.issues.filter(({ deleted, pullRequest }) => !deleted && !pullRequest)
  const { labels, milestones, dependencies, runs } = state
  return structuredClone({ issues, labels, milestones, dependencies, runs, refs, files })
}

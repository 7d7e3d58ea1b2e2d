import type { RunRow } from '../../src/local/state.ts'
import type { Bed } from './bed.ts'

/** Milliseconds of a quarter past ten in the evening in New York, when every bed begins. */
const launch = Date.parse('2026-02-23T03:15:00Z')
export const hour = 60
export const day = 24 * hour

/** Sets the clocks of a bed to so many minutes after its launch. */
export function pass(bed: Bed, minutes: number): void {
  bed.at(new Date(launch + minutes * 60_000).toISOString())
}

/** A model whose worker is the usual workflow. */
export const models = { m: { workflow: 'worker.yml' } }

/** Launches a plan whose tasks have that model, and starts the worker of each pick. */
export async function start(bed: Bed, plan: Parameters<Bed['plan']>[0]): Promise<void> {
  bed.addWorker()
  await bed.plan({ spawn: 'auto', models, allocation: { substantial: 'm' }, ...plan })
  await bed.runWell()
}

/** A worker's run goes on or ends. */
export function setWorker(bed: Bed, claim: string, to: 'in_progress' | NonNullable<RunRow['conclusion']>): void {
  const run = bed.board.runs.find(({ inputs }) => inputs.claim === claim)
  if (run === undefined) throw new Error(`No run bears the claim ${claim}.`)
  bed.board.setRun(run.id, to === 'in_progress' ? { status: to } : { status: 'completed', conclusion: to })
}

/** How far each worker is, in the order in which they were started: `a#1 success`. */
export function workers(bed: Bed): string[] {
  return bed.workers.map(({ claim, status }) => `${claim} ${status}`)
}

/** A pull request that will close the task's issue; gives its number. */
export function handIn(bed: Bed, task: string, fields: { user?: string; draft?: boolean } = {}): number {
  const { number } = bed.task(task)
  const own = { title: `Work on ${task}`, body: `Closes #${number}`, closes: [number] }
  return bed.board.addPullRequest({ user: 'github-actions[bot]', ...own, ...fields }).number
}

/** Merges a pull request; as on GitHub that closes the issues it names. */
export async function merge(bed: Bed, pull: number): Promise<void> {
  const row = bed.board.issue(pull)
  const now = bed.board.timestamp()
  Object.assign(row, { state: 'closed', closedAt: now })
  Object.assign(row.pullRequest!, { mergedAt: now })
  for (const issue of row.pullRequest!.closes) await bed.octocat.close(issue)
}

// What the demo expects. Each failure is one sentence.

import type { Phase } from '../../src/core/phase.ts'
import { filesOnDefaultBranch } from '../../src/local/check-out.ts'
import type { PostedMessage } from '../../src/local/slack-workspace.ts'
import type { RunRow } from '../../src/local/state.ts'
import type { Store } from '../../src/local/store.ts'
import { type Issue, labelsOf, progressIssue } from './repository.ts'
import type { Turn } from './story.ts'
import { unlucky } from './workers.ts'

const firstPicks = ['p4-1-1', 'p4-4-1']
const lastTask = 'p4-4-3'

/** Something is not as it should be. */
class Unexpected extends Error {}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new Unexpected(otherwise)
}

/** What must hold after every run. */
export function checkTurn(turn: Turn, plan: Phase, store: Store): void {
  const { number, run, active, picked, blocked } = turn
  expect(number <= plan.tasks.length * 4, `Run ${number} is one too many for ${plan.tasks.length} tasks.`)
  const complaint = /^::(?:error|warning)[^\n]*?::(.*)$/m.exec(run.log)?.[1]
  expect(complaint === undefined, `Run ${number} complained: ${complaint}`)
  expect(run.code === 0, `Run ${number} ended with exit code ${run.code}; its log is under .tracker/runs/.`)
  expect(run.outputs.picked !== undefined, `Run ${number} ended well, and set no outputs.`)
  expect(active.length <= plan.slots, `Run ${number} left ${active.length} tasks at work in ${plan.slots} slots.`)
  const early = picked.find((id) => blocked.includes(id))
  expect(early === undefined, `Run ${number} picked ${early}, which is blocked.`)
  const { requests, writes } = arrived(turn)
  expect(
    turn.requests === requests && turn.writes === writes,
    `Run ${number} says that it sent ${turn.requests} requests, ${turn.writes} of them writes; the tracker saw ${requests} and ${writes}.`,
  )
  checkWorkers(number, plan, store)
}

function arrived({ seen }: Turn): { requests: number; writes: number } {
  const writes = seen.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/graphql'))
  return { requests: seen.length, writes: writes.length }
}

/** Never two workers at one task, never more than there are slots, and nothing that people asked for left undone. */
function checkWorkers(number: number, plan: Phase, store: Store): void {
  const atWork = store.runs.filter(({ status }) => status !== 'completed')
  const twice = firstTwice(atWork.map(({ inputs }) => inputs.task))
  expect(twice === undefined, `After run ${number} two workers are at ${twice}.`)
  expect(
    atWork.length <= plan.slots,
    `After run ${number} ${atWork.length} workers are at work in ${plan.slots} slots.`,
  )
  const claim = firstTwice(store.runs.map(({ inputs }) => inputs.claim))
  expect(claim === undefined, `Run ${number} started a second worker for the claim ${claim}.`)
  const spawns = store.comments.filter(({ body }) => body.startsWith('/spawn'))
  const open = spawns.filter(({ id }) => !store.reactions.some((row) => isRocket(row, id)))
  expect(open.length === 0, `Run ${number} left ${open.length} of ${spawns.length} /spawn without 🚀.`)
}

function isRocket({ on, target, user, content }: Store['reactions'][number], comment: number): boolean {
  return on === 'comment' && target === comment && user === 'github-actions[bot]' && content === 'rocket'
}

function firstTwice(names: readonly (string | undefined)[]): string | undefined {
  return names.find((name, at) => names.indexOf(name) !== at)
}

export function checkLaunch({ picked }: Turn, issues: readonly Issue[], plan: Phase): void {
  checkIssues(issues, plan)
  expect(
    [...picked].sort().join() === firstPicks.join(),
    `The first picks are ${picked.join(' and ') || 'none'}, not ${firstPicks.join(' and ')}.`,
  )
}

function checkIssues(issues: readonly Issue[], plan: Phase): void {
  const labelled = (label: string) => issues.filter((issue) => labelsOf(issue).includes(label)).length
  const [tasks, progress] = [labelled('phase-task'), labelled('phase-progress')]
  expect(
    tasks === plan.tasks.length && progress === 1 && issues.length === tasks + progress,
    `There are ${issues.length} issues, ${tasks} of tasks and ${progress} of progress, not ${plan.tasks.length} and 1.`,
  )
}

export function checkEnd(turns: readonly Turn[], issues: readonly Issue[], plan: Phase, store: Store): void {
  checkIssues(issues, plan)
  const open = issues.filter(({ state }) => state === 'open').map(({ title }) => title)
  expect(open.length === 0, `Nobody is at work any more, and these are open: ${open.join(', ')}.`)
  const order = turns.flatMap(({ picked }) => picked)
  expect(order.at(-1) === lastTask, `The last pick is ${order.at(-1)}, not ${lastTask}.`)
  const verdict = `**Phase ${plan.id} is complete: ${plan.tasks.length} of ${plan.tasks.length} done.**`
  expect(progressIssue(issues).body?.includes(verdict) ?? false, `The progress issue does not say ${verdict}`)
  checkStarts(store.runs, plan)
  checkShown(turns)
  const [completing, quiet] = turns.slice(-2)
  expect(completing?.complete === true, 'The run after the last closing did not complete the phase.')
  expect(quiet?.writes === 0, `The last run had nothing to do, and wrote ${quiet?.writes} times.`)
}

/** Launch and completion are told once, no date has two digests, and whoever reads them has read the end. */
export function checkTold(turns: readonly Turn[], messages: readonly PostedMessage[], { id, title }: Phase): void {
  const titles = messages.map(({ text }) => text.split('\n')[0]!)
  const [first, last] = [`Phase ${id} has started: ${title}`, `Phase ${id} is complete: ${title}`]
  expect(titles[0] === first, `Slack first heard "${titles[0]}", not "${first}".`)
  expect(titles.at(-1) === last, `Slack last heard "${titles.at(-1)}", not "${last}".`)
  const again = firstTwice(titles)
  expect(again === undefined, `Slack heard "${again}" twice.`)
  const keys = turns.flatMap(({ letters }) => letters.map(({ key }) => key))
  const digests = keys.filter((key) => key.startsWith('digest '))
  expect(digests.length > 1, `There were ${digests.length} digests in the whole phase.`)
  const twice = firstTwice(keys)
  expect(twice === undefined, `octocat was told twice: ${twice}.`)
  expect(digests.length + 2 === titles.length, `Slack heard ${titles.length - 2} of ${digests.length} digests.`)
}

/** The mirrored files tell the whole story, beside what stood there before, and no run committed twice. */
export function checkFiles(store: Store, { files, tasks }: Phase): void {
  const all = filesOnDefaultBranch(store)
  const jobs = all.get(files!.jobs!) ?? ''
  const backlog = all.get(files!.backlog!) ?? ''
  expect(jobs.includes('## Phase 4 complete: Release readiness'), `${files!.jobs} does not say that it is complete.`)
  expect(jobs.endsWith('Phase 3 ended on 20 February.\n'), `${files!.jobs} lost what stood there before.`)
  const ticked = backlog.match(/^- \[x\] p4-\d-\d \(#\d+\) .* · done$/gm) ?? []
  expect(ticked.length === tasks.length, `${files!.backlog} ticks ${ticked.length} tasks, not ${tasks.length}.`)
  for (const { id } of tasks) {
    const text = all.get(`${files!.progress}/${id}.md`) ?? ''
    expect(
      /^---\ntask: .*\nissue: \d+\nstatus: done\npercent: 100\n/.test(text),
      `The file of ${id} is not that of a done task.`,
    )
  }
}

/** One worker for each task, and one more for the task whose first one failed. */
function checkStarts(runs: readonly RunRow[], { tasks }: Phase): void {
  for (const { id } of tasks) {
    const ends = runs.filter(({ inputs }) => inputs.task === id).map(({ conclusion }) => conclusion)
    const wanted = id === unlucky ? 'failure, success' : 'success'
    expect(ends.join(', ') === wanted, `The workers of ${id} ended with: ${ends.join(', ') || 'none'}; not ${wanted}.`)
  }
}

/** What the workers told was heard, and what they handed in was shown as being in review. */
function checkShown(turns: readonly Turn[]): void {
  const all = turns.flatMap(({ after }) => [...after])
  for (const percent of [40, 80]) {
    expect(
      firstPicks.every((task) => all.some(([id, standing]) => id === task && standing.percent === percent)),
      `The progress issue did not show ${percent} % of ${firstPicks.join(' and ')}.`,
    )
  }
  for (const state of ['running', 'review', 'waiting']) {
    expect(
      all.some(([, standing]) => standing.state === state),
      `No task was ever shown as ${state}.`,
    )
  }
}

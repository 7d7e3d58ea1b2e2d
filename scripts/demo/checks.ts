// What the demo expects. Each failure is one sentence.

import type { Phase } from '../../src/core/phase.ts'
import { type Issue, labelsOf } from './repository.ts'
import type { Turn } from './story.ts'

const firstPicks = ['p4-1-1', 'p4-4-1']
const lastTask = 'p4-4-3'

/** Something is not as it should be. */
class Unexpected extends Error {}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new Unexpected(otherwise)
}

/** What must hold after every run. */
export function checkTurn(turn: Turn, plan: Phase): void {
  const { number, run, active, picked, blocked } = turn
  expect(
    number <= plan.tasks.length + 2,
    `Run ${number} is one too many: a launch, a closing of each task, a last look.`,
  )
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
}

function arrived({ seen }: Turn): { requests: number; writes: number } {
  const writes = seen.filter(({ method, path }) => method !== 'GET' && !path.startsWith('/graphql'))
  return { requests: seen.length, writes: writes.length }
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

export function checkEnd(turns: readonly Turn[], issues: readonly Issue[], plan: Phase): void {
  checkIssues(issues, plan)
  const open = issues.filter(({ state }) => state === 'open').map(({ title }) => title)
  expect(open.length === 0, `Nobody is at work any more, and these are open: ${open.join(', ')}.`)
  const order = turns.flatMap(({ picked }) => picked)
  expect(order.at(-1) === lastTask, `The last pick is ${order.at(-1)}, not ${lastTask}.`)
  expect(order.length === plan.tasks.length, `${order.length} picks were made for ${plan.tasks.length} tasks.`)
  const [completing, quiet] = turns.slice(-2)
  expect(completing?.complete === true, 'The run after the last closing did not complete the phase.')
  expect(quiet?.writes === 0, `The last run had nothing to do, and wrote ${quiet?.writes} times.`)
}

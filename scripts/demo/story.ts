// What happens in the demo: a launch, people who finish their tasks one after the other, and a run after each.

import type { Phase, Task } from '../../src/core/phase.ts'
import { type Delivery, scheduleEvent } from '../../src/local/events.ts'
import type { RequestRecord, Tracker } from '../../src/local/tracker.ts'
import { checkTurn } from './checks.ts'
import type { People } from './repository.ts'
import { type Run, type Runner, runAction } from './runner.ts'

export interface Stage {
  readonly tracker: Tracker
  readonly people: People
  readonly runner: Runner
  readonly plan: Phase
}

/** One run of the action: why, and what came of it. */
export interface Turn {
  readonly number: number
  readonly at: Date
  /** Undefined where the schedule started it. */
  readonly closed: { readonly task: Task; readonly issue: number } | undefined
  readonly run: Run
  readonly picked: readonly string[]
  readonly active: readonly string[]
  readonly blocked: readonly string[]
  /** What was blocked before this run and is no longer. */
  readonly freed: readonly string[]
  readonly complete: boolean
  readonly requests: number
  readonly writes: number
  /** What of it arrived at the tracker. */
  readonly seen: readonly RequestRecord[]
}

const hour = 3_600_000
/** 22:15 in New York. */
export const launch = Date.parse('2026-02-23T03:15:00Z')
const schedule = '23 * * * *'
/** A day holds eight working hours, spread evenly. */
const clockHoursPerWorkingHour = 3
/** Two tasks that are done at the same time are closed one after the other, as people do. */
const pause = hour / 12

/** Plays the whole phase, and hands over each run when it has ended. */
export async function* play(stage: Stage): AsyncGenerator<Turn> {
  const { tracker, people, plan } = stage
  const issues = new Map<string, number>()
  const dueAt = new Map<string, number>()
  let now = launch
  let last: Turn | undefined
  const take = async (delivery: Delivery, closed?: Turn['closed']): Promise<Turn> => {
    last = await takeTurn(stage, delivery, now, closed, last)
    for (const { task, issue } of matrixOf(last.run)) issues.set(task, issue)
    for (const id of last.picked) dueAt.set(id, now + clockTime(taskOf(plan, id)))
    return last
  }
  const moveTo = (time: number) => {
    now = time
    tracker.setNow(() => new Date(time))
  }

  moveTo(launch)
  yield await take(scheduleEvent(tracker.store, schedule))
  for (let id = firstDue(dueAt); id !== undefined; id = firstDue(dueAt)) {
    moveTo(Math.max(dueAt.get(id)!, now + pause))
    dueAt.delete(id)
    const closed = { task: taskOf(plan, id), issue: issues.get(id)! }
    for (const delivery of await people.close(closed.issue)) yield await take(delivery, closed)
  }
  moveTo(now + hour)
  yield await take(scheduleEvent(tracker.store, schedule))
}

async function takeTurn(
  { tracker, runner, plan }: Stage,
  delivery: Delivery,
  now: number,
  closed: Turn['closed'],
  before: Turn | undefined,
): Promise<Turn> {
  const number = (before?.number ?? 0) + 1
  const at = new Date(now)
  const firstRequest = tracker.requests.length
  const run = await runAction(runner, delivery, {
    number,
    now: at,
    sha: tracker.store.state.git.refs['heads/main'] ?? '',
  })
  const list = (output: string): string[] => JSON.parse(run.outputs[output] ?? '[]')
  const blocked = list('blocked')
  const turn: Turn = {
    number,
    at,
    closed,
    run,
    picked: list('picked'),
    active: list('active'),
    blocked,
    freed: (before?.blocked ?? []).filter((id) => !blocked.includes(id)),
    complete: run.outputs['phase-complete'] === 'true',
    requests: Number(run.outputs.requests),
    writes: Number(run.outputs.writes),
    seen: tracker.requests.slice(firstRequest),
  }
  checkTurn(turn, plan)
  return turn
}

function firstDue(dueAt: ReadonlyMap<string, number>): string | undefined {
  return [...dueAt.keys()].sort((one, other) => dueAt.get(one)! - dueAt.get(other)!)[0]
}

function clockTime({ effortHours }: Task): number {
  return effortHours * clockHoursPerWorkingHour * hour
}

function matrixOf({ outputs }: Run): { task: string; issue: number }[] {
  return JSON.parse(outputs.matrix ?? '{"include":[]}').include
}

export function taskOf({ tasks }: Phase, id: string): Task {
  const task = tasks.find((candidate) => candidate.id === id)
  if (task === undefined) throw new Error(`The action names ${id}, which the phase file does not have.`)
  return task
}

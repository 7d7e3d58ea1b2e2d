import { expect } from 'vitest'
import { GlobComparison } from '../../src/core/paths.ts'
import type { Phase, Task } from '../../src/core/phase.ts'
import { ownerAtStart } from '../../src/core/records/managed-part.ts'
import { openStates } from '../../src/core/records/task-record.ts'
import type { Writings } from './random-events.ts'
import { coordinator, type GitHub, isAmong, type StoredIssue } from './simulated-github.ts'
import type { SimulatedRun } from './simulation.ts'

/** Tasks that hold a slot after a run, with their phases. */
function holdersOf(phases: readonly Phase[], { outcome }: SimulatedRun): { task: Task; phase: Phase }[] {
  const all = phases.flatMap((phase) => phase.tasks.map((task) => ({ task, phase })))
  return all.filter(({ task }) => outcome?.slots.holders.has(task.id))
}

/** No phase, stream or total is over its limit. A task that left the file at work keeps its slot, whatever the limit. */
export function expectWithinLimits(phases: readonly Phase[], run: SimulatedRun, maxActive: number | undefined): void {
  const holders = holdersOf(phases, run)
  const left = new Map(
    (run.outcome?.phases ?? []).map(({ view }) => [view.phase.id, view.left.filter(({ atWork }) => atWork).length]),
  )
  for (const phase of phases) {
    const own = holders.filter((holder) => holder.phase === phase)
    const room = Math.max(0, phase.slots - (left.get(phase.id) ?? 0))
    expect(own.length, `slots of ${phase.id}`).toBeLessThanOrEqual(room)
    for (const { id, slots } of phase.streams.values()) {
      const streaming = own.filter(({ task }) => task.stream === id)
      if (slots !== undefined) expect(streaming.length, `stream ${id}`).toBeLessThanOrEqual(slots)
    }
  }
  if (maxActive === undefined) return
  const allLeft = [...left.values()].reduce((sum, count) => sum + count, 0)
  expect(holders.length, 'max-active').toBeLessThanOrEqual(Math.max(0, maxActive - allLeft))
}

export function expectNoOverlap(phases: readonly Phase[], run: SimulatedRun): void {
  const holders = holdersOf(phases, run)
  for (const [at, { task }] of holders.entries()) {
    for (const { task: other } of holders.slice(at + 1)) {
      expect(new GlobComparison().firstOverlap(task.paths, other.paths), `${task.id} and ${other.id}`).toBeUndefined()
    }
  }
}

/** Everything that a holder depends on, by file or by link, is closed in a way that lets it go; the final task is alone. */
export function expectBlockersDone(phases: readonly Phase[], run: SimulatedRun, github: GitHub): void {
  const numbers = run.outcome?.numbers ?? new Map<string, number>()
  const issueOf = (id: string) => github.issues.get(numbers.get(id) ?? 0)
  for (const { task, phase } of holdersOf(phases, run)) {
    const isPast = (issue: StoredIssue | undefined) =>
      issue !== undefined && !issue.open && (!isDropped(issue) || phase.onDropped === 'release')
    for (const id of task.dependsOn.filter((other) => isLookedAt(other, phases, run))) {
      expect(isPast(issueOf(id)), `${task.id} depends on ${id}`).toBe(true)
    }
    const leaving = run.outcome!.phases.flatMap(({ standing }) => standing.blocking.get(task.id)?.unlink ?? [])
    const peers = new Set(task.final ? phase.tasks.map(({ id }) => issueOf(id)) : [])
    for (const number of issueOf(task.id)?.blockedBy ?? []) {
      const blocker = github.issues.get(number)
      if (!peers.has(blocker) && !leaving.some((link) => link.number === number))
        expect(isPast(blocker), `${task.id} is blocked by #${number}`).toBe(true)
    }
    if (!task.final) continue
    for (const other of phase.tasks) {
      if (other.id !== task.id) expect(issueOf(other.id)?.open, `${task.id} is final; ${other.id}`).toBe(false)
    }
  }
}

/** Issues of a finished phase are not read: what its progress issue remembers counts. */
function isLookedAt(id: string, phases: readonly Phase[], { outcome }: SimulatedRun): boolean {
  const phase = phases.find(({ tasks }) => tasks.some((task) => task.id === id))!
  return outcome!.phases.some(({ view }) => view.phase.id === phase.id)
}

function isDropped({ stateReason }: StoredIssue): boolean {
  return stateReason === 'not_planned' || stateReason === 'duplicate'
}

/** No two issues of ours stand for one task or one phase. */
export function expectOneIssueEach(github: GitHub): void {
  const seen = new Map<string, number>()
  for (const issue of github.issues.values()) {
    const owner = ownerAtStart(issue.body)
    if (issue.author !== coordinator || owner === undefined || issue.stateReason === 'duplicate') continue
    const name = `${owner.kind} ${owner.id}`
    expect(seen.get(name), `${name} has #${seen.get(name)} and #${issue.number}`).toBeUndefined()
    seen.set(name, issue.number)
  }
}

export function expectTextIntact(github: GitHub, writings: Writings): void {
  for (const [number, texts] of writings) {
    for (const text of texts) expect(github.issues.get(number)?.body, `#${number}`).toContain(text)
  }
}

/** After a quiet run each open issue says in one label how its task stands, and a closed one says nothing. */
export function expectTrueLabels(phases: readonly Phase[], run: SimulatedRun, github: GitHub): void {
  const states = openStates.map((state) => `status:${state}`)
  for (const { view } of run.outcome?.phases ?? []) {
    if (!phases.some(({ id }) => id === view.phase.id)) continue
    for (const { task, issue, where } of view.tasks) {
      const live = issue === undefined ? undefined : github.issues.get(issue.number)
      if (live === undefined || where.kind !== 'known') continue
      const status = live.labels.filter((label) => isAmong(states, label)).map((label) => label.toLowerCase())
      const holds = run.outcome!.slots.holders.has(task.id)
      if (!live.open) expect(status, task.id).toEqual([])
      else if (holds) expect(status, task.id).toEqual(['status:assigned'])
      else expect([['status:blocked'], ['status:ready']], task.id).toContainEqual(status)
    }
  }
}

/** Labels never show more tasks at work than there are slots, not even between two operations of a run. */
export function expectLabelsWithinSlots(phases: readonly Phase[], run: SimulatedRun, github: GitHub): void {
  const numbers = run.outcome?.numbers ?? new Map<string, number>()
  for (const phase of phases) {
    const assigned = phase.tasks.filter(({ id }) => {
      const issue = github.issues.get(numbers.get(id) ?? 0)
      return issue?.open && isAmong(issue.labels, 'status:assigned')
    })
    expect(assigned.length, `labels in ${phase.id}: ${assigned.map(({ id }) => id)}`).toBeLessThanOrEqual(phase.slots)
  }
}

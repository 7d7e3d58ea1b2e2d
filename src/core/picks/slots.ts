import { sameName } from '../issues/issue.ts'
import { isAnswered, type Observation, type Question } from '../observation.ts'
import { GlobComparison } from '../paths.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import { isAtWork } from '../tasks/work.ts'
import { localDate } from '../time/calendar.ts'
import type { Blocking } from './blocking.ts'
import { type Rank, type Rankable, rankTasks } from './rank.ts'

/** Why a task that nothing blocks has no slot. */
export type Wait =
  | { readonly for: 'slot' }
  | { readonly for: 'stream'; readonly stream: string; readonly cap: number }
  | { readonly for: 'paths'; readonly task: string; readonly own: string; readonly theirs: string }
  | { readonly for: 'max-active'; readonly limit: number }
  | { readonly for: 'start'; readonly date: string }
  | { readonly for: 'pause'; readonly by: string }
  | { readonly for: 'next-run' }

/** Why a pick that was never started lost its slot again. */
export type Return = 'blocked' | 'locked' | 'unassigned' | 'released' | 'held' | 'crowded-out'

export interface SlotPlan {
  /** All open tasks of all open phases in pick order. */
  readonly ranks: readonly Rank[]
  /** Every task that holds a slot after this run, in pick order. */
  readonly holders: ReadonlySet<string>
  /** Those of them that get it in this run. */
  readonly picked: ReadonlySet<string>
  readonly returned: ReadonlyMap<string, Return>
  /** Ready tasks without a slot. */
  readonly waits: ReadonlyMap<string, Wait>
  /** What has to be read before the picks may be written. */
  readonly questions: readonly Question[]
}

/** A slot that a task holds although it left the plan: it keeps it until it ends. */
export interface LeftHolder {
  readonly id: string
  readonly phase: string
}

/**
 * Gives the slots away. Whoever is at work keeps its slot. Then come the tasks whose worker is to be started now
 * (`starting`: asked for by `/spawn`, or tried again), which may take the slot of a pick that was never started. Then
 * one pass over the other open tasks in pick order, with those that hold a slot before the others of the same priority.
 * So a lowered number of slots, or a more urgent task, takes back only picks that were never started, the last ones
 * first, and no pick is ever over the limit. `picks` says since when (ISO) a task holds its slot.
 */
export function planSlots(
  phases: readonly PhaseView[],
  blocking: ReadonlyMap<string, Blocking>,
  left: readonly LeftHolder[],
  picks: ReadonlyMap<string, string>,
  starting: readonly string[],
  world: {
    readonly observation: Observation
    readonly now: number
    readonly settings: { readonly maxActive: number | undefined }
  },
): SlotPlan {
  const views = phases.flatMap((phase) =>
    phase.survey.stage === 'open' ? phase.tasks.map((view) => ({ view, phase })) : [],
  )
  const open = views.filter(({ view }) => view.outcome === undefined)
  const returned = new Map<string, Return>()
  const held = new Set<string>()
  for (const { view } of open) {
    if (keepsSlot(view)) held.add(view.task.id)
    else if (picks.has(view.task.id) && (view.work.kind === 'idle' || view.work.kind === 'held')) {
      const why = reasonToReturn(view, blocking.get(view.task.id)!, world.observation)
      if (why === undefined) held.add(view.task.id)
      else returned.set(view.task.id, why)
    }
  }
  const ranks = rankTasks(open.map(({ view }) => rankable(view, blocking, returned, world.now)))
  const waits = new Map<string, Wait>()
  const ledger = new Ledger(world.settings.maxActive, left)
  for (const { view } of open) seatAtWork(view, ledger)
  // Where a slot could not be given back, it cannot be given on either: the next run sees to it.
  const { troubled, given } = world.observation
  const unsettled = open.filter(
    ({ view: { task, work } }) =>
      troubled.has(task.id) && (picks.has(task.id) || given.has(task.id)) && !isAtWork(work),
  )
  for (const { view } of unsettled) ledger.take(view, returned.has(view.task.id))
  const seated = new Set(unsettled.map(({ view }) => view.task.id))
  const byId = new Map(open.map((entry) => [entry.view.task.id, entry]))
  const early = new Map(phases.map((phase) => [phase, tooEarly(phase, world.now)]))
  for (const id of starting) {
    const entry = byId.get(id)
    if (entry === undefined || seated.has(id) || !mayStart(entry.view, blocking.get(id)!)) continue
    const wait = early.get(entry.phase) ?? ledger.take(entry.view)
    if (wait !== undefined) waits.set(id, wait)
    if (wait !== undefined && held.has(id)) returned.set(id, 'crowded-out')
    seated.add(id)
  }
  for (const { id } of inTurn(ranks, held, byId)) {
    const { view, phase } = byId.get(id)!
    const holds = held.has(id)
    if (seated.has(id) || keepsSlot(view)) continue
    if (!holds && (view.work.kind !== 'idle' || !mayStart(view, blocking.get(id)!))) continue
    const wait = holds ? ledger.take(view) : (early.get(phase) ?? takeFresh(view, ledger, world.observation))
    if (wait === undefined) continue
    if (holds) returned.set(id, 'crowded-out')
    waits.set(id, wait)
  }
  const holders = new Set(ranks.filter(({ id }) => ledger.holders.has(id)).map(({ id }) => id))
  const picked = new Set([...holders].filter((id) => !held.has(id)))
  return { ranks, holders, picked, returned, waits, questions: checksFor(picked, byId, world.observation) }
}

/** Pick order, but of the tasks of one urgency those with a slot first, and those that were reopened just now last. */
function inTurn(
  ranks: readonly Rank[],
  held: ReadonlySet<string>,
  byId: ReadonlyMap<string, { readonly view: TaskView }>,
): readonly Rank[] {
  const order = ranks.map((rank, at) => ({ rank, at }))
  const late = (id: string) => Number(byId.get(id)!.view.reopened) - Number(held.has(id))
  order.sort((a, b) => a.rank.urgency - b.rank.urgency || late(a.rank.id) - late(b.rank.id) || a.at - b.at)
  return order.map(({ rank }) => rank)
}

/** What came back in this run waits for the next. What was reopened keeps its place from less urgent tasks until then. */
function takeFresh(view: TaskView, ledger: Ledger, observation: Observation): Wait | undefined {
  if (isJustBack(view, observation)) return ledger.limitOf(view) ?? { for: 'next-run' }
  const wait = ledger.take(view, view.reopened)
  return wait ?? (view.reopened ? { for: 'next-run' } : undefined)
}

/** Nothing can be said on a locked issue, neither by its worker nor to it: a person decides, and its slot is free. */
function keepsSlot({ work, phase, issue }: TaskView): boolean {
  if (issue?.locked) return false
  return isAtWork(work) || (work.kind === 'review' && phase.review.holdsSlot)
}

/** Work that goes on keeps its slot and its files; work that is handed in keeps its files, and its slot where the phase says so. */
function seatAtWork(view: TaskView, ledger: Ledger): void {
  if (keepsSlot(view)) ledger.seat(view)
  else if (view.work.kind === 'review') ledger.reservePaths(view)
}

export function rankable(
  view: TaskView,
  blocking: ReadonlyMap<string, Blocking>,
  returned: ReadonlyMap<string, Return>,
  now: number,
): Rankable {
  const { task, record } = view
  const behindUntil = record?.behindUntil === undefined ? 0 : Date.parse(record.behindUntil)
  return {
    id: task.id,
    waitsFor: [...task.dependsOn, ...(blocking.get(task.id)?.byHand ?? [])],
    priority: task.priority,
    effortHours: task.effortHours,
    final: task.final,
    next: record?.next ?? false,
    behind: behindUntil > now || returned.get(task.id) === 'unassigned',
  }
}

/** What a pick that was never started loses its slot for, whatever the others do. */
function reasonToReturn(view: TaskView, blocking: Blocking, observation: Observation): Return | undefined {
  if (view.issue === undefined) return view.where.kind === 'unknown' ? undefined : 'locked'
  if (view.issue.locked) return 'locked'
  if (view.work.kind === 'held') return 'held'
  if (isJustBack(view, observation)) return 'released'
  if (blocking.obstacles.length > 0) return 'blocked'
  return wasUnassigned(view) ? 'unassigned' : undefined
}

/** Given back in this very run: it is not picked again at once. */
function isJustBack({ record, known, task }: TaskView, { back }: Observation): boolean {
  if (record?.behindUntil === undefined) return false
  return record.behindUntil !== known?.behindUntil || back.has(task.id)
}

/** Whether the person whom we assigned, and whom the file still names, was taken off by hand, and nobody put in their place. */
function wasUnassigned({ record, issue, task }: TaskView): boolean {
  const ours = (record?.assigned ?? []).filter((login) => task.assignees.some((named) => sameName(named, login)))
  return ours.length > 0 && issue!.assignees.length === 0
}

function mayStart(view: TaskView, blocking: Blocking): boolean {
  if (view.where.kind === 'lost' || view.where.kind === 'unknown' || view.issue?.locked) return false
  return blocking.obstacles.length === 0
}

function tooEarly({ phase, record }: PhaseView, now: number): Wait | undefined {
  if (record.paused !== undefined) return { for: 'pause', by: record.paused.by }
  if (phase.startDate !== undefined && localDate(now, phase.timezone) < phase.startDate) {
    return { for: 'start', date: phase.startDate }
  }
  return undefined
}

/** Before a pick is written its blockers are read live. An issue that does not exist yet has no links. */
function checksFor(
  picked: ReadonlySet<string>,
  byId: ReadonlyMap<string, { readonly view: TaskView }>,
  observation: Observation,
): readonly Question[] {
  if (!observation.dependencies) return []
  return [...picked].flatMap((id): Question[] => {
    const number = byId.get(id)!.view.number
    const question: Question | undefined = number === undefined ? undefined : { ask: 'blockers', number }
    return question === undefined || isAnswered(observation, question) ? [] : [question]
  })
}

/** Counts slots as they are given away. Invariant: no limit is exceeded by a task that `take` let in. */
class Ledger {
  readonly holders = new Set<string>()
  readonly #maxActive: number | undefined
  readonly #used = new Map<string, number>()
  readonly #paths: { readonly task: string; readonly paths: readonly string[] }[] = []
  readonly #globs = new GlobComparison()
  #total = 0

  constructor(maxActive: number | undefined, left: readonly LeftHolder[]) {
    this.#maxActive = maxActive
    for (const { phase } of left) this.#count(`phase ${phase}`)
    this.#total = left.length
  }

  /** Lets the task in, or says what it waits for; `onlyReserve` keeps a place for it without giving it a slot. */
  take(view: TaskView, onlyReserve = false): Wait | undefined {
    const wait = this.limitOf(view)
    if (wait !== undefined) return wait
    this.#enter(view.task, view.phase, !onlyReserve)
    return undefined
  }

  /** Counts a task that has its slot whatever the limits say now. */
  seat({ task, phase }: TaskView): void {
    this.#enter(task, phase, true)
  }

  reservePaths({ task }: TaskView): void {
    if (task.paths.length > 0) this.#paths.push({ task: task.id, paths: task.paths })
  }

  #enter(task: TaskView['task'], phase: TaskView['phase'], holds: boolean): void {
    if (holds) this.holders.add(task.id)
    this.#count(`phase ${phase.id}`)
    this.#count(streamKey(task))
    this.#total += 1
    if (task.paths.length > 0) this.#paths.push({ task: task.id, paths: task.paths })
  }

  /** What keeps the task from being let in. */
  limitOf({ task, phase }: TaskView): Wait | undefined {
    // Of two reasons the one that a free slot would not mend is told.
    const cap = task.stream === undefined ? undefined : phase.streams.get(task.stream)?.slots
    if (cap !== undefined && (this.#used.get(streamKey(task)) ?? 0) >= cap)
      return { for: 'stream', stream: task.stream!, cap }
    if ((this.#used.get(`phase ${phase.id}`) ?? 0) >= phase.slots) return { for: 'slot' }
    if (this.#maxActive !== undefined && this.#total >= this.#maxActive)
      return { for: 'max-active', limit: this.#maxActive }
    for (const other of this.#paths) {
      const overlap = this.#globs.firstOverlap(task.paths, other.paths)
      if (overlap !== undefined) return { for: 'paths', task: other.task, own: overlap[0], theirs: overlap[1] }
    }
    return undefined
  }

  #count(key: string): void {
    this.#used.set(key, (this.#used.get(key) ?? 0) + 1)
  }
}

function streamKey(task: TaskView['task']): string {
  return `stream ${task.phase} ${task.stream ?? ''}`
}

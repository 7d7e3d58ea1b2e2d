import { readInbox } from '../../../src/core/commands/inbox.ts'
import { type Observation, type Question, questionKey, type Remark } from '../../../src/core/observation.ts'
import type { Cursor, ProgressRecord } from '../../../src/core/records/progress-record.ts'
import type { PhaseView, TaskView } from '../../../src/core/tasks/task-view.ts'
import type { Settings } from '../../../src/core/world.ts'
import { taskOf } from '../plan.ts'
import { launch } from '../scene.ts'
import { workedPhase } from '../worker-scene.ts'
import { contextOf, phaseIn, remarkOf } from './said.ts'

export const scene = launch(workedPhase(['a', 'b', taskOf('m', { assignees: ['mona'] })], { slots: 3 }))
export const number = scene.numberOf('a')
const now = Date.parse('2026-02-22T18:00:00Z')
/** When the page was written. */
export const written = '2026-02-22T14:00:00.000Z'

export interface Given {
  readonly count?: number
  /** When somebody last did something to the issue; the page was written at `written`. */
  readonly touched?: string
  readonly known?: Cursor
  readonly remarks?: readonly Remark[]
  readonly record?: Partial<ProgressRecord>
  readonly view?: Partial<TaskView>
  readonly phase?: Partial<PhaseView>
  readonly answered?: readonly Question[]
  readonly observation?: Partial<Observation>
  readonly settings?: Partial<Settings>
}

/** What is in the inbox of a phase with one task of whose issue this is known; nothing was asked yet. */
export function inbox(given: Given = {}) {
  const { count = 0, touched = '2026-02-22T13:00:00.000Z', known, remarks } = given
  const before = phaseIn(scene)
  const [view] = before.tasks
  const phase: PhaseView = {
    ...before,
    record: {
      ...before.record,
      swept: '2026-02-22',
      read: new Map(known === undefined ? [] : [[String(number), known]]),
      ...given.record,
    },
    progress: { ...before.progress!, issue: { ...before.progress!.issue, comments: 0, updatedAt: written } },
    tasks: [{ ...view!, issue: { ...view!.issue!, comments: count, updatedAt: touched }, ...given.view }],
    ...given.phase,
  }
  const { world } = contextOf(scene, {
    remarks: new Map(remarks === undefined ? [] : [[number, remarks]]),
    reactions: new Map(),
    comments: new Map(),
    answered: new Set((given.answered ?? []).map(questionKey)),
    wrote: false,
    ...given.observation,
  })
  return readInbox([phase], { ...world, now, settings: { ...world.settings, ...given.settings } })
}

/** All comments are asked for, or those since an instant. */
export const ask = (since?: string): Question => ({ ask: 'remarks', number, since })
export const all = ask()
export const cursor = (count: number, id: number, at = '2026-02-22T12:00:00.000Z'): Cursor => ({ count, id, at })
/** A comment with one command, and one with none. */
export const hold = (id: number, given: Partial<Remark> = {}) =>
  remarkOf({ id, commands: [{ name: 'hold', now: false, reason: '' }], ...given })
export const words = (id: number, given: Partial<Remark> = {}) => remarkOf({ id, ...given })

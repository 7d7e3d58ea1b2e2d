import type { Phase, Task } from '../phase.ts'
import { openStates, type TaskState } from '../records/task-record.ts'
import { plainText } from '../text/inert.ts'

/** A label as the repository defines it. */
export interface LabelDefinition {
  readonly name: string
  /** Six hex digits without `#`. */
  readonly color: string
  /** At most 100 characters. */
  readonly description: string
}

const stateMeanings: Readonly<Record<(typeof openStates)[number], readonly [color: string, description: string]>> = {
  blocked: ['d4c5f9', 'Waits for a dependency'],
  ready: ['0e8a16', 'May start, waits for a slot'],
  assigned: ['1d76db', 'Has a slot, ready to start'],
  running: ['0052cc', 'Its worker is at work'],
  stalled: ['e99695', 'Its worker shows no sign of life'],
  review: ['fbca04', 'Its work is handed in'],
  waiting: ['c5def5', 'Between two attempts'],
  failed: ['b60205', 'Attempts used up, a person must decide'],
  held: ['cccccc', 'Out of the queue until somebody says otherwise'],
}

export const progressLabel = 'phase-progress'
export const taskLabel = 'phase-task'

const ownMeanings = {
  progress: ['5319e7', 'Shows how a phase stands'],
  task: ['ededed', 'A task of a phase; its state is kept by Phase Coordinator'],
} as const
const phaseColor = '006b75'
const streamColor = 'bfdadc'
const modelColor = 'f9d0c4'

export function phaseLabel(phase: Phase): string {
  return `phase:${phase.id}`
}

/** The labels of an open task issue in a state; a closed one keeps all but the state's. Each once, whatever the case. */
export function labelsFor(task: Task, phase: Phase, state: TaskState | undefined): readonly string[] {
  const isOpen = state !== undefined && state !== 'done' && state !== 'dropped'
  const names = [
    taskLabel,
    phaseLabel(phase),
    ...(task.stream === undefined ? [] : [`stream:${task.stream}`]),
    `priority:${task.priority}`,
    ...(task.model === undefined ? [] : [`model:${task.model}`]),
    ...(isOpen ? [`status:${state}`] : []),
    ...task.labels,
  ]
  // Ours differ by what they begin with.
  if (task.labels.length === 0) return names
  const distinct = new Map<string, string>()
  for (const name of names) if (!distinct.has(name.toLowerCase())) distinct.set(name.toLowerCase(), name)
  return [...distinct.values()]
}

/** The labels whose meaning is ours alone on an issue of this phase: put there by somebody else they are corrected. */
export function steeringLabels(phase: Phase): readonly string[] {
  const names = new Set([taskLabel, phaseLabel(phase), ...openStates.map((state) => `status:${state}`)])
  for (const stream of phase.streams.keys()) names.add(`stream:${stream}`)
  for (const model of phase.models.keys()) names.add(`model:${model}`)
  for (const task of phase.tasks) names.add(`priority:${task.priority}`)
  return [...names]
}

/** Names that stand on issues of a phase for as long as we look after it, whatever its file says. */
export function standingLabels(phase: string): readonly string[] {
  return [progressLabel, taskLabel, `phase:${phase}`, ...openStates.map((state) => `status:${state}`)]
}

/** Whether a label is of the kinds that the file of a phase gives, besides those of `standingLabels`. */
export function isPlanLabel(name: string): boolean {
  return /^(?:stream|priority|model):./i.test(name)
}

/** Whether a label is defined as we would: made by us, it seems, and changed by nobody since. */
export function isDefinedAsOurs({ name, color, description }: LabelDefinition): boolean {
  const is = (wanted: string, words: string | RegExp) =>
    color.toLowerCase() === wanted && (typeof words === 'string' ? description === words : words.test(description))
  const [, kind = '', value = ''] = /^(\w+):(.+)$/.exec(name) ?? []
  const state = Object.entries(stateMeanings).find(([each]) => kind === 'status' && each === value)
  if (state !== undefined) return is(...state[1])
  if (name === progressLabel) return is(...ownMeanings.progress)
  if (name === taskLabel) return is(...ownMeanings.task)
  if (kind === 'phase') return color === phaseColor && description.startsWith(`Phase ${value}: `)
  if (kind === 'stream') return is(streamColor, /^Stream: /)
  if (kind === 'priority') return is(priorityColor(Number(value)), priorityMeaning(Number(value)))
  return kind === 'model' && is(modelColor, `Worked on by ${value}`)
}

/** What to add to and take from an issue's labels so that they are right; all others are people's. */
export function labelChanges(
  live: readonly string[],
  wanted: readonly string[],
  owned: readonly string[],
): { readonly add: readonly string[]; readonly remove: readonly string[] } {
  if (live.length === wanted.length && wanted.every((name) => live.includes(name))) return { add: [], remove: [] }
  const others = without(live, wanted)
  return { add: without(wanted, live), remove: others.length === 0 ? [] : without(others, without(others, owned)) }
}

/** Those of some names that are not among others, whatever the case. */
function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const lower = new Set(others.map((name) => name.toLowerCase()))
  return names.filter((name) => !lower.has(name.toLowerCase()))
}

/** Definitions of all labels that a phase uses, those of states only where a task is or was in them. */
export function labelDefinitions(phase: Phase, states: Iterable<TaskState>): readonly LabelDefinition[] {
  const definitions = new Map<string, LabelDefinition>()
  const define = (name: string, color: string, description: string) => {
    if (!definitions.has(name.toLowerCase())) {
      definitions.set(name.toLowerCase(), { name, color, description: shorten(description) })
    }
  }
  define(progressLabel, ...ownMeanings.progress)
  define(taskLabel, ...ownMeanings.task)
  define(phaseLabel(phase), phaseColor, `Phase ${phase.id}: ${phase.title}`)
  for (const task of phase.tasks) {
    const stream = task.stream === undefined ? undefined : phase.streams.get(task.stream)
    if (stream !== undefined) define(`stream:${stream.id}`, streamColor, `Stream: ${stream.title}`)
    define(`priority:${task.priority}`, priorityColor(task.priority), priorityMeaning(task.priority))
    if (task.model !== undefined) define(`model:${task.model}`, modelColor, `Worked on by ${task.model}`)
  }
  for (const state of states) {
    if (state === 'done' || state === 'dropped') continue
    const [color, description] = stateMeanings[state]
    define(`status:${state}`, color, description)
  }
  return [...definitions.values()]
}

function priorityMeaning(priority: number): string {
  return `Priority ${priority}; 1 is most urgent`
}

function priorityColor(priority: number): string {
  return ['b60205', 'd93f0b', 'fbca04', 'c2e0c6'][priority - 1] ?? 'ededed'
}

function shorten(text: string): string {
  const line = plainText(text)
  const characters = [...line]
  return characters.length <= 100 ? line : `${characters.slice(0, 99).join('')}…`
}

import { outcomeOf } from '../issues/issue.ts'
import { isAnswered, type Observation, type Question } from '../observation.ts'
import type { Handover } from '../records/closing.ts'
import { emptyTaskRecord } from '../records/task-record.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import { cutText } from '../text/cut-text.ts'
import type { Phrase } from '../text/phrase.ts'
import type { SlotPlan } from './slots.ts'

/** Blockers of which a task is told. */
const mostBlockers = 10
const longestWords = 400

/** The tasks with what their blockers left behind: found out once, in the run that picks them. */
export function withHandovers(
  phases: readonly PhaseView[],
  { picked }: SlotPlan,
  observation: Observation,
): { readonly phases: readonly PhaseView[]; readonly questions: readonly Question[] } {
  const questions: Question[] = []
  const byId = new Map(phases.flatMap(({ tasks }) => tasks.map((view) => [view.task.id, view] as const)))
  const hand = (view: TaskView): TaskView => {
    if (view.issue === undefined || !picked.has(view.task.id)) return view
    const found = handoverOf(view, byId, observation)
    questions.push(...found.questions)
    if (found.handover.length === 0 && view.record === undefined) return view
    return { ...view, record: { ...emptyTaskRecord, ...view.record, handover: found.handover } }
  }
  const handed = phases.map((phase) =>
    phase.tasks.some(({ task }) => picked.has(task.id)) ? { ...phase, tasks: phase.tasks.map(hand) } : phase,
  )
  return { phases: handed, questions }
}

/** Words are handed over only if they are those of somebody who may write. */
function handoverOf(
  view: TaskView,
  byId: ReadonlyMap<string, TaskView>,
  observation: Observation,
): { readonly handover: readonly Handover[]; readonly questions: readonly Question[] } {
  const numbers = doneBlockers(view, byId, observation)
  if (numbers.length === 0) return { handover: [], questions: [] }
  const question: Question = { ask: 'closings', numbers }
  if (!isAnswered(observation, question)) return { handover: [], questions: [question] }
  const speakers = numbers.flatMap((number) => observation.closings.get(number)?.words?.by ?? [])
  const unknown = [...new Set(speakers)].map((login): Question => ({ ask: 'writer', login }))
  const questions = unknown.filter((entry) => !isAnswered(observation, entry))
  return { handover: numbers.flatMap((number) => told(number, observation)), questions }
}

/** Issues that it waited for, by the file and by hand. */
function doneBlockers(
  { issue, task }: TaskView,
  byId: ReadonlyMap<string, TaskView>,
  { blockers }: Observation,
): readonly number[] {
  const live = blockers.get(issue!.number) ?? []
  const done = live.filter((blocker) => blocker.repository === undefined && outcomeOf(blocker) === 'done')
  const declared = task.dependsOn.flatMap((id) => {
    const blocker = byId.get(id)
    return blocker?.outcome === 'done' ? (blocker.number ?? []) : []
  })
  const numbers = new Set([...declared, ...done.map(({ number }) => number)])
  return [...numbers].sort((a, b) => a - b).slice(-mostBlockers)
}

function told(issue: number, { closings, writers }: Observation): Handover[] {
  const closing = closings.get(issue)
  if (closing === undefined) return []
  const { words, pull, commit } = closing
  const heard = words !== undefined && writers.get(words.by.toLowerCase()) === true ? words : undefined
  if (pull === undefined && commit === undefined && heard === undefined) return []
  return [{ ...closing, issue, words: heard && { ...heard, text: shorten(heard.text) } }]
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= longestWords ? line : `${cutText(line, longestWords - 1)}…`
}

/** A sentence for each blocker. */
export function handoverPhrases(handover: readonly Handover[]): readonly Phrase[] {
  return handover.map(({ issue, pull, repository, commit, words }): Phrase => {
    const by: Phrase =
      pull !== undefined
        ? [' by ', { issue: pull, repository }]
        : commit !== undefined
          ? [' by commit ', { commit }]
          : []
    const said = words === undefined ? '.' : `. ${words.by}: “${words.text}”`
    return [{ issue }, ' was done', ...by, said]
  })
}

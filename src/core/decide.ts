import { type Blocking, viewBlocking } from './blocking.ts'
import { taskCycles } from './cycles.ts'
import { sameText } from './managed-part.ts'
import { neededDecisions } from './needed-decisions.ts'
import { type Question, questionKey } from './observation.ts'
import type { Operation } from './operation.ts'
import { orphanOperations } from './orphans.ts'
import { closingOperations, foundations, nextProgressRecord } from './phase-operations.ts'
import type { Phrase } from './phrase.ts'
import { type ProgressPage, writeProgress } from './progress-page.ts'
import { type Standing, sections, verdict } from './progress-sections.ts'
import { suspectRename } from './rename-guard.ts'
import { planSlots, type SlotPlan } from './slots.ts'
import { type Survey, surveyIssues } from './survey.ts'
import { taskOperations } from './task-operations.ts'
import { type PhaseView, type TaskView, viewTasks } from './task-view.ts'
import type { World } from './world.ts'

/** What a run is to do next. */
export type Decision =
  /** Something has to be known first. */
  | { readonly kind: 'ask'; readonly questions: readonly Question[] }
  /** The run must not go on; nothing is written. */
  | { readonly kind: 'stop'; readonly stop: Stop }
  | {
      readonly kind: 'act'
      /** In the order in which they are to be done; empty where everything is as it should be. */
      readonly operations: readonly Operation[]
      readonly outcome: Outcome
    }

export interface Stop {
  readonly why: 'token-changed' | 'renamed-plan'
  /** The phase file that the message is about. */
  readonly file: string | undefined
  readonly message: string
}

/** How everything stands once the operations are done. */
export interface Outcome {
  readonly phases: readonly PhaseOutcome[]
  readonly slots: SlotPlan
  /** Issue numbers by task id. */
  readonly numbers: ReadonlyMap<string, number>
  /** Numbers of the progress issues whose files are gone, by phase id. */
  readonly orphans: ReadonlyMap<string, number>
  /** Why something that should be opened was not, each a sentence. */
  readonly doubts: readonly string[]
  /** Progress issues of phases that are finished, in file order. */
  readonly finished: readonly number[]
  /** Tasks that held a slot before. */
  readonly heldBefore: readonly string[]
}

export interface PhaseOutcome {
  readonly view: PhaseView
  readonly standing: Standing
  readonly page: ProgressPage
}

/**
 * Decides what to do: a pure function of the files, of what was seen of GitHub, and of the clock. The same three give
 * the same answer.
 */
export function decide(seen: World): Decision {
  const survey = surveyIssues(seen)
  const world = withDependencies(seen, survey)
  if (survey.foreign !== undefined) return { kind: 'stop', stop: tokenChanged(survey.foreign) }
  if (survey.questions.length > 0) return ask(survey.questions)
  const plannedIds = plannedTasks(world)
  const { phases, byId, questions } = viewTasks(survey, plannedIds, world.observation)
  if (questions.length > 0) return ask(questions)
  const rename = suspectRename(phases, orphanedTasks(survey, plannedIds), world)
  if (rename !== undefined) return { kind: 'stop', stop: renamedPlan(rename) }
  const blocking = viewBlocking(phases, byId, world.observation)
  const links = [...blocking.values()].flatMap((entry) => entry.questions)
  if (links.length > 0) return ask(links)
  const picks = knownPicks(survey, byId)
  const left = phases.flatMap((phase) =>
    phase.left.filter(({ atWork }) => atWork).map(({ id }) => ({ id, phase: phase.phase.id })),
  )
  const slots = planSlots(phases, blocking, left, picks, world)
  if (slots.questions.length > 0) return ask(slots.questions)
  return act(world, survey, phases, byId, blocking, slots, picks, plannedIds)
}

/** Each question once: several tasks or phases may want to know the same. */
function ask(questions: readonly Question[]): Decision {
  const distinct = new Map(questions.map((question) => [questionKey(question), question]))
  return { kind: 'ask', questions: [...distinct.values()] }
}

function act(
  world: World,
  survey: Survey,
  phases: readonly PhaseView[],
  byId: ReadonlyMap<string, TaskView>,
  blocking: ReadonlyMap<string, Blocking>,
  slots: SlotPlan,
  picks: ReadonlyMap<string, string>,
  plannedIds: ReadonlySet<string>,
): Decision {
  const cycles = taskCycles([...byId.values()], blocking)
  const knotted = cycles.map((cycle) => new Set(cycle))
  const safe = new Map([...blocking].map(([id, entry]) => [id, withoutCycles(id, entry, knotted)]))
  const numbers = knownNumbers(phases, byId)
  const numberOf = (id: string) => numbers.get(id)
  const progressOf = (id: string) => phases.find(({ phase }) => phase.id === id)?.progress?.issue.number
  const open = phases.filter(({ survey: { stage } }) => stage === 'open')
  const operations: Operation[] = []
  const closing: Operation[] = []
  const questions: Question[] = []
  const outcomes: PhaseOutcome[] = []
  for (const view of open) {
    const record = nextProgressRecord(view, safe, slots, picks, plannedIds, world)
    const decisions = neededDecisions(view, record, safe, slots, cycles, world.now)
    const standing: Standing = { phase: view, blocking: safe, slots, record, decisions }
    const page = progressPage(standing)
    outcomes.push({ view, standing, page })
    if (view.progress === undefined && view.survey.shortList !== undefined) continue
    const refusedLinks = new Set(view.record.refusedLinks)
    operations.push(
      ...foundations(view, safe, slots, page, world),
      ...taskOperations(view, { blocking: safe, slots, world, numberOf, progressOf, refusedLinks }),
    )
    const end = closingOperations(view, phases, record, world)
    questions.push(...end.questions)
    closing.push(...pageOperations(view, page, numberOf), ...end.operations)
  }
  if (operations.length === 0 && questions.length > 0) return ask(questions)
  closing.push(...orphanOperations(survey.orphans, plannedIds, numberOf))
  return {
    kind: 'act',
    operations: [...linksLast(operations, byId, numbers), ...closing],
    outcome: {
      phases: outcomes,
      slots,
      numbers,
      orphans: orphanNumbers(survey),
      finished: finishedNumbers(survey),
      doubts: open.flatMap(doubtOf),
      heldBefore: [...picks.keys()],
    },
  }
}

/** Links to tasks of other phases that have no issue yet wait until every phase has opened its own. */
function linksLast(
  operations: readonly Operation[],
  byId: ReadonlyMap<string, TaskView>,
  numbers: ReadonlyMap<string, number>,
): readonly Operation[] {
  const isEarly = (operation: Operation) =>
    operation.do === 'link' &&
    !numbers.has(operation.blocker) &&
    byId.get(operation.blocker)?.phase.id !== operation.phase
  return [...operations.filter((operation) => !isEarly(operation)), ...operations.filter(isEarly)]
}

/** Where an earlier run found no issue dependencies, they are not tried again until GitHub shows that it has them. */
function withDependencies(world: World, survey: Survey): World {
  const { observation } = world
  const without = survey.phases.some(({ progress }) => progress?.record.dependencies === false)
  const shown = () => [...observation.issues.values()].some(({ blockerCount }) => blockerCount !== undefined)
  return without && !shown() ? { ...world, observation: { ...observation, dependencies: false } } : world
}

/** The progress issue is rewritten only where it would say something new. */
function pageOperations(
  { progress, phase }: PhaseView,
  page: ProgressPage,
  numberOf: (task: string) => number | undefined,
): Operation[] {
  const body = progress?.issue.body
  if (body !== undefined && sameText(writeProgress(page, body, numberOf), body)) return []
  return [{ do: 'write-progress', phase: phase.id, page }]
}

function progressPage(standing: Standing): ProgressPage {
  const { phase, record } = standing
  return {
    phase: phase.phase.id,
    goal: phase.phase.goal,
    phaseFile: phase.phase.file,
    verdict: verdict(standing),
    notes: notes(standing),
    sections: sections(standing),
    record,
    tasks: phase.tasks.map(({ task }) => task.id),
  }
}

function notes({ record }: Standing): Phrase[] {
  const retitled = record.retitled.map((id): Phrase => [{ task: id }])
  return [
    ...(record.dependencies
      ? []
      : [['This GitHub has no issue dependencies: what blocks a task stands in its text alone.']]),
    ...(retitled.length === 0
      ? []
      : [
          [
            'Titles come from the phase file; changed by hand, they are set back: ',
            ...retitled.flatMap((piece, at) => (at === 0 ? piece : [', ', ...piece])),
            '.',
          ],
        ]),
  ]
}

/** A link that would close a cycle over the file's links and those made by hand is not written. */
function withoutCycles(id: string, blocking: Blocking, cycles: readonly ReadonlySet<string>[]): Blocking {
  const knots = cycles.filter((cycle) => cycle.has(id))
  if (knots.length === 0) return blocking
  return { ...blocking, link: blocking.link.filter((blocker) => !knots.some((cycle) => cycle.has(blocker))) }
}

function plannedTasks(world: World): ReadonlySet<string> {
  return new Set([
    ...world.phases.flatMap(({ tasks }) => tasks.map(({ id }) => id)),
    ...world.badFiles.flatMap(({ taskIds }) => taskIds),
  ])
}

function orphanedTasks(survey: Survey, plannedIds: ReadonlySet<string>): readonly string[] {
  return survey.orphans.flatMap(({ record }) =>
    [...record.tasks.keys()].filter((id) => !plannedIds.has(id) && !record.left.includes(id)),
  )
}

/** Since when each task holds its slot, also under the id or the phase that it had before. */
function knownPicks(survey: Survey, byId: ReadonlyMap<string, TaskView>): ReadonlyMap<string, string> {
  const recorded = new Map(
    [...survey.orphans, ...survey.phases.flatMap(({ progress }) => progress ?? [])].flatMap(({ record }) => [
      ...record.picks,
    ]),
  )
  const picks = new Map<string, string>()
  for (const [id, { task, number }] of byId) {
    const formerly = task.formerly === undefined || byId.has(task.formerly) ? undefined : recorded.get(task.formerly)
    const since = recorded.get(id) ?? formerly
    if (since !== undefined && number !== undefined) picks.set(id, since)
  }
  return picks
}

function knownNumbers(phases: readonly PhaseView[], byId: ReadonlyMap<string, TaskView>): ReadonlyMap<string, number> {
  const known = new Map<string, number>()
  for (const { left } of phases) for (const { id, number } of left) known.set(id, number)
  for (const [id, { number }] of byId) if (number !== undefined) known.set(id, number)
  return known
}

function orphanNumbers(survey: Survey): ReadonlyMap<string, number> {
  return new Map(survey.orphans.map(({ phase, issue }) => [phase, issue.number]))
}

function finishedNumbers({ phases }: Survey): readonly number[] {
  return phases.flatMap(({ stage, progress }) =>
    stage === 'finished' && progress !== undefined ? [progress.issue.number] : [],
  )
}

/** A list that came back short, or lags, never counts as "there are none". */
function doubtOf({ phase, progress, survey: { shortList }, tasks }: PhaseView): string[] {
  const waiting =
    progress === undefined || tasks.some(({ where, number }) => where.kind === 'unknown' && number === undefined)
  if (shortList === undefined || !waiting) return []
  const { listed, counted } = shortList
  return [
    `GitHub counts ${counted} issues in the milestone of phase ${phase.id} but lists ${listed}: nothing was opened for it; the next run looks again.`,
  ]
}

function tokenChanged(login: string): Stop {
  return {
    why: 'token-changed',
    file: undefined,
    message: `The issues of this phase were opened by ${login}, but this run's token is another login's. Nothing was changed. Give the run the token of ${login} again, or add "${login}" to the input trusted-authors.`,
  }
}

function renamedPlan({
  file,
  opening,
  left,
}: {
  file: string
  opening: readonly string[]
  left: readonly string[]
}): Stop {
  const some = (ids: readonly string[]) =>
    `${ids.slice(0, 5).join(', ')}${ids.length > 5 ? ` and ${ids.length - 5} more` : ''}`
  return {
    why: 'renamed-plan',
    file,
    message: `This would open ${opening.length === 1 ? 'an issue' : `${opening.length} issues`} (${some(opening)}) while ${left.length === 1 ? 'a known task' : `${left.length} known tasks`} left the plan (${some(left)}). Nothing was changed. If a task only got another id, say "formerly: ${left[0]}" on it; if they really are new, run the workflow by hand with confirm: true.`,
  }
}

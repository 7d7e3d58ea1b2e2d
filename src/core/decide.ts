import { commandOperations } from './commands/command-operations.ts'
import { withCommitStarts } from './commands/commit-starts.ts'
import { type Inbox, readInbox } from './commands/inbox.ts'
import { type Acting, nextStep, type Step } from './commands/steps.ts'
import { forecastPhases, type PhaseForecast } from './forecast/phase-forecast.ts'
import { type Survey, surveyIssues } from './issues/survey.ts'
import { mirrorOperations } from './mirror/mirror-plan.ts'
import { type Question, questionKey } from './observation.ts'
import type { Operation } from './operation.ts'
import { doubtsOf } from './operations/doubts.ts'
import { commandRecord, nextProgressRecord } from './operations/next-progress-record.ts'
import { orphanOperations } from './operations/orphans.ts'
import { closingOperations, foundations } from './operations/phase-operations.ts'
import { describeNow, type TaskContext, taskOperations } from './operations/task-operations.ts'
import { unknownClosers } from './pages/closing-summary.ts'
import { neededDecisions } from './pages/needed-decisions.ts'
import { pageOperations, progressPage } from './pages/page-operations.ts'
import type { Standing } from './pages/progress-sections.ts'
import { type Blocking, viewBlocking } from './picks/blocking.ts'
import { taskCycles } from './picks/cycles.ts'
import { withHandovers } from './picks/handover.ts'
import { planSlots, type SlotPlan } from './picks/slots.ts'
import { isBehind } from './records/mirror-record.ts'
import type { ProgressRecord } from './records/progress-record.ts'
import { suspectRename } from './tasks/rename-guard.ts'
import { type PhaseView, type TaskView, viewTasks } from './tasks/task-view.ts'
import { nextTold } from './telling/next-told.ts'
import { finishedTelling, isToBeTold, tellingOperations } from './telling/telling-operations.ts'
import type { FailureCode, WarningCode } from './troubleshooting/codes.ts'
import type { Message } from './troubleshooting/message.ts'
import { followWorkers } from './workers/follow-workers.ts'
import { claimsLeft } from './workers/left-claims.ts'
import { brakeOf } from './workers/spawn-limit.ts'
import { planStarts, restarts, type StartContext } from './workers/starts.ts'
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

export interface Stop extends Message<Extract<FailureCode, 'token-changed' | 'renamed-plan'>> {
  /** The phase file that the message is about. */
  readonly file: string | undefined
}

/** How everything stands once the operations are done. */
export interface Outcome {
  readonly phases: readonly PhaseOutcome[]
  readonly slots: SlotPlan
  /** Issue numbers by task id. */
  readonly numbers: ReadonlyMap<string, number>
  /** Numbers of the progress issues whose files are gone, by phase id. */
  readonly orphans: ReadonlyMap<string, number>
  /** Why something that should be done was not. */
  readonly doubts: readonly Message<WarningCode>[]
  /** Numbers of the progress issues of phases that are finished, by phase id, in file order. */
  readonly closed: ReadonlyMap<string, number>
  /** Tasks that held a slot before. */
  readonly heldBefore: readonly string[]
}

export interface PhaseOutcome {
  readonly view: PhaseView
  readonly standing: Standing
  /** Its progress issue says all of it already. */
  readonly isCurrent: boolean
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
  const viewed = viewTasks(survey, plannedIds, world.observation)
  if (viewed.questions.length > 0) return ask(viewed.questions)
  const rename = suspectRename(viewed.phases, orphanedTasks(survey, plannedIds), world)
  if (rename !== undefined) return { kind: 'stop', stop: renamedPlan(rename) }
  const followed = withCommitStarts(followWorkers(viewed.phases, world.observation, world.now), world)
  if (followed.questions.length > 0) return ask(followed.questions)
  const blocking = viewBlocking(followed.phases, tasksById(followed.phases), world.observation)
  const links = [...blocking.values()].flatMap((entry) => entry.questions)
  if (links.length > 0) return ask(links)
  const inbox = readInbox(followed.phases, world)
  if (inbox.questions.length > 0) return ask(inbox.questions)
  const brake = (phase: PhaseView) => brakeOf(phase, world.now)
  const step = nextStep(inbox.letters, { world, blocking, brake })
  if (step.questions.length > 0) return ask(step.questions)
  const phases = withEffect(followed.phases, step.acting?.effect, world)
  const byId = tasksById(phases)
  const picks = knownPicks(survey, byId)
  const left = phases.flatMap((phase) =>
    phase.left.filter(({ atWork }) => atWork).map(({ id }) => ({ id, phase: phase.phase.id })),
  )
  const effect = step.acting?.effect
  const asked = effect?.do === 'start' ? [effect.task] : []
  const starting = [...asked, ...phases.flatMap((phase) => restarts(phase, world))]
  const slots = planSlots(phases, blocking, left, picks, starting, world)
  if (slots.questions.length > 0) return ask(slots.questions)
  const handed = withHandovers(phases, slots, world.observation)
  if (handed.questions.length > 0) return ask(handed.questions)
  const views = tasksById(handed.phases)
  return act({ world, survey, phases: handed.phases, byId: views, blocking, slots, picks, plannedIds, inbox, step })
}

/** What a command changes counts at once, as if it stood in the records already. */
function withEffect(phases: readonly PhaseView[], effect: Acting | undefined, world: World): readonly PhaseView[] {
  if (effect?.do === 'change-phase') {
    return phases.map((phase) =>
      phase.phase.id === effect.phase ? { ...phase, record: { ...phase.record, ...effect.record } } : phase,
    )
  }
  if (effect?.do !== 'change') return phases
  const changed = phases.map((phase) => ({
    ...phase,
    tasks: phase.tasks.map((view) => (view.task.id === effect.task ? { ...view, record: effect.record } : view)),
  }))
  return followWorkers(changed, world.observation, world.now).phases
}

function tasksById(phases: readonly PhaseView[]): ReadonlyMap<string, TaskView> {
  return new Map(phases.flatMap(({ tasks }) => tasks.map((view) => [view.task.id, view] as const)))
}

/** Each question once: several tasks or phases may want to know the same. */
function ask(questions: readonly Question[]): Decision {
  const distinct = new Map(questions.map((question) => [questionKey(question), question]))
  return { kind: 'ask', questions: [...distinct.values()] }
}

/** Everything that a decision has found out before it says what to do. */
interface Findings {
  readonly world: World
  readonly survey: Survey
  readonly phases: readonly PhaseView[]
  readonly byId: ReadonlyMap<string, TaskView>
  readonly blocking: ReadonlyMap<string, Blocking>
  readonly slots: SlotPlan
  readonly picks: ReadonlyMap<string, string>
  readonly plannedIds: ReadonlySet<string>
  readonly inbox: Inbox
  readonly step: Step
}

function act(findings: Findings): Decision {
  const { world, survey, phases, byId, slots, picks, plannedIds, inbox, step } = findings
  const ground = groundOf(findings)
  const plans = phases.flatMap((view) => (view.survey.stage === 'open' ? [planPhase(view, findings, ground)] : []))
  const standingOf = (id: string) => plans.find(({ standing }) => standing.phase.phase.id === id)!.standing
  const forecastOf = onDemand(() => forecastPhases({ ...world.settings, ...ground, slots, phases, now: world.now }))
  const said = commandOperations(step, standingOf, slots, world, forecastOf)
  const operations = linksLast(
    plans.flatMap((plan) => plan.operations),
    byId,
    ground.numbers,
  )
  const work = [...said.first, ...operations, ...plans.flatMap(({ starts }) => starts), ...said.last]
  const questions = plans.flatMap((plan) => plan.questions)
  const urgent = questions.some(({ ask: asked }) => asked !== 'milestone')
  if (questions.length > 0 && (urgent || work.length === 0)) return ask(questions)
  const pages = plans.flatMap(({ standing, withOutlook, end, isShort }) => {
    const { id } = standing.phase.phase
    if (isShort) return []
    const page = pageOperations(standing, {
      now: world.now,
      swept: inbox.swept.has(id),
      isEarly: work.length > 0 && !world.last,
      numberOf: ground.numberOf,
      forecast: () => forecastOf(id),
      withOutlook,
    })
    // New letters are recorded first, so that all are told in one go.
    const letters = isToBeTold(standing.phase, standing.record) ? [] : tellingOperations(standing.phase, world)
    const isLate = isMirrorLate(standing.phase, standing.record, world)
    return [...letters, ...page, ...(isLate ? [] : end)]
  })
  const mirror = mirrorOperations(
    plans.map(({ standing }) => standing),
    world,
  )
  if (mirror.questions.length > 0) return ask(mirror.questions)
  const finished = phases.filter((view) => view.survey.stage === 'finished')
  const closing = [
    ...pages,
    ...finished.flatMap((view) => finishedTelling(view, world)),
    ...orphanOperations(survey.orphans, plannedIds),
  ]
  return {
    kind: 'act',
    operations: [...work, ...mirror.operations, ...closing],
    outcome: {
      phases: plans.map(({ standing }) => {
        const { phase } = standing.phase
        const isWritten = pages.some((page) => page.do === 'write-progress' && page.phase === phase.id)
        return { view: standing.phase, standing, isCurrent: work.length === 0 && !isWritten }
      }),
      slots,
      numbers: ground.numbers,
      orphans: orphanNumbers(survey),
      closed: closedNumbers(survey),
      doubts: doubtsOf(phases, world),
      heldBefore: [...picks.keys()],
    },
  }
}

/** What the plans of all phases rest on. */
interface Ground {
  readonly cycles: readonly (readonly string[])[]
  /** Without the links that would close a cycle. */
  readonly blocking: ReadonlyMap<string, Blocking>
  readonly numbers: ReadonlyMap<string, number>
  readonly numberOf: (task: string) => number | undefined
}

function groundOf({ byId, blocking, phases }: Findings): Ground {
  const cycles = taskCycles([...byId.values()], blocking)
  const knotted = cycles.map((cycle) => new Set(cycle))
  const numbers = knownNumbers(phases, byId)
  return {
    cycles,
    blocking: new Map([...blocking].map(([id, entry]) => [id, withoutCycles(id, entry, knotted)])),
    numbers,
    numberOf: (id) => numbers.get(id),
  }
}

/** What is to be done for one open phase, and how it stands. */
interface PhasePlan {
  readonly standing: Standing
  readonly withOutlook: (outlook: ProgressRecord['outlook']) => Standing
  readonly operations: readonly Operation[]
  readonly starts: readonly Operation[]
  /** What ends it, if it is complete. */
  readonly end: readonly Operation[]
  readonly questions: readonly Question[]
  /** GitHub's lists came back short: nothing is opened, so nothing is done at all. */
  readonly isShort: boolean
}

function planPhase(view: PhaseView, findings: Findings, ground: Ground): PhasePlan {
  const { world, slots, picks, plannedIds, phases, inbox, step } = findings
  const { blocking, cycles, numberOf } = ground
  const context: TaskContext = {
    blocking,
    slots,
    world,
    numberOf,
    progressOf: (id) => phases.find(({ phase }) => phase.id === id)?.progress?.issue.number,
    refusedLinks: new Set(view.record.refusedLinks),
  }
  const plan = planStarts(view, startContext(context, step))
  const claims = claimsLeft(view, world)
  const record = {
    ...nextProgressRecord(view, blocking, slots, picks, plannedIds, world),
    ...commandRecord(view, inbox, claims.claims, world),
  }
  const decisions = neededDecisions(view, record, { blocking, slots, cycles, problems: plan.problems, world })
  const withOutlook = (outlook: ProgressRecord['outlook']): Standing => {
    const before: Standing = { phase: view, blocking, slots, record: { ...record, outlook }, decisions }
    return { ...before, record: { ...before.record, told: nextTold({ standing: before, picks, world }) } }
  }
  const standing = withOutlook(view.record.outlook)
  const questions = [...plan.questions, ...claims.questions]
  const own = { standing, withOutlook }
  if (view.progress === undefined && view.survey.shortList !== undefined)
    return { ...own, operations: [], starts: [], end: [], questions, isShort: true }
  const page = () => progressPage(standing, undefined)
  const end = closingOperations(view, phases, standing.record, world)
  return {
    ...own,
    operations: [...foundations(view, blocking, slots, page, world), ...taskOperations(view, context)],
    starts: [...claims.operations, ...plan.operations],
    end: end.operations,
    questions: [...questions, ...unknownClosers(view, record, world), ...end.questions],
    isShort: false,
  }
}

/** Forecasts cost more than all the rest, and most runs show none: they are played when the first one is asked for. */
function onDemand(play: () => ReadonlyMap<string, PhaseForecast>): (phase: string) => PhaseForecast | undefined {
  let forecasts: ReadonlyMap<string, PhaseForecast> | undefined
  return (phase) => {
    forecasts ??= play()
    return forecasts.get(phase)
  }
}

/** A finished phase is not looked at again: where its files could not be written just now, one more run tries. */
function isMirrorLate({ phase }: PhaseView, { complete }: ProgressRecord, { observation, now }: World): boolean {
  const isFresh = complete?.at === new Date(now).toISOString()
  return isFresh && isBehind(observation.mirrored.get(phase.id), phase.files)
}

function startContext(context: TaskContext, { acting }: Step): StartContext {
  const asked = acting?.effect.do === 'start' ? new Map([[acting.effect.task, acting.effect.claim]]) : new Map()
  return { ...context, asked, describe: (view) => describeNow(view, context) }
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

function closedNumbers({ phases }: Survey): ReadonlyMap<string, number> {
  const closed = new Map<string, number>()
  for (const { stage, progress, phase } of phases) {
    if (stage === 'finished' && progress !== undefined) closed.set(phase.id, progress.issue.number)
  }
  return closed
}

function tokenChanged(login: string): Stop {
  return {
    code: 'token-changed',
    file: undefined,
    message: `The issues of this phase were opened by ${login}, but this run's token is another login's. Nothing was changed. Give the run the token of ${login} again, or add "${login}" to the input trusted-authors (on the command line: --trusted-author "${login}").`,
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
    code: 'renamed-plan',
    file,
    message: `This would open ${opening.length === 1 ? 'an issue' : `${opening.length} issues`} (${some(opening)}) while ${left.length === 1 ? 'a known task' : `${left.length} known tasks`} left the plan (${some(left)}). Nothing was changed. If a task only got another id, say "formerly: ${left[0]}" on it; if they really are new, run the workflow by hand with confirm: true (on the command line: --confirm).`,
  }
}

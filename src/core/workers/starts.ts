import { isAnswered, type Observation, type Question, type WorkerWorkflow } from '../observation.ts'
import type { Operation } from '../operation.ts'
import type { Model } from '../phase.ts'
import type { Blocking } from '../picks/blocking.ts'
import type { SlotPlan } from '../picks/slots.ts'
import { type Claim, claimName, claimSettles, isFailure, isOver } from '../records/claim.ts'
import { emptyTaskRecord } from '../records/task-record.ts'
import { planChecksum } from '../tasks/plan-checksum.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import type { Phrase } from '../text/phrase.ts'
import { aDay } from '../time/calendar.ts'
import type { WorkerCode } from '../troubleshooting/codes.ts'
import type { Reason } from '../troubleshooting/message.ts'
import type { World } from '../world.ts'
import { type Brake, brakeOf } from './spawn-limit.ts'

const mostRemembered = 100

/** Why a worker cannot be started. */
export type StartProblem = Reason<WorkerCode | 'unknown-model', Phrase>

/** The claim under which the next worker of a task would run. */
export function nextClaim(
  { task, record }: TaskView,
  model: Model | undefined,
  start: { readonly attempt: number; readonly by: string | undefined; readonly command: string | undefined },
  plan: string,
  now: number,
): Claim {
  const { claims, claim } = record ?? emptyTaskRecord
  return {
    number: Math.max(claims, claim?.number ?? 0) + 1,
    attempt: start.attempt,
    model: model?.name ?? task.model,
    worker: workerOf(model),
    since: new Date(now).toISOString(),
    by: start.by,
    command: start.command,
    workflow: model?.workflow ?? '',
    logins: model?.assign ?? [],
    lock: undefined,
    started: undefined,
    run: undefined,
    heartbeat: undefined,
    percent: undefined,
    plan,
    giveUp: undefined,
    cancelled: undefined,
    release: undefined,
    end: undefined,
  }
}

/** The claim of somebody who has begun by themselves, and said so. */
export function begunClaim(
  view: TaskView,
  begun: {
    readonly login: string
    readonly isAgent: boolean
    readonly heartbeat: string
    readonly percent: number | undefined
  },
  now: number,
): Claim {
  const { claim } = view.record ?? emptyTaskRecord
  const attempt = claim !== undefined && isFailure(claim) ? claim.attempt + 1 : 1
  const start = { attempt, by: begun.login, command: undefined }
  return {
    ...nextClaim(view, undefined, start, planChecksum(view.task), now),
    worker: begun.isAgent ? 'agent' : 'person',
    logins: [begun.login],
    started: new Date(now).toISOString(),
    heartbeat: begun.heartbeat,
    percent: begun.percent,
  }
}

/** Whoever is assigned and is no bot is a person, and is not hurried. */
function workerOf(model: Model | undefined): Claim['worker'] {
  if (model?.workflow !== undefined) return 'run'
  const logins = model?.assign ?? []
  return logins.length > 0 && !logins.some((login) => login.endsWith('[bot]')) ? 'person' : 'agent'
}

/** What keeps a model's worker from being started at all, or what has to be read to tell. */
export function startProblem(
  model: Model,
  observation: Observation,
): { readonly ask: readonly Question[] } | { readonly problem: StartProblem | undefined } {
  if (model.workflow === undefined) return { problem: agentProblem(model, observation) }
  const branch: Question[] = observation.branch === undefined ? [{ ask: 'branch' }] : []
  const questions: Question[] = [{ ask: 'workflow', file: model.workflow }, ...branch]
  const open = questions.filter((question) => !isAnswered(observation, question))
  if (open.length > 0) return { ask: open }
  const file = `.github/workflows/${model.workflow}`
  const workflow = observation.workflows.get(model.workflow) ?? { problem: unread }
  return {
    problem:
      'problem' in workflow ? notStartable(file, workflow.problem) : fileProblem(file, workflow, model, observation),
  }
}

const unread: Reason<WorkerCode> = { code: 'worker-unreadable', reason: 'it could not be read' }

function notStartable(file: string, { code, reason }: Reason<WorkerCode>): StartProblem {
  return { code, reason: [`${file} cannot be started: ${reason}`] }
}

/** What keeps a workflow that can be started from being a worker of this model. */
function fileProblem(
  file: string,
  workflow: Exclude<WorkerWorkflow, { problem: unknown }>,
  model: Model,
  observation: Observation,
): StartProblem | undefined {
  const missing = ['task', 'claim'].filter((name) => !workflow.inputs.includes(name))
  if (missing.length > 0) {
    return {
      code: 'worker-input-missing',
      reason: [`${file} is no worker: its workflow_dispatch declares no input ${missing.join(' and ')}`],
    }
  }
  if (!workflow.showsClaim) {
    return {
      code: 'worker-claim-hidden',
      reason: [
        `${file} does not show its claim: add "run-name: \${{ inputs.task }} \${{ inputs.claim }}", or a start whose answer is lost could not be found again`,
      ],
    }
  }
  const given = new Set([...Object.keys(standardInputs), ...Object.keys(model.inputs)])
  const unknown = Object.keys(model.inputs).filter((name) => !workflow.inputs.includes(name))
  if (unknown.length > 0)
    return {
      code: 'worker-input-unknown',
      reason: [`${file} declares no input ${unknown.join(', ')}, which the model ${model.name} gives`],
    }
  const lacking = workflow.required.filter((name) => !given.has(name))
  if (lacking.length > 0)
    return {
      code: 'worker-input-required',
      reason: [`${file} requires ${lacking.join(', ')}, which the model ${model.name} does not give`],
    }
  if (observation.branch === undefined)
    return { code: 'branch-unreadable', reason: ['the default branch could not be read; the next run asks again'] }
  return undefined
}

function agentProblem({ name, assign }: Model, { agentToken }: Observation): StartProblem | undefined {
  if (assign.length === 0)
    return {
      code: 'model-without-worker',
      reason: [`the model ${name} has neither "workflow" nor "assign": its workers start by other means`],
    }
  const agents = assign.filter((login) => login.endsWith('[bot]'))
  if (agents.length === 0 || agentToken) return undefined
  return {
    code: 'agent-token-missing',
    reason: [`${agents.join(', ')} can only be assigned with a user's token: give the action one as agent-token`],
  }
}

/** What every worker is told, as far as its workflow declares the input; the file may say `model` in another way. */
const standardInputs = {
  task: ({ task }: TaskView, _: Claim) => task.id,
  claim: ({ task }: TaskView, claim: Claim) => claimName(task.id, claim),
  issue: ({ number }: TaskView, _: Claim) => String(number),
  phase: ({ phase }: TaskView, _: Claim) => phase.id,
  model: (_: TaskView, claim: Claim) => claim.model ?? '',
  attempt: (_: TaskView, claim: Claim) => String(claim.attempt),
}

/** The inputs of a dispatch. Which task it is, and which start of it, no phase file can say. */
function inputsFor(view: TaskView, claim: Claim, declared: readonly string[]): Readonly<Record<string, string>> {
  const model = view.phase.models.get(claim.model ?? '')
  const ours = new Map(Object.entries(standardInputs).map(([name, value]) => [name, value(view, claim)]))
  const given = new Map([...ours, ...Object.entries(model?.inputs ?? {})])
  for (const [name, value] of ours) if (name !== 'model') given.set(name, value)
  return Object.fromEntries([...given].filter(([name]) => declared.includes(name)))
}

export interface StartPlan {
  readonly operations: readonly Operation[]
  readonly questions: readonly Question[]
  /** Why a worker that should start by itself cannot, by task id. */
  readonly problems: ReadonlyMap<string, StartProblem>
}

export interface StartContext {
  readonly world: World
  readonly slots: SlotPlan
  readonly blocking: ReadonlyMap<string, Blocking>
  /** The claim that a command asks for, by task id. */
  readonly asked: ReadonlyMap<string, Claim>
  /** What the claim's issue says with that claim on record. */
  readonly describe: (view: TaskView) => Extract<Operation, { do: 'claim' }>['part']
}

/** Tasks to be tried again now, in the order of the file. */
export function restarts(phase: PhaseView, { now }: { readonly now: number }): readonly string[] {
  if (phase.survey.stage !== 'open' || brakeOf(phase, now) !== undefined) return []
  return phase.tasks.flatMap(({ task, work }) => (work.kind === 'waiting' && work.until <= now ? [task.id] : []))
}

/** Which claims are taken, and which workers are started, now. */
export function planStarts(phase: PhaseView, context: StartContext): StartPlan {
  const operations: Operation[] = []
  const questions: Question[] = []
  const problems = new Map<string, StartProblem>()
  let claimed = 0
  let brake = brakeOf(phase, context.world.now)
  for (const view of phase.tasks) {
    if (view.issue === undefined || view.outcome !== undefined) continue
    const { observation } = context.world
    if (observation.troubled.has(view.task.id) || observation.taken.has(view.task.id)) continue
    const begun = view.work.kind === 'starting' ? continueStart(view, phase, claimed, context) : undefined
    const claim = begun?.retake ?? context.asked.get(view.task.id) ?? ownClaim(view, brake, context)
    if (begun !== undefined && begun.retake === undefined) {
      operations.push(...begun.operations)
      continue
    }
    if (claim === undefined || !context.slots.holders.has(view.task.id)) continue
    const { ask, problem } = problemOf(view, claim, context)
    questions.push(...ask)
    if (problem !== undefined) problems.set(view.task.id, problem)
    if (problem !== undefined || ask.length > 0) continue
    operations.push(claimOperation(view, claim, context))
    claimed += 1
    brake = brakeOf(phase, context.world.now, claimed)
  }
  return { operations, questions, problems }
}

export function unknownModel(name: string): StartProblem {
  return { code: 'unknown-model', reason: [`the phase file has no model ${name}`] }
}

/** What keeps a claim from being taken, the blockers read live among it. */
function problemOf(
  view: TaskView,
  claim: Claim,
  { world }: StartContext,
): { ask: readonly Question[]; problem: StartProblem | undefined } {
  const { observation } = world
  const model = view.phase.models.get(claim.model ?? '')
  if (model === undefined) return { ask: [], problem: unknownModel(claim.model ?? '') }
  const blockers: Question = { ask: 'blockers', number: view.number! }
  if (observation.dependencies && !isAnswered(observation, blockers)) return { ask: [blockers], problem: undefined }
  const found = startProblem(model, observation)
  return 'ask' in found ? { ask: found.ask, problem: undefined } : { ask: [], problem: found.problem }
}

/** A worker that starts by itself: the next attempt after a failure, or any pick where the phase says so. */
function ownClaim(view: TaskView, brake: Brake | undefined, { world, slots, asked }: StartContext): Claim | undefined {
  const { task, work, phase, record } = view
  if (brake !== undefined || asked.size > 0 || !slots.holders.has(task.id)) return undefined
  const failed = work.kind === 'waiting' && work.until <= world.now ? record?.claim : undefined
  const model = phase.models.get(failed?.model ?? task.model ?? '')
  // Whoever was taken off by hand is not set again.
  const mayAssign = model !== undefined && model.assign.length > 0 && !record?.unassigned
  const starts = model?.workflow !== undefined || mayAssign
  if (failed === undefined && !(phase.spawn === 'auto' && work.kind === 'idle' && starts)) return undefined
  const attempt = (failed?.attempt ?? 0) + 1
  return nextClaim(view, model, { attempt, by: undefined, command: undefined }, planChecksum(task), world.now)
}

/** A claim on record of which no start is known: this run's own goes on, another's is taken over once it is old enough. */
function continueStart(
  view: TaskView,
  phase: PhaseView,
  claimed: number,
  context: StartContext,
): { readonly retake?: Claim; readonly operations: readonly Operation[] } {
  const { observation, now } = context.world
  const claim = view.record!.claim!
  const name = claimName(view.task.id, claim)
  const nothing = { operations: [] }
  if (observation.starts.has(name)) return nothing
  if (observation.claimed.get(view.task.id)?.number === claim.number)
    return { operations: [startOperation(view, claim, observation)] }
  const isYoung = Math.abs(now - Date.parse(claim.since)) < claimSettles
  const isSeen = claim.worker === 'run' && observation.claimRuns.get(name) !== 'none'
  if (isYoung || isSeen || isOver(claim) || !mayBegin(view, phase, claimed, context)) return nothing
  return { ...nothing, retake: claim }
}

/** Whether nothing has come between since the claim was taken, whose own start is not held against it. */
function mayBegin(
  { task, record }: TaskView,
  phase: PhaseView,
  claimed: number,
  { blocking, world }: StartContext,
): boolean {
  if (brakeOf(phase, world.now, claimed - 1) !== undefined || record?.hold !== undefined) return false
  return blocking.get(task.id)!.obstacles.length === 0
}

function startOperation(view: TaskView, claim: Claim, observation: Observation): Operation {
  const own = { phase: view.phase.id, task: view.task.id, claim: claimName(view.task.id, claim), since: claim.since }
  if (claim.worker !== 'run') return { do: 'start-agent', ...own, logins: claim.logins }
  const workflow = observation.workflows.get(claim.workflow)
  const declared = workflow !== undefined && 'inputs' in workflow ? workflow.inputs : []
  return {
    do: 'start-run',
    ...own,
    workflow: claim.workflow,
    branch: observation.branch!,
    inputs: inputsFor(view, claim, declared),
  }
}

function claimOperation(view: TaskView, claim: Claim, { describe, world }: StartContext): Operation {
  const record = view.record ?? emptyTaskRecord
  const at = new Date(world.now).toISOString()
  const recent = record.starts.filter((start) => Date.parse(start) > world.now - aDay)
  const next = {
    ...record,
    claim,
    claims: claim.number,
    // A claim that is taken over counts again: the start before it may have led to a worker that nobody saw.
    starts: [...recent, at].slice(-mostRemembered),
    behindUntil: undefined,
    next: false,
    reviewSince: undefined,
  }
  const earlier = record.claim?.lock
  return {
    do: 'claim',
    phase: view.phase.id,
    task: view.task.id,
    claim: claimName(view.task.id, claim),
    earlier,
    part: describe({ ...view, record: next, work: { ...view.work, kind: 'starting' } }),
  }
}

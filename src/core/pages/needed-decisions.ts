import type { Blocking } from '../picks/blocking.ts'
import type { SlotPlan } from '../picks/slots.ts'
import { type Claim, claimName } from '../records/claim.ts'
import type { ProgressRecord } from '../records/progress-record.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import { isAtWork } from '../tasks/work.ts'
import { listPhrases, type Phrase } from '../text/phrase.ts'
import { aDay } from '../time/calendar.ts'
import type { DecisionCode } from '../troubleshooting/codes.ts'
import type { Message } from '../troubleshooting/message.ts'
import { type Brake, brakeOf } from '../workers/spawn-limit.ts'
import type { StartProblem } from '../workers/starts.ts'
import type { World } from '../world.ts'
import { explainObstacles } from './work-phrases.ts'

export interface DecisionContext {
  readonly blocking: ReadonlyMap<string, Blocking>
  readonly slots: SlotPlan
  readonly cycles: readonly (readonly string[])[]
  /** Why workers that should start by themselves cannot, by task id. */
  readonly problems: ReadonlyMap<string, StartProblem>
  readonly world: World
}

/** What only a person can settle, and what to do: one sentence. */
export type Decision = Message<DecisionCode, Phrase>

/** What is to be settled now. It is gone as soon as it is settled. */
export function neededDecisions(
  phase: PhaseView,
  record: ProgressRecord,
  context: DecisionContext,
): readonly Decision[] {
  const { blocking, slots, cycles, world } = context
  const own = new Set(phase.tasks.map(({ task }) => task.id))
  const brake = record.paused === undefined ? brakeOf(phase, world.now) : undefined
  return [
    ...(brake === undefined ? [] : [brakeDecision(brake)]),
    ...phase.tasks.flatMap((view) => taskDecisions(view, blocking.get(view.task.id)!, record, world)),
    ...phase.tasks.flatMap((view) => workDecisions(view, blocking.get(view.task.id)!, context)),
    ...phase.tasks.flatMap((view) => (slots.holders.has(view.task.id) ? longAtWork(view, record, world.now) : [])),
    ...cycles.filter((cycle) => cycle.some((id) => own.has(id))).map(cycleDecision),
    ...phase.survey.duplicates.filter(({ touched }) => touched).map(duplicateDecision),
    ...[...record.lookAgain].map(lookAgainDecision),
  ]
}

function brakeDecision({ code, reason }: Brake): Decision {
  return { code, message: ['No worker is started: ', ...reason, '.'] }
}

/** What the worker of an open task leaves to people. */
function workDecisions(view: TaskView, blocking: Blocking, { problems, world }: DecisionContext): Decision[] {
  const { task, phase, record, work, outcome } = view
  if (outcome !== undefined) return []
  const me: Phrase[number] = { task: task.id }
  const claim = record?.claim
  const problem = problems.get(task.id)
  const decisions: Decision[] = []
  const decide = (code: DecisionCode, message: Phrase) => decisions.push({ code, message })
  if (problem !== undefined) decide(problem.code, ['The worker of ', me, ' cannot start: ', ...problem.reason, '.'])
  if (isAtWork(work) && blocking.obstacles.length > 0) {
    decide('working-while-blocked', [
      'Look again at ',
      me,
      ': it is at work, and waits for ',
      ...explainObstacles(blocking.obstacles),
      '.',
    ])
  }
  if (work.kind === 'failed') {
    decide('worker-failed', [
      me,
      ` failed ${claim?.attempt === 1 ? 'at its only attempt' : `at all ${claim?.attempt} attempts`}`,
      ...lastRun(claim),
      ': see why, then say /spawn to try again or /release to queue it.',
    ])
  }
  if (work.kind === 'review' && work.pulls.length === 0) {
    decide('handed-in-without-pull-request', [
      me,
      ' was handed in without an open pull request',
      ...lastRun(claim),
      ': close it if it is done, or say /release.',
    ])
  } else if (work.kind === 'review' && world.now - Date.parse(record!.reviewSince!) >= phase.review.decideAfter) {
    decide('review-overdue', [
      me,
      ` has waited for review since ${record!.reviewSince!.slice(0, 10)}: merge it, or say /release.`,
    ])
  }
  const isOurs = world.observation.claimed.get(task.id)?.number === claim?.number
  const isUncertain = claim !== undefined && world.observation.starts.get(claimName(task.id, claim))?.as === 'unknown'
  if (work.kind === 'starting' && (!isOurs || isUncertain)) {
    decide('start-not-seen', [
      'The worker of ',
      me,
      ` was claimed at ${claim!.since.slice(0, 16).replace('T', ' ')} UTC and is not to be seen: a run ten minutes later starts it, unless it shows itself.`,
    ])
  } else if (world.observation.taken.has(task.id)) {
    decide('start-elsewhere', [
      'Another run began to start the worker of ',
      me,
      ': should it be gone, a run in ten minutes goes on.',
    ])
  }
  if (claim?.end?.how === 'refused' && work.kind === 'idle') {
    decide('start-refused', [
      'GitHub did not take the start of ',
      me,
      ...lastRun(claim),
      ': say /spawn once the reason is mended.',
    ])
  }
  return decisions
}

/** The run that failed, or why there was none. */
function lastRun(claim: Claim | undefined): Phrase {
  if (claim?.end?.why !== undefined) return [` (${claim.end.why})`]
  return claim?.run === undefined ? [] : [' (', { run: claim.run }, ')']
}

function taskDecisions(
  view: TaskView,
  blocking: Blocking,
  record: ProgressRecord,
  { now, observation }: World,
): Decision[] {
  const { task, where } = view
  if (where.kind === 'lost') return [lostDecision(task.id, where)]
  if (view.outcome !== undefined) return []
  const me: Phrase[number] = { task: task.id }
  const decisions: Decision[] = []
  const decide = (code: DecisionCode, message: Phrase) => decisions.push({ code, message })
  const refusal = observation.stuck.get(task.id)
  if (refusal !== undefined && !view.issue?.locked) {
    decide('task-stuck', [
      me,
      ` is stuck, because GitHub refuses to ${refusal}: mend that, or close its issue as not planned.`,
    ])
  }
  if (view.issue?.locked) decide('task-locked', [me, ' is locked: unlock it, or close it as not planned.'])
  const dropped = blocking.obstacles.flatMap((obstacle): Phrase[] => {
    if (obstacle.by === 'task' && obstacle.dropped) return [[{ task: obstacle.id }]]
    return obstacle.by === 'issue' && obstacle.dropped
      ? [[{ issue: obstacle.number, repository: obstacle.repository }]]
      : []
  })
  if (dropped.length > 0) {
    decide('dropped-dependency', [
      me,
      ' waits for ',
      ...listPhrases(dropped),
      ', closed without being done: reopen that, take the dependency away, or set "on_dropped: release".',
    ])
  }
  const since = record.unknownSince.get(task.id)
  if (since !== undefined && now - Date.parse(since) >= aDay) {
    decide('unreadable-dependency', [
      me,
      ' is blocked by something that cannot be read here: check its links, and what the token may read.',
    ])
  }
  for (const id of blocking.contested) {
    decide('removed-link', [
      me,
      ' depends on ',
      { task: id },
      ' in the file, but the link was removed by hand twice: take the dependency out of the file, or set the link again.',
    ])
  }
  for (const link of record.refusedLinks.filter((entry) => entry.startsWith(`${task.id}>`))) {
    decide('refused-link', [
      me,
      ' could not be linked to ',
      { task: link.slice(task.id.length + 1) },
      ': GitHub refused it. The dependency counts all the same.',
    ])
  }
  const refused = view.record?.refused ?? []
  if (refused.length > 0) {
    decide('refused-assignee', [
      me,
      ` cannot be assigned to ${refused.join(', ')}: GitHub does not take that login here. Change "assignees" or give them access.`,
    ])
  }
  return decisions
}

function lostDecision(id: string, { number, absence }: Extract<TaskView['where'], { kind: 'lost' }>): Decision {
  const what = {
    deleted: 'was deleted or became a discussion',
    moved: 'was transferred to another repository',
    'pull-request': 'is a pull request, which cannot stand for a task',
    unreadable: 'cannot be read',
  }[absence]
  return {
    code: 'issue-lost',
    message: [
      `${id}: its issue `,
      { issue: number },
      ` ${what}. Name another one with "issue:", give the task a new id, or take it out of the file.`,
    ],
  }
}

/** A person at work for long is asked about, nothing more. */
function longAtWork(view: TaskView, record: ProgressRecord, now: number): Decision[] {
  const since = record.picks.get(view.task.id)
  const isPersons = view.work.kind === 'idle' ? view.task.model === undefined : view.record?.claim?.worker === 'person'
  if (since === undefined || !isPersons || (view.issue?.assignees.length ?? 0) === 0) return []
  const patience = Math.max(view.phase.heartbeat.releaseAfter, (view.task.effortHours / 8) * 2 * aDay)
  if (now - Date.parse(since) < patience) return []
  return [
    {
      code: 'long-at-work',
      message: [
        { task: view.task.id },
        ` has been with ${view.issue!.assignees.join(', ')} since ${since.slice(0, 10)}: ask how it goes, or take the assignee off to give the slot back.`,
      ],
    },
  ]
}

function cycleDecision(cycle: readonly string[]): Decision {
  const trail = cycle.flatMap((id, at): Phrase => (at === 0 ? [{ task: id }] : [' waits for ', { task: id }]))
  return { code: 'link-cycle', message: ['These wait for each other: ', ...trail, '. Remove one of the links.'] }
}

function duplicateDecision({
  of,
  issue,
  survivor,
}: {
  of: string
  issue: { number: number }
  survivor: number
}): Decision {
  return {
    code: 'duplicate-issue',
    message: [
      { issue: issue.number },
      ` is a duplicate of ${of} (`,
      { issue: survivor },
      ') that people have worked on: move what matters and close it.',
    ],
  }
}

function lookAgainDecision([id, because]: readonly [string, readonly number[]]): Decision {
  const issues = listPhrases(because.map((issue): Phrase => [{ issue }]))
  return {
    code: 'blocker-reopened',
    message: [
      'Look again at ',
      { task: id },
      ', because ',
      ...issues,
      because.length === 1 ? ' was reopened.' : ' were reopened.',
    ],
  }
}

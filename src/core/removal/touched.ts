import { type Issue, sameAccount, sameName } from '../issues/issue.ts'
import { isPlanLabel, standingLabels } from '../issues/labels.ts'
import { isAnswered, isTrusted, type Observation, type Question } from '../observation.ts'
import { checksum } from '../records/checksum.ts'
import { type Owner, splitBody } from '../records/managed-part.ts'
import type { Launch, LaunchedTask } from './launch.ts'

/**
 * Whether anybody has made an issue of ours theirs. Reactions do not count: they say something of the idea, and cost
 * nothing to give again. What a worker of ours did counts, because somebody has to look at it.
 */
export interface Touch {
  /** Each ends the sentence "It was left, because …". */
  readonly reasons: readonly string[]
  readonly questions: readonly Question[]
  /** A list shows less than GitHub counts: what people did may not be in it. */
  readonly isShort: boolean
}

/** What people have done to an open task issue that we opened. `ours`: numbers of all issues of the launch. */
export function touchOfTask(
  { issue, record, id }: LaunchedTask,
  launch: Launch,
  ours: ReadonlySet<number>,
  observation: Observation,
): Touch {
  if (record === undefined)
    return {
      reasons: ['its hidden record is damaged, so that nobody can tell what people changed'],
      questions: [],
      isShort: false,
    }
  const owner: Owner = { kind: 'task', id }
  const questions = [...askRemarks(issue), ...askLinks(issue)]
  const isTitleOurs = record.title === '' || record.title === checksum(issue.title)
  const assigned = issue.assignees.filter((login) => !record.assigned.some((own) => sameAccount(own, login)))
  const byHand = (observation.blockers.get(issue.number) ?? []).filter(
    ({ number, repository }) =>
      repository !== undefined ||
      !(record.links.includes(number) || ours.has(number) || wasUndone(number, observation)),
  )
  const part = splitBody(issue.body, owner).part ?? ''
  const hidden = (issue.blockerCount ?? 0) > (observation.blockers.get(issue.number) ?? []).length
  return {
    isShort: hidden || lacksComments(issue, observation),
    questions: questions.filter((question) => !isAnswered(observation, question)),
    reasons: [
      ...commonReasons(issue, owner, [...record.labels, ...standingLabels(launch.phase)], launch, observation),
      ...(/^- \[[xX]\] /m.test(part) ? ['an acceptance criterion is ticked'] : []),
      ...(isTitleOurs ? [] : ['its title was changed']),
      ...assigned.map((login) => `${login} was assigned by hand`),
      ...(record.claims > 0 ? ['a worker was started for it'] : []),
      ...(observation.pulls.get(issue.number) ?? []).map(({ number }) => `the pull request #${number} will close it`),
      ...(byHand.length > 0 ? ['somebody marked it as blocked by another issue'] : []),
      ...(hidden ? ['something blocks it that GitHub does not show'] : []),
      ...((issue.subIssues?.total ?? 0) > 0 ? ['it has sub-issues'] : []),
    ],
  }
}

/** The same for an open progress issue. */
export function touchOfProgress(
  issue: Issue,
  launch: Launch,
  ours: ReadonlySet<number>,
  observation: Observation,
): Touch {
  const owner: Owner = { kind: 'phase', id: launch.phase }
  const below = (observation.subIssues.get(issue.number) ?? []).filter(
    (number) => !ours.has(number) && !wasUndone(number, observation),
  )
  return {
    isShort: lacksComments(issue, observation),
    questions: askRemarks(issue).filter((question) => !isAnswered(observation, question)),
    reasons: [
      ...commonReasons(issue, owner, standingLabels(launch.phase), launch, observation),
      ...issue.assignees.map((login) => `${login} was assigned by hand`),
      ...below.map((number) => `#${number} was put under it by hand`),
    ],
  }
}

/** Whether a removal that broke off has closed it: it bears nothing of ours any more, and may be recorded nowhere. */
function wasUndone(number: number, observation: Observation): boolean {
  const issue = observation.issues.get(number)
  return issue !== undefined && isTrusted(observation, issue) && !issue.open && issue.stateReason === 'not_planned'
}

function commonReasons(
  issue: Issue,
  owner: Owner,
  ownLabels: readonly string[],
  { progress }: Launch,
  observation: Observation,
): string[] {
  const { before, part, after } = splitBody(issue.body, owner)
  const remarks = (observation.remarks.get(issue.number) ?? []).filter(({ ours }) => ours === undefined)
  const labels = issue.labels.filter((name) => !isPlanLabel(name) && !ownLabels.some((own) => sameName(own, name)))
  const milestone = progress?.record.milestone
  const isMoved =
    issue.milestone !== undefined && milestone !== undefined && issue.milestone.number !== milestone.number
  const writers = [...new Set(remarks.map(({ author }) => author ?? 'somebody'))]
  return [
    ...(lacksComments(issue, observation) ? ['GitHub does not show all comments that it counts'] : []),
    ...(writers.length === 0 ? [] : [`it was commented on by ${writers.slice(0, 3).join(', ')}`]),
    ...(part === undefined || `${before}${after}`.trim() !== '' ? ['somebody wrote into its text'] : []),
    ...labels.map((name) => `it was labelled ${name} by hand`),
    ...(isMoved ? [`it was put into the milestone "${issue.milestone!.title}"`] : []),
    ...(issue.locked ? ['it is locked'] : []),
  ]
}

function lacksComments({ number, comments }: Issue, { remarks }: Observation): boolean {
  return (remarks.get(number)?.length ?? 0) < comments
}

function askRemarks({ number, comments }: Issue): Question[] {
  return comments > 0 ? [{ ask: 'remarks', number, since: undefined }] : []
}

/** A count alone would not do: of a task that stays our own links are taken away, and people's are left. */
function askLinks({ number, blockerCount }: Issue): Question[] {
  return (blockerCount ?? 0) > 0 ? [{ ask: 'blockers', number }] : []
}

import { type Issue, sameName } from '../core/issues/issue.ts'
import type { LabelDefinition } from '../core/issues/labels.ts'
import { releaseBody, sameText } from '../core/records/managed-part.ts'
import type { RemovalQuestion, RemovalSight, RemovalStep } from '../core/removal/step.ts'
import type { Client } from './client.ts'
import { observe, toComment } from './observe.ts'
import { send, sendList } from './request.ts'
import { Misshapen, toIssue, toMilestone } from './shapes.ts'
import { Trouble } from './trouble.ts'

/** Asks GitHub each question and adds the answers. Throws `Trouble` where a list cannot be read. */
export async function observeForRemoval(
  sight: RemovalSight,
  questions: readonly RemovalQuestion[],
  client: Client,
): Promise<RemovalSight> {
  let seen = sight
  for (const question of questions) {
    if (question.ask === 'labels') seen = { ...seen, labels: await listDefinitions(client) }
    else if (question.ask === 'bearers') {
      const bearers = await listBearers(question.label, client)
      seen = { ...seen, bearers: new Map(seen.bearers).set(question.label.toLowerCase(), bearers) }
    } else seen = { ...seen, observation: await observe(seen.observation, [question], client) }
  }
  return seen
}

function listDefinitions(client: Client): Promise<LabelDefinition[]> {
  return sendList(
    client,
    (octokit, place) => octokit.rest.issues.listLabelsForRepo(place),
    (raw) => {
      const { name, color, description } = raw as { name?: unknown; color?: unknown; description?: unknown }
      if (typeof name !== 'string') throw new Misshapen('a label without a name')
      const words = typeof description === 'string' ? description : ''
      return { name, color: typeof color === 'string' ? color : '', description: words }
    },
  )
}

async function listBearers(label: string, client: Client): Promise<readonly number[]> {
  const issues = await sendList(
    client,
    (octokit, place) => octokit.rest.issues.listForRepo({ ...place, labels: label, state: 'all' }),
    toIssue,
  )
  return issues.flatMap(({ number, labels }) => (labels.some((name) => sameName(name, label)) ? [number] : []))
}

/**
 * Does one step, once what it rests on was looked at anew. Answers why it was left instead, as the end of a sentence;
 * undefined where it is done, also where somebody was faster. Throws `Trouble` where GitHub did not do it.
 */
export async function applyStep(step: RemovalStep, client: Client): Promise<string | undefined> {
  switch (step.do) {
    case 'take-label-off':
      return unlessGone(client, (octokit, place) =>
        octokit.rest.issues.removeLabel({ ...place, issue_number: step.number, name: step.label }),
      )
    case 'delete-label':
      return deleteLabel(step, client)
    case 'delete-milestone':
      return deleteMilestone(step, client)
    case 'unlink':
      return unlessGone(client, (octokit, place) =>
        octokit.rest.issues.removeDependencyBlockedBy({
          ...place,
          issue_number: step.number,
          issue_id: step.blocker.id,
        }),
      )
    case 'detach':
      return unlessGone(client, (octokit, place) =>
        octokit.rest.issues.removeSubIssue({ ...place, issue_number: step.parent, sub_issue_id: step.child.id }),
      )
    case 'delete-comment':
      return deleteComment(step, client)
    case 'close':
      return closeIssue(step, client)
    case 'let-go':
      return letGo(step, client)
  }
}

type Ask = Parameters<typeof send>[1]

/** What is not there any more needs not be taken away. */
async function unlessGone(client: Client, request: Ask): Promise<undefined> {
  await orGone(() => send(client, request, () => undefined))
}

async function orGone<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Trouble && error.kind === 'absent') return undefined
    throw error
  }
}

type Step<Verb extends RemovalStep['do']> = Extract<RemovalStep, { do: Verb }>

async function deleteLabel({ label, ours }: Step<'delete-label'>, client: Client): Promise<string | undefined> {
  const bearers = await listBearers(label, client)
  if (bearers.some((number) => !ours.includes(number))) return 'another issue bears it since just now'
  // Nobody but us takes it off them just now.
  if (!ours.every((number) => bearers.includes(number)))
    throw new Trouble('unknown', 'its list of issues shows less than it should', 200)
  return unlessGone(client, (octokit, place) => octokit.rest.issues.deleteLabel({ ...place, name: label }))
}

async function deleteMilestone(
  { milestone, count }: Step<'delete-milestone'>,
  client: Client,
): Promise<string | undefined> {
  const fresh = await orGone(() =>
    send(
      client,
      (octokit, place) => octokit.rest.issues.getMilestone({ ...place, milestone_number: milestone }),
      toMilestone,
    ),
  )
  if (fresh === undefined) return undefined
  if (fresh.count !== count) return 'something was put into it or taken out just now'
  return unlessGone(client, (octokit, place) =>
    octokit.rest.issues.deleteMilestone({ ...place, milestone_number: milestone }),
  )
}

async function deleteComment({ comment, body }: Step<'delete-comment'>, client: Client): Promise<string | undefined> {
  const fresh = await orGone(() =>
    send(client, (octokit, place) => octokit.rest.issues.getComment({ ...place, comment_id: comment }), toComment),
  )
  if (fresh === undefined) return undefined
  if (!sameText(fresh.body, body)) return 'our comment was changed just now'
  return unlessGone(client, (octokit, place) => octokit.rest.issues.deleteComment({ ...place, comment_id: comment }))
}

async function closeIssue({ phase, owner, seen }: Step<'close'>, client: Client): Promise<string | undefined> {
  const fresh = await readIssue(seen.number, client)
  if (!fresh.open) return 'it was closed just now'
  if (!isAsSeen(fresh, seen)) return 'it was changed just now'
  const note = `*Closed as not planned: the launch of phase ${phase} was undone.*`
  const body = releaseBody(fresh.body, owner, note)
  await patch(seen.number, { state: 'closed', state_reason: 'not_planned', body }, client)
  return undefined
}

async function letGo({ phase, owner, seen }: Step<'let-go'>, client: Client): Promise<string | undefined> {
  const fresh = await readIssue(seen.number, client)
  const body = releaseBody(
    fresh.body,
    owner,
    `*The launch of phase ${phase} was undone: nobody keeps this up to date.*`,
  )
  if (body !== fresh.body) await patch(seen.number, { body }, client)
  return undefined
}

function isAsSeen(fresh: Issue, seen: Issue): boolean {
  const isSame = fresh.title === seen.title && fresh.comments === seen.comments && sameText(fresh.body, seen.body)
  return isSame && fresh.assignees.join() === seen.assignees.join() && fresh.locked === seen.locked
}

function readIssue(number: number, client: Client): Promise<Issue> {
  return send(client, (octokit, place) => octokit.rest.issues.get({ ...place, issue_number: number }), toIssue)
}

async function patch(
  number: number,
  changes: { state?: 'closed'; state_reason?: 'not_planned'; body: string },
  client: Client,
): Promise<void> {
  await send(
    client,
    (octokit, place) => octokit.rest.issues.update({ ...place, issue_number: number, ...changes }),
    toIssue,
  )
}

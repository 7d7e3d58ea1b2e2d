import type { Issue } from '../../core/issues/issue.ts'
import type { Observation } from '../../core/observation.ts'
import { type Operation, operationKey } from '../../core/operation.ts'
import type { SlackMessage } from '../../core/telling/slack-message.ts'
import type { UndeliveredCode } from '../../core/troubleshooting/codes.ts'
import type { Reason } from '../../core/troubleshooting/message.ts'
import type { Client } from '../client.ts'
import { withIssues } from '../observe.ts'
import { send } from '../request.ts'
import { toIssue } from '../shapes.ts'
import { Trouble } from '../trouble.ts'

/** Sends a message to Slack, to a channel where its token has no fixed one; answers why it did not arrive, as the end of a sentence. */
export type TellSlack = (
  message: SlackMessage,
  channel: string | undefined,
) => Promise<Reason<UndeliveredCode> | undefined>

/** What is known while operations are done: each one's answer is added, so that the next one, and the next decision, see it. */
export interface Site {
  readonly client: Client
  /** With a user's token, for agents that only a user may assign; the same client where none was given. */
  readonly agentClient: Client
  /** Sends a message to Slack; answers why it did not arrive. Undefined where Slack cannot be reached. */
  readonly slack: TellSlack | undefined
  /** Where GitHub's pages are: `https://github.com`. */
  readonly pages: string
  /** The run's clock, going on: milliseconds since 1970. */
  readonly clock: () => number
  observation: Observation
  /** Issue numbers of tasks, those opened just now included. */
  readonly numbers: Map<string, number>
  /** Numbers of progress issues by phase. */
  readonly progress: Map<string, number>
}

/** GitHub is not as it was seen to be: what was decided on the strength of that has to be decided again. */
export class Surprise extends Error {}

/** An operation that cannot be done because an earlier one of the same round was not. */
export class Unready extends Error {}

/** The operation of one name, as in `Do<'link'>`. */
export type Do<Verb extends Operation['do']> = Extract<Operation, { do: Verb }>

/** The issue's number; throws `Unready` while the task has none. */
export function numberOfTask(task: string, site: Site): number {
  const number = site.numbers.get(task)
  if (number === undefined) throw new Unready(`${task} has no issue yet`)
  return number
}

export function issueOfTask(task: string, site: Site): Issue {
  const issue = site.observation.issues.get(numberOfTask(task, site))
  if (issue === undefined) throw new Unready(`the issue of ${task} was not read`)
  return issue
}

export function numberOfProgress(phase: string, site: Site): number {
  const number = site.progress.get(phase)
  if (number === undefined) throw new Unready(`phase ${phase} has no progress issue yet`)
  return number
}

/** Reads the issue by itself, past every list, and notes what it says. */
export async function readFresh(number: number, site: Site): Promise<Issue> {
  const issue = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.get({ ...place, issue_number: number }),
    toIssue,
  )
  site.observation = withIssues(site.observation, [issue])
  return issue
}

export async function patchIssue(
  number: number,
  changes: {
    title?: string
    body?: string
    state?: 'open' | 'closed'
    state_reason?: 'completed' | 'duplicate'
    milestone?: number
  },
  site: Site,
): Promise<void> {
  const issue = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.update({ ...place, issue_number: number, ...changes }),
    toIssue,
  )
  site.observation = withIssues(site.observation, [issue])
}

/** What this run has delivered stands in the phase's record now, which says more from here on. */
export function noteRecorded(phase: string, site: Site): void {
  const delivered = new Map(site.observation.delivered)
  if (delivered.delete(phase)) site.observation = { ...site.observation, delivered }
}

/** Notes a refusal that asking again would not change; false where the error is of another kind. */
export function refuse(error: unknown, operation: Operation, site: Site): boolean {
  if (!(error instanceof Trouble) || error.kind !== 'refused') return false
  noteRefusal(error, operation, site)
  return true
}

export function noteRefusal({ message }: Trouble, operation: Operation, site: Site): void {
  const refused = new Map(site.observation.refused).set(operationKey(operation), message)
  site.observation = { ...site.observation, refused }
}

import type { Delivery } from '../events.ts'
import { isPhaseFile } from './planned-tasks.ts'

// What starts the coordinator's workflow: `on` and the job's condition of the workflow that users copy.

/** Of each hour, the minute of the scheduled run. */
const scheduleMinute = 23
export const schedule = `${scheduleMinute} * * * *`

const issueActions = ['closed', 'reopened', 'assigned', 'unassigned', 'deleted', 'transferred']

interface Place {
  readonly defaultBranch: string
  /** Path of the coordinator's workflow. */
  readonly coordinator: string
  /** Paths of the files in which two commits differ; of no commit before, all that are there. */
  readonly changedBetween: (before: string, after: string) => readonly string[]
}

export function startsCoordinator({ name, payload, startsWorkflows }: Delivery, place: Place): boolean {
  if (!startsWorkflows) return false
  switch (name) {
    case 'schedule':
      return true
    case 'issues':
      return issueActions.includes(String(payload.action))
    case 'issue_comment':
      return isCommand(payload)
    case 'push':
      return isPhasePush(payload, place)
    case 'workflow_dispatch':
      return payload.workflow === place.coordinator
    case 'workflow_run':
      return payload.action === 'completed' && pathOf(payload.workflow) !== place.coordinator
  }
}

function pathOf(workflow: unknown): unknown {
  return workflow !== null && typeof workflow === 'object' && 'path' in workflow ? workflow.path : undefined
}

/** To the default branch, and with a phase file in it. */
function isPhasePush(
  { ref, before, after }: Record<string, unknown>,
  { defaultBranch, changedBetween }: Place,
): boolean {
  if (ref !== `refs/heads/${defaultBranch}`) return false
  return changedBetween(String(before), String(after)).some(isPhaseFile)
}

/** A line begins with a slash, after three spaces at most; of edits only those with a heartbeat. */
function isCommand({ action, issue, comment }: Record<string, unknown>): boolean {
  const { body } = comment as { readonly body?: unknown }
  const text = String(body ?? '')
  if ((issue as { pull_request?: unknown }).pull_request) return false
  if (action !== 'created' && !(action === 'edited' && text.includes('/heartbeat'))) return false
  return /^ {0,3}\//m.test(text)
}

/** The next time of the schedule after this one. Milliseconds since 1970. */
export function nextScheduled(after: number): number {
  const hour = 3_600_000
  const minute = scheduleMinute * 60_000
  return (Math.floor((after - minute) / hour) + 1) * hour + minute
}

/** Who did what: `octocat closed #3 as completed`. */
export function causeOf({ name, payload }: Delivery): string {
  const who = String((payload.sender as { login?: string } | null | undefined)?.login ?? 'somebody')
  const number = (payload.issue as { number?: number } | undefined)?.number
  switch (name) {
    case 'schedule':
      return 'by schedule'
    case 'push':
      return `${who} pushed to ${String(payload.ref).replace('refs/heads/', '')}`
    case 'workflow_dispatch':
      return `${who} started it`
    case 'workflow_run':
      return `a worker ended: ${String((payload.workflow_run as { display_title?: string }).display_title)}`
    case 'issue_comment':
      return `${who} commented on #${number}`
    case 'issues': {
      const reason = (payload.issue as { state_reason?: string | null }).state_reason
      const as = payload.action === 'closed' && reason ? ` as ${reason.replace('_', ' ')}` : ''
      return `${who} ${String(payload.action)} #${number}${as}`
    }
  }
}

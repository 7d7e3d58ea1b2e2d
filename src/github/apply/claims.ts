import { sameAccount } from '../../core/issues/issue.ts'
import type { Start } from '../../core/observation.ts'
import type { ManagedTask } from '../../core/pages/managed-task.ts'
import { type Claim, startsWithin } from '../../core/records/claim.ts'
import { withIssues } from '../observe.ts'
import { explainForbidden } from '../permissions.ts'
import { send } from '../request.ts'
import { toIssue } from '../shapes.ts'
import { Trouble } from '../trouble.ts'
import { releaseLock, takeLock } from './locks.ts'
import { type Do, numberOfTask, type Site, Surprise } from './site.ts'
import { rewriteTask } from './texts.ts'

/**
 * Takes the claim: first our reaction on the task's issue, which GitHub makes for one run alone (201) and shows to all
 * others (200), then the record. Where another run has it, nothing is written.
 */
export async function claim(operation: Do<'claim'>, site: Site): Promise<void> {
  const number = numberOfTask(operation.task, site)
  const lock = await takeLock(number, operation.earlier, site)
  if (lock === undefined) {
    site.observation = { ...site.observation, taken: new Set([...site.observation.taken, operation.task]) }
    return
  }
  const planned = operation.part.record.claim!
  const taken: Claim = { ...planned, lock, since: new Date(site.clock()).toISOString() }
  const part: ManagedTask = { ...operation.part, record: { ...operation.part.record, claim: taken } }
  try {
    await rewriteTask(
      { do: 'write-task', phase: operation.phase, task: operation.task, part, reopened: false, back: false },
      site,
    )
  } catch (error) {
    // Another run has written the record since: what it wrote is looked at first.
    if (error instanceof Surprise) await releaseLock(number, lock, site.client)
    throw error
  }
  site.observation = { ...site.observation, claimed: new Map(site.observation.claimed).set(operation.task, taken) }
}

/** Dispatches the worker's workflow. Never repeated: without an answer its run is looked for by its claim. */
export async function startRun(operation: Do<'start-run'>, site: Site): Promise<void> {
  const { workflow, branch, inputs } = operation
  const dispatch = (extra: object) =>
    send(
      site.client,
      (octokit, place) =>
        octokit.rest.actions.createWorkflowDispatch({
          ...place,
          workflow_id: workflow,
          ref: branch,
          inputs: { ...inputs },
          ...extra,
        }) as Promise<{ data: unknown }>,
      (data) => (data as { workflow_run_id?: unknown } | undefined)?.workflow_run_id,
    )
  await start(operation, site, async () => {
    const run = await dispatch({ return_run_details: true }).catch((error: unknown) => {
      // A server that does not know the key has started nothing.
      const isKey = error instanceof Trouble && error.kind === 'refused' && /return_run_details/.test(error.message)
      if (isKey) return dispatch({})
      throw error
    })
    return typeof run === 'number' ? run : undefined
  })
}

/** Assigns the agent, or the people, that stand for the model, and checks that GitHub kept them. */
export async function startAgent(operation: Do<'start-agent'>, site: Site): Promise<void> {
  const { logins, task } = operation
  await start(operation, site, async () => {
    const issue = await send(
      site.agentClient,
      (octokit, place) =>
        octokit.rest.issues.addAssignees({ ...place, issue_number: numberOfTask(task, site), assignees: [...logins] }),
      toIssue,
    )
    site.observation = withIssues(site.observation, [issue])
    if (logins.some((login) => issue.assignees.some((other) => sameAccount(other, login)))) return undefined
    throw new Trouble('refused', `GitHub did not assign ${logins.join(', ')}`, 200)
  })
}

async function start(
  { claim: name, since }: { readonly claim: string; readonly since: string },
  site: Site,
  begin: () => Promise<number | undefined>,
): Promise<void> {
  const note = (came: Start) => {
    site.observation = { ...site.observation, starts: new Map(site.observation.starts).set(name, came) }
  }
  if (site.clock() - Date.parse(since) > startsWithin) {
    note({ as: 'unknown' })
    throw new Trouble('unknown', `it was too long after the claim ${name} was taken to start its worker`, 0)
  }
  const at = () => new Date(site.clock()).toISOString()
  try {
    const run = await begin()
    note({ as: 'started', at: at(), run })
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    if (error.kind === 'unknown' || error.kind === 'limited') note({ as: 'unknown' })
    else
      note({
        as: 'refused',
        at: at(),
        why:
          error.kind === 'forbidden'
            ? explainForbidden(error, { writes: true }).message.replace(/\.$/, '')
            : error.message,
      })
    if (error.kind === 'limited') throw error
  }
}

/** A run that has ended meanwhile needs no cancelling. */
export async function cancelRun({ run }: Do<'cancel-run'>, site: Site): Promise<void> {
  try {
    await send(
      site.client,
      (octokit, place) => octokit.rest.actions.cancelWorkflowRun({ ...place, run_id: run }),
      () => undefined,
    )
  } catch (error) {
    const isOver = error instanceof Trouble && (error.status === 409 || error.kind === 'absent')
    if (!isOver) throw error
  }
  site.observation = { ...site.observation, cancelled: new Set([...site.observation.cancelled, run]) }
}

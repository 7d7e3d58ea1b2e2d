import type { Claim } from '../../core/claim.ts'
import { sameAccount } from '../../core/issue.ts'
import type { ManagedTask } from '../../core/managed-task.ts'
import type { Start } from '../../core/observation.ts'
import { withIssues } from '../observe.ts'
import { explainForbidden } from '../permissions.ts'
import { deleteReaction, type Given, toGiven } from '../remarks.ts'
import { send } from '../request.ts'
import { toIssue } from '../shapes.ts'
import { Trouble } from '../trouble.ts'
import { type Do, numberOfTask, type Site, Surprise } from './site.ts'
import { rewriteTask } from './texts.ts'

const aMinute = 60_000
/** A reaction younger than this is that of a run which may still be at it. */
const lockSettles = 10 * aMinute
/** Longer after its claim a run starts nothing any more: another one may have taken the claim over. */
const startsWithin = 3 * aMinute

/**
 * Takes the claim: first our reaction on the task's issue, which GitHub makes for one run alone (201) and shows to all
 * others (200), then the record. Where another run has it, nothing is written.
 */
export async function claim(operation: Do<'claim'>, site: Site): Promise<void> {
  const number = numberOfTask(operation.task, site)
  const lock = await takeLock(number, operation, site)
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
    if (error instanceof Surprise) await deleteReaction(site.client, number, lock)
    throw error
  }
  site.observation = { ...site.observation, claimed: new Map(site.observation.claimed).set(operation.task, taken) }
}

/** Id of our reaction; undefined where it belongs to another run. */
async function takeLock(number: number, { earlier }: Do<'claim'>, site: Site): Promise<number | undefined> {
  // Several runs may take the old one away, or find it gone; a new one is given to one of them alone.
  if (earlier !== undefined) await deleteReaction(site.client, number, earlier)
  const first = await react(number, site)
  if (first.fresh) return first.id
  if (isYoung(first, site.clock())) return undefined
  if (!(await deleteReaction(site.client, number, first.id))) return undefined
  const second = await react(number, site)
  return second.fresh ? second.id : undefined
}

function react(number: number, site: Site): Promise<Given> {
  let status = 0
  let now: string | undefined
  return send(
    site.client,
    async (octokit, place) => {
      const answer = await octokit.rest.reactions.createForIssue({ ...place, issue_number: number, content: 'eyes' })
      status = answer.status
      now = answer.headers.date
      return answer
    },
    (data) => toGiven(data, status, now),
  )
}

/** By the run's clock or by GitHub's: where they differ, the one that says "just now" is believed. */
function isYoung({ createdAt, now }: Given, clock: number): boolean {
  const made = Date.parse(createdAt)
  return [clock, Date.parse(now ?? '')].some((time) => time - made > -2 * aMinute && time - made < lockSettles)
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
    else note({ as: 'refused', at: at(), why: error.kind === 'forbidden' ? explainForbidden(error) : error.message })
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

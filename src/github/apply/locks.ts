import { isJustMade } from '../../core/records/claim.ts'
import type { Client } from '../client.ts'
import { send } from '../request.ts'
import { Misshapen } from '../shapes.ts'
import { Trouble } from '../trouble.ts'
import type { Site } from './site.ts'

/** Our 👀 on a task's issue stands for its claim: GitHub makes a reaction for one run alone. */
interface Lock {
  readonly id: number
  /** It was made by this request (201), not there before (200). */
  readonly fresh: boolean
  /** ISO, GitHub's time. */
  readonly createdAt: string
  /** GitHub's own time of the answer; undefined where it does not say. */
  readonly now: string | undefined
}

/** Id of our reaction on the issue; undefined where it belongs to another run. `earlier`: that of the claim before. */
export async function takeLock(number: number, earlier: number | undefined, site: Site): Promise<number | undefined> {
  // Several runs may take the old one away, or find it gone; a new one is given to one of them alone.
  if (earlier !== undefined) await releaseLock(number, earlier, site.client)
  const first = await lock(number, site.client)
  if (first.fresh) return first.id
  if (isJustMade(first.createdAt, [site.clock(), Date.parse(first.now ?? '')])) return undefined
  if (!(await releaseLock(number, first.id, site.client))) return undefined
  const second = await lock(number, site.client)
  return second.fresh ? second.id : undefined
}

function lock(number: number, client: Client): Promise<Lock> {
  let status = 0
  let now: string | undefined
  return send(
    client,
    async (octokit, place) => {
      const answer = await octokit.rest.reactions.createForIssue({ ...place, issue_number: number, content: 'eyes' })
      status = answer.status
      now = answer.headers.date
      return answer
    },
    (data) => {
      const { id, created_at } = data as { id?: unknown; created_at?: unknown }
      if (typeof id !== 'number') throw new Misshapen('a reaction without id')
      return { id, fresh: status === 201, createdAt: typeof created_at === 'string' ? created_at : '', now }
    },
  )
}

/** Whether the reaction was there to be taken away. */
export function releaseLock(number: number, reaction: number, client: Client): Promise<boolean> {
  return send(
    client,
    (octokit, place) =>
      octokit.rest.reactions.deleteForIssue({ ...place, issue_number: number, reaction_id: reaction }),
    () => true,
  ).catch((error: unknown) => {
    if (error instanceof Trouble && error.kind === 'absent') return false
    throw error
  })
}

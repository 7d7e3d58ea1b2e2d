import { mightCommand } from '../core/commands/command.ts'
import { readReply } from '../core/commands/reply-text.ts'
import { sameAccount } from '../core/issues/issue.ts'
import type { Observation } from '../core/observation.ts'
import type { Closing } from '../core/records/closing.ts'
import { aMinute } from '../core/time/calendar.ts'
import { accountFields, accountLogin, type RawAccount } from './account.ts'
import type { Client } from './client.ts'
import { askAboutIssues } from './graphql-issues.ts'
import { sendList } from './request.ts'
import { Trouble } from './trouble.ts'

/** How each of these issues was closed. What GitHub does not tell stays unsaid: a handover is a help, not a condition. */
export async function readClosings(
  known: Observation,
  numbers: readonly number[],
  client: Client,
): Promise<Observation> {
  const closings = new Map(known.closings)
  const answer = await askForClosings(numbers, client)
  for (const number of numbers) {
    const closing = answer === undefined ? await closingByComments(known, number, client) : answer.get(number)
    if (closing !== undefined) closings.set(number, closing)
  }
  return { ...known, closings }
}

interface RawComment {
  readonly body?: string | null
  readonly createdAt?: string
  readonly author?: RawAccount | null
}

interface RawIssue {
  readonly timelineItems?: {
    readonly nodes?: readonly ({
      readonly createdAt?: string
      readonly actor?: RawAccount | null
      readonly closer?: {
        readonly __typename?: string
        readonly number?: number
        readonly repository?: { readonly nameWithOwner?: string }
        readonly oid?: string
      } | null
    } | null)[]
  }
  readonly comments?: { readonly nodes?: readonly (RawComment | null)[] }
}

const fields = `timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent {
  createdAt actor { ${accountFields} }
  closer { __typename ... on PullRequest { number repository { nameWithOwner } } ... on Commit { oid } }
} } }
comments(last: 10) { nodes { body createdAt author { ${accountFields} } } }`

async function askForClosings(
  numbers: readonly number[],
  client: Client,
): Promise<ReadonlyMap<number, Closing> | undefined> {
  const answer = await askAboutIssues<RawIssue>(fields, numbers, client)
  const here = `${client.owner}/${client.repo}`.toLowerCase()
  return answer && new Map(numbers.map((number) => [number, toClosing(answer.get(number), here)]))
}

function toClosing(issue: RawIssue | null | undefined, here: string): Closing {
  const event = issue?.timelineItems?.nodes?.at(-1) ?? undefined
  const closer = event?.closer ?? undefined
  const elsewhere = closer?.repository?.nameWithOwner
  const isPull = closer?.__typename === 'PullRequest'
  const comments = (issue?.comments?.nodes ?? []).flatMap((node) => node ?? [])
  return {
    pull: isPull ? closer.number : undefined,
    repository: isPull && elsewhere?.toLowerCase() !== here ? elsewhere : undefined,
    commit: closer?.__typename === 'Commit' ? closer.oid : undefined,
    words: closingWords(comments, accountLogin(event?.actor), event?.createdAt),
  }
}

/** Where GraphQL does not tell, the comments still do. */
async function closingByComments(
  { issues }: Observation,
  number: number,
  client: Client,
): Promise<Closing | undefined> {
  const { closedAt, closedBy } = issues.get(number) ?? {}
  if (closedAt === undefined || closedBy === undefined) return undefined
  const since = new Date(Date.parse(closedAt) - before).toISOString().replace(/\.\d+Z$/, 'Z')
  const comments = await sendList(
    client,
    (octokit, place) => octokit.rest.issues.listComments({ ...place, issue_number: number, since }),
    (raw): RawComment => {
      const { body, created_at, user } = raw as { body?: string; created_at?: string; user?: RawAccount | null }
      return { body: body ?? '', ...(created_at === undefined ? {} : { createdAt: created_at }), author: user ?? null }
    },
  ).catch((error: unknown) => {
    if (error instanceof Trouble && error.kind !== 'limited') return []
    throw error
  })
  return {
    pull: undefined,
    repository: undefined,
    commit: undefined,
    words: closingWords(comments, closedBy, closedAt),
  }
}

/** Milliseconds. Who closes with a comment writes it just before; some write it just after. */
const before = 10 * aMinute
const after = 2 * aMinute

/** The last comment of whoever closed the issue from the time of its closing, neither ours nor a command. */
function closingWords(
  comments: readonly RawComment[],
  closer: string | undefined,
  closedAt: string | undefined,
): Closing['words'] {
  if (closer === undefined || closedAt === undefined) return undefined
  const said = comments.filter(({ body, createdAt, author }) => {
    const apart = Date.parse(createdAt ?? '') - Date.parse(closedAt)
    const isNear = apart >= -before && apart <= after
    const login = accountLogin(author)
    const isTheirs = login !== undefined && sameAccount(login, closer)
    return isNear && isTheirs && body != null && readReply(body) === undefined && !mightCommand(body)
  })
  const last = said.at(-1)
  return last === undefined ? undefined : { by: accountLogin(last.author)!, text: last.body! }
}

import type { Observation, PullRequest } from '../core/observation.ts'
import { accountFields, accountLogin, type RawAccount } from './account.ts'
import type { Client } from './client.ts'
import { askAboutIssues } from './graphql-issues.ts'
import { sendList } from './request.ts'
import { Trouble } from './trouble.ts'

/** Issues that one request asks about. */
const mostAtOnce = 50

/** The open pull requests that will close each of these issues. */
export async function readPulls(known: Observation, numbers: readonly number[], client: Client): Promise<Observation> {
  const pulls = new Map(known.pulls)
  let pullsHidden = known.pullsHidden
  for (let at = 0; at < numbers.length; at += mostAtOnce) {
    const some = numbers.slice(at, at + mostAtOnce)
    const answer = (await askForPulls(some, client)) ?? (await pullsByText(some, client))
    if (answer === 'forbidden') pullsHidden = true
    for (const number of some) pulls.set(number, answer === 'forbidden' ? [] : (answer.get(number) ?? []))
  }
  return { ...known, pulls, pullsHidden }
}

type PullsByIssue = ReadonlyMap<number, readonly PullRequest[]>

interface RawPulls {
  readonly closedByPullRequestsReferences?: {
    readonly nodes?: readonly ({
      readonly number: number
      readonly state: string
      readonly isDraft: boolean
      readonly updatedAt: string
      readonly author: RawAccount | null
    } | null)[]
  }
}

async function askForPulls(numbers: readonly number[], client: Client): Promise<PullsByIssue | undefined> {
  const fields = `closedByPullRequestsReferences(first: 10) { nodes { number state isDraft updatedAt author { ${accountFields} } } }`
  const answer = await askAboutIssues<RawPulls>(fields, numbers, client)
  return answer && new Map(numbers.map((number) => [number, toPulls(answer.get(number))]))
}

function toPulls(issue: RawPulls | null | undefined): PullRequest[] {
  return (issue?.closedByPullRequestsReferences?.nodes ?? []).flatMap((node) =>
    node === null || node.state !== 'OPEN'
      ? []
      : [{ number: node.number, draft: node.isDraft, author: accountLogin(node.author), updatedAt: node.updatedAt }],
  )
}

const closingWords = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+#(\d+)\b/gi

/** Where GraphQL does not tell, the words by which a pull request's text closes issues do. */
async function pullsByText(numbers: readonly number[], client: Client): Promise<PullsByIssue | 'forbidden'> {
  const open = await sendList(
    client,
    (octokit, place) => octokit.rest.pulls.list({ ...place, state: 'open' }),
    toTextualPull,
  ).catch((error: unknown) => {
    // Without "pull-requests: read" what is handed in is seen when it closes the issue.
    if (error instanceof Trouble && error.kind === 'forbidden') return 'forbidden' as const
    if (error instanceof Trouble && error.kind !== 'limited') return []
    throw error
  })
  if (open === 'forbidden') return open
  return new Map(
    numbers.map((number) => [number, open.flatMap(({ closes, pull }) => (closes.includes(number) ? [pull] : []))]),
  )
}

function toTextualPull(raw: unknown): { readonly closes: readonly number[]; readonly pull: PullRequest } {
  const pull = raw as {
    number: number
    draft?: boolean
    body?: string | null
    user?: RawAccount | null
    updated_at?: string
  }
  const closes = [...(pull.body ?? '').matchAll(closingWords)].map((found) => Number(found[1]))
  const { number, draft, user } = pull
  return {
    closes,
    pull: { number, draft: draft === true, author: accountLogin(user), updatedAt: pull.updated_at ?? '' },
  }
}

import { isOurMessage } from '../core/mirror/commit-message.ts'
import { fileKey } from '../core/mirror/files/commit-signs.ts'
import type { FileCommit, Observation } from '../core/observation.ts'
import { accountLogin, type RawAccount } from '../github/account.ts'
import type { Client } from '../github/client.ts'
import { send } from '../github/request.ts'
import { toList } from '../github/shapes.ts'
import { Trouble } from '../github/trouble.ts'
import { readContent } from './read-content.ts'

/** A mirrored file as it stands: in the checkout, where that shows its branch. */
export async function readMirrored(
  known: Observation,
  path: string,
  branch: string | undefined,
  client: Client,
): Promise<Observation> {
  const isDefault = branch === undefined || branch === known.branch
  const local = isDefault ? await client.readCheckout(path) : undefined
  const text = local ?? (await orNothing(() => readText(path, branch, client)))
  return text === undefined ? known : { ...known, files: new Map(known.files).set(fileKey(path, branch), text) }
}

async function readText(path: string, branch: string | undefined, client: Client): Promise<string | undefined> {
  const reading = await readContent(path, branch, client)
  return 'text' in reading ? reading.text : undefined
}

/** Our own commits between are few: each run that finds news looks for them. */
const mostCommits = 10

/** The newest commit to a mirrored file that is not ours. */
export async function readCommits(
  known: Observation,
  path: string,
  branch: string | undefined,
  client: Client,
): Promise<Observation> {
  const commits = await orNothing(() =>
    send(
      client,
      (octokit, place) =>
        octokit.rest.repos.listCommits({
          ...place,
          path,
          per_page: mostCommits,
          ...(branch === undefined ? {} : { sha: branch }),
        }),
      (data) => toList(data, (raw) => toCommit(raw, known.me)),
    ),
  )
  const newest = commits?.find((commit) => commit !== undefined)
  if (newest === undefined) return known
  return { ...known, commits: new Map(known.commits).set(fileKey(path, branch), newest) }
}

/** Undefined for ours. A worker with the repository's own token has our login too: the message tells its commits from ours. */
function toCommit(raw: unknown, me: string): FileCommit | undefined {
  const { commit, author } = raw as {
    commit?: { message?: string; committer?: { date?: string } | null }
    author?: RawAccount | null
  }
  const at = commit?.committer?.date
  if (at === undefined || Number.isNaN(Date.parse(at))) return undefined
  const login = accountLogin(author)
  if (login === me && isOurMessage(commit?.message ?? '')) return undefined
  return { at, login }
}

/** What cannot be read tells nothing; only a limit ends the run. */
async function orNothing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Trouble && error.kind !== 'limited') return undefined
    throw error
  }
}

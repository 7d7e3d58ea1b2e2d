import { commitMessage, type FileChange } from '../core/mirror/commit-message.ts'
import { editFile, type FileEdit } from '../core/mirror/files/file-edit.ts'
import { explainRefusal, type MirrorRecord, type Refusal } from '../core/records/mirror-record.ts'
import type { Do, Site } from '../github/apply/site.ts'
import type { Client } from '../github/client.ts'
import { send } from '../github/request.ts'
import { Misshapen } from '../github/shapes.ts'
import { Trouble } from '../github/trouble.ts'
import { checkedOutFiles } from './checkout.ts'
import { missingAmong, type Reading, readContent } from './read-content.ts'

/** How often a commit is made anew because somebody else has pushed meanwhile, or because GitHub did not answer. */
const mostAttempts = 3

/**
 * Brings the mirrored files of a branch up to date: one commit, by compare-and-swap on the branch's head, and none where
 * they say everything already. What came of it is noted for every phase. Throws `Trouble` where nothing was committed:
 * `refused` where that stays so until somebody changes something.
 */
export async function commitFiles(operation: Do<'commit-files'>, site: Site): Promise<void> {
  try {
    const leftAlone = await commitAnew(operation, site.client)
    note(operation, site, ({ done }) => done)
    site.observation = { ...site.observation, leftAlone: new Map([...site.observation.leftAlone, ...leftAlone]) }
  } catch (error) {
    if (!(error instanceof Trouble) || error.kind === 'limited') throw error
    const why = refusalOf(error)
    note(operation, site, ({ undone, sum, on }) =>
      why === undefined ? undone : { ...undone, refused: { sum, on, why } },
    )
    if (why === undefined) throw error
    throw new Trouble('refused', explainRefusal(why, operation.branch, error.message), error.status)
  }
}

function note(
  { notes }: Do<'commit-files'>,
  site: Site,
  record: (note: Do<'commit-files'>['notes'][number]) => MirrorRecord,
): void {
  const mirrored = new Map(site.observation.mirrored)
  for (const each of notes) mirrored.set(each.phase, record(each))
  site.observation = { ...site.observation, mirrored }
}

/** Undefined where a later run may well succeed. */
function refusalOf({ kind, status, message }: Trouble): Refusal | undefined {
  if (kind === 'unknown' || message === lostRace) return undefined
  if (message === noBranch) return 'no-branch'
  if (/rule violation|protected branch|through a pull request/i.test(message)) return 'protected'
  // GitHub hides from some tokens what they may not write.
  if (kind === 'forbidden' || kind === 'absent') return 'permission'
  return status === 409 ? 'protected' : 'other'
}

const noBranch = 'There is no such branch'
const lostRace = 'somebody else pushed at the same time, several times; the next run tries again'

/** Files that were left as they are, by path, with the reason. */
async function commitAnew({ branch, edits }: Do<'commit-files'>, client: Client): Promise<ReadonlyMap<string, string>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await commitOnce(branch, edits, client)
    } catch (error) {
      if (!(error instanceof Trouble)) throw error
      const isRace = error.status === 422 && /fast.?forward/i.test(error.message)
      // Nothing has to be known of what an unanswered request did: the next attempt looks at the branch again, and finds
      // the files as they should be, or as they were.
      if (!isRace && error.kind !== 'unknown') throw error
      if (attempt === mostAttempts) throw isRace ? new Trouble('refused', lostRace, error.status) : error
    }
  }
}

async function commitOnce(
  branch: string,
  edits: readonly FileEdit[],
  client: Client,
): Promise<ReadonlyMap<string, string>> {
  const head = await readHead(branch, client)
  const base = await send(
    client,
    (octokit, place) => octokit.rest.git.getCommit({ ...place, commit_sha: head }),
    (data) => shaIn((data as { tree?: unknown }).tree),
  )
  const readings = await readAll([...new Set(edits.map(({ path }) => path))], head, client)
  const texts = new Map<string, string>()
  const changes: FileChange[] = []
  for (const edit of edits) {
    const reading = readings.get(edit.path)!
    if ('unfit' in reading) continue
    const before = texts.get(edit.path) ?? reading.text
    const after = editFile(edit, before)
    if (after === before) continue
    texts.set(edit.path, after)
    changes.push({ edit, before })
  }
  if (changes.length > 0) await push({ branch, head, base, texts, message: commitMessage(changes) }, client)
  return new Map(
    [...readings].flatMap(([path, reading]) => ('unfit' in reading ? [[path, reading.unfit] as const] : [])),
  )
}

function readHead(branch: string, client: Client): Promise<string> {
  return send(
    client,
    (octokit, place) => octokit.rest.git.getRef({ ...place, ref: `heads/${branch}` }),
    (data) => shaIn((data as { object?: unknown }).object),
  ).catch((error: unknown) => {
    // An empty repository is a conflict to GitHub.
    const isMissing = error instanceof Trouble && (error.kind === 'absent' || error.status === 409)
    throw isMissing ? new Trouble('refused', noBranch, error.status) : error
  })
}

/** From the checkout where it is of that commit; otherwise each by itself. */
async function readAll(
  paths: readonly string[],
  commit: string,
  client: Client,
): Promise<ReadonlyMap<string, Reading>> {
  const readings = await checkedOutFiles(client.checkout, commit, paths)
  const unread = paths.filter((path) => !readings.has(path))
  for (const path of await missingAmong(unread, commit, client)) readings.set(path, { text: undefined })
  for (const path of paths) if (!readings.has(path)) readings.set(path, await readContent(path, commit, client))
  return readings
}

interface Commit {
  readonly branch: string
  readonly head: string
  /** Tree of the head. */
  readonly base: string
  /** By path. */
  readonly texts: ReadonlyMap<string, string>
  readonly message: string
}

/** Until the last request nothing is to be seen of it: a run that is killed leaves objects that nothing refers to. */
async function push({ branch, head, base, texts, message }: Commit, client: Client): Promise<void> {
  const files = [...texts].map(([path, content]) => ({ path, mode: '100644' as const, type: 'blob' as const, content }))
  const tree = await send(
    client,
    (octokit, place) => octokit.rest.git.createTree({ ...place, base_tree: base, tree: files }),
    shaIn,
  )
  const commit = await send(
    client,
    (octokit, place) => octokit.rest.git.createCommit({ ...place, message, tree, parents: [head] }),
    shaIn,
  )
  await send(
    client,
    (octokit, place) => octokit.rest.git.updateRef({ ...place, ref: `heads/${branch}`, sha: commit, force: false }),
    (data) => shaIn((data as { object?: unknown }).object),
  )
}

function shaIn(data: unknown): string {
  const sha = (data as { sha?: unknown } | null | undefined)?.sha
  if (typeof sha !== 'string' || sha === '') throw new Misshapen('a Git object without its SHA')
  return sha
}

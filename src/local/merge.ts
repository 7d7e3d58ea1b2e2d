import { commitFiles, filesOf, headOf, isAncestor } from './git.ts'
import type { IssueRow } from './state.ts'
import type { Store } from './store.ts'

/** What a branch changed since it left the base: path → content, null where it is gone. */
function changesOf(store: Store, head: string, base: string): Map<string, Buffer | null> {
  const { commits, blobs } = store.state.git
  let start: string | undefined = head
  while (start !== undefined && !isAncestor(store, start, base)) start = commits[start]?.parents[0]
  const before = start === undefined ? new Map<string, string>() : filesOf(store, start)
  const after = filesOf(store, head)
  const paths = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path))
  const there = filesOf(store, base)
  const conflict = paths.find((path) => there.get(path) !== before.get(path) && there.get(path) !== after.get(path))
  if (conflict !== undefined) throw new Error(`${conflict} was changed on both branches.`)
  return new Map(
    paths.map((path) => {
      const sha = after.get(path)
      return [path, sha === undefined ? null : Buffer.from(blobs[sha] ?? '', 'base64')]
    }),
  )
}

/**
 * Merges a pull request whose branch may be there or not, and answers with the numbers of the issues that this is to close.
 * Throws where both branches changed one file.
 */
export function mergePull(store: Store, row: IssueRow, login: string): readonly number[] {
  const pull = row.pullRequest
  if (pull === null || row.state === 'closed') throw new Error('Only an open pull request can be merged.')
  const [head, base] = [headOf(store, `heads/${pull.head}`), headOf(store, `heads/${pull.base}`)]
  const changes =
    head === undefined || base === undefined ? new Map<string, Buffer | null>() : changesOf(store, head, base)
  const now = store.timestamp()
  if (changes.size > 0 && base !== undefined) {
    const ref = `heads/${pull.base}`
    const after = commitFiles(store, ref, changes, `Merge pull request #${row.number} from ${pull.head}`, login)
    store.tell({ event: 'push', ref: `refs/${ref}`, before: base, after, sender: login })
  }
  Object.assign(row, { state: 'closed', closedAt: now, closedBy: login, updatedAt: now })
  pull.mergedAt = now
  return pull.closes
}

import type { Client } from '../github/client.ts'
import { send } from '../github/request.ts'
import { Misshapen } from '../github/shapes.ts'
import { Trouble } from '../github/trouble.ts'

/** A file as text, undefined where there is none; or what makes it no text that we could edit. */
export type Reading = { readonly text: string | undefined } | { readonly unfit: string }

/** Bytes up to which GitHub hands out a file's text. */
const longestFile = 1024 * 1024

/** Reads a file at a commit, or at the head of a branch; without one at that of the default branch. */
export async function readContent(path: string, ref: string | undefined, client: Client): Promise<Reading> {
  try {
    return await send(
      client,
      (octokit, place) => octokit.rest.repos.getContent({ ...place, path, ...(ref === undefined ? {} : { ref }) }),
      (data) => toReading(data, path),
    )
  } catch (error) {
    if (error instanceof Trouble && error.kind === 'absent') return { text: undefined }
    throw error
  }
}

function toReading(data: unknown, path: string): Reading {
  if (Array.isArray(data)) return { unfit: 'it is a folder' }
  const file = data as { type?: unknown; path?: unknown; encoding?: unknown; content?: unknown } | null
  if (typeof file?.type !== 'string') throw new Misshapen(`${path} is no file that can be read`)
  // GitHub follows a link to another file, and then shows that one.
  if (file.type === 'symlink' || (file.path !== undefined && file.path !== path))
    return { unfit: 'it is a symbolic link' }
  if (file.type !== 'file') return { unfit: 'it is no file' }
  if (file.encoding !== 'base64' || typeof file.content !== 'string') return { unfit: 'it is larger than 1 MB' }
  return decode(Buffer.from(file.content, 'base64'))
}

/** Text that would not come out as it went in is none. */
export function decode(bytes: Buffer): Reading {
  if (bytes.length > longestFile) return { unfit: 'it is larger than 1 MB' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    return { unfit: 'it is not UTF-8 text' }
  }
}

/** From how many files of a folder on it is listed first, and at which length GitHub's list of it is not the whole one. */
const worthListing = 4
const longestList = 1000

/** Of many files in one folder those that are certainly not there: most of a phase that is mirrored late. */
export async function missingAmong(paths: readonly string[], ref: string, client: Client): Promise<readonly string[]> {
  const folders = Map.groupBy(paths, (path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))))
  const missing: string[] = []
  for (const [folder, files] of folders) {
    if (files.length < worthListing) continue
    const listed = await listFolder(folder, ref, client)
    if (listed !== undefined && listed.length < longestList)
      missing.push(...files.filter((path) => !listed.includes(path)))
  }
  return missing
}

/** Paths of what lies in a folder; undefined where it is none. */
async function listFolder(path: string, ref: string, client: Client): Promise<readonly string[] | undefined> {
  try {
    return await send(
      client,
      (octokit, place) => octokit.rest.repos.getContent({ ...place, path, ref }),
      (data) => (Array.isArray(data) ? data.map((entry: { path?: unknown }) => String(entry.path)) : undefined),
    )
  } catch (error) {
    if (error instanceof Trouble && error.kind === 'absent') return []
    throw error
  }
}

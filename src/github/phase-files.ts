import path from 'node:path'
import { checkCount } from '../actions/phase-globs.ts'
import type { Sources } from '../actions/workspace.ts'
import type { SourceCode } from '../core/troubleshooting/codes.ts'
import type { Message } from '../core/troubleshooting/message.ts'
import { type Reading, readContent } from '../files/read-content.ts'
import type { Client } from './client.ts'
import { send } from './request.ts'
import { Misshapen } from './shapes.ts'
import { Trouble } from './trouble.ts'

/**
 * Reads the phase files that the globs name through the API, in the order of their paths, as they stand at a ref;
 * without one, at the head of the default branch. A file that is not there is left out.
 */
export async function fetchPhaseFiles(
  client: Client,
  globs: readonly string[],
  ref: string | undefined,
): Promise<Sources> {
  const paths = new Set<string>()
  const found = new Map<string, Reading>()
  for (const glob of globs) {
    const folder = folderOf(glob)
    const whole = folder === undefined ? undefined : await fetchFolder(client, folder, ref)
    for (const [file, reading] of whole ?? []) if (path.posix.matchesGlob(file, glob)) found.set(file, reading)
    if (whole === undefined && !isGlob(glob)) paths.add(glob)
    else if (whole === undefined) for (const match of await listMatches(client, glob, ref)) paths.add(match)
    checkCount(paths.size + found.size)
  }
  for (const file of paths) if (!found.has(file)) found.set(file, await readContent(file, ref, client))
  return toSources([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function toSources(found: readonly (readonly [file: string, reading: Reading])[]): Sources {
  return {
    files: found.flatMap(([path, reading]) =>
      'text' in reading && reading.text !== undefined ? [{ path, text: reading.text }] : [],
    ),
    problems: found.flatMap(([file, reading]) =>
      'unfit' in reading ? [{ file, line: 1, column: 1, ...noPhaseFile(reading.unfit) }] : [],
    ),
  }
}

function noPhaseFile(why: string): Message<SourceCode> {
  return {
    code: 'file-unfit',
    message: `This is no phase file, because ${why}. Put an ordinary file here, of UTF-8 text and at most 1 MB.`,
  }
}

function isGlob(path: string): boolean {
  return /[*?[{]/.test(path)
}

/** The folder of a glob whose wildcards stand in its last part alone. */
function folderOf(glob: string): string | undefined {
  const parts = glob.split('/')
  return parts.findIndex(isGlob) === parts.length - 1 ? parts.slice(0, -1).join('/') : undefined
}

const folderQuery = `query ($owner: String!, $repo: String!, $expression: String!) {
  repository(owner: $owner, name: $repo) {
    object(expression: $expression) {
      ... on Tree { entries { name type mode object { ... on Blob { text isTruncated isBinary } } } }
    }
  }
}`

interface FolderAnswer {
  repository?: {
    object?: {
      entries?: {
        name: string
        type: string
        mode?: number
        object?: { text?: string | null; isTruncated?: boolean } | null
      }[]
    } | null
  } | null
}

/** How Git marks a symbolic link, whose text is the place that it leads to. */
const linkMode = 0o120000

/**
 * All files of a folder in one request, which only GraphQL can do. Undefined where it does not tell, also where there
 * is no such folder: REST says then whether it is missing or not for us.
 */
async function fetchFolder(
  client: Client,
  folder: string,
  ref: string | undefined,
): Promise<Map<string, Reading> | undefined> {
  const { octokit, owner, repo } = client
  const answer = await octokit
    .graphql<FolderAnswer>(folderQuery, { owner, repo, expression: `${ref ?? 'HEAD'}:${folder}` })
    .catch(() => undefined)
  const entries = answer?.repository?.object?.entries
  if (entries === undefined) return undefined
  const files = new Map<string, Reading>()
  for (const { name, type, mode, object } of entries) {
    if (type !== 'blob') continue
    const isLink = mode === linkMode
    if (!isLink && (typeof object?.text !== 'string' || object.isTruncated)) return undefined
    const reading = isLink ? { unfit: 'it is a symbolic link' } : { text: object!.text! }
    files.set(folder === '' ? name : `${folder}/${name}`, reading)
  }
  return files
}

/** One folder is listed where the wildcards stand in the last part alone; otherwise the whole tree is. */
async function listMatches(client: Client, glob: string, ref: string | undefined): Promise<string[]> {
  const parts = glob.split('/')
  const fixed = parts.slice(
    0,
    parts.findIndex((part) => /[*?[{]/.test(part)),
  )
  const found =
    fixed.length === parts.length - 1 ? await listFolder(client, fixed.join('/'), ref) : await listTree(client, ref)
  return found.filter((file) => path.posix.matchesGlob(file, glob))
}

async function listFolder(client: Client, folder: string, ref: string | undefined): Promise<string[]> {
  return orNothing([], () =>
    send(
      client,
      (octokit, place) =>
        octokit.rest.repos.getContent({ ...place, path: folder, ...(ref === undefined ? {} : { ref }) }),
      (data) => {
        if (!Array.isArray(data)) return []
        return data.flatMap((entry: { type?: string; path?: string }) =>
          entry.type === 'file' || entry.type === 'symlink' ? (entry.path ?? []) : [],
        )
      },
    ),
  )
}

async function listTree(client: Client, ref: string | undefined): Promise<string[]> {
  return orNothing([], () =>
    send(
      client,
      (octokit, place) => octokit.rest.git.getTree({ ...place, tree_sha: ref ?? 'HEAD', recursive: 'true' }),
      (data) => {
        const { tree, truncated } = data as { tree?: { type?: string; path?: string }[]; truncated?: boolean }
        if (tree === undefined || truncated)
          throw new Misshapen('a whole tree was expected; name the phase files without **')
        return tree.flatMap((entry) => (entry.type === 'blob' ? (entry.path ?? []) : []))
      },
    ),
  )
}

async function orNothing<T>(nothing: T, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Trouble && error.kind === 'absent') return nothing
    throw error
  }
}

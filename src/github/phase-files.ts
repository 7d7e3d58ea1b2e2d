import path from 'node:path'
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
): Promise<readonly { readonly path: string; readonly text: string }[]> {
  const paths = new Set<string>()
  for (const glob of globs) {
    if (!/[*?[{]/.test(glob)) paths.add(glob)
    else for (const found of await listMatches(client, glob, ref)) paths.add(found)
  }
  const files: { path: string; text: string }[] = []
  for (const file of [...paths].sort()) {
    const text = await fetchFile(client, file, ref)
    if (text !== undefined) files.push({ path: file, text })
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
          entry.type === 'file' ? (entry.path ?? []) : [],
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

async function fetchFile(client: Client, file: string, ref: string | undefined): Promise<string | undefined> {
  return orNothing(undefined, () =>
    send(
      client,
      (octokit, place) =>
        octokit.rest.repos.getContent({ ...place, path: file, ...(ref === undefined ? {} : { ref }) }),
      (data) => {
        const { type, content, encoding } = data as { type?: string; content?: string; encoding?: string }
        if (type !== 'file' || content === undefined || encoding !== 'base64')
          throw new Misshapen(`${file} is no file that can be read`)
        return Buffer.from(content, 'base64').toString('utf8')
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

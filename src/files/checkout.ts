import { execFile } from 'node:child_process'
import { decode, type Reading } from './read-content.ts'

/**
 * The files of a commit out of the checkout's own Git objects, byte for byte as they were committed; the working tree may
 * have other line ends, and what earlier steps changed. Empty where there is no checkout of that commit, or no Git.
 */
export async function checkedOutFiles(
  root: string | undefined,
  commit: string,
  paths: readonly string[],
): Promise<Map<string, Reading>> {
  const found = new Map<string, Reading>()
  if (root === undefined || (await git(root, 'rev-parse', 'HEAD'))?.toString().trim() !== commit) return found
  for (const path of paths) {
    const listed = await git(root, '--literal-pathspecs', 'ls-tree', '-z', commit, '--', path)
    const reading = listed === undefined ? undefined : await readEntry(root, listed.toString())
    if (reading !== undefined) found.set(path, reading)
  }
  return found
}

/** `100644 blob <sha>\t<path>`, as `git ls-tree` lists it. */
async function readEntry(root: string, line: string): Promise<Reading | undefined> {
  if (line === '') return { text: undefined }
  const [mode = '', type, sha = ''] = line.split(/[ \t]/)
  if (type === 'tree') return { unfit: 'it is a folder' }
  if (mode === '120000') return { unfit: 'it is a symbolic link' }
  if (type !== 'blob') return { unfit: 'it is no file' }
  const bytes = await git(root, 'cat-file', 'blob', sha)
  return bytes === undefined ? undefined : decode(bytes)
}

/** Undefined where it fails, for whatever reason: GitHub is asked instead. */
function git(root: string, ...args: readonly string[]): Promise<Buffer | undefined> {
  const env = { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' }
  return new Promise((resolve) => {
    const options = { cwd: root, env, encoding: 'buffer', maxBuffer: 2 * 1024 * 1024, timeout: 30_000 } as const
    execFile('git', args, options, (error, stdout) => resolve(error === null ? stdout : undefined))
  })
}

import { glob, readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Problem } from '../core/problem.ts'
import type { SourceCode } from '../core/troubleshooting/codes.ts'
import type { Message } from '../core/troubleshooting/message.ts'
import { checkCount } from './phase-globs.ts'
import { readPlainFile, tooLarge } from './plain-file.ts'

export interface SourceFile {
  /** Path inside the repository, with forward slashes. */
  readonly path: string
  readonly text: string
}

/** What a place holds of the phase files that the globs name. */
export interface Sources {
  readonly files: readonly SourceFile[]
  readonly problems: readonly Problem[]
}

/**
 * Reads phase files from the checkout, in the order of their paths. Undefined where there is no checkout to read from.
 * What leads out of the workspace is a mistake, not a phase file.
 */
export async function readWorkspace(
  directory: string | undefined,
  globs: readonly string[],
): Promise<Sources | undefined> {
  if (directory === undefined || directory === '' || !(await exists(directory))) return undefined
  const root = await realpath(directory)
  const paths = new Set<string>()
  for (const pattern of globs) {
    for await (const found of filesMatching(pattern, root)) {
      paths.add(found.split(path.sep).join('/'))
      checkCount(paths.size)
    }
  }
  if (paths.size === 0 && !(await exists(path.join(root, '.git')))) return undefined
  const files: SourceFile[] = []
  const problems: Problem[] = []
  for (const file of [...paths].sort()) {
    const read = await readInside(root, file)
    if (typeof read === 'string') files.push({ path: file, text: read })
    else if (read !== undefined) problems.push({ file, line: 1, column: 1, ...read })
  }
  return { files, problems }
}

type Mistake = Message<SourceCode>

/** Node.js 20, on which the command line may run, has no glob of its own. */
function filesMatching(pattern: string, root: string): AsyncIterable<string> {
  return typeof glob === 'function' ? glob(pattern, { cwd: root }) : listMatching(pattern, root)
}

async function* listMatching(pattern: string, root: string): AsyncIterable<string> {
  const parts = pattern.split('/')
  const firstWild = parts.findIndex(isWild)
  const folder = parts.slice(0, firstWild === -1 ? -1 : firstWild).join('/')
  const names = await readdir(path.join(root, folder), { recursive: true }).catch(() => [])
  for (const name of names) {
    const file = path.posix.join(folder, name.split(path.sep).join('/'))
    if (path.posix.matchesGlob(file, pattern)) yield file
  }
}

function isWild(part: string): boolean {
  return /[*?[{]/.test(part)
}

const mistakes: Readonly<Record<'read' | 'small' | 'a file', Mistake>> = {
  read: {
    code: 'file-unreadable',
    message: 'This file cannot be read. Check that it exists and that the runner may read it.',
  },
  small: tooLarge,
  'a file': {
    code: 'file-not-ordinary',
    message: 'This is a pipe, a device or the like. Put the phase file itself here.',
  },
}

const outside: Mistake = {
  code: 'file-outside',
  message: 'This file lies outside of the repository. Name one inside of it with the input phase-file.',
}
const behindLink: Mistake = {
  code: 'file-behind-link',
  message: 'This is a symbolic link or lies behind one. Put the phase file itself here.',
}

/** Undefined for a folder: what is in it may be meant by the same glob. */
async function readInside(root: string, file: string): Promise<string | Mistake | undefined> {
  const place = path.join(root, file)
  if (place !== root && !place.startsWith(path.join(root, path.sep))) return outside
  const real = await realpath(place).catch(() => undefined)
  if (real !== undefined && real !== place) return behindLink
  const read = await readPlainFile(place, { follow: false })
  if ('text' in read) return read.text
  return read.not === 'a folder' ? undefined : mistakes[read.not]
}

async function exists(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  )
}

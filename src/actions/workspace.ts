import { glob, readFile, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Problem } from '../core/problem.ts'

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

/** More than a phase file may have; the rest of a larger one is not read. */
const longestFile = 1024 * 1024

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
    for await (const found of glob(pattern, { cwd: root })) paths.add(found.split(path.sep).join('/'))
  }
  if (paths.size === 0 && !(await exists(path.join(root, '.git')))) return undefined
  const files: SourceFile[] = []
  const problems: Problem[] = []
  for (const file of [...paths].sort()) {
    const read = await readInside(root, file)
    if (typeof read === 'string') files.push({ path: file, text: read })
    else if (read !== undefined) problems.push({ file, line: 1, column: 1, message: read.problem })
  }
  return { files, problems }
}

async function readInside(root: string, file: string): Promise<string | { readonly problem: string } | undefined> {
  try {
    const real = await realpath(path.join(root, file))
    if (real !== path.join(root, file))
      return { problem: 'This is a symbolic link or lies behind one. Put the phase file itself here.' }
    const { size } = await stat(real)
    if (!(await stat(real)).isFile()) return undefined
    if (size > longestFile) return { problem: 'This file is larger than 1 MB. Split the phase into several files.' }
    return await readFile(real, 'utf8')
  } catch {
    return { problem: 'This file cannot be read. Check that it exists and that the runner may read it.' }
  }
}

async function exists(place: string): Promise<boolean> {
  return stat(place).then(
    () => true,
    () => false,
  )
}

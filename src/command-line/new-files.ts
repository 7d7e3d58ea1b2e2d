import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

export interface NewFile {
  /** Relative to the folder, with forward slashes. */
  readonly path: string
  readonly text: string
}

/** What became of a file: written, left because something was there, or why it cannot be written. */
export interface WrittenFile {
  readonly path: string
  readonly result: 'written' | 'left' | { readonly fault: string }
}

/** Writes files that are not there yet. Nothing is ever overwritten, also not what a link leads to. */
export async function writeNewFiles(folder: string, files: readonly NewFile[]): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = []
  for (const file of files) written.push({ path: file.path, result: await writeNewFile(folder, file) })
  return written
}

async function writeNewFile(folder: string, file: NewFile): Promise<WrittenFile['result']> {
  const place = path.join(folder, file.path)
  const folderFault = await mkdir(path.dirname(place), { recursive: true }).then(() => undefined, codeOf)
  if (folderFault !== undefined) return { fault: `its folder cannot be made (${folderFault})` }
  const fault = await writeFile(place, file.text, { flag: 'wx' }).then(() => undefined, codeOf)
  if (fault === undefined) return 'written'
  return fault === 'EEXIST' ? 'left' : { fault: `it cannot be written (${fault})` }
}

/** The system's short name for what went wrong, such as EACCES. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
}

/** Each file below a line with its path, as one YAML stream. */
export function printNewFiles(files: readonly NewFile[]): void {
  for (const file of files) console.log(`--- # ${file.path}\n${file.text}`)
}

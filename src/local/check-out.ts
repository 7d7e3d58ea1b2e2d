import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { filesAt } from './git.ts'
import type { Store } from './store.ts'

/** Writes the files of the default branch into a folder, all of them or those at the places that are named. */
export async function checkOut(store: Store, folder: string, places?: readonly string[]): Promise<void> {
  for (const [file, text] of filesOnDefaultBranch(store)) {
    if (places?.every((place) => file !== place && !file.startsWith(`${place}/`))) continue
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    await writeFile(path.join(folder, file), text)
  }
}

/** Texts by path. */
export function filesOnDefaultBranch(store: Store): ReadonlyMap<string, string> {
  const text = (blob: string) => Buffer.from(store.state.git.blobs[blob] ?? '', 'base64').toString()
  return new Map([...filesAt(store, undefined)].map(([file, blob]) => [file, text(blob)]))
}

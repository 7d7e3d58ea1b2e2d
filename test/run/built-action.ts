// Bundles the action as it stands into a temporary folder, once for a run of the tests: what they start as a process is
// then the present source, whatever dist/ holds.

import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { bundle, CHUNKS } from '../../scripts/build.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the built action's entry, in the folder `dist` of a whole package. */
    action: string
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'phase-action-'))
  await write(folder)
  project.provide('action', path.join(folder, 'dist', 'index.cjs'))
  project.onTestsRerun(() => write(folder))
  return () => rm(folder, { recursive: true, force: true })
}

const root = path.resolve(import.meta.dirname, '../..')
/** What the bundle reads of its package. */
const beside = ['action.yml', 'package.json', 'examples', 'schema']

async function write(folder: string): Promise<void> {
  const files = await bundle(root, CHUNKS)
  await mkdir(path.join(folder, 'dist'), { recursive: true })
  for (const [name, content] of files) await writeFile(path.join(folder, 'dist', name), content)
  for (const name of beside) await cp(path.join(root, name), path.join(folder, name), { recursive: true })
}

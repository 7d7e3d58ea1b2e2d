// Bundles the action as it stands into a temporary folder, once for a run of the tests: what they start as a process is
// then the present source, whatever dist/ holds.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { bundle, CHUNKS } from '../../scripts/build.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the built action's entry. */
    action: string
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'phase-action-'))
  await write(folder)
  project.provide('action', path.join(folder, 'index.cjs'))
  project.onTestsRerun(() => write(folder))
  return () => rm(folder, { recursive: true, force: true })
}

async function write(folder: string): Promise<void> {
  const files = await bundle(path.resolve(import.meta.dirname, '../..'), CHUNKS)
  for (const [name, content] of files) await writeFile(path.join(folder, name), content)
}

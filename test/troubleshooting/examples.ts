import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import type { MessageCode } from '../../src/core/troubleshooting/codes.ts'

const folder = path.join(import.meta.dirname, 'examples')

/**
 * Holds what each code's scenario was told against the example that docs/troubleshooting.md shows of it.
 * `vitest -u` writes the examples anew.
 */
export async function expectExamples(name: string, told: ReadonlyMap<MessageCode, string>): Promise<void> {
  const sorted = Object.fromEntries([...told].sort(([a], [b]) => (a < b ? -1 : 1)))
  await expect(`${JSON.stringify(sorted, null, 2)}\n`).toMatchFileSnapshot(path.join(folder, `${name}.json`))
}

/** The examples of all scenarios, as they are committed: pairs of code and text. */
export function committedExamples(): readonly (readonly [code: string, text: string])[] {
  const files = readdirSync(folder)
  return files.flatMap((file) => Object.entries<string>(JSON.parse(readFileSync(path.join(folder, file), 'utf8'))))
}

/**
 * Makes the files that follow from other files. With `--check` it writes nothing and exits 1 if one is stale.
 *
 * A generator returns the files that it makes, complete; it writes nothing itself. To add one, add it to `generators`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { explainPick } from './explain-pick.ts'
import { generatePhaseFile } from './generate-phase-file.ts'
import { generatePhaseFilePage } from './generate-phase-file-page.ts'
import { generateTroubleshooting } from './generate-troubleshooting.ts'
import { generateWorkflowTemplates } from './generate-workflow-templates.ts'
import type { GeneratedFile, Generator } from './generator.ts'

const generators: readonly Generator[] = [
  generatePhaseFile,
  generatePhaseFilePage,
  generateWorkflowTemplates,
  explainPick,
  generateTroubleshooting,
]

const root = join(import.meta.dirname, '..')
const files = (await Promise.all(generators.map((generate) => generate(root)))).flat()
const stale = files.filter((file) => present(file.path) !== file.content)

if (process.argv.includes('--check')) {
  for (const file of stale) console.error(`${file.path} is stale: run "npm run generate" and commit what it changes.`)
  if (stale.length > 0) process.exitCode = 1
} else {
  for (const file of stale) write(file)
}

function present(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n')
  } catch {
    return undefined
  }
}

function write(file: GeneratedFile): void {
  mkdirSync(dirname(join(root, file.path)), { recursive: true })
  writeFileSync(join(root, file.path), file.content)
  console.log(`wrote ${file.path}`)
}

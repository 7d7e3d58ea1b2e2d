// Fills the generated parts of README.md, the inputs and outputs of action.yml, and of docs/setup.md, the workflow to copy.
// `node scripts/readme.ts` writes; with --check it only says whether they are stale.

import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { markdownTable } from './markdown-table.ts'

interface Entry {
  readonly description: string
  readonly default?: string
}

interface Action {
  readonly inputs: Readonly<Record<string, Entry>>
  readonly outputs: Readonly<Record<string, Entry>>
}

/** The text with each part between `<!-- generated: name -->` and `<!-- end: name -->` replaced. Throws without markers. */
export function fill(text: string, parts: ReadonlyMap<string, string>): string {
  let filled = text
  for (const [name, part] of parts) {
    const [before, rest] = splitOnce(filled, `<!-- generated: ${name} -->`)
    const [, after] = splitOnce(rest, `<!-- end: ${name} -->`)
    filled = `${before}<!-- generated: ${name} -->\n${part}\n<!-- end: ${name} -->${after}`
  }
  return filled
}

function splitOnce(text: string, marker: string): readonly [string, string] {
  const at = text.indexOf(marker)
  if (at < 0) throw new Error(`The marker ${marker} is missing.`)
  return [text.slice(0, at), text.slice(at + marker.length)]
}

export function inputsTable({ inputs }: Action): string {
  const rows = Object.entries(inputs).map(([name, { description, default: value }]) => [
    `\`${name}\``,
    value ? `\`${value}\`` : '',
    description,
  ])
  return markdownTable(['input', 'default', 'meaning'], rows)
}

export function outputsTable({ outputs }: Action): string {
  const rows = Object.entries(outputs).map(([name, { description }]) => [`\`${name}\``, description])
  return markdownTable(['output', 'meaning'], rows)
}

/** Texts by name, by the page that they stand on. */
function generatedParts(root: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const action: Action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8'))
  const workflow = readFileSync(path.join(root, 'examples/workflows/coordinator.yml'), 'utf8')
  return new Map([
    [
      'README.md',
      new Map([
        ['inputs', inputsTable(action)],
        ['outputs', outputsTable(action)],
      ]),
    ],
    ['docs/setup.md', new Map([['workflow', `\`\`\`yaml\n${workflow}\`\`\``]])],
  ])
}

function main(check: boolean): number {
  const root = path.dirname(import.meta.dirname)
  let isStale = false
  for (const [page, parts] of generatedParts(root)) {
    const file = path.join(root, page)
    const present = readFileSync(file, 'utf8')
    const wanted = fill(present, parts)
    if (wanted === present) continue
    isStale = true
    if (check) console.error(`${page} is stale: action.yml or examples/workflows/coordinator.yml changed.`)
    else {
      writeFileSync(file, wanted)
      console.log(`${page} written`)
    }
  }
  if (isStale && check) console.error('Run: npm run generate')
  return isStale && check ? 1 : 0
}

if (import.meta.main) process.exitCode = main(process.argv.includes('--check'))

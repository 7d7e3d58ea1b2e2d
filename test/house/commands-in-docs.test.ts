import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, inject, test } from 'vitest'
import { readText, root } from './workflow-files.ts'

// Blocks of docs/command-line.md are carried out by command-line-docs.test.ts, and those of the README's "Your own phase" by
// package.test.ts. Here every command that any page names, also inside a sentence, is held against what there is.

const run = promisify(execFile)
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'test/README.md',
  ...readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]
const cli = path.join(path.dirname(inject('action')), 'cli.cjs')
const scripts: Readonly<Record<string, string>> = JSON.parse(readText('package.json')).scripts

/** What stands in code, a line each, without comments. */
function codeOf(page: string): string[] {
  const text = readText(page)
  const blocks = [...text.matchAll(/^```(?:sh|console)[^\n]*\n([\s\S]*?)^```$/gm)].flatMap(([, inside]) =>
    inside!.split('\n').map((line) => line.replace(/^\$ /, '').replace(/(?:^|\s)#.*$/, '')),
  )
  const spans = [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, inside]) => inside!)
  return [...blocks, ...spans].flatMap((line) => line.split(/&&|\|/)).map((line) => line.trim())
}

async function helpOf(...words: readonly string[]): Promise<string> {
  return (await run(process.execPath, [cli, ...words, '--help'])).stdout
}

const named = pages.flatMap((page) => codeOf(page).map((line) => ({ page, line })))

test('every script of npm that a page names is there', () => {
  const wrong = named.filter(({ line }) => {
    const script = /^npm (?:run (?:--silent )?([\w:-]+)|(start|test)\b)/.exec(line)
    return script !== null && scripts[script[1] ?? script[2]!] === undefined
  })
  expect(named.some(({ line }) => line === 'npm start')).toBe(true)
  expect(wrong).toEqual([])
})

describe('the command line', async () => {
  const commands = [...(await helpOf()).matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, name]) => name!)
  const calls = named.flatMap(({ page, line }) => {
    const call = /^(?:GH_TOKEN=\S+ )?(?:npx |node )?(?:phase-coordinator|dist\/cli\.cjs) ([a-z]+)(?: (.*))?$/.exec(line)
    return call === null ? [] : [{ page, command: call[1]!, given: call[2] ?? '' }]
  })

  test('has every command that a page calls', () => {
    expect(calls.length).toBeGreaterThan(20)
    expect(calls.filter(({ command }) => !commands.includes(command))).toEqual([])
  })

  test.each(commands)('%s takes the options that pages give it', async (command) => {
    const options = new Set([...(await helpOf(command)).matchAll(/--[a-z][a-z-]*/g)].map(([option]) => option))
    const wrong = calls
      .filter((call) => call.command === command)
      .flatMap(({ page, given }) => [...given.matchAll(/(?<!\S)--[a-z][a-z-]*/g)].map(([option]) => ({ page, option })))
      .filter(({ option }) => !options.has(option))
    expect(wrong).toEqual([])
  })
})

test('npm start -- --serve launches the example for the browser', async () => {
  const state = mkdtempSync(path.join(tmpdir(), 'serve-'))
  try {
    const given = ['scripts/demo.ts', '--serve', '--once', '--port', '0', '--state', state]
    const { stdout } = await run(process.execPath, given, { cwd: root })
    expect(stdout).toContain('Picked:\n  #2 p4-4-1: Docker Images\n  #3 p4-1-1: User Guide Documentation\n')
  } finally {
    rmSync(state, { recursive: true })
  }
  expect(scripts.start).toMatch(/npm run --silent demo --$/)
})

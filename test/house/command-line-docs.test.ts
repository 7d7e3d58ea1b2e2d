import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { Bed } from '../run/bed.ts'
import { readText } from './workflow-files.ts'

// Every example of docs/command-line.md is tried. A section (`## check`) has a folder of its own, which holds the example phase,
// and a tracker of its own, where that phase is at work. In it:
// - a `yaml file=PATH` block is written to that path;
// - a `sh` block that calls `phase-coordinator` is run, and ends with code 0, or as its `exit=N` says;
// - a `text` block right behind it is all that it printed; a line `…` stands for any number of lines.
// What is no example to be tried is a `console` block.

const page = readText('docs/command-line.md')
const now = '2026-02-23T03:15:00Z'
const examplePlace = '.github/phases/phase-4.yml'

interface Block {
  readonly language: string
  /** What stands behind the language, as `exit=1`. */
  readonly about: string
  readonly text: string
  readonly line: number
}

interface Section {
  readonly title: string
  readonly text: string
  readonly blocks: readonly Block[]
}

function sectionsOf(markdown: string): Section[] {
  let line = 1
  return markdown.split(/^(?=## )/m).map((text) => {
    const first = line
    line += text.split('\n').length - 1
    return { title: /^## (.*)$/m.exec(text)?.[1] ?? '', text, blocks: blocksOf(text, first) }
  })
}

function blocksOf(text: string, firstLine: number): Block[] {
  return [...text.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(([, language, about, inside], at, all) => ({
    language: language!,
    about: about!,
    text: inside!,
    line: firstLine + text.slice(0, all[at]!.index).split('\n').length - 1,
  }))
}

const sections = sectionsOf(page)

function isCall({ language, text }: Block): boolean {
  return language === 'sh' && /^phase-coordinator /m.test(text)
}

/** A folder with the example phase, in which a shell finds the built command line. */
function makeFolder(): { readonly folder: string; readonly bin: string } {
  const root = mkdtempSync(path.join(tmpdir(), 'command-line-docs-'))
  const [folder, bin] = [path.join(root, 'repository'), path.join(root, 'bin')]
  for (const place of [folder, bin]) mkdirSync(place)
  const cli = path.join(path.dirname(inject('action')), 'cli.cjs')
  const program = path.join(bin, 'phase-coordinator')
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`)
  chmodSync(program, 0o755)
  put(folder, examplePlace, readText('examples/phase-4.yml'))
  return { folder, bin }
}

function put(folder: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
  writeFileSync(path.join(folder, file), text)
}

function shell(script: string, folder: string, environment: Readonly<Record<string, string>>) {
  return new Promise<{ code: unknown; printed: string }>((resolve) => {
    execFile('sh', ['-e', '-c', script], { cwd: folder, env: environment }, (error, stdout, stderr) => {
      // A page shows no difference between the two kinds of spaces.
      const printed = (stdout + stderr).replaceAll('\u00A0', ' ')
      resolve({ code: error === null ? 0 : error.code, printed })
    })
  })
}

/** A pattern for what a `text` block shows. */
function patternOf(text: string): RegExp {
  const lines = text.trimEnd().split('\n')
  const parts = lines.map((line) =>
    line === '…' ? '(?:.*\\n)*?' : `${line.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\\n`,
  )
  return new RegExp(`^${parts.join('')}$`)
}

/** Tries what a section shows, from its beginning to its end. */
async function tryOut({ blocks }: Section, environment: Readonly<Record<string, string>>): Promise<void> {
  const { folder, bin } = makeFolder()
  const env = { PATH: `${bin}${path.delimiter}${process.env.PATH}`, PHASE_COORDINATOR_NOW: now, ...environment }
  try {
    for (const [at, block] of blocks.entries()) {
      const file = /\bfile=(\S+)/.exec(block.about)?.[1]
      if (block.language === 'yaml' && file !== undefined) put(folder, file, block.text)
      if (!isCall(block)) continue
      const { code, printed } = await shell(block.text, folder, env)
      const where = `docs/command-line.md, line ${block.line}, printed:\n${printed}`
      expect(code, where).toBe(Number(/\bexit=(\d+)/.exec(block.about)?.[1] ?? 0))
      const next = blocks[at + 1]
      if (next?.language === 'text') expect(printed.replace(/\n*$/, '\n'), where).toMatch(patternOf(next.text))
    }
  } finally {
    rmSync(path.dirname(folder), { recursive: true })
  }
}

/** A tracker in which the example phase is at work. */
async function launched(): Promise<Bed> {
  const bed = await Bed.start()
  await bed.write(examplePlace, readText('examples/phase-4.yml'))
  // Its mirrored files need a branch, and the permission to commit to it.
  bed.tracker.putFile(examplePlace, readText('examples/phase-4.yml'))
  const permissions = { issues: 'write', contents: 'write', pull_requests: 'read', metadata: 'read' } as const
  bed.tracker.addToken('local-token', { login: 'github-actions[bot]', kind: 'installation', permissions })
  bed.at(now)
  for (let run = 0; run < 2; run++) await bed.run({ inputs: { 'slack-webhook-url': '' } })
  return bed
}

describe('the page about the command line', () => {
  test.each(sections.filter(({ blocks }) => blocks.some(isCall)))('shows for $title what it does', async (section) => {
    if (!section.text.includes('--repo')) return tryOut(section, {})
    const bed = await launched()
    try {
      await tryOut(section, {
        GITHUB_API_URL: bed.tracker.url,
        GH_TOKEN: 'octocat-token',
        PHASE_COORDINATOR_PACE: 'off',
      })
    } finally {
      await bed.close()
    }
  })

  test('has a section for each command, in the order of its help, that names each of its options', async () => {
    const { folder, bin } = makeFolder()
    const env = { PATH: `${bin}${path.delimiter}${process.env.PATH}` }
    const helpOf = async (command: string) => (await shell(`phase-coordinator ${command} --help`, folder, env)).printed
    try {
      const commands = [...(await helpOf('')).matchAll(/^ {2}([a-z]+) \[options\]/gm)].map(([, name]) => name!)
      expect(commands).toContain('check')
      const titles = sections.map(({ title }) => title)
      expect(titles.filter((title) => commands.includes(title))).toEqual(commands)
      const shared = sections.find(({ title }) => title === 'What they share')!.text
      for (const command of commands) {
        const options = [...(await helpOf(command)).matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, name]) => name!)
        const told = shared + sections.find(({ title }) => title === command)!.text
        expect(
          options.filter((name) => name !== '--help' && !told.includes(name)),
          command,
        ).toEqual([])
      }
    } finally {
      rmSync(path.dirname(folder), { recursive: true })
    }
  })
})

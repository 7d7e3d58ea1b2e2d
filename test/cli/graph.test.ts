import { execFile } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { zeroWidthSpace } from '../../src/core/text/inert.ts'
import { parseFlowchart } from '../core/pictures/mermaid.ts'
import { Bed } from '../run/bed.ts'
import { CommandLine, example } from './command-line.ts'

let cli: CommandLine
beforeEach(() => {
  cli = new CommandLine()
})
afterEach(() => cli.remove())

/** A flowchart as Mermaid reads it, without what keeps its titles from being anything else. */
function read(source: string) {
  return parseFlowchart(source.replaceAll(zeroWidthSpace, ''))
}

describe('graph', () => {
  test('prints the flowchart of the progress issue, with whole titles', async () => {
    const { code, stdout, stderr } = await cli.run(['graph', example])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const { labels, boxes, edges } = await read(stdout)
    expect(boxes.map(({ title }) => title)).toEqual(['Documentation', 'Performance', 'Testing', 'DevOps'])
    expect(labels.get('t12')).toBe('◇ p4-4-4 · ready\nFourth DevOps task: the launch note counts four and names three')
    expect(edges).toContain('t9>t10')
  })

  test('of more tasks than an issue shows prints all', async () => {
    const tasks = Array.from(
      { length: 120 },
      (_, at) => `{ id: t${at}, title: Task ${at}${at === 0 ? '' : `, depends_on: [t${at - 1}]`} }`,
    )
    const file = cli.file('1.yml', `phase: 1\ntitle: T\ntasks: [${tasks.join(', ')}]\n`)
    const { stdout } = await cli.run(['graph', file])
    expect((await read(stdout)).labels.size).toBe(120)
  })

  test('of several files makes one picture, with a box for each phase', async () => {
    const later = cli.file(
      '5.yml',
      'phase: 5\ntitle: Later\nafter: 4\ntasks: [{ id: z, title: Z, depends_on: [p4-4-2] }]\n',
    )
    const { stdout } = await cli.run(['graph', example, later])
    const { labels, boxes, edges } = await read(stdout)
    expect(boxes.map(({ title }) => title)).toEqual(['Phase 4: Release readiness', 'Phase 5: Later'])
    expect(labels.get('t13')).toBe('· z · not opened\nZ')
    expect(edges).toContain('t10>t13')
  })

  test('prints the schedule, also of a phase that waits for another', async () => {
    const later = cli.file('5.yml', 'phase: 5\ntitle: Later\nafter: 4\ntasks: [{ id: z, title: Z }]\n')
    const { stdout } = await cli.run(['graph', '--schedule', example, later])
    expect(stdout).toMatch(/^%%\{init: .*\}%%\ngantt\n/)
    expect(stdout).toContain('○ p4-4-3 Release Automation (critical) :t11, 2026-03-01 22:15, 2026-03-02 22:15\n')
    expect(stdout).toMatch(/· z Z \(critical\) :t13, 2026-03-02 22:15, 2026-03-03 22:15\n$/)
  })

  test('draws a picture, and writes it where it is told to', async () => {
    const given = ['graph', '--format', 'svg', example]
    const { stdout } = await cli.run(given)
    expect(stdout).toMatch(/^<svg .*<\/svg>\n$/s)
    expect(stdout).toContain('Critical chain: p4-4-1 → p4-3-1')
    expect(await cli.run([...given, '--output', 'graph.svg'])).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(readFileSync(path.join(cli.folder, 'graph.svg'), 'utf8')).toBe(stdout)
  })

  test('keeps a file that is there already, unless it is told otherwise', async () => {
    cli.file('graph.mmd', 'mine')
    const { code, stderr } = await cli.run(['graph', example, '--output', 'graph.mmd'])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'error: graph.mmd is there already: name another file, or add --force. [wrong-use]\n',
    })
    expect(statSync(path.join(cli.folder, 'graph.mmd')).size).toBe(4)
    expect((await cli.run(['graph', example, '--output', 'graph.mmd', '--force'])).code).toBe(0)
    expect(readFileSync(path.join(cli.folder, 'graph.mmd'), 'utf8')).toContain('flowchart LR')
  })

  test.each([
    ['a format that is none', ['--format', 'png'], 2, /^error: option '--format <format>' argument 'png' is invalid/],
    ['a schedule as a picture', ['--schedule', '--format', 'svg'], 2, /^error: --schedule is drawn by Mermaid alone/],
    ['force without a file', ['--force'], 2, /^error: --force is for the file of --output/],
    ['a folder that is not there', ['--output', 'none/graph.mmd'], 1, /^none\/graph\.mmd cannot be written\./],
  ])('with %s says so', async (_, given, wanted, words) => {
    const { code, stdout, stderr } = await cli.run(['graph', example, ...given])
    expect({ code, stdout }).toEqual({ code: wanted, stdout: '' })
    expect(stderr).toMatch(words)
  })

  test('with more links than Mermaid draws says what draws them', async () => {
    const early = Array.from({ length: 21 }, (_, at) => `{ id: a${at}, title: A }`)
    const needs = Array.from({ length: 21 }, (_, at) => `a${at}`).join(', ')
    const late = Array.from({ length: 20 }, (_, at) => `{ id: b${at}, title: B, depends_on: [${needs}] }`)
    const file = cli.file('1.yml', `phase: 1\ntitle: T\ntasks: [${[...early, ...late].join(', ')}]\n`)
    const { code, stderr } = await cli.run(['graph', file])
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'error: there are more links than Mermaid draws: add --format svg, which has no such limit. [wrong-use]\n',
    })
    expect((await cli.run(['graph', '--format', 'svg', file])).code).toBe(0)
  })
})

test('a reader who has had enough is no error', async () => {
  const tasks = Array.from({ length: 900 }, (_, at) => `{ id: t${at}, title: ${'long '.repeat(30)} }`)
  const file = cli.file('1.yml', `phase: 1\ntitle: T\ntasks: [${tasks.join(', ')}]\n`)
  const program = path.join(path.dirname(inject('action')), 'cli.cjs')
  const script = `"${process.execPath}" "${program}" graph ${file} | head -c 10`
  const printed = await new Promise((resolve) => {
    execFile('sh', ['-c', script], { cwd: cli.folder }, (_, stdout, stderr) => resolve(stdout + stderr))
  })
  expect(printed).toBe('%%{init: {')
})

test('graph of a repository shows how things stand there', async () => {
  const bed = await Bed.start()
  try {
    const text =
      'phase: 1\ntitle: T\nmilestone: false\ntasks: [{ id: a, title: A }, { id: b, title: B, depends_on: [a] }]\n'
    cli.file('.github/phases/1.yml', text)
    await bed.write('.github/phases/1.yml', text)
    await bed.run()
    await bed.octocat.close(bed.task('a').number)
    const environment = { GITHUB_API_URL: bed.tracker.url, GH_TOKEN: 'octocat-token' }
    const { stdout } = await cli.run(['graph', '--repo', 'octo/demo'], environment)
    const { labels } = await read(stdout)
    expect([...labels.values()]).toEqual(['✓ a · done\nA', '◆ b · assigned\nB'])
  } finally {
    await bed.close()
  }
})

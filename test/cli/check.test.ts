import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CommandLine, example } from './command-line.ts'

let cli: CommandLine
beforeEach(() => {
  cli = new CommandLine()
})
afterEach(() => cli.remove())

const wrong = `phase: 6
title: T
tasks:
  - { id: a, title: "日本語", dependson: [b] }
  - { id: b, title: B, depends_on: [c] }
`

test('tells every mistake with its line and a mark under the place, and how many there are', async () => {
  const { code, stdout, stderr } = await cli.run(['check', cli.file('6.yml', wrong)])
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(stdout).toBe(`6.yml:4:28: Unknown key \`dependson\`. Did you mean \`depends_on\`? [unknown-key]
  4 |   - { id: a, title: "日本語", dependson: [b] }
    |                               ^
6.yml:5:37: There is no task \`c\` to depend on: correct the id or add the task. Did you mean \`a\`? [unknown-dependency]
  5 |   - { id: b, title: B, depends_on: [c] }
    |                                     ^

1 phase file: 2 mistakes.
`)
})

test('without files looks at those of the usual place, and says what was found', async () => {
  cli.file('.github/phases/4.yml', readFileSync(example, 'utf8'))
  cli.file('.github/phases/5.yaml', 'phase: 5\ntitle: T\ntasks: [{ id: a, title: A, depends_on: [p4-1-1] }]\n')
  cli.file('.github/phases/notes.md', 'no phase file')
  expect(await cli.run(['check'])).toEqual({
    code: 0,
    stdout: '2 phase files, 13 tasks: no mistakes.\n',
    stderr: '',
  })
})

test('says so where there is nothing to check, with the code of wrong use', async () => {
  const { code, stdout, stderr } = await cli.run(['check'])
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toBe(
    'error: there is no phase file at .github/phases/*.{yml,yaml}. Name the files, or call this in the folder of your repository. [wrong-use]\n',
  )
})

test('a file that cannot be read is a mistake like others', async () => {
  const good = cli.file('1.yml', 'phase: 1\ntitle: T\ntasks: [{ id: a, title: A }]\n')
  const { code, stdout } = await cli.run(['check', good, 'missing.yml'])
  expect(code).toBe(1)
  expect(stdout).toMatch(/^missing\.yml:1:1: .*\n\n2 phase files: 1 mistake in 1 file\.\n$/)
})

test('prints one line of JSON for programs, with mistakes and without', async () => {
  const bad = cli.file('6.yml', wrong)
  const { code, stdout } = await cli.run(['check', '--json', bad])
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toEqual({
    files: 1,
    tasks: 0,
    mistakes: [
      {
        file: '6.yml',
        line: 4,
        column: 28,
        code: 'unknown-key',
        message: 'Unknown key `dependson`. Did you mean `depends_on`?',
      },
      {
        file: '6.yml',
        line: 5,
        column: 37,
        code: 'unknown-dependency',
        message: expect.stringContaining('There is no task `c`'),
      },
    ],
  })
  expect(await cli.run(['check', '--json', example])).toEqual({
    code: 0,
    stdout: '{"files":1,"tasks":12,"mistakes":[]}\n',
    stderr: '',
  })
})

test('colours are for terminals, or for whoever asks for them', async () => {
  const bad = cli.file('6.yml', wrong)
  expect((await cli.run(['check', bad])).stdout).not.toContain('\u001b')
  expect((await cli.run(['check', bad], { FORCE_COLOR: '1' })).stdout).toContain('\u001b[31m^\u001b[39m')
  expect((await cli.run(['check', bad], { FORCE_COLOR: '0' })).stdout).not.toContain('\u001b')
})

test('takes the power from a line that would steer the terminal', async () => {
  const bad = cli.file('6.yml', 'phase: 6\ntitle: T\ntasks: [{ id: a, title: A }] # \u001b[2J\u202E\nx\rz: 1\n')
  const { code, stdout } = await cli.run(['check', bad])
  expect(code).toBe(1)
  expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\u202E/u)
})

test('explains itself with an example', async () => {
  const { code, stdout } = await cli.run(['check', '--help'])
  expect(code).toBe(0)
  expect(stdout).toContain('$ phase-coordinator check')
  expect(stdout).toContain('Exit codes: 0 done; 1 a file has mistakes')
})

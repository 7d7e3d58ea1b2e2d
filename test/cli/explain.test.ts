import { execFile } from 'node:child_process'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { registry } from '../../src/core/troubleshooting/registry.ts'

const cli = path.join(path.dirname(inject('action')), 'cli.cjs')

function explain(...given: readonly string[]) {
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    const env = { PATH: process.env.PATH }
    execFile(process.execPath, [cli, 'explain', ...given], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : error.code, stdout, stderr })
    })
  })
}

test.each(['unknown-dependency', '[unknown-dependency]'])('of %s it says what, where and what to do', async (given) => {
  const { code, stdout, stderr } = await explain(given)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout.split('\n')).toEqual([
    'unknown-dependency',
    '',
    'A task depends on an id that no phase file has.',
    '',
    'Place: The dependency; the message names the id that was probably meant.',
    'Next: Correct the id, or add the task. Check that the input `phase-file` also names the file that has it.',
    'Seen: As an error on the file, in the log of the run, in its summary, and from the command line.',
    'Then: The phase of the file is left as it is. Other phases go on, and the run ends red.',
    '',
  ])
})

test('without a code it lists them all', async () => {
  const { code, stdout } = await explain()
  expect(code).toBe(0)
  const listed = stdout.split('\n').flatMap((line) => /^ {2}(\S+)/.exec(line)?.[1] ?? [])
  expect(listed).toEqual(registry.flatMap(({ entries }) => Object.keys(entries)))
})

test('for programs it prints one line of JSON for each code', async () => {
  const one = await explain('--json', 'cycle')
  expect(JSON.parse(one.stdout)).toEqual({
    code: 'cycle',
    what: expect.any(String),
    where: expect.any(String),
    next: expect.any(String),
    seen: expect.any(String),
    consequence: expect.any(String),
  })
  const all = await explain('--json')
  expect(all.stdout.trimEnd().split('\n')).toHaveLength(registry.flatMap(({ entries }) => Object.keys(entries)).length)
})

test('what was typed wrongly is repeated without the power to steer the terminal', async () => {
  const { code, stderr } = await explain('--\u001b[31mred')
  expect(code).toBe(2)
  expect(stderr).toMatch(/^error: unknown option .* \[wrong-use\]\n$/)
  expect(stderr).not.toContain('\u001b')
})

test.each([
  ['a slip of the pen', 'unknown-dependancy', 'Did you mean `unknown-dependency`?'],
  ['what every object has', 'constructor', 'No message has the code `constructor`.'],
  ['a word that would steer the terminal', '\u001b[31mred', 'No message has the code `\\u{1b}[31mred`.'],
])('answers %s with code 2', async (_, given, words) => {
  const { code, stdout, stderr } = await explain(given)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(words)
  expect(stderr).toMatch(/ \[unknown-code\]\n$/)
})

import { afterEach, beforeEach, expect, test } from 'vitest'
import { brokenFiles, validFiles } from '../corpus/corpus.ts'
import { CommandLine } from './command-line.ts'

let cli: CommandLine
beforeEach(() => {
  cli = new CommandLine()
})
afterEach(() => cli.remove())

test.each(brokenFiles)('check tells of $path what is wrong with it', async ({ path, text, beside, expected }) => {
  const names = [{ path, text }, ...beside].map((file) => cli.file(file.path, file.text))
  const { code, stdout } = await cli.run(['check', '--json', ...names])
  const { mistakes } = JSON.parse(stdout) as {
    mistakes: { file: string; line: number; column: number; message: string }[]
  }
  const own = mistakes.filter(({ file }) => file === path)
  expect(own.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(expected)
  expect(code).toBe(1)
})

test.each(validFiles)('check finds nothing wrong with $path', async ({ path, text }) => {
  const { code, stdout } = await cli.run(['check', '--json', cli.file(path, text)])
  expect(JSON.parse(stdout).mistakes).toEqual([])
  expect(code).toBe(0)
})

import { expect, test } from 'vitest'
import { readPhases } from '../../src/core/phase-file/read.ts'
import { brokenFiles, validFiles } from './corpus.ts'

test('there are files with mistakes of every kind, and files without', () => {
  expect(brokenFiles.length).toBeGreaterThan(90)
  expect(brokenFiles.filter(({ expected }) => expected.length === 0).map(({ path }) => path)).toEqual([])
  expect(validFiles.length).toBeGreaterThan(7)
})

test.each(brokenFiles)('$path is told off where it is wrong, for what is wrong, and for nothing else', (file) => {
  const { problems, bad } = readPhases([file, ...file.beside])
  const own = problems.filter((problem) => problem.file === file.path)
  expect(own.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(file.expected)
  expect(bad.map((each) => each.file)).toContain(file.path)
})

test.each(validFiles)('$path has no mistake', (file) => {
  expect(readPhases([file]).problems).toEqual([])
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { scoreOf, scoreTable, survivorsText } from '../../scripts/mutation/score.ts'

const of = (...statuses: readonly Parameters<typeof scoreOf>[1][number]['status'][]) =>
  statuses.map((status) => ({ status }))

test('a mutant is noticed where a test fails or never ends, and not where none runs it', () => {
  expect(scoreOf('pick', of('Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored', 'CompileError'))).toEqual({
    name: 'pick',
    mutants: 4,
    killed: 1,
    timedOut: 1,
    survived: 1,
    uncovered: 1,
    percent: 50,
  })
})

test('the table has a row for each group, and one for all where there are several', () => {
  const [pick, plan] = [scoreOf('pick', of('Killed', 'Killed', 'Survived')), scoreOf('plan', of('Killed'))]
  expect(scoreTable([pick])).not.toContain('| all')
  expect(
    scoreTable([pick, plan])
      .split('\n')
      .map((line) => line.replace(/ +/g, ' ')),
  ).toEqual([
    '| group | mutants | killed | timed out | survived | no test | score |',
    '| ----- | ------: | -----: | --------: | -------: | ------: | ------: |',
    '| pick | 3 | 2 | 0 | 1 | 0 | 66.7 % |',
    '| plan | 1 | 1 | 0 | 0 | 0 | 100.0 % |',
    '| all | 4 | 3 | 0 | 1 | 0 | 75.0 % |',
  ])
})

test('a survivor is told with its place, what stood there, and what stood there instead', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'survivors-'))
  writeFileSync(path.join(root, 'a.ts'), 'one\n  if (two) three\n')
  const location = { start: { line: 2, column: 7 }, end: { line: 2, column: 10 } }
  const mutant = { fileName: path.join(root, 'a.ts'), location, replacement: 'true' }
  try {
    expect(
      survivorsText(
        [
          { ...mutant, status: 'Killed' },
          { ...mutant, status: 'NoCoverage' },
        ],
        root,
      ),
    ).toBe('a.ts:2:7 (no test)\n  if (two) three\n- two\n+ true\n')
  } finally {
    rmSync(root, { recursive: true })
  }
})

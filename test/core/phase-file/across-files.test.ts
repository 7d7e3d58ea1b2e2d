import { describe, expect, test } from 'vitest'
import { readPhases } from '../../../src/core/phase-file/read.ts'

type Files = Readonly<Record<string, string>>

function read(files: Files) {
  return readPhases(Object.entries(files).map(([path, text]) => ({ path, text })))
}

function problemsOf(files: Files): readonly string[] {
  return read(files).problems.map(({ file, line, column, message }) => `${file} ${line}:${column} ${message}`)
}

function phase(id: string | number, tasks: string, ...lines: readonly string[]): string {
  return [`phase: ${id}`, 'title: T', ...lines, `tasks: [${tasks}]`].join('\n')
}

const task = (id: string, rest = '') => `{ id: ${id}, title: T${rest} }`

test('sound files are phases in the order given', () => {
  const { phases, problems, bad } = read({ 'b.yml': phase(2, task('b')), 'a.yml': phase(1, task('a')) })
  expect(phases.map(({ id, file }) => `${id} ${file}`)).toEqual(['2 b.yml', '1 a.yml'])
  expect({ problems, bad }).toEqual({ problems: [], bad: [] })
})

test('a bad file stops its own phase only, and tells its phase and tasks', () => {
  const { phases, bad } = read({
    'a.yml': phase(1, `${task('a')}, ${task('b')}`, 'foo: 1'),
    'b.yml': phase(2, task('c')),
  })
  expect(phases.map(({ id }) => id)).toEqual(['2'])
  expect(bad).toEqual([{ file: 'a.yml', phase: '1', taskIds: ['a', 'b'] }])
})

test('problems come by file, line and column', () => {
  const files = { 'b.yml': phase(2, task('b'), 'bar: 1'), 'a.yml': phase(1, task('a', ', bar: 1'), 'foo: 1') }
  expect(problemsOf(files).map((problem) => problem.split(' ', 2).join(' '))).toEqual([
    'a.yml 3:1',
    'a.yml 4:28',
    'b.yml 3:1',
  ])
})

test('a path given twice is read once', () => {
  const source = { path: 'a.yml', text: phase(1, task('a')) }
  expect(readPhases([source, source]).phases).toHaveLength(1)
})

describe('what two files have stops both', () => {
  test.each([
    [
      'the id of a task',
      phase(1, task('a')),
      phase(2, task('a')),
      '3:15',
      'The id `a` is also that of the task on line 3 of `b.yml`',
    ],
    ['but for case', phase(1, task('a')), phase(2, task('A')), '3:15', 'The id `a` is also that of the task on line 3'],
    ['the phase', phase('x', task('a')), phase('X', task('b')), '1:8', 'The phase `x` is also on line 1 of `b.yml`'],
    [
      'an issue',
      phase(1, task('a', ', issue: 7')),
      phase(2, task('b', ', issue: 7')),
      '3:35',
      'Issue 7 is also that of the task on line 3 of `b.yml`',
    ],
    [
      'a former id',
      phase(1, task('a', ', formerly: c')),
      phase(2, task('b', ', formerly: c')),
      '3:38',
      'The former id `c` is also given on line 3',
    ],
  ])('%s', (_, a, b, place, part) => {
    const { phases, bad } = read({ 'a.yml': a, 'b.yml': b })
    expect(phases).toEqual([])
    expect(bad.map(({ file }) => file)).toEqual(['a.yml', 'b.yml'])
    const [first, second, ...others] = problemsOf({ 'a.yml': a, 'b.yml': b })
    expect(first).toContain(`a.yml ${place} ${part}`)
    expect(second).toContain(`b.yml ${place} `)
    expect(others).toEqual([])
  })
})

test('a former id that another file still uses stops the file that says so', () => {
  const files = { 'a.yml': phase(1, task('a')), 'b.yml': phase(2, task('b', ', formerly: a')) }
  expect(read(files).phases.map(({ id }) => id)).toEqual(['1'])
  expect(problemsOf(files)).toEqual([
    expect.stringContaining('b.yml 3:38 The former id `a` is still in use on line 3 of `a.yml`'),
  ])
})

describe('dependencies', () => {
  test('reach into other files, also into bad ones', () => {
    const files = { 'a.yml': phase(1, task('a', ', depends_on: [b]')), 'b.yml': phase(2, task('b'), 'foo: 1') }
    expect(read(files).phases.map(({ id }) => id)).toEqual(['1'])
  })

  test('on a task of another file are suggested', () => {
    const files = { 'a.yml': phase(1, task('a', ', depends_on: [long-nane]')), 'b.yml': phase(2, task('long-name')) }
    expect(problemsOf(files)).toEqual([expect.stringContaining('Did you mean `long-name`?')])
  })

  test("on another phase's final task are fine", () => {
    const files = { 'a.yml': phase(1, task('a', ', depends_on: [z]')), 'b.yml': phase(2, task('z', ', final: true')) }
    expect(problemsOf(files)).toEqual([])
  })

  test('are not called unknown while a file cannot be parsed', () => {
    const files = { 'a.yml': phase(1, task('a', ', depends_on: [b]')), 'b.yml': 'phase: 2\ntitle: "open' }
    expect(read(files).phases.map(({ id }) => id)).toEqual(['1'])
  })

  test('of a final task on another phase are refused, because they would be lost', () => {
    const files = { 'a.yml': phase(1, task('a', ', final: true, depends_on: [b]')), 'b.yml': phase(2, task('b')) }
    expect(problemsOf(files)).toEqual([
      expect.stringContaining('a.yml 3:54 The final task waits for the tasks of its own phase alone'),
    ])
  })

  test('beyond fifty on one task stop the file that adds them', () => {
    const many = (from: number) =>
      Array.from({ length: 26 }, (_, at) => task(`t${from + at}`, ', depends_on: [z]')).join(', ')
    const files = { 'a.yml': phase(1, `${task('z')}, ${many(0)}`), 'b.yml': phase(2, many(100)) }
    expect(read(files).phases.map(({ id }) => id)).toEqual(['1'])
    expect(problemsOf(files)).toEqual([expect.stringContaining('More than 50 tasks depend on `z`')])
  })
})

describe('cycles', () => {
  test('stop the files on them, and no other', () => {
    const files = {
      'a.yml': phase(1, task('a', ', depends_on: [b]')),
      'b.yml': phase(2, task('b', ', depends_on: [a]')),
      'c.yml': phase(3, task('c', ', depends_on: [a]')),
    }
    expect(read(files).phases.map(({ id }) => id)).toEqual(['3'])
    expect(problemsOf(files)).toEqual([
      expect.stringContaining('a.yml 3:41 This is a cycle, so none of it can ever start: `a` → `b` → `a`.'),
      expect.stringContaining('b.yml 3:41 This is a cycle, so none of it can ever start: `a` → `b` → `a`.'),
    ])
  })

  test('are found through a final task', () => {
    const files = {
      'a.yml': phase(1, task('a', ', depends_on: [z]')),
      'b.yml': phase(2, `${task('b', ', depends_on: [a]')}, ${task('z', ', final: true')}`),
    }
    expect(problemsOf(files)).toEqual([
      expect.stringContaining(
        'a.yml 3:41 This is a cycle, so none of it can ever start: `a` → `z` (final) → `b` → `a`.',
      ),
      expect.stringContaining('b.yml 3:41 '),
    ])
  })

  test('of phases stop each of them', () => {
    const files = {
      'a.yml': phase(1, task('a'), 'after: 2'),
      'b.yml': phase(2, task('b'), 'after: [3]'),
      'c.yml': phase(3, task('c'), 'after: 1'),
    }
    expect(read(files).phases).toEqual([])
    expect(problemsOf(files)[0]).toContain(
      'a.yml 3:8 This is a cycle, so none of it can ever start: phase `1` → phase `2` → phase `3` → phase `1`.',
    )
    expect(problemsOf(files)).toHaveLength(3)
  })

  test('are found where a task waits for a phase that opens after its own', () => {
    const files = { 'a.yml': phase(1, task('a', ', depends_on: [b]')), 'b.yml': phase(2, task('b'), 'after: 1') }
    expect(problemsOf(files)).toEqual([
      expect.stringContaining('a.yml 3:41 This is a cycle'),
      expect.stringContaining('b.yml 3:8 This is a cycle'),
    ])
    expect(problemsOf(files)[0]).toContain('`a` → `b` → the start of phase `2` → the end of phase `1` → `a`')
  })

  test('that are long are told in part', () => {
    const ring = Array.from({ length: 1000 }, (_, at) => task(`t${at}`, `, depends_on: [t${(at + 1) % 1000}]`)).join(
      ', ',
    )
    const [only, ...others] = problemsOf({ 'a.yml': phase(1, ring) })
    expect(only).toContain('`t0` → `t1` → `t2` → `t3` → `t4` → `t5` → `t6` → … 993 more … → `t0`.')
    expect(others).toEqual([])
  })
})

describe('after', () => {
  test('names phases that have a file, or none', () => {
    const files = { 'a.yml': phase(1, task('a'), 'after: [0, 2]'), 'b.yml': phase(2, task('b')) }
    expect(read(files).phases[0]?.after).toEqual(['0', '2'])
  })

  test('in another case is a slip, not a phase without a file', () => {
    const files = { 'a.yml': phase(1, task('a'), 'after: Beta'), 'b.yml': phase('beta', task('b')) }
    expect(read(files).phases.map(({ id }) => id)).toEqual(['beta'])
    expect(problemsOf(files)).toEqual([
      expect.stringContaining('a.yml 3:8 There is no phase `Beta`. Did you mean `beta`?'),
    ])
  })
})

test('ids are found in a file that is not YAML', () => {
  const text = "phase: 4\ntitle: T\ntasks:\n  - id: a\n    title: \"x\n  - { id: 'b-1', title: B }\n"
  expect(read({ 'a.yml': text }).bad).toEqual([{ file: 'a.yml', phase: '4', taskIds: ['a', 'b-1'] }])
})

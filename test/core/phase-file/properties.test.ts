import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { readPhases } from '../../../src/core/phase-file/read.ts'
import { phaseFile } from './random-files.ts'
import { readOne } from './read-one.ts'

/** Text that looks like YAML more often than chance would have it. */
const yamlLike = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...'[ ] { } , : - ? # | > & * ! % @ ` " \' \\ ~ . ='.split(' ')) },
      {
        weight: 3,
        arbitrary: fc.constantFrom('\n', '\n  ', '\n    ', '\n  - ', ' ', '\t', ': ', '- ', '\r\n', '---\n'),
      },
      {
        weight: 3,
        arbitrary: fc.constantFrom('phase: 4\n', 'title: T\n', 'tasks:\n', '  - id: a\n', '    title: A\n'),
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom('depends_on', 'after', 'models', 'x-a', 'a', '&a ', '*a', '<<', '"a"', '2', 'null'),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''))

describe('any text', () => {
  test('is a phase or has a problem, which stands inside it and is safe to print', () => {
    fc.assert(
      fc.property(fc.array(yamlLike, { minLength: 1, maxLength: 3 }), (texts) => {
        const sources = texts.map((text, at) => ({ path: `${at}.yml`, text }))
        const { phases, problems, bad } = readPhases(sources)
        expect([...phases, ...bad].map(({ file }) => file).sort()).toEqual(sources.map(({ path }) => path))
        expect(new Set(problems.map(({ file }) => file))).toEqual(new Set(bad.map(({ file }) => file)))
        for (const problem of problems) {
          const line = sources.find(({ path }) => path === problem.file)?.text.split(/\n/)[problem.line - 1]
          expect(line).toBeDefined()
          expect(problem.column).toBeGreaterThanOrEqual(1)
          expect(problem.column).toBeLessThanOrEqual(line!.length + 1)
          // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
          expect(problem.message).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]|##\[|^::/)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('gives the same answer every time, each problem once and in order', () => {
    fc.assert(
      fc.property(yamlLike, (text) => {
        const { problems } = readPhases([{ path: 'a.yml', text }])
        expect(readPhases([{ path: 'a.yml', text }]).problems).toEqual(problems)
        expect(new Set(problems.map((problem) => JSON.stringify(problem))).size).toBe(problems.length)
        expect(problems).toEqual(problems.toSorted((a, b) => a.line - b.line || a.column - b.column))
      }),
    )
  })
})

test('a phase that is written as YAML is read back as it was', () => {
  fc.assert(
    fc.property(phaseFile, fc.boolean(), (file, asJson) => {
      const phase = readOne(asJson ? JSON.stringify(file) : stringify(file))
      expect(phase).toMatchObject({ id: file.phase, title: file.title, slots: file.slots ?? 2 })
      expect(phase.goal).toBe(file.goal)
      expect(phase.timezone).toBe(file.timezone ?? 'UTC')
      expect(phase.manager).toEqual([file.manager ?? []].flat())
      expect(phase.tasks.map((task) => task.id)).toEqual(file.tasks.map((task) => task.id))
      for (const [at, task] of phase.tasks.entries()) {
        const written = file.tasks[at]!
        expect(task.title).toBe(written.title)
        expect(task.dependsOn).toEqual(written.depends_on ?? [])
        expect(task.labels).toEqual(written.labels ?? [])
        expect(task.description).toBe(written.description)
        expect(task.acceptanceCriteria).toEqual(written.acceptance_criteria ?? [])
        expect(task.priority).toBe(written.priority ?? 3)
      }
    }),
  )
})

test('one dependency backwards too many is told as a cycle through its tasks', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 40 }), fc.nat(), (count, seed) => {
      const name = (at: number) => `t${at}`
      const last = 1 + (seed % (count - 1))
      const tasks = Array.from({ length: count }, (_, at) => ({
        id: name(at),
        title: 'T',
        depends_on: at > 0 ? [name(at - 1)] : [name(last)],
      }))
      const { problems, bad } = readPhases([{ path: 'a.yml', text: stringify({ phase: 4, title: 'T', tasks }) }])
      expect(bad).toHaveLength(1)
      expect(problems).toHaveLength(1)
      expect(problems[0]?.message).toMatch(new RegExp(`\`t0\` → \`t${last}\` .*→ \`t0\``))
    }),
  )
})

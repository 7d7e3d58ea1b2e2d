import fc from 'fast-check'
import { expect, test } from 'vitest'
import { workers as everyWorker, type Worker } from '../../../src/core/note/phase-draft.ts'
import { phaseFileText } from '../../../src/core/note/phase-file-text.ts'
import { readPhases } from '../../../src/core/phase-file/read.ts'
import { firstPhase } from '../../../src/core/starter/first-phase.ts'
import { emptyGitHub } from '../simulated-github.ts'
import { run } from '../simulation.ts'

function fileOf(phase: string, title: string, workers: readonly Worker[]): string {
  const draft = firstPhase({ phase, title, targetDate: '2030-01-31', workers: new Set(workers) })
  return phaseFileText(draft, { schema: 'https://example.org/schema.json', about: 'A phase.' }).text
}

test.each([[['people']], [['claude']], [['script', 'copilot']], [everyWorker]] as readonly [readonly Worker[]][])(
  'a first phase for %j is a good phase file whose tasks are picked at once',
  (workers) => {
    const file = '.github/phases/phase-1.yml'
    const { phases, problems } = readPhases([{ path: file, text: fileOf('1', 'One', workers) }])
    expect(problems).toEqual([])
    const { outcome } = run(emptyGitHub({ clock: Date.parse('2026-11-26T12:00:00Z') }), phases, {
      settings: { phaseFiles: [file] },
    })
    expect([...outcome!.slots.holders].sort()).toEqual(['p1-1-1', 'p1-2-1'])
  },
)

test.each([
  [['people'], undefined, []],
  [['claude'], 'sonnet', ['sonnet', 'haiku']],
  [['copilot'], 'copilot', ['copilot']],
  [['script'], 'script', ['script']],
  // A task is a person's unless it names a model.
  [['people', 'claude'], undefined, ['sonnet', 'haiku']],
] as readonly [readonly Worker[], string | undefined, readonly string[]][])(
  'for %j its tasks are done by %s',
  (workers, model, models) => {
    const { phases } = readPhases([{ path: 'a.yml', text: fileOf('1', 'One', workers) }])
    expect(phases[0]!.tasks[0]!.model).toBe(model)
    expect([...phases[0]!.models.keys()]).toEqual(models)
  },
)

test('whatever the id and the title are, they read back as they were given', () => {
  const anyId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/)
  const anyTitle = fc
    .string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 })
    .filter((text) => text.trim() === text)
  fc.assert(
    fc.property(anyId, anyTitle, (id, title) => {
      const { phases, problems } = readPhases([{ path: 'a.yml', text: fileOf(id, title, ['people']) }])
      expect(problems).toEqual([])
      expect(phases[0]).toMatchObject({ id, title })
    }),
    { numRuns: 300 },
  )
})

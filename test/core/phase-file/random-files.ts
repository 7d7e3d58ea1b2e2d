import fc from 'fast-check'
import type { Phase, Task as PlannedTask } from '../../../src/core/phase.ts'
import type { PhaseFile, Task } from '../../../src/core/phase-file/generated/phase-schema.ts'

const id = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/)
const line = fc.string({ unit: 'grapheme-ascii', maxLength: 80 }).map((text) => `T ${text}`.trim())
const login = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/)
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const hundredths = fc.integer({ min: 1, max: 9_999 }).map((number) => number / 100)

/** The content of a phase file without a mistake, with most of the keys. */
export const phaseFile: fc.Arbitrary<PhaseFile> = fc
  .uniqueArray(id, { minLength: 1, maxLength: 12, selector: (text) => text.toLowerCase() })
  .chain((ids) =>
    fc.record({
      phase: id,
      title: line,
      goal: optional(line),
      slots: optional(fc.integer({ min: 1, max: 1_000 })),
      timezone: optional(fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata')),
      manager: optional(fc.oneof(login, fc.uniqueArray(login, { maxLength: 10 }))),
      models: fc.constant({ m: { workflow: 'w.yml', inputs: { a: '1.10' } } }),
      streams: fc.constant({ s: { title: 'S', slots: 1 } }),
      tasks: fc.tuple(...ids.map((own, at) => taskOf(own, ids.slice(0, at)))),
    }),
  )
  .map((file) => withoutUndefined(file) as PhaseFile)

function taskOf(own: string, before: readonly string[]): fc.Arbitrary<Task> {
  return fc.record({
    id: fc.constant(own),
    title: line,
    stream: optional(fc.constant('s')),
    model: optional(fc.constant('m')),
    priority: optional(fc.integer({ min: 1, max: 99 })),
    effort: optional(fc.tuple(hundredths, fc.constantFrom('h', 'd', 'w')).map(([amount, unit]) => `${amount}${unit}`)),
    depends_on: optional(fc.subarray([...before])),
    labels: optional(fc.uniqueArray(login, { maxLength: 5 })),
    description: optional(fc.string({ unit: 'grapheme-ascii' }).map((text) => `D${text}.`)),
    acceptance_criteria: optional(fc.array(line, { maxLength: 3 })),
  }) as fc.Arbitrary<Task>
}

function withoutUndefined<T>(value: T): T {
  return JSON.parse(JSON.stringify(value))
}

/** The file that a phase of a random plan would be read from. */
export function fileOf(phase: Phase): PhaseFile {
  return withoutUndefined({
    phase: phase.id,
    title: phase.title,
    start_date: phase.startDate,
    slots: phase.slots,
    after: [...phase.after],
    milestone: phase.milestone ?? false,
    on_dropped: phase.onDropped,
    streams: Object.fromEntries([...phase.streams].map(([stream, { title, slots }]) => [stream, { title, slots }])),
    tasks: phase.tasks.map(taskIn),
  }) as PhaseFile
}

function taskIn(task: PlannedTask): unknown {
  const { id, title, stream, priority, paths, assignees, issue, formerly, final } = task
  const effort = `${task.effortHours}h`
  const acceptance_criteria = task.acceptanceCriteria
  const depends_on = task.dependsOn
  return {
    id,
    title,
    stream,
    priority,
    effort,
    depends_on,
    assignees,
    acceptance_criteria,
    paths,
    issue,
    formerly,
    final,
  }
}

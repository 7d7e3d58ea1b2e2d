import { explain, type Standing, verdict } from '../pages/progress-sections.ts'
import { describeWork, explainObstacles } from '../pages/work-phrases.ts'
import type { TaskView } from '../tasks/task-view.ts'
import { changesSince } from '../telling/changes.ts'
import { changesInWords } from '../telling/notices.ts'
import type { Phrase } from '../text/phrase.ts'
import { formatEffort, localDate, longDate } from '../time/calendar.ts'
import type { Pending } from './effect.ts'

/** What `/why`, `/phase status`, `/phase report` and `/phase help` say, a sentence a line; `/why` also when the task is expected. */
export function answerOf(
  what: 'why' | 'status' | 'help' | 'report',
  pending: Pending,
  standing: Standing,
  expected?: { readonly start: number; readonly end: number },
): readonly Phrase[] {
  if (what === 'help') return help
  if (what === 'why') return [[...why(pending.task!, standing), ...whenText(pending.task!, standing, expected)]]
  return what === 'report' ? report(standing) : status(standing)
}

/** Why a task waits, or what is done about it, in one sentence. */
function why(view: TaskView, { phase, blocking, slots }: Standing): Phrase {
  const current = phase.tasks.find(({ task }) => task.id === view.task.id) ?? view
  const { task, outcome } = current
  const me: Phrase[number] = { task: task.id }
  if (outcome !== undefined) return [me, outcome === 'done' ? ' is done.' : ' was dropped.']
  if (current.work.kind !== 'idle') return [me, ' ', ...describeWork(current), '.']
  if (slots.holders.has(task.id))
    return [me, ` has a slot: ${task.model === undefined ? 'work may begin' : 'say /spawn to start its worker'}.`]
  const { obstacles } = blocking.get(task.id)!
  if (obstacles.length > 0) return [me, ' waits for ', ...explainObstacles(obstacles), '.']
  const waiting = slots.ranks.filter(
    ({ id }) => slots.waits.has(id) && phase.tasks.some((other) => other.task.id === id),
  )
  const at = waiting.findIndex(({ id }) => id === task.id)
  const rank = slots.ranks.find(({ id }) => id === task.id)
  if (rank === undefined) return [me, ' is not in the queue.']
  return [
    me,
    ` is number ${at + 1} of ${waiting.length} in the queue. `,
    ...explain(rank, current, slots.waits.get(task.id)),
  ]
}

/** When it is expected to end, or, while it waits, to start. */
function whenText(
  { task, phase, work }: TaskView,
  { slots }: Standing,
  expected: { readonly start: number; readonly end: number } | undefined,
): Phrase {
  if (expected === undefined || work.kind === 'held' || work.kind === 'failed') return []
  const date = (instant: number) => longDate(localDate(instant, phase.timezone))
  if (slots.holders.has(task.id)) return [` It is expected to be done on ${date(expected.end)}.`]
  return [` It is expected to start on ${date(expected.start)}.`]
}

/** How things stand, and what the next digest would say of the time since the last one. */
function report(standing: Standing): readonly Phrase[] {
  const base = standing.record.told?.base
  if (base === undefined) return status(standing)
  const since = `Since ${longDate(base.date)}: `
  const news = changesInWords(standing, changesSince(base, standing))
  if (news.length === 0) return [...status(standing), [since, 'nothing has changed.']]
  return [...status(standing), ...news.map((phrase): Phrase => [since, ...phrase, '.'])]
}

function status(standing: Standing): readonly Phrase[] {
  const { phase, slots } = standing
  const working = phase.tasks.filter(({ task }) => slots.holders.has(task.id))
  const next = slots.ranks.find(({ id }) => slots.waits.has(id) && phase.tasks.some(({ task }) => task.id === id))
  return [
    verdict(standing),
    ...working.map(
      (view): Phrase => [
        { task: view.task.id },
        ` (${formatEffort(view.task.effortHours)}) `,
        ...describeWork(view),
        '.',
      ],
    ),
    ...(next === undefined ? [] : [['Next: ', { task: next.id }, '.'] as Phrase]),
    ...standing.decisions.map(({ message }): Phrase => ['To decide: ', ...message]),
  ]
}

const help: readonly Phrase[] = [
  [
    '/spawn starts the worker of a task that has a slot; on the progress issue it names tasks, or means all picks. model= chooses another model.',
  ],
  [
    '/release gives a slot back; /hold takes a task out of the queue, /hold now stops its worker as well, /unhold brings it back; /next makes it the next pick.',
  ],
  ['/heartbeat 40% says that work goes on; /why tells why a task waits.'],
  [
    '/phase pause and /phase resume stop and start picks and workers; /phase status and /phase report tell how things stand.',
  ],
]

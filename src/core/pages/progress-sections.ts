import type { Blocking } from '../picks/blocking.ts'
import type { Rank } from '../picks/rank.ts'
import type { SlotPlan, Wait } from '../picks/slots.ts'
import type { ProgressRecord } from '../records/progress-record.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import { listPhrases, type Phrase } from '../text/phrase.ts'
import { formatEffort, localDate, longDate } from '../time/calendar.ts'
import { expectedText } from '../time/date-verdict.ts'
import { closingSummary } from './closing-summary.ts'
import type { Decision } from './needed-decisions.ts'
import type { Section } from './progress-page.ts'
import type { ShownForecast } from './shown-forecast.ts'
import { describeWork, explainObstacles } from './work-phrases.ts'

/** Everything that the tables of a progress issue are made from. */
export interface Standing {
  readonly phase: PhaseView
  readonly blocking: ReadonlyMap<string, Blocking>
  readonly slots: SlotPlan
  readonly record: ProgressRecord
  readonly decisions: readonly Decision[]
}

/** One line that says how the phase stands. */
export function verdict({ phase, slots, record }: Standing): Phrase {
  const { phase: plan, tasks } = phase
  const done = tasks.filter(({ outcome }) => outcome === 'done').length
  const dropped = tasks.filter(({ outcome }) => outcome === 'dropped').length
  const count = `${done} of ${tasks.length - dropped} done${dropped === 0 ? '' : `, ${dropped} dropped`}`
  if (record.complete !== undefined) return [`Phase ${plan.id} is complete: ${count}.`]
  const used = holdersOf(phase, slots).length + leftAtWork(phase).length
  const words = record.outlook === undefined ? '' : expectedText(record.outlook, plan.targetDate)
  const expected = words === '' ? '' : ` · ${words}`
  const target = plan.targetDate === undefined || expected !== '' ? '' : ` · target ${longDate(plan.targetDate)}`
  const starts = [...slots.waits].find(([id, wait]) => wait.for === 'start' && tasks.some(({ task }) => task.id === id))
  const start = starts === undefined ? '' : ` · starts on ${longDate(plan.startDate!)}`
  return [`${count} · ${used} of ${plan.slots} slots in use${start}${expected}${target}`]
}

/** Without a forecast the tables lack their dates: so they tell whether anything else is new. */
export function sections(standing: Standing, shown: ShownForecast | undefined): readonly Section[] {
  const { phase, blocking, slots } = standing
  const byId = new Map(phase.tasks.map((view) => [view.task.id, view]))
  const ranked = slots.ranks.flatMap((rank) => (byId.has(rank.id) ? [{ rank, view: byId.get(rank.id)! }] : []))
  const free = ranked.filter(({ rank, view }) => !slots.holders.has(rank.id) && isWaiting(view, blocking.get(rank.id)!))
  const stuck = ranked.filter(
    ({ rank, view }) => !slots.holders.has(rank.id) && isBlocked(view, blocking.get(rank.id)!),
  )
  const isComplete = standing.record.complete !== undefined
  return [
    { title: 'Closing summary', columns: undefined, rows: summaryRows(standing), empty: undefined },
    {
      title: 'Decisions needed',
      columns: undefined,
      rows: standing.decisions.map(({ message }) => [message]),
      codes: standing.decisions.map(({ code }) => code),
      empty: undefined,
    },
    {
      title: 'Working now',
      columns: ['Task', 'Title', 'Effort', 'Who', 'Since', 'State', 'Expected'],
      rows: workingRows(standing, ranked, shown),
      empty: isComplete ? undefined : 'Nothing.',
    },
    {
      title: 'In review',
      columns: ['Task', 'Title', 'Pull requests', 'Since'],
      rows: reviewRows(phase),
      empty: undefined,
    },
    {
      title: 'Next up',
      columns: ['Rank', 'Task', 'Title', 'Effort', 'Expected start', 'Why'],
      rows: free.map((entry, at) => nextRow(entry, at, slots, shown)),
      empty: undefined,
    },
    {
      title: 'Blocked',
      columns: ['Task', 'Title', 'Expected start', 'Waits for'],
      rows: stuck.map(({ view }) => [
        [{ task: view.task.id }],
        [view.task.title],
        [shownDate(shown?.starts.get(view.task.id))],
        explainObstacles(blocking.get(view.task.id)!.obstacles),
      ]),
      empty: undefined,
    },
    { title: 'Forecast', columns: undefined, rows: (shown?.lines ?? []).map((line) => [line]), empty: undefined },
    {
      title: 'Set aside',
      columns: undefined,
      rows: phase.tasks.flatMap((view) => (isSetAside(view) ? [[setAside(view)]] : [])),
      empty: undefined,
    },
    { title: 'Done', columns: ['Task', 'Title', 'Closed'], rows: endedRows(standing, 'done'), empty: undefined },
    { title: 'Dropped', columns: ['Task', 'Title', 'Closed'], rows: endedRows(standing, 'dropped'), empty: undefined },
    { title: 'No longer in the plan', columns: undefined, rows: leftRows(standing), empty: undefined },
  ]
}

function summaryRows({ phase, record }: Standing): Phrase[][] {
  if (record.complete === undefined) return []
  const { sentences, dropped } = closingSummary(phase, record)
  return [...sentences, ...dropped.map((phrase): Phrase => ['Dropped: ', ...phrase, '.'])].map((phrase) => [phrase])
}

function holdersOf(phase: PhaseView, slots: SlotPlan): readonly string[] {
  return phase.tasks.map(({ task }) => task.id).filter((id) => slots.holders.has(id))
}

/** Tasks that left the file while they held a slot: they keep it until their issues are closed. */
export function leftAtWork(phase: PhaseView): readonly string[] {
  return phase.left.filter(({ atWork }) => atWork).map(({ id }) => id)
}

function isWaiting(view: TaskView, blocking: Blocking): boolean {
  if (view.where.kind === 'lost' || view.where.kind === 'unknown' || view.issue?.locked) return false
  if (view.work.kind !== 'idle') return false
  return view.outcome === undefined && blocking.obstacles.length === 0
}

function isBlocked(view: TaskView, blocking: Blocking): boolean {
  return (
    view.outcome === undefined &&
    view.where.kind !== 'lost' &&
    view.work.kind === 'idle' &&
    blocking.obstacles.length > 0
  )
}

function workingRows(
  { phase, slots, record }: Standing,
  ranked: readonly { rank: Rank; view: TaskView }[],
  shown: ShownForecast | undefined,
): Phrase[][] {
  const since = (id: string) => dateOf(record.picks.get(id), phase)
  const holders = ranked.filter(({ rank }) => slots.holders.has(rank.id))
  return [
    ...holders.map(({ view }): Phrase[] => [
      [{ task: view.task.id }],
      [view.task.title],
      [formatEffort(view.task.effortHours)],
      [who(view)],
      [since(view.task.id)],
      stateOfWork(view),
      [shownDate(shown?.ends.get(view.task.id))],
    ]),
    ...leftAtWork(phase).map((id): Phrase[] => [
      [{ task: id }],
      ['(no longer in the plan)'],
      [''],
      [''],
      [since(id)],
      [''],
      [''],
    ]),
  ]
}

export function who({ issue, task, record, work }: TaskView): string {
  const claim = work.kind === 'idle' ? undefined : record?.claim
  const assignees = issue?.assignees ?? task.assignees
  if (claim !== undefined) return claim.logins.length > 0 ? claim.logins.join(', ') : (claim.model ?? 'a worker')
  if (assignees.length > 0) return assignees.join(', ')
  return task.model ?? 'anyone'
}

function stateOfWork(view: TaskView): Phrase {
  const run = view.work.kind === 'idle' ? undefined : view.record?.claim?.run
  return run === undefined ? [stateText(view)] : [stateText(view), ', ', { run }]
}

export function stateText({ work, record, task, issue }: TaskView): string {
  const percent = record?.claim?.percent === undefined ? '' : `, ${record.claim.percent} %`
  const attempt = (record?.claim?.attempt ?? 1) > 1 ? `, attempt ${record!.claim!.attempt}` : ''
  switch (work.kind) {
    case 'idle':
      return task.model === undefined || (issue?.assignees.length ?? 0) > 0 ? 'assigned' : 'ready to spawn'
    case 'starting':
      return 'being started'
    case 'ending':
      return 'being stopped'
    default:
      return `${work.kind}${percent}${attempt}`
  }
}

function reviewRows(phase: PhaseView): Phrase[][] {
  return phase.tasks
    .filter(({ work, outcome }) => outcome === undefined && work.kind === 'review')
    .map(({ task, work, record }): Phrase[] => [
      [{ task: task.id }],
      [task.title],
      listPhrases(work.pulls.map(({ number, draft }): Phrase => [{ issue: number }, draft ? ' (draft)' : ''])),
      [dateOf(record?.reviewSince, phase)],
    ])
}

function isSetAside({ work, outcome }: TaskView): boolean {
  return outcome === undefined && (work.kind === 'waiting' || work.kind === 'failed' || work.kind === 'held')
}

function setAside(view: TaskView): Phrase {
  return [{ task: view.task.id }, ' ', ...describeWork(view), '.']
}

function nextRow(
  { rank, view }: { rank: Rank; view: TaskView },
  at: number,
  slots: SlotPlan,
  shown: ShownForecast | undefined,
): Phrase[] {
  const wait = slots.waits.get(rank.id)
  return [
    [String(at + 1)],
    [{ task: rank.id }],
    [view.task.title],
    [formatEffort(view.task.effortHours)],
    [shownDate(shown?.starts.get(rank.id))],
    explain(rank, view, wait),
  ]
}

/** Why a task stands where it stands in the queue, and what it waits for, in one sentence. */
export function explain(rank: Rank, view: TaskView, wait: Wait | undefined): Phrase {
  const lent: Phrase =
    rank.lentBy === undefined
      ? [`Priority ${rank.priority}`]
      : [`Priority ${rank.priority} from `, { task: rank.lentBy }]
  const chain = rank.level > view.task.effortHours ? `, and ${formatEffort(rank.level)} of work hang on it` : ''
  return [...lent, chain, ...(wait === undefined ? [] : ['; ', ...explainWait(wait)]), '.']
}

export function explainWait(wait: Wait): Phrase {
  switch (wait.for) {
    case 'slot':
      return ['waits for a free slot']
    case 'stream':
      return [`its stream ${wait.stream} may have ${wait.cap} at work`]
    case 'paths':
      return [`${wait.own} overlaps ${wait.theirs} of `, { task: wait.task }]
    case 'max-active':
      return [`no more than ${wait.limit} tasks may be at work over all phases`]
    case 'start':
      return [`nothing is picked before ${longDate(wait.date)}`]
    case 'pause':
      return [`the phase was paused by ${wait.by}`]
    case 'next-run':
      return ['came back just now, the next run may pick it']
  }
}

/** A worker whose run still goes on is shown, and followed only until that ends. */
function endedRows({ phase, record }: Standing, outcome: 'done' | 'dropped'): Phrase[][] {
  return phase.tasks
    .filter((view) => view.outcome === outcome)
    .map(({ task, issue }): Phrase[] => {
      const run = record.claims.get(task.id)?.run
      const still: Phrase = run === undefined ? [] : [', its worker still runs: ', { run }]
      return [[{ task: task.id }], [task.title], [dateOf(issue?.closedAt, phase), ...still]]
    })
}

function leftRows({ phase }: Standing): Phrase[][] {
  return phase.left.map(({ id, number, atWork, open }) => [
    [
      { issue: number },
      ` (${id})`,
      atWork
        ? ' keeps its slot until it is closed.'
        : open
          ? ' is left open: close it if it is not wanted.'
          : ' is closed.',
    ],
  ])
}

function shownDate(date: string | undefined): string {
  return date === undefined ? '' : longDate(date)
}

function dateOf(instant: string | undefined, { phase }: PhaseView): string {
  return instant === undefined ? '' : longDate(localDate(Date.parse(instant), phase.timezone))
}

import type { Outcome, PhaseOutcome } from '../decide.ts'
import { describe, type Operation } from '../operation.ts'
import type { TaskView } from '../tasks/task-view.ts'
import { counted } from '../text/counted.ts'
import { listPhrases, type Phrase } from '../text/phrase.ts'
import { writesOfAll } from './headway.ts'

/** Whether a change brings something, alters it, or takes it away. */
export type Sign = '+' | '~' | '-'

export interface Change {
  readonly sign: Sign
  readonly what: Phrase
}

/** What is to be done about one issue, or about what a phase has besides issues. */
export interface ChangedPart {
  readonly sign: Sign
  /** What it is about: a task, by its id; the progress issue; or labels, milestone and files. */
  readonly part: { readonly task: string } | 'progress' | 'phase'
  readonly title: string
  readonly changes: readonly Change[]
}

export interface PhaseChanges {
  readonly phase: string
  /** In the order in which they are done. */
  readonly parts: readonly ChangedPart[]
}

/** The operations of a run, by phase and issue, as changes for people to read. */
export function changeList(operations: readonly Operation[], outcome: Outcome | undefined): readonly PhaseChanges[] {
  const views = new Map((outcome?.phases ?? []).flatMap(({ view }) => view.tasks.map((task) => [task.task.id, task])))
  const phases = new Map((outcome?.phases ?? []).map((phase) => [phase.view.phase.id, phase]))
  return [...Map.groupBy(operations, ({ phase }) => phase)].map(([phase, own]) => ({
    phase,
    parts: [...Map.groupBy(own, partOf)].map(([part, about]) => changedPart(part, about, views, phases.get(phase))),
  }))
}

/** What an operation is about: `task <id>`, `progress` or `phase`. */
function partOf(operation: Operation): string {
  if (operation.do === 'add-sub-issue') return 'progress'
  if ('task' in operation && operation.task !== undefined) return `task ${operation.task}`
  return aboutPhase.has(operation.do) ? 'phase' : 'progress'
}

const aboutPhase: ReadonlySet<Operation['do']> = new Set([
  'create-label',
  'create-milestone',
  'change-milestone',
  'commit-files',
  'close-duplicate',
])

function changedPart(
  part: string,
  operations: readonly Operation[],
  views: ReadonlyMap<string, TaskView>,
  phase: PhaseOutcome | undefined,
): ChangedPart {
  const verbs = new Set(operations.map(({ do: verb }) => verb))
  const sign = verbs.has('open-task') || verbs.has('open-progress') ? '+' : verbs.has('close-progress') ? '-' : '~'
  const task = part.startsWith('task ') ? part.slice('task '.length) : undefined
  const view = task === undefined ? undefined : views.get(task)
  return {
    sign,
    part: task === undefined ? (part as 'progress' | 'phase') : { task },
    title: view?.task.title ?? phase?.view.phase.title ?? '',
    changes: [...Map.groupBy(operations, rowOf).values()].flatMap((row) => changesOf(row, view, sign === '+')),
  }
}

/** Operations of one verb that are told in one row have one key. */
function rowOf(operation: Operation, at: number): string {
  return inOneRow.has(operation.do) ? operation.do : `${operation.do} ${at}`
}

const inOneRow: ReadonlySet<Operation['do']> = new Set([
  'create-label',
  'add-sub-issue',
  'link',
  'unlink',
  'remove-label',
])

/** `row` holds one operation, or several of one verb. */
function changesOf(row: readonly Operation[], view: TaskView | undefined, isNew: boolean): Change[] {
  const [operation] = row
  if (operation === undefined) return []
  const sign = signs[operation.do]
  switch (operation.do) {
    case 'open-task':
      return newIssue(operation.labels, operation.assignees, operation.milestone)
    case 'open-progress':
      return newIssue(operation.labels, [], operation.milestone)
    case 'create-milestone':
      return [{ sign, what: [describe(operation).replace('create the ', '')] }]
    // Of what is opened in the same run, the text is part of that.
    case 'write-progress':
    case 'write-task':
      return isNew ? [] : [{ sign, what: textChange(operation, view) }]
    case 'retitle-task':
      return [{ sign, what: [`title "${view?.issue?.title ?? ''}" → "${operation.title}"`] }]
    default:
      return [{ sign, what: rowText(operation.do, row) ?? [describe(operation)] }]
  }
}

/** The row in few words; undefined where the operation describes itself best. */
function rowText(verb: Operation['do'], row: readonly Operation[]): Phrase | undefined {
  const names = row.flatMap((operation): Phrase[] => {
    if (operation.do === 'create-label') return [[operation.label.name]]
    if (operation.do === 'add-labels') return operation.labels.map((label): Phrase => [label])
    if (operation.do === 'remove-label') return [[operation.label]]
    if (operation.do === 'link') return [[{ task: operation.blocker }]]
    if (operation.do === 'unlink') return [[{ issue: operation.blocker.number }]]
    if (operation.do === 'add-sub-issue') return [[{ task: operation.task }]]
    if (operation.do === 'assign' || operation.do === 'unassign')
      return operation.logins.map((login): Phrase => [login])
    return []
  })
  const list = listPhrases(names)
  if (verb === 'create-label') return [`${counted(names.length, 'label')}: `, ...list]
  if (verb === 'add-sub-issue') return [`${counted(names.length, 'sub-issue')}: `, ...list]
  if (verb === 'link' || verb === 'unlink') return ['blocked by ', ...list]
  if (verb === 'add-labels' || verb === 'remove-label') return [names.length === 1 ? 'label ' : 'labels ', ...list]
  if (verb === 'assign' || verb === 'unassign') return ['assigned to ', ...list]
  return undefined
}

function newIssue(labels: readonly string[], assignees: readonly string[], milestone: string | undefined): Change[] {
  const added = (...what: Phrase): Change => ({ sign: '+', what })
  return [
    ...(labels.length === 0 ? [] : [added('labels ', ...listPhrases(labels.map((label): Phrase => [label])))]),
    ...(assignees.length === 0
      ? []
      : [added('assigned to ', ...listPhrases(assignees.map((login): Phrase => [login])))]),
    ...(milestone === undefined ? [] : [added(`milestone "${milestone}"`)]),
  ]
}

function textChange(operation: Operation, view: TaskView | undefined): Phrase {
  if (operation.do !== 'write-task') return ['what stands on it']
  const { state } = operation.part.record
  const before = view?.known?.state
  return [before === undefined || before === state ? 'what stands on it' : `what stands on it: ${before} → ${state}`]
}

const signs: Readonly<Record<Operation['do'], Sign>> = {
  'create-label': '+',
  'create-milestone': '+',
  'change-milestone': '~',
  'open-progress': '+',
  'open-task': '+',
  'add-sub-issue': '+',
  link: '+',
  unlink: '-',
  'add-labels': '+',
  'remove-label': '-',
  'retitle-task': '~',
  'set-milestone': '+',
  assign: '+',
  unassign: '-',
  'write-task': '~',
  'close-duplicate': '-',
  claim: '+',
  'start-run': '+',
  'start-agent': '+',
  'cancel-run': '-',
  react: '+',
  reply: '+',
  tell: '+',
  'note-told': '~',
  'commit-files': '~',
  'label-progress': '+',
  'retitle-progress': '~',
  'reopen-progress': '~',
  'write-progress': '~',
  'close-progress': '-',
}

/** How much of each kind a plan has to do. */
export interface PlanCounts {
  readonly open: number
  readonly change: number
  readonly close: number
  readonly link: number
  readonly unlink: number
  readonly start: number
  /** Requests that write. */
  readonly writes: number
}

export function countChanges(operations: readonly Operation[], list: readonly PhaseChanges[]): PlanCounts {
  const of = (...verbs: readonly Operation['do'][]) => operations.filter(({ do: verb }) => verbs.includes(verb)).length
  const changed = list.flatMap(({ parts }) => parts).filter(({ part, sign }) => part !== 'phase' && sign === '~')
  return {
    open: of('open-task', 'open-progress'),
    change: changed.length,
    close: of('close-progress', 'close-duplicate'),
    link: of('link'),
    unlink: of('unlink'),
    start: of('claim'),
    writes: writesOfAll(operations),
  }
}

import fc from 'fast-check'
import { ownerAtStart, ownersInside } from '../../src/core/records/managed-part.ts'
import { addTask, type Plan, type PlannedTask, streams, type TaskDraft, taskDraft } from './random-plans.ts'
import * as gh from './simulated-github.ts'
import { addComment } from './simulated-remarks.ts'

/**
 * What happens between two runs. `at` and `other` choose among what is there. A person's text carries its number, so
 * that it can be found again.
 */
export type Event = IssueEvent | FileEdit | OtherEvent<'wait'> | OtherEvent<'close-progress'>

interface OtherEvent<What extends string> {
  readonly what: What
  readonly at: number
}

type IssueEvent =
  | { readonly what: 'close'; readonly at: number; readonly reason: string }
  | { readonly what: 'reopen' | 'lock' | 'comment' | 'tick' | 'unassign' | 'orphan'; readonly at: number }
  | { readonly what: TextEvent; readonly at: number; readonly which: number }
  | { readonly what: 'assign'; readonly at: number; readonly login: string }
  | { readonly what: 'link' | 'unlink'; readonly at: number; readonly other: number }
  | { readonly what: 'delete'; readonly at: number; readonly absence: 'deleted' | 'moved' }

type TextEvent = 'retitle' | 'write-above' | 'write-below' | 'label' | 'unlabel' | 'damage'

type FileEdit =
  | { readonly what: 'set-slots' | 'set-limit' | Property; readonly at: number; readonly value: number }
  | { readonly what: 'set-dependency'; readonly at: number; readonly other: number }
  | { readonly what: 'set-milestone' | 'set-title' | 'set-id' | 'set-aside'; readonly at: number }
  | { readonly what: 'set-up'; readonly draft: TaskDraft }

type Property = 'set-priority' | 'set-effort' | 'set-stream'

const at = fc.nat(30)
const simple = <What extends string>(...what: What[]) => fc.record({ what: fc.constantFrom(...what), at })

/** Events that leave every task in its place: closing and opening, text, labels, links, people. */
export const gentleEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      what: fc.constant('close' as const),
      at,
      reason: fc.constantFrom('completed', 'completed', 'completed', 'not_planned', 'duplicate'),
    }),
  },
  { weight: 2, arbitrary: simple('reopen', 'lock', 'comment', 'tick', 'unassign') },
  {
    weight: 2,
    arbitrary: fc.record({
      what: fc.constantFrom('retitle', 'write-above', 'write-below', 'label', 'unlabel'),
      at,
      which: fc.nat(9),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constant('assign' as const), at, login: fc.constantFrom('mona', 'hubot') }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constantFrom('link', 'unlink'), at, other: at }) },
  { weight: 1, arbitrary: simple('wait') },
)

/** Edits of the phase file. */
export const fileEdit: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constantFrom('set-slots', 'set-priority', 'set-effort', 'set-stream', 'set-limit'),
      at,
      value: fc.nat(3),
    }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('set-dependency' as const), at, other: at }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('set-up' as const), draft: taskDraft }) },
  { weight: 2, arbitrary: simple('set-aside', 'set-id', 'set-title', 'set-milestone') },
)

/** What people should not do, and do. */
export const roughEvent: fc.Arbitrary<Event> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ what: fc.constant('damage' as const), at, which: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constant('delete' as const),
      at,
      absence: fc.constantFrom<'deleted' | 'moved'>('deleted', 'moved'),
    }),
  },
  { weight: 1, arbitrary: simple('close-progress', 'orphan') },
)

/** Texts that people wrote, by issue number. */
export type Writings = Map<number, string[]>

/** Lets it happen; returns the number of the issue that GitHub would start a run about. */
export function happen(event: Event, github: gh.GitHub, plan: Plan, writings: Writings): number | undefined {
  if (event.what === 'wait') github.clock += (event.at % 3 === 0 ? 26 : 1) * 60 * 60 * 1000
  else if (event.what === 'close-progress') {
    const progress = choose(progressIssues(github), event.at)
    if (progress?.open) gh.closeIssue(github, progress.number, 'completed')
  } else if (isFileEdit(event)) edit(event, plan)
  else {
    const issue = choose(taskIssues(github), event.at)
    if (issue !== undefined) touch(event, issue, github, writings)
    return issue?.number
  }
  return undefined
}

function isFileEdit(event: IssueEvent | FileEdit): event is FileEdit {
  return event.what.startsWith('set-')
}

function edit(event: FileEdit, plan: Plan): void {
  if (event.what === 'set-up') {
    addTask(plan, event.draft)
    return
  }
  const phase = plan.phases[event.at % plan.phases.length]!
  const inFile = plan.tasks.filter((task) => task.inFile)
  const task = choose(inFile, event.at)
  if (event.what === 'set-slots') phase.slots = event.value + 1
  else if (event.what === 'set-limit') plan.maxActive = event.value === 0 ? undefined : event.value
  else if (event.what === 'set-milestone') phase.milestone = phase.milestone === undefined ? 'v2.0.0' : undefined
  else if (task !== undefined) editTask(event, task, plan)
}

type TaskEdit = Extract<FileEdit, { at: number }>

function editTask(event: TaskEdit, task: PlannedTask, plan: Plan): void {
  switch (event.what) {
    case 'set-priority':
      task.priority = event.value + 1
      return
    case 'set-effort':
      task.effortHours = 2 ** event.value
      return
    case 'set-stream':
      task.stream = event.value === 3 ? undefined : event.value % streams.length
      return
    case 'set-title':
      task.title += ' again'
      return
    case 'set-aside':
      task.inFile = false
      return
    case 'set-id':
      rename(task, plan)
      return
    case 'set-dependency':
      changeDependency(task, plan.tasks[event.other % (plan.tasks.indexOf(task) + 1)]!)
      return
  }
}

/** One more dependency, or, where that is there already or cannot be, one less. */
function changeDependency(task: PlannedTask, earlier: PlannedTask): void {
  if (task.final) return
  const canBe = earlier !== task && !earlier.final && !task.dependsOn.includes(earlier.id)
  task.dependsOn = canBe ? [...task.dependsOn, earlier.id] : task.dependsOn.slice(1)
}

function rename(task: PlannedTask, plan: Plan): void {
  const [before, after] = [task.id, `${task.id}x`]
  Object.assign(task, { id: after, formerly: before })
  for (const other of plan.tasks) other.dependsOn = other.dependsOn.map((id) => (id === before ? after : id))
}

function touch(event: IssueEvent, issue: gh.StoredIssue, github: gh.GitHub, writings: Writings): void {
  const { number, body } = issue
  switch (event.what) {
    case 'close':
      if (issue.open) gh.closeIssue(github, number, event.reason)
      return
    case 'reopen':
      if (!issue.open) gh.reopenIssue(github, number)
      return
    case 'lock':
      gh.changeIssue(github, number, { locked: !issue.locked })
      return
    case 'comment':
      addComment(github, number, 'octocat', 'How is it going?')
      return
    case 'tick':
      gh.changeIssue(github, number, { body: body.replace('- [ ]', '- [x]') })
      return
    case 'unassign':
      gh.changeIssue(github, number, { assignees: [] })
      return
    case 'assign':
      gh.changeIssue(github, number, { assignees: [event.login] })
      return
    case 'orphan':
      issue.parent = undefined
      return
    case 'retitle':
      gh.changeIssue(github, number, { title: `Mine ${event.which}` })
      return
    case 'write-above':
    case 'write-below':
      write(event.what === 'write-above', event.which, issue, github, writings)
      return
    case 'label':
      gh.addLabels(github, number, [
        ['bug', 'status:ready', 'Status:Blocked', 'status:mine', 'phase:9'][event.which % 5]!,
      ])
      return
    case 'unlabel':
      gh.changeIssue(github, number, { labels: issue.labels.filter((_, index) => index !== event.which) })
      return
    case 'damage':
      gh.changeIssue(github, number, { body: damage(body, event.which) })
      return
    case 'link':
      link(issue, event.other, github)
      return
    case 'unlink': {
      const blocker = choose(issue.blockedBy, event.other)
      if (blocker !== undefined) gh.removeBlocker(github, number, blocker)
      return
    }
    case 'delete':
      gh.removeIssue(github, number, event.absence)
      writings.delete(number)
  }
}

function write(above: boolean, which: number, issue: gh.StoredIssue, github: gh.GitHub, writings: Writings): void {
  const mine = writings.get(issue.number) ?? []
  const text = `Note ${issue.number}.${mine.length}.${which}\r\nof a person,\n\twith ${above ? 'care' : 'more care'}  \r\n`
  writings.set(issue.number, [...mine, text])
  gh.changeIssue(github, issue.number, { body: above ? `${text}${issue.body}` : `${issue.body}\r\n${text}` })
}

function damage(body: string, which: number): string {
  switch (which % 3) {
    case 0:
      return body.replace('"state":"', '"state":"un')
    case 1:
      return body.replace(/<!-- phase-coordinator:data .*\n/, '')
    default:
      return body.replace('<!-- phase-coordinator:end -->', '')
  }
}

function link(issue: gh.StoredIssue, other: number, github: gh.GitHub): void {
  const blocker = choose(
    [...github.issues.values()].filter(({ number }) => number !== issue.number),
    other,
  )
  if (blocker === undefined || issue.blockedBy.includes(blocker.number)) return
  if (ownerAtStart(blocker.body)?.kind === 'phase') return
  gh.addBlocker(github, issue.number, blocker.number)
}

function choose<T>(from: readonly T[], at: number): T | undefined {
  return from[at % Math.max(1, from.length)]
}

/** Issues that stand for tasks, adopted ones included: what people find when they look for work. */
function taskIssues(github: gh.GitHub): gh.StoredIssue[] {
  return [...github.issues.values()].filter(({ labels }) => gh.isAmong(labels, 'phase-task'))
}

function progressIssues(github: gh.GitHub): gh.StoredIssue[] {
  return [...github.issues.values()].filter(({ body }) => ownersInside(body).some(({ kind }) => kind === 'phase'))
}

import type { IssueRow } from '../../src/local/state.ts'
import type { Tracker } from '../../src/local/tracker.ts'
import { type Event, happen, type Writings } from '../core/random-events.ts'
import type { Plan } from '../core/random-plans.ts'
import { emptyGitHub } from '../core/simulated-github.ts'
import { Person } from '../run/person.ts'
import { type Clock, issueRows, progressRows, recordsOn, taskRows } from './model-world.ts'

/** What people did that has to be remembered to judge the runs. */
export interface Traces {
  readonly writings: Writings
  /** Numbers that a progress issue knew when the issue was deleted or moved away, with the task's id. */
  readonly lost: Map<number, string>
}

/** Lets an event happen over the wire; returns the number of the issue that GitHub would start a run about. */
export async function happenOnTracker(
  event: Event,
  tracker: Tracker,
  clock: Clock,
  plan: Plan,
  traces: Traces,
): Promise<number | undefined> {
  if (event.what === 'wait') {
    clock.milliseconds += (event.at % 3 === 0 ? 26 : 1) * 60 * 60 * 1000
    return undefined
  }
  const person = new Person(tracker, 'octocat-token')
  if (event.what === 'close-progress') {
    const row = choose(progressRows(tracker.store), event.at)
    if (row?.state === 'open') await person.close(row.number)
    return undefined
  }
  if (!isIssueEvent(event)) {
    happen(event, emptyGitHub(), plan, new Map())
    return undefined
  }
  const row = choose(taskRows(tracker.store), event.at)
  if (row !== undefined) await touch(event, row, person, tracker, traces)
  return row?.number
}

type IssueEvent = Exclude<Event, { what: `set-${string}` | 'wait' | 'close-progress' }>

function isIssueEvent(event: Event): event is IssueEvent {
  return !event.what.startsWith('set-') && event.what !== 'wait' && event.what !== 'close-progress'
}

async function touch(
  event: IssueEvent,
  row: IssueRow,
  person: Person,
  tracker: Tracker,
  traces: Traces,
): Promise<void> {
  const { number } = row
  const { store } = tracker
  const body = row.body ?? ''
  switch (event.what) {
    case 'close':
      if (row.state === 'open') await person.close(number, event.reason as 'completed')
      return
    case 'reopen':
      if (row.state === 'closed') await person.reopen(number)
      return
    case 'lock':
      return row.locked ? person.unlock(number) : person.lock(number)
    case 'comment':
      await person.comment(number, 'How is it going?')
      return
    case 'tick':
      return person.edit(number, { body: body.replace('- [ ]', '- [x]') })
    case 'unassign':
      if (row.assignees.length > 0) await person.unassign(number, ...row.assignees)
      return
    case 'assign':
      if (row.assignees.length > 0) await person.unassign(number, ...row.assignees)
      return person.assign(number, event.login)
    case 'orphan':
      return detach(row, person, tracker)
    case 'retitle':
      return person.edit(number, { title: `Mine ${event.which}` })
    case 'write-above':
    case 'write-below': {
      const mine = traces.writings.get(number) ?? []
      const text = `Note ${number}.${mine.length}.${event.which}\r\nof a person,\n\twith care  \r\n`
      traces.writings.set(number, [...mine, text])
      return person.edit(number, { body: event.what === 'write-above' ? `${text}${body}` : `${body}\r\n${text}` })
    }
    case 'label':
      return person.label(number, ['bug', 'status:ready', 'Status:Blocked', 'status:mine', 'phase:9'][event.which % 5]!)
    case 'unlabel': {
      const label = store.labelsOf(row)[event.which]
      return label === undefined ? undefined : person.unlabel(number, label)
    }
    case 'damage':
      return person.edit(number, { body: damage(body, event.which) })
    case 'link': {
      const progress = progressRows(store)
      const others = issueRows(store).filter((other) => other !== row && !progress.includes(other))
      const blocker = choose(others, event.other)
      const linked = store.blockersOf(row).some((other) => other === blocker)
      return blocker === undefined || linked ? undefined : person.block(number, blocker.number)
    }
    case 'unlink': {
      const blocker = choose(store.blockersOf(row), event.other)
      return blocker === undefined ? undefined : person.unblock(number, blocker.number)
    }
    case 'delete':
      for (const record of recordsOn(store).values()) {
        for (const [id, known] of record.tasks) if (known === number) traces.lost.set(number, id)
      }
      traces.writings.delete(number)
      if (event.absence === 'moved') store.transferIssue(number, 'octo/elsewhere', 1000 + number)
      else store.deleteIssue(number)
  }
}

async function detach(row: IssueRow, person: Person, tracker: Tracker): Promise<void> {
  const parent = tracker.store.parentOf(row)
  if (parent === undefined) return
  const [owner, repo] = tracker.repository.split('/') as [string, string]
  await person.octokit.rest.issues.removeSubIssue({ owner, repo, issue_number: parent.number, sub_issue_id: row.id })
}

function damage(body: string, which: number): string {
  if (which % 3 === 0) return body.replace('"state":"', '"state":"un')
  return body.replace(which % 3 === 1 ? /<!-- phase-coordinator:data .*\n/ : '<!-- phase-coordinator:end -->', '')
}

function choose<T>(from: readonly T[], at: number): T | undefined {
  return from[at % Math.max(1, from.length)]
}

import type { LabelDefinition } from './issues/labels.ts'
import type { FileEdit } from './mirror/files/file-edit.ts'
import type { Reaction } from './observation.ts'
import type { ManagedTask } from './pages/managed-task.ts'
import type { ProgressPage } from './pages/progress-page.ts'
import type { MirrorNote } from './records/mirror-record.ts'
import type { Letter, Told } from './records/told.ts'
import type { Phrase } from './text/phrase.ts'
import type { RefusalCode } from './troubleshooting/codes.ts'

/**
 * One thing to do on GitHub. Operations name tasks, not issue numbers: the issue may be opened by an earlier one of
 * the same list.
 */
export type Operation =
  | { readonly do: 'create-label'; readonly phase: string; readonly label: LabelDefinition }
  | {
      readonly do: 'create-milestone'
      readonly phase: string
      readonly title: string
      readonly dueDate: string | undefined
      readonly description: string
    }
  | {
      readonly do: 'change-milestone'
      readonly phase: string
      readonly number: number
      readonly changes: MilestoneChanges
    }
  | {
      readonly do: 'open-progress'
      readonly phase: string
      readonly title: string
      readonly labels: readonly string[]
      readonly page: ProgressPage
      readonly milestone: string | undefined
    }
  | {
      readonly do: 'open-task'
      readonly phase: string
      readonly task: string
      readonly title: string
      readonly labels: readonly string[]
      readonly assignees: readonly string[]
      readonly milestone: string | undefined
      readonly part: ManagedTask
    }
  | { readonly do: 'add-sub-issue'; readonly phase: string; readonly task: string; readonly replace: boolean }
  | { readonly do: 'link'; readonly phase: string; readonly task: string; readonly blocker: string }
  | {
      readonly do: 'unlink'
      readonly phase: string
      readonly task: string
      readonly blocker: { readonly id: number; readonly number: number }
    }
  | { readonly do: 'add-labels'; readonly phase: string; readonly task: string; readonly labels: readonly string[] }
  | { readonly do: 'remove-label'; readonly phase: string; readonly task: string; readonly label: string }
  | {
      readonly do: 'retitle-task'
      readonly phase: string
      readonly task: string
      readonly title: string
      readonly byHand: boolean
    }
  | { readonly do: 'set-milestone'; readonly phase: string; readonly task: string; readonly milestone: string }
  | { readonly do: 'assign'; readonly phase: string; readonly task: string; readonly logins: readonly string[] }
  | { readonly do: 'unassign'; readonly phase: string; readonly task: string; readonly logins: readonly string[] }
  | {
      readonly do: 'write-task'
      readonly phase: string
      readonly task: string
      readonly part: ManagedTask
      readonly reopened: boolean
      /** It is sent behind the others. */
      readonly back: boolean
    }
  | {
      readonly do: 'close-duplicate'
      readonly phase: string
      readonly task: string | undefined
      readonly number: number
      readonly survivor: number
    }
  /** Takes the claim, and records it, before anything is started. */
  | {
      readonly do: 'claim'
      readonly phase: string
      readonly task: string
      readonly claim: string
      /** Id of the reaction that stands for the claim before. */
      readonly earlier: number | undefined
      readonly part: ManagedTask
    }
  | {
      readonly do: 'start-run'
      readonly phase: string
      readonly task: string
      readonly claim: string
      /** When the claim was taken (ISO). */
      readonly since: string
      readonly workflow: string
      readonly branch: string
      readonly inputs: Readonly<Record<string, string>>
    }
  | {
      readonly do: 'start-agent'
      readonly phase: string
      readonly task: string
      readonly claim: string
      readonly since: string
      readonly logins: readonly string[]
    }
  | { readonly do: 'cancel-run'; readonly phase: string; readonly task: string; readonly run: number }
  | {
      readonly do: 'react'
      readonly phase: string
      /** The task that the comment is about, if it stands on one's issue. */
      readonly task: string | undefined
      readonly comment: number
      readonly content: Reaction
    }
  | {
      readonly do: 'reply'
      readonly phase: string
      readonly task: string | undefined
      readonly issue: number
      readonly comment: number
      /** Key of the command that it answers. */
      readonly answers: string
      /** Why it is not carried out; undefined where it is. */
      readonly refusal: RefusalCode | undefined
      readonly lines: readonly Phrase[]
    }
  /** Delivers letters that the record of a phase holds. */
  | {
      readonly do: 'tell'
      readonly phase: string
      readonly letters: readonly Letter[]
      /** What the record says now. */
      readonly told: Told
      /** This run itself has recorded them just now: nobody can have delivered one yet. */
      readonly fresh: boolean
      readonly slack: { readonly channel: string | undefined; readonly mention: readonly string[] }
    }
  /** Remembers on a closed progress issue what has been told since. */
  | { readonly do: 'note-told'; readonly phase: string; readonly told: Told }
  /** Brings the mirrored files of one branch up to date, of all phases that have any there: `phase` is the first of them. */
  | {
      readonly do: 'commit-files'
      readonly phase: string
      readonly branch: string
      readonly edits: readonly FileEdit[]
      readonly notes: readonly MirrorNote[]
    }
  | { readonly do: 'label-progress'; readonly phase: string; readonly labels: readonly string[] }
  | { readonly do: 'retitle-progress'; readonly phase: string; readonly title: string }
  | { readonly do: 'reopen-progress'; readonly phase: string }
  | { readonly do: 'write-progress'; readonly phase: string; readonly page: ProgressPage }
  | { readonly do: 'close-progress'; readonly phase: string }

export interface MilestoneChanges {
  readonly title?: string
  readonly dueDate?: string | undefined
  readonly open?: boolean
}

/**
 * When an operation is done: `work` first; `telling` (people outside the task issues hear of it) once no work is left; what
 * says how a phase stands, and remembers what was told, last (`closing`), with what the run keeps back for it.
 */
export type OperationStage = 'work' | 'telling' | 'closing'

export function stageOf(operation: Operation): OperationStage {
  if (operation.do === 'tell') return 'telling'
  if (operation.do === 'commit-files') return 'telling'
  const isClosing =
    operation.do === 'write-progress' ||
    operation.do === 'note-told' ||
    operation.do === 'close-progress' ||
    (operation.do === 'change-milestone' && operation.changes.open === false)
  return isClosing ? 'closing' : 'work'
}

/** What the run keeps back some of its writes for: a worker or a command that was begun is seen through. */
export function isPromised({ do: verb }: Operation): boolean {
  return verb === 'claim' || verb === 'start-run' || verb === 'start-agent' || verb === 'react' || verb === 'cancel-run'
}

/** Identifies an operation within a run. */
export function operationKey(operation: Operation): string {
  const { do: verb, phase } = operation
  switch (verb) {
    case 'create-label':
      return `${verb} ${operation.label.name.toLowerCase()}`
    case 'open-task':
    case 'add-sub-issue':
      return `${verb} ${operation.task}`
    case 'link':
      return linkKey(operation.task, operation.blocker)
    case 'claim':
    case 'start-run':
    case 'start-agent':
      return `${verb} ${operation.claim}`
    case 'cancel-run':
      return `${verb} ${operation.run}`
    case 'react':
      return `${verb} ${operation.content} ${operation.comment}`
    case 'reply':
      return `${verb} ${operation.answers}`
    case 'close-duplicate':
      return `${verb} ${operation.number}`
    case 'tell':
      return `${verb} ${phase} ${operation.letters.map(({ key }) => key).join(', ')}`
    case 'commit-files':
      return `${verb} ${operation.branch} ${operation.notes.map(({ sum }) => sum).join(' ')}`
    case 'write-task':
      return `${textKey(operation.task)}${JSON.stringify(operation)}`
    case 'open-progress':
    case 'reopen-progress':
    case 'close-progress':
      return `${verb} ${phase}`
    default:
      return JSON.stringify(operation, (_, value) => (value instanceof Map ? [...value] : value))
  }
}

/** What is done to the issue of a task, as often as a task turns out to have another issue. */
const onIssue: ReadonlySet<Operation['do']> = new Set([
  'add-sub-issue',
  'link',
  'unlink',
  'add-labels',
  'remove-label',
  'retitle-task',
  'set-milestone',
  'assign',
  'unassign',
  'write-task',
])

/**
 * Identifies an attempt within a run, given the numbers of the tasks' issues: where runs race, a task may have another
 * issue now than in the round before, to which nothing was done; and a text that names issues is another one as soon as
 * more of them exist. A worker is never started once more for that.
 */
export function attemptKey(operation: Operation, numbers: ReadonlyMap<string, number>): string {
  const { do: verb } = operation
  const names = verb === 'write-task' || verb === 'write-progress' ? ` of ${numbers.size}` : ''
  const issue = onIssue.has(verb) && 'task' in operation ? ` on ${numbers.get(operation.task ?? '')}` : ''
  return `${operationKey(operation)}${names}${issue}`
}

/** Whether an operation undoes an attempt: several commands of one run may each want a task in another state. */
export function undoes(operation: Operation, attempt: string): boolean {
  const { do: verb, phase } = operation
  const isOf = (other: Operation) => attempt.startsWith(`${operationKey(other)} on `)
  if (verb === 'write-task') return attempt.startsWith(textKey(operation.task))
  if (verb === 'remove-label') {
    return isOf({ do: 'add-labels', phase, task: operation.task, labels: [operation.label] })
  }
  if (verb === 'add-labels') {
    const { task, labels } = operation
    return labels.some((label) => isOf({ do: 'remove-label', phase, task, label }))
  }
  if (verb !== 'assign' && verb !== 'unassign') return false
  return isOf({ ...operation, do: verb === 'assign' ? 'unassign' : 'assign' })
}

function textKey(task: string): string {
  return `write-task ${task} `
}

export function linkKey(task: string, blocker: string): string {
  return `link ${task}>${blocker}`
}

/** Whether a key is that of a link. */
export function isLink(key: string): boolean {
  return key.startsWith('link ')
}

/** One operation in plain words, in the form "would …" completes. */
export function describe(operation: Operation): string {
  switch (operation.do) {
    case 'create-label':
      return `create the label ${operation.label.name}`
    case 'create-milestone':
      return `create the milestone "${operation.title}"${operation.dueDate === undefined ? '' : `, due on ${operation.dueDate}`}`
    case 'change-milestone':
      return describeMilestone(operation.changes)
    case 'open-progress':
      return `open the progress issue of phase ${operation.phase}`
    case 'open-task':
      return `open an issue "${operation.title}" with the labels ${operation.labels.join(', ')}${assigned(operation.assignees)}`
    case 'add-sub-issue':
      return `make ${operation.task} a sub-issue of the progress issue`
    case 'link':
      return `mark ${operation.task} as blocked by ${operation.blocker}`
    case 'unlink':
      return `unmark ${operation.task} as blocked by #${operation.blocker.number}`
    case 'add-labels':
      return `label ${operation.task} with ${operation.labels.join(', ')}`
    case 'remove-label':
      return `take the label ${operation.label} off ${operation.task}`
    case 'retitle-task':
      return `set the title of ${operation.task} to "${operation.title}"`
    case 'set-milestone':
      return `put ${operation.task} into the milestone "${operation.milestone}"`
    case 'assign':
      return `assign ${operation.logins.join(', ')} to ${operation.task}`
    case 'unassign':
      return `take ${operation.logins.join(', ')} off ${operation.task}`
    case 'write-task':
      return `update what stands on ${operation.task}: ${operation.part.record.state}`
    case 'close-duplicate':
      return `close #${operation.number} as a duplicate of #${operation.survivor}`
    case 'claim':
      return `take the claim ${operation.claim}`
    case 'start-run':
      return `start ${operation.workflow} for ${operation.claim}`
    case 'start-agent':
      return `assign ${operation.logins.join(', ')} for ${operation.claim}`
    case 'cancel-run':
      return `cancel the run ${operation.run} of ${operation.task}`
    case 'react':
      return `react with ${operation.content} to comment ${operation.comment}`
    case 'reply':
      return replyText(operation)
    case 'tell':
      return `tell ${operation.letters.map((letter) => `"${letter.notice.title}" ${places(letter)}`).join(' and ')}`
    case 'note-told':
      return `note what was told of phase ${operation.phase}`
    case 'commit-files':
      return `commit ${filesText(operation.edits)} to ${operation.branch}`
    case 'label-progress':
      return `label the progress issue of phase ${operation.phase} with ${operation.labels.join(', ')}`
    case 'retitle-progress':
      return `set the title of the progress issue to "${operation.title}"`
    case 'reopen-progress':
      return `open the progress issue of phase ${operation.phase} again`
    case 'write-progress':
      return `update the progress issue of phase ${operation.phase}`
    case 'close-progress':
      return `close the progress issue of phase ${operation.phase}, which is complete`
  }
}

function places({ comment, slack }: Letter): string {
  if (comment === undefined) return 'in Slack'
  return slack ? 'in a comment and in Slack' : 'in a comment'
}

function filesText(edits: readonly FileEdit[]): string {
  const paths = [...new Set(edits.map(({ path }) => path))]
  const shown = paths.slice(0, 6).join(', ')
  return paths.length > 6 ? `${shown} and ${paths.length - 6} more files` : shown
}

function assigned(logins: readonly string[]): string {
  return logins.length === 0 ? '' : `, assigned to ${logins.join(', ')}`
}

function describeMilestone(changes: MilestoneChanges): string {
  const parts = [
    ...(changes.title === undefined ? [] : [`rename the milestone to "${changes.title}"`]),
    ...('dueDate' in changes
      ? [
          changes.dueDate === undefined
            ? 'take the due date off the milestone'
            : `set the milestone's due date to ${changes.dueDate}`,
        ]
      : []),
    ...(changes.open === undefined ? [] : [`${changes.open ? 'open the milestone again' : 'close the milestone'}`]),
  ]
  return parts.join(' and ')
}

function replyText({ refusal, comment, issue }: Extract<Operation, { do: 'reply' }>): string {
  const command = `the command in comment ${comment} on #${issue}`
  return refusal === undefined ? `answer ${command}` : `refuse ${command} [${refusal}]`
}

import { quietText } from '../text/inert.ts'
import { type FileEdit, stateChanges } from './files/file-edit.ts'

/** A file that a commit changes, and what stood there before. */
export interface FileChange {
  readonly edit: FileEdit
  /** Undefined where there was no such file. */
  readonly before: string | undefined
}

const mostNamed = 6

/**
 * The message of a commit: `Phase 4: p4-1-1 done, p4-1-2 picked [skip ci]`. Ids of phases and tasks and our own words
 * stand in it, no text of anybody's. An id may look like a reference: on the default branch, "Phase fixes: GH-1" closes an issue.
 */
export function commitMessage(changes: readonly FileChange[]): string {
  const phases = [...new Set(changes.map(({ edit }) => edit.phase))]
  const parts = phases.map((phase) => {
    const news = newsOf(changes.filter(({ edit }) => edit.phase === phase))
    const shown = news.slice(0, mostNamed)
    const more = news.length > shown.length ? ` and ${news.length - shown.length} more` : ''
    return `Phase ${phase}: ${shown.join(', ') || 'plan and progress'}${more}`
  })
  return `${quietText(parts.join('; '))} ${ending}`
}

/** No workflow has to run because of what only mirrors issues. */
const ending = '[skip ci]'

/** Whether a commit message is one of those above. */
export function isOurMessage(message: string): boolean {
  return message.startsWith('Phase ') && message.trimEnd().endsWith(ending)
}

function newsOf(changes: readonly FileChange[]): readonly string[] {
  const words = new Map<string, string>()
  for (const { edit, before } of changes) {
    for (const { task, from, to } of stateChanges(edit, before)) words.set(task, `${task} ${word(from, to)}`)
  }
  for (const { edit } of changes) {
    if (edit.file !== 'progress' || words.has(edit.task)) continue
    if (edit.percent !== undefined) words.set(edit.task, `${edit.task} at ${edit.percent} %`)
  }
  // What ended comes first: the rest mostly follows from it.
  const ended = (text: string) => Number(!/ (?:done|dropped)$/.test(text))
  return [...words.values()].sort((a, b) => ended(a) - ended(b))
}

function word(from: string | undefined, to: string | undefined): string {
  if (to === undefined) return from === 'done' || from === 'dropped' ? 'reopened' : 'back in the queue'
  if (to === 'assigned') return 'picked'
  if (to === 'running') return from === 'stalled' ? 'running again' : 'started'
  if (to === 'review') return 'in review'
  return to === 'waiting' ? 'to be tried again' : to
}

import { progressPath } from '../../mirror-paths.ts'
import { type FileCommit, isAnswered, type Observation, type Question } from '../../observation.ts'
import type { PhaseView, TaskView } from '../../tasks/task-view.ts'
import { readProgressFile } from './progress-file.ts'

/** A sign of life that somebody gave by committing to a task's progress file. */
export interface CommitSign {
  /** ISO, not after now. */
  readonly at: string
  /** Undefined where the file says none. */
  readonly percent: number | undefined
  /** Undefined where GitHub knows no account for the commit. */
  readonly by: string | undefined
}

/**
 * The newest commit of somebody else's to the task's progress file since we last wrote it. Only files that we wrote are
 * looked at, and only where the text around our part differs is GitHub asked for commits.
 */
export function signByCommit(
  view: TaskView,
  { record }: PhaseView,
  { observation, now }: { readonly observation: Observation; readonly now: number },
): { readonly sign: CommitSign | undefined; readonly questions: readonly Question[] } {
  const path = progressPath(view.phase, view.task.id)
  const branch = view.phase.files?.branch
  const nothing = { sign: undefined, questions: [] }
  if (path === undefined || !record.mirror?.tasks.get(view.task.id)) return nothing
  // What this run has written is as it left it.
  if (observation.mirrored.has(view.phase.id)) return nothing
  // Whether the checkout shows the branch depends on which one is the default.
  const first: Question = { ask: 'branch' }
  if (branch !== undefined && observation.branch === undefined && !isAnswered(observation, first))
    return { ...nothing, questions: [first] }
  const reading: Question = { ask: 'file', path, branch }
  if (!isAnswered(observation, reading)) return { ...nothing, questions: [reading] }
  if (newsInFile(view, observation) === undefined) return nothing
  const question: Question = { ask: 'commits', path, branch }
  if (!isAnswered(observation, question)) return { ...nothing, questions: [question] }
  const commit = observation.commits.get(fileKey(path, branch))
  return { sign: commit === undefined ? undefined : toSign(commit, view, observation, now), questions: [] }
}

/**
 * Checksum of the news in a task's progress file of which this run has found the commit, and what that means has been
 * written to the task's issue: only then may the file be marked as read.
 */
export function readNews(view: TaskView, observation: Observation): string | undefined {
  const path = progressPath(view.phase, view.task.id)
  const isFound = path !== undefined && observation.commits.has(fileKey(path, view.phase.files?.branch))
  return isFound && !observation.troubled.has(view.task.id) ? newsInFile(view, observation) : undefined
}

/** Checksum of what surrounds our part in a task's progress file, where that is not as we left it. */
function newsInFile({ task, phase }: TaskView, observation: Observation): string | undefined {
  const path = progressPath(phase, task.id)
  const text = path === undefined ? undefined : observation.files.get(fileKey(path, phase.files?.branch))
  if (text === undefined) return undefined
  const { rest, left } = readProgressFile(text, task.id)
  return left === undefined || left === rest ? undefined : rest
}

/** The name under which a file of a branch is known; without one it is that of the default branch. */
export function fileKey(path: string, branch: string | undefined): string {
  return `${branch ?? ''}:${path}`
}

function toSign({ at, login }: FileCommit, view: TaskView, observation: Observation, now: number): CommitSign {
  const text = observation.files.get(fileKey(progressPath(view.phase, view.task.id)!, view.phase.files?.branch))!
  return {
    at: Date.parse(at) > now ? new Date(now).toISOString() : at,
    percent: readProgressFile(text, view.task.id).percent,
    by: login,
  }
}

import { writeTask } from '../../core/pages/managed-task.ts'
import { withTold, writeProgress } from '../../core/pages/progress-page.ts'
import { recordLine } from '../../core/records/managed-part.ts'
import { withRefusals } from '../../core/records/task-record.ts'
import { toComment } from '../observe.ts'
import { ownRemark, toRawComment, withRemarks } from '../remarks.ts'
import { send } from '../request.ts'
import { withComment } from './comments.ts'
import {
  type Do,
  issueOfTask,
  noteRecorded,
  numberOfProgress,
  patchIssue,
  readFresh,
  type Site,
  Surprise,
} from './site.ts'

/**
 * The text is read again just before it is written, because people write beside us. A record that another run has
 * written since it was looked at may hold a claim: it is never overwritten unseen.
 */
export async function rewriteTask(operation: Do<'write-task'>, site: Site): Promise<void> {
  const { part, task, phase } = operation
  const issue = issueOfTask(task, site)
  const record = withRefusals(part.record, site.observation.unassignable)
  const write = (existing: string | undefined) =>
    writeTask({ ...part, record }, existing, site.progress.get(phase), (id) => site.numbers.get(id))
  const comment = site.observation.comments.get(issue.number)
  if (comment === undefined) {
    const fresh = await readFresh(issue.number, site)
    requireSeen(issue.body, fresh.body, task)
    const body = write(fresh.body)
    if (body !== fresh.body) await patchIssue(issue.number, { body }, site)
  } else if (comment === 'none') {
    const made = await send(
      site.client,
      (octokit, place) =>
        octokit.rest.issues.createComment({ ...place, issue_number: issue.number, body: write(undefined) }),
      toRawComment,
    )
    setComment(issue.number, made, site)
    // What was said there before the adoption is none of ours.
    const known = withRemarks(site.observation, issue.number, [ownRemark(made)])
    site.observation = withComment(known, issue.number)
  } else {
    await rewriteComment(issue.number, comment, task, write, site)
  }
  const { reopened, back } = site.observation
  if (operation.reopened) site.observation = { ...site.observation, reopened: new Set([...reopened, task]) }
  if (operation.back) site.observation = { ...site.observation, back: new Set([...back, task]) }
}

function requireSeen(seen: string, fresh: string, task: string): void {
  if (recordLine(seen) !== recordLine(fresh)) throw new Surprise(`another run wrote the issue of ${task} just now`)
}

async function rewriteComment(
  issue: number,
  { id, body: seen }: { readonly id: number; readonly body: string },
  task: string,
  write: (existing: string) => string,
  site: Site,
): Promise<void> {
  const fresh = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.getComment({ ...place, comment_id: id }),
    toComment,
  )
  setComment(issue, fresh, site)
  requireSeen(seen, fresh.body, task)
  const body = write(fresh.body)
  const made = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.updateComment({ ...place, comment_id: id, body }),
    toComment,
  )
  setComment(issue, made, site)
}

function setComment(issue: number, comment: { id: number; body: string }, site: Site): void {
  const comments = new Map(site.observation.comments).set(issue, { id: comment.id, body: comment.body })
  site.observation = { ...site.observation, comments }
}

export function rewriteProgress({ page, phase }: Do<'write-progress'>, site: Site): Promise<void> {
  return changeProgress(phase, (body) => writeProgress(page, body, (task) => site.numbers.get(task)), site)
}

/** A closed progress issue keeps its text; what it remembers of the letters changes alone. */
export function noteTold({ phase, told }: Do<'note-told'>, site: Site): Promise<void> {
  return changeProgress(phase, (body) => withTold(body, phase, told) ?? body, site)
}

async function changeProgress(phase: string, change: (body: string) => string, site: Site): Promise<void> {
  const number = numberOfProgress(phase, site)
  const seen = site.observation.issues.get(number)
  const fresh = await readFresh(number, site)
  if (seen !== undefined && recordLine(seen.body) !== recordLine(fresh.body)) {
    throw new Surprise(`another run wrote the progress issue of phase ${phase} just now`)
  }
  const body = change(fresh.body)
  if (body !== fresh.body) await patchIssue(number, { body }, site)
  noteRecorded(phase, site)
}

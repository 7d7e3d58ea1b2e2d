import { replyBody } from '../../core/commands/reply-text.ts'
import type { Observation } from '../../core/observation.ts'
import { ownRemark, readRemarks, toRawComment, withReactions, withRemarks } from '../remarks.ts'
import { send } from '../request.ts'
import { Trouble } from '../trouble.ts'
import type { Do, Site } from './site.ts'

/** A comment that was deleted meanwhile needs no reaction. */
export async function react({ comment, content }: Do<'react'>, site: Site): Promise<void> {
  try {
    await send(
      site.client,
      (octokit, place) => octokit.rest.reactions.createForIssueComment({ ...place, comment_id: comment, content }),
      () => undefined,
    )
  } catch (error) {
    if (!(error instanceof Trouble) || error.kind !== 'absent') throw error
    site.observation = withReactions(site.observation, comment, ['-1'])
    return
  }
  const dismissed = site.observation.dismissed + (content === '-1' ? 1 : 0)
  site.observation = { ...withReactions(site.observation, comment, [content]), dismissed }
}

/**
 * Answers a command, and counts the answer among the comments of the issue. Another run may have answered since the
 * comments were read: they are read once more just before.
 */
export async function reply(operation: Do<'reply'>, site: Site): Promise<void> {
  const { issue, comment, answers } = operation
  const asked = site.observation.remarks.get(issue)?.find(({ id }) => id === comment)
  site.observation = await readRemarks(site.observation, issue, asked?.createdAt, site.client)
  if (site.observation.remarks.get(issue)?.some(({ ours }) => ours?.answers === answers)) return
  const body = replyBody(operation, (task) => site.numbers.get(task))
  const made = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.createComment({ ...place, issue_number: issue, body }),
    toRawComment,
  )
  const known = withRemarks(site.observation, issue, [ownRemark({ ...made, body })])
  site.observation = { ...withComment(known, issue), replies: known.replies + 1 }
}

/** One comment more, which the list of issues read before does not count. */
export function withComment(known: Observation, number: number): Observation {
  const issue = known.issues.get(number)
  if (issue === undefined) return known
  return { ...known, issues: new Map(known.issues).set(number, { ...issue, comments: issue.comments + 1 }) }
}

import { findCommands } from '../../src/core/commands/find-commands.ts'
import { readReply } from '../../src/core/commands/reply-text.ts'
import { sameName } from '../../src/core/issues/issue.ts'
import type { Observation, Remark } from '../../src/core/observation.ts'
import { changeIssue, type GitHub, type StoredComment, storedIssue, tick } from './simulated-github.ts'

export function toRemark(comment: StoredComment, known: Observation, github: GitHub): Remark {
  const { id, author, body, createdAt, updatedAt } = comment
  const ours = known.trusted.has(author?.toLowerCase() ?? '') ? readReply(body) : undefined
  return {
    id,
    author,
    bot: author?.endsWith('[bot]') ?? false,
    member: author !== undefined && gitHubCounts(github, author),
    createdAt,
    updatedAt,
    ours,
    commands: ours === undefined ? findCommands(body) : [],
    marked: github.marked.has(id) || (github.reactions.get(id) ?? []).length > 0,
  }
}

/** In the simulation all who may write are members, and nobody else. */
function gitHubCounts({ writers }: GitHub, login: string): boolean {
  return writers.some((other) => sameName(other, login))
}

/** Adds comments to what is known, oldest first; of two views of one the later counts. */
export function withRemarks(known: Observation, number: number, remarks: readonly Remark[]): Observation {
  const all = new Map([...(known.remarks.get(number) ?? []), ...remarks].map((remark) => [remark.id, remark]))
  const sorted = [...all.values()].sort((a, b) => a.id - b.id)
  return { ...known, remarks: new Map(known.remarks).set(number, sorted) }
}

/** Somebody comments on an issue; `undefined` is an account that was deleted since. */
export function addComment(github: GitHub, number: number, author: string | undefined, body: string): StoredComment {
  const at = tick(github)
  const comment: StoredComment = { id: github.clock, author, body, createdAt: at, updatedAt: at }
  storedIssue(github, number).comments.push(comment)
  changeIssue(github, number, {})
  return comment
}

/** Somebody edits a comment of theirs. */
export function editComment(github: GitHub, number: number, comment: StoredComment, body: string): void {
  comment.body = body
  comment.updatedAt = tick(github)
  changeIssue(github, number, {})
}

export function removeComment(github: GitHub, number: number, { id }: StoredComment): void {
  const { comments } = storedIssue(github, number)
  comments.splice(
    comments.findIndex((comment) => comment.id === id),
    1,
  )
  changeIssue(github, number, {})
}

import { type Command, mightCommand } from '../core/commands/command.ts'
import { readReply } from '../core/commands/reply-text.ts'
import type { Observation, Reaction, Remark } from '../core/observation.ts'
import { accountLogin, type RawAccount } from './account.ts'
import type { Client } from './client.ts'
import { sendList } from './request.ts'
import { Misshapen } from './shapes.ts'
import { Trouble } from './trouble.ts'

interface RawComment {
  readonly id: number
  readonly body: string
  readonly author: string | undefined
  readonly bot: boolean
  readonly member: boolean
  readonly createdAt: string
  readonly updatedAt: string
  readonly marked: boolean
}

/** Reads the comments of an issue, those changed since an instant (ISO) alone where one is given, and adds them to what is known. */
export async function readRemarks(
  known: Observation,
  number: number,
  since: string | undefined,
  client: Client,
): Promise<Observation> {
  let comments: RawComment[]
  try {
    comments = await sendList(
      client,
      (octokit, place) =>
        octokit.rest.issues.listComments({
          ...place,
          issue_number: number,
          ...(since === undefined ? {} : { since: since.replace(/\.\d+Z$/, 'Z') }),
        }),
      toRawComment,
    )
  } catch (error) {
    if (!(error instanceof Trouble) || error.kind === 'limited' || error.kind === 'forbidden') throw error
    // What could not be read is read by the next run; what is known of it stays as it was.
    return known
  }
  const remarks: Remark[] = []
  for (const comment of comments) remarks.push(await toRemark(comment, known))
  return withRemarks(known, number, remarks)
}

/** Adds comments, oldest first; of two views of one the later counts. */
export function withRemarks(known: Observation, number: number, remarks: readonly Remark[]): Observation {
  const all = new Map((known.remarks.get(number) ?? []).map((remark) => [remark.id, remark]))
  for (const remark of remarks) all.set(remark.id, remark)
  const sorted = [...all.values()].sort((a, b) => a.id - b.id)
  return { ...known, remarks: new Map(known.remarks).set(number, sorted) }
}

/** Text is parsed only where a line could be a command, and the parser is loaded only then. */
async function toRemark(comment: RawComment, { trusted }: Observation): Promise<Remark> {
  const { body, ...rest } = comment
  const isTrusted = comment.author !== undefined && trusted.has(comment.author.toLowerCase())
  const ours = isTrusted ? readReply(body) : undefined
  return { ...rest, ours, commands: ours === undefined && mightCommand(body) ? await commandsIn(body) : [] }
}

async function commandsIn(body: string): Promise<readonly Command[]> {
  const { findCommands } = await import('../core/commands/find-commands.ts')
  return findCommands(body)
}

export function toRawComment(raw: unknown): RawComment {
  const comment = raw as {
    id?: unknown
    body?: string
    user?: RawAccount | null
    author_association?: string
    created_at?: string
    updated_at?: string
    reactions?: Record<string, unknown>
  } | null
  if (typeof comment?.id !== 'number' || typeof comment.created_at !== 'string') {
    throw new Misshapen('a comment without id or time')
  }
  const count = (content: string) => Number(comment.reactions?.[content] ?? 0)
  return {
    id: comment.id,
    body: comment.body ?? '',
    author: accountLogin(comment.user),
    bot: comment.user?.type === 'Bot',
    // Members who do not show that they are appear as contributors.
    member: /^(?:OWNER|MEMBER|COLLABORATOR|CONTRIBUTOR)$/.test(comment.author_association ?? ''),
    createdAt: comment.created_at,
    updatedAt: comment.updated_at ?? comment.created_at,
    // A server that does not count reactions has them asked for.
    marked: comment.reactions === undefined || count('rocket') + count('-1') + count('eyes') > 0,
  }
}

/** Our own reactions to a comment, also under a login that we had before: what others add means nothing. */
export async function readReactions(known: Observation, comment: number, client: Client): Promise<Observation> {
  const list = await sendList(
    client,
    (octokit, place) => octokit.rest.reactions.listForIssueComment({ ...place, comment_id: comment }),
    (raw) => raw as { content?: string; user?: RawAccount | null },
  ).catch((error: unknown) => {
    // Deleted meanwhile: nothing is left to be done about it.
    if (error instanceof Trouble && error.kind === 'absent') return undefined
    throw error
  })
  const ours = (list ?? []).flatMap(({ content, user }): Reaction[] => {
    const login = accountLogin(user)
    const isOurs = login !== undefined && known.trusted.has(login.toLowerCase())
    return isOurs && isReaction(content) ? [content] : []
  })
  return withReactions(known, comment, list === undefined ? ['-1'] : ours)
}

export function withReactions(known: Observation, comment: number, reactions: readonly Reaction[]): Observation {
  const all = [...new Set([...(known.reactions.get(comment) ?? []), ...reactions])]
  return { ...known, reactions: new Map(known.reactions).set(comment, all) }
}

function isReaction(content: string | undefined): content is Reaction {
  return content === 'eyes' || content === 'rocket' || content === '-1'
}

/** The comment that was just written, as it came back. */
export function ownRemark(raw: RawComment): Remark {
  const { body, ...rest } = raw
  return { ...rest, ours: readReply(body) ?? { answers: '', refusal: false }, commands: [] }
}

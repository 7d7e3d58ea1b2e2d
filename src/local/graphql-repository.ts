import { mayUse } from './access.ts'
import { filesOf, resolveCommit } from './git.ts'
import type { Selection } from './graphql-query.ts'
import { argument, type Context, FieldError, type Fields, select } from './graphql-select.ts'
import { issuePage } from './issue-view.ts'
import { same } from './records.ts'
import type { IssueRow } from './state.ts'

export function resolveRepository(context: Context, selection: Selection): unknown {
  const asked = `${argument(context, selection, 'owner')}/${argument(context, selection, 'name')}`
  if (!same(asked, context.store.repository)) {
    throw new FieldError(`Could not resolve to a Repository with the name '${asked}'.`)
  }
  const fields: Fields = {
    nameWithOwner: ({ store }) => store.repository,
    issue: resolveIssue,
    object: resolveObject,
  }
  return select(context, 'Repository', fields, selection)
}

/** What a revision expression such as `HEAD:.github` names: a folder's tree or a file's blob, null where there is none. */
function resolveObject(context: Context, selection: Selection): unknown {
  const { store, caller } = context
  if (!mayUse(store, caller, 'contents', 'read', 'read')) throw new FieldError('Resource not accessible by integration')
  const [revision = '', ...rest] = String(argument(context, selection, 'expression')).split(':')
  const commit = resolveCommit(store, revision)
  return commit === undefined ? null : resolveAt(context, selection, filesOf(store, commit), rest.join(':'))
}

function resolveAt(context: Context, selection: Selection, files: ReadonlyMap<string, string>, path: string): unknown {
  const sha = files.get(path)
  if (sha !== undefined) return select(context, 'Blob', blobFields(context, sha), selection)
  const prefix = path === '' ? '' : `${path}/`
  const inside = [...files.keys()].filter((file) => file.startsWith(prefix)).map((file) => file.slice(prefix.length))
  const names = [...new Set(inside.map((file) => file.split('/')[0]!))].sort()
  if (names.length === 0) return null
  const entryFields = (name: string): Fields => ({
    name: () => name,
    type: () => (files.has(prefix + name) ? 'blob' : 'tree'),
    mode: () => (files.has(prefix + name) ? 0o100644 : 0o040000),
    object: (inner, field) => resolveAt(inner, field, files, prefix + name),
  })
  const fields: Fields = {
    entries: (inner, field) => names.map((name) => select(inner, 'TreeEntry', entryFields(name), field)),
  }
  return select(context, 'Tree', fields, selection)
}

/** GitHub gives the text of a blob up to half a megabyte, and says whether it cut it. */
function blobFields({ store }: Context, sha: string): Fields {
  const content = Buffer.from(store.state.git.blobs[sha] ?? '', 'base64')
  const most = 512 * 1024
  return {
    byteSize: () => content.length,
    isBinary: () => content.includes(0),
    isTruncated: () => content.length > most,
    text: () => (content.includes(0) ? null : content.subarray(0, most).toString()),
  }
}

function resolveIssue(context: Context, selection: Selection): unknown {
  const number = Number(argument(context, selection, 'number'))
  const row = context.store.findIssue(number)
  if (!row || row.deleted || row.pullRequest)
    throw new FieldError(`Could not resolve to an Issue with the number of ${number}.`)
  const fields: Fields = {
    number: () => row.number,
    databaseId: () => row.id,
    title: () => row.title,
    state: () => row.state.toUpperCase(),
    stateReason: () => row.stateReason?.toUpperCase() ?? null,
    url: ({ store }) => issuePage(store, row),
    closedByPullRequestsReferences: (inner, field) => resolveClosers(inner, field, row),
    timelineItems: (inner, field) => resolveTimeline(inner, field, row),
    comments: (inner, field) => resolveComments(inner, field, row),
  }
  return select(context, 'Issue', fields, selection)
}

/** Pull requests that will close the issue, or did; closed ones only where they are asked for. */
function resolveClosers(context: Context, selection: Selection, issue: IssueRow): unknown {
  if (!mayUse(context.store, context.caller, 'pull_requests', 'read', 'read'))
    throw new FieldError('Resource not accessible by integration')
  const closedToo = argument(context, selection, 'includeClosedPrs') === true
  const first = argument(context, selection, 'first')
  const rows = context.store.issues.filter(
    (row) => row.pullRequest?.closes.includes(issue.number) && (closedToo || row.state === 'open'),
  )
  const shown = typeof first === 'number' ? rows.slice(0, first) : rows
  const fields: Fields = {
    totalCount: () => rows.length,
    nodes: (inner, field) => shown.map((row) => select(inner, 'PullRequest', pullFields(row), field)),
  }
  return select(context, 'PullRequestConnection', fields, selection)
}

/** Of all that may happen to an issue only its closing, as it stands now. */
function resolveTimeline(context: Context, selection: Selection, row: IssueRow): unknown {
  const closed: Fields = {
    createdAt: () => row.closedAt,
    actor: (inner, field) => resolveActor(inner, field, row.closedBy),
    closer: (inner, field) => resolveCloser(inner, field, row),
  }
  const fields: Fields = {
    nodes: (inner, field) => (row.closedAt === null ? [] : [select(inner, 'ClosedEvent', closed, field)]),
  }
  return select(context, 'IssueTimelineItemsConnection', fields, selection)
}

/** The merged pull request, or the commit, whose text closed the issue; null where a person did. */
function resolveCloser(context: Context, selection: Selection, row: IssueRow): unknown {
  const { store } = context
  const pull = store.issues.find(({ pullRequest }) => pullRequest?.mergedAt && pullRequest.closes.includes(row.number))
  if (pull !== undefined) {
    const repository: Fields = { nameWithOwner: () => store.repository }
    const fields = {
      ...pullFields(pull),
      repository: (inner: Context, field: Selection) => select(inner, 'Repository', repository, field),
    }
    return select(context, 'PullRequest', fields, selection)
  }
  const says = new RegExp(`\\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?) #${row.number}\\b`, 'i')
  const commit = Object.entries(store.state.git.commits).find(([, { message }]) => says.test(message))
  return commit === undefined ? null : select(context, 'Commit', { oid: () => commit[0] }, selection)
}

function resolveComments(context: Context, selection: Selection, row: IssueRow): unknown {
  const last = argument(context, selection, 'last')
  const rows = context.store.commentsOf(row)
  const shown = typeof last === 'number' ? rows.slice(-last) : rows
  const fields: Fields = {
    nodes: (inner, field) =>
      shown.map((comment) =>
        select(
          inner,
          'IssueComment',
          {
            body: () => comment.body,
            createdAt: () => comment.createdAt,
            author: (author, chosen) => resolveActor(author, chosen, comment.user),
          },
          field,
        ),
      ),
  }
  return select(context, 'IssueCommentConnection', fields, selection)
}

/** GraphQL names an app's account without what REST puts behind it. */
function resolveActor(context: Context, selection: Selection, login: string | null): unknown {
  if (login === null) return null
  const type = context.store.user(login)?.type ?? 'User'
  return select(context, type, { login: () => login.replace(/\[bot\]$/, '') }, selection)
}

function pullFields(row: IssueRow): Fields {
  const merged = row.pullRequest?.mergedAt !== null
  return {
    number: () => row.number,
    title: () => row.title,
    url: ({ store }) => issuePage(store, row),
    state: () => (merged ? 'MERGED' : row.state.toUpperCase()),
    isDraft: () => row.pullRequest?.draft ?? false,
    merged: () => merged,
    headRefName: () => row.pullRequest?.head ?? '',
    updatedAt: () => row.updatedAt,
    author: (inner, field) => resolveActor(inner, field, row.user),
  }
}

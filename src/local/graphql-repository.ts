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
  }
  return select(context, 'Repository', fields, selection)
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
  }
  return select(context, 'Issue', fields, selection)
}

/** Pull requests that will close the issue, or did; closed ones only where they are asked for. */
function resolveClosers(context: Context, selection: Selection, issue: IssueRow): unknown {
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
  }
}

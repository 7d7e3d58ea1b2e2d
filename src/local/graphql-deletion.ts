import { hasRole } from './access.ts'
import type { Selection } from './graphql-query.ts'
import { argument, type Context, FieldError, select } from './graphql-select.ts'
import { nodeId } from './shape.ts'

/** `deleteIssue(input: { issueId })`: only REST's sister can delete an issue, and only for those who administer the repository. */
export function resolveDeletion(context: Context, selection: Selection): unknown {
  const { store, caller } = context
  const { issueId } = (argument(context, selection, 'input') ?? {}) as { issueId?: unknown }
  const row = store.issues.find((issue) => !issue.deleted && !issue.pullRequest && nodeId('I', issue.id) === issueId)
  if (!row) throw new FieldError(`Could not resolve to a node with the global id of '${issueId}'`)
  if (!hasRole(caller, 'admin'))
    throw new FieldError(`${caller.login} does not have the correct permissions to execute DeleteIssue`)
  store.deleteIssue(row.number)
  const repository = { nameWithOwner: () => store.repository }
  return select(
    context,
    'DeleteIssuePayload',
    {
      clientMutationId: () => null,
      repository: (inner, field) => select(inner, 'Repository', repository, field),
    },
    selection,
  )
}

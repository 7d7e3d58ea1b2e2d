import { Hono } from 'hono'
import { type Exchange, input } from './exchange.ts'
import { resolveDeletion } from './graphql-deletion.ts'
import { parseQuery } from './graphql-query.ts'
import { resolveRepository } from './graphql-repository.ts'
import { FieldError, type Fields, select } from './graphql-select.ts'
import type { Store } from './store.ts'

const viewer: Fields = {
  login: ({ caller }) => caller.login,
  databaseId: ({ store, caller }) => store.user(caller.login)?.id ?? null,
}

const query: Fields = {
  viewer: (context, selection) => select(context, 'User', viewer, selection),
  repository: resolveRepository,
}

const mutation: Fields = { deleteIssue: resolveDeletion }

export function graphqlRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  routes.post('/graphql', (call) => {
    const body = input(call)
    try {
      const selection = parseQuery(body.text('query'))
      const context = { store, caller: call.get('caller'), variables: body.record('variables') }
      const [type, fields] = selection.name === 'mutation' ? ['Mutation', mutation] : ['Query', query]
      return call.json({ data: select(context, type, fields, selection) })
    } catch (error) {
      if (!(error instanceof FieldError || error instanceof SyntaxError)) throw error
      return call.json({ errors: [{ message: error.message, locations: [{ line: 1, column: 1 }] }] })
    }
  })
  return routes
}

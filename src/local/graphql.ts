import { Hono } from 'hono'
import type { Caller } from './access.ts'
import { type Exchange, input } from './exchange.ts'
import { parseQuery, type Selection } from './graphql-query.ts'
import type { Store } from './store.ts'

interface Context {
  store: Store
  caller: Caller
  variables: Record<string, unknown>
}

/** One field of an object: its value, or an object's fields to select from. */
type Resolver = (context: Context, selection: Selection) => unknown

const viewer: Record<string, Resolver> = {
  login: ({ caller }) => caller.login,
  databaseId: ({ store, caller }) => store.user(caller.login)?.id ?? null,
}

const query: Record<string, Resolver> = {
  viewer: (context, selection) => select(context, 'User', viewer, selection),
}

class FieldError extends Error {}

/** Resolves what a selection asks for. A field that is not known is an error, as on GitHub: no data at all. */
export function select(
  context: Context,
  type: string,
  fields: Record<string, Resolver>,
  selection: Selection,
): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const field of selection.fields) {
    const resolve = Object.hasOwn(fields, field.name) ? fields[field.name] : undefined
    if (field.name === '__typename') result[field.alias] = type
    else if (!resolve) throw new FieldError(`Field '${field.name}' doesn't exist on type '${type}'`)
    else result[field.alias] = resolve(context, field)
  }
  return result
}

export function graphqlRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  routes.post('/graphql', (call) => {
    const body = input(call)
    try {
      const selection = parseQuery(body.text('query'))
      const context = { store, caller: call.get('caller'), variables: body.record('variables') }
      return call.json({ data: select(context, 'Query', query, selection) })
    } catch (error) {
      if (!(error instanceof FieldError || error instanceof SyntaxError)) throw error
      return call.json({ errors: [{ message: error.message, locations: [{ line: 1, column: 1 }] }] })
    }
  })
  return routes
}

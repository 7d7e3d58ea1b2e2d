import type { Caller } from './access.ts'
import type { Selection, Value } from './graphql-query.ts'
import type { Store } from './store.ts'

export interface Context {
  store: Store
  caller: Caller
  variables: Record<string, unknown>
}

/** The fields of a type: each gives its value, selecting further where that is an object. */
export type Fields = Record<string, (context: Context, selection: Selection) => unknown>

/** An error that GraphQL answers with, beside status 200. */
export class FieldError extends Error {}

/** What a selection asks of an object. A field that is not known here is an error, never a guess. */
export function select(context: Context, type: string, fields: Fields, selection: Selection): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  for (const field of selection.fields) {
    if (field.on !== undefined && field.on !== type) continue
    const resolve = Object.hasOwn(fields, field.name) ? fields[field.name] : undefined
    if (field.name === '__typename') result[field.alias] = type
    else if (!resolve) throw new FieldError(`Field '${field.name}' doesn't exist on type '${type}'`)
    else result[field.alias] = resolve(context, field)
  }
  return result
}

/** An argument's value, through the variables. */
export function argument(context: Context, selection: Selection, name: string): unknown {
  const value: Value | undefined = selection.arguments[name]
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return context.variables[value.variable]
}

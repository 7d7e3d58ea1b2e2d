import type { Description, Schema } from './description.ts'

/** Paths of the fields of a value that no branch of its schema knows: JSON Schema allows them, GitHub does not send them. */
export function undescribed(description: Description, schema: Schema, value: unknown, path = ''): string[] {
  if (Array.isArray(value)) {
    const items = branches(description, schema)
      .map((branch) => branch.items)
      .filter((item) => item !== undefined)
    if (items.length === 0) return []
    return value.flatMap((item, index) => undescribed(description, { anyOf: items }, item, `${path}/${index}`))
  }
  if (value === null || typeof value !== 'object') return []
  const all = branches(description, schema)
  const open = all.some((branch) => branch.additionalProperties !== undefined && branch.additionalProperties !== false)
  const described = all.filter((branch) => branch.properties !== undefined)
  if (open || described.length === 0) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const known = described.map((branch) => branch.properties?.[key]).filter((property) => property !== undefined)
    return known.length === 0 ? [`${path}/${key}`] : undescribed(description, { anyOf: known }, inner, `${path}/${key}`)
  })
}

/** The plain schemas that a schema stands for, through references and combinations. */
function branches(description: Description, schema: Schema): Schema[] {
  if (schema.$ref !== undefined) return branches(description, resolve(description, schema.$ref))
  const combined = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => (schema[key] as Schema[] | undefined) ?? [])
  return [schema, ...combined.flatMap((branch) => branches(description, branch))]
}

function resolve(description: Description, reference: string): Schema {
  const [kind = '', name = ''] = reference.split('/').slice(2)
  return description.components[kind]?.[name] as Schema
}

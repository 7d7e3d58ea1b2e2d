import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A JSON schema as OpenAPI 3.0 writes it. */
export interface Schema {
  [key: string]: unknown
  $ref?: string
  nullable?: boolean
  properties?: Record<string, Schema>
  items?: Schema
  'x-github-breaking-changes'?: { version: string; patch: unknown }[]
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: Schema
}

interface Content {
  content?: Record<string, { schema?: Schema }>
}

export interface Operation {
  parameters?: Parameter[]
  requestBody?: Content & { required?: boolean }
  responses: Record<string, Content>
}

export interface Description {
  about: { source: string; version: string; license: string }
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, unknown>>
}

/** The version whose differences are merged in, where a request asks for it. */
export const laterVersion = '2026-03-10'

export function readDescription(version: string): Description {
  const path = join(import.meta.dirname, 'generated/github-openapi.json')
  const document = JSON.parse(readFileSync(path, 'utf8')) as Description
  return forAjv(inVersion(document, version)) as Description
}

/** Merges a version's breaking changes into what they change. */
function inVersion(value: unknown, version: string): unknown {
  if (Array.isArray(value)) return value.map((item) => inVersion(item, version))
  if (value === null || typeof value !== 'object') return value
  const { 'x-github-breaking-changes': changes, ...rest } = value as Schema
  const patches = (changes ?? []).filter((change) => change.version <= version).map((change) => change.patch)
  const changed = patches.reduce(
    (before, patch) => (Array.isArray(patch) ? edit(before, patch) : merge(before, patch)),
    rest as unknown,
  )
  return Object.fromEntries(Object.entries(changed as object).map(([key, inner]) => [key, inVersion(inner, version)]))
}

/** JSON Merge Patch, RFC 7396. */
function merge(target: unknown, patch: unknown): unknown {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch
  const result: Record<string, unknown> =
    target !== null && typeof target === 'object' && !Array.isArray(target) ? { ...target } : {}
  for (const [key, inner] of Object.entries(patch)) {
    if (inner === null) delete result[key]
    else result[key] = merge(result[key], inner)
  }
  return result
}

/** JSON Patch, RFC 6902: of its operations those that the description uses. */
function edit(target: unknown, patch: { op: string; path: string; value?: unknown }[]): unknown {
  const result = structuredClone(target) as Record<string, unknown>
  for (const { op, path, value } of patch) {
    const keys = path
      .split('/')
      .slice(1)
      .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'))
    const last = keys.pop() ?? ''
    const parent = keys.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], result)
    if (parent === null || typeof parent !== 'object') continue
    if (op === 'remove') delete (parent as Record<string, unknown>)[last]
    else (parent as Record<string, unknown>)[last] = value
  }
  return result
}

/**
 * OpenAPI 3.0's `nullable` in JSON Schema's words. `oneOf` becomes `anyOf`: GitHub's alternatives overlap, and a
 * refusal that fits two of them is no mismatch.
 */
function forAjv(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forAjv)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).map(([key, inner]) => [key === 'oneOf' ? 'anyOf' : key, forAjv(inner)])
  const { nullable, ...rest } = Object.fromEntries(entries) as Schema
  if (nullable !== true) return nullable === undefined ? rest : { nullable, ...rest }
  return { anyOf: [{ type: 'null' }, rest] }
}

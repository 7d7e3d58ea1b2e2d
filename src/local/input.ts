import { malformed } from './refusal.ts'

/** A JSON body, read field by field; a field of the wrong kind is refused in GitHub's words. */
export class Input {
  private readonly fields: Record<string, unknown>

  constructor(body: unknown) {
    this.fields =
      body !== null && typeof body === 'object' && !Array.isArray(body) ? (body as Record<string, unknown>) : {}
  }

  has(name: string): boolean {
    return this.fields[name] !== undefined
  }

  isNull(name: string): boolean {
    return this.fields[name] === null
  }

  text(name: string): string {
    const value = this.textOr(name, undefined)
    if (value === undefined) throw malformed(`"${name}" wasn't supplied.`)
    return value
  }

  /** Null counts as not given. */
  textOr<T>(name: string, otherwise: T): string | T {
    const value = this.fields[name]
    if (value === undefined || value === null) return otherwise
    if (typeof value !== 'string') throw wrong(name, value, 'a string')
    return value
  }

  integer(name: string): number {
    const value = this.integerOr(name, undefined)
    if (value === undefined) throw malformed(`"${name}" wasn't supplied.`)
    return value
  }

  integerOr<T>(name: string, otherwise: T): number | T {
    const value = this.fields[name]
    if (value === undefined || value === null) return otherwise
    if (!Number.isInteger(value)) throw wrong(name, value, 'an integer')
    return value as number
  }

  flag(name: string): boolean {
    return this.fields[name] === true
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.textOr(name, undefined)
    if (value === undefined) return undefined
    if (!allowed.includes(value as T)) {
      throw malformed(
        `For 'properties/${name}', ${JSON.stringify(value)} is not a possible value. Must be one of: ${allowed.join(', ')}`,
      )
    }
    return value as T
  }

  record(name: string): Record<string, unknown> {
    const value = this.fields[name]
    if (value === undefined || value === null) return {}
    if (typeof value !== 'object' || Array.isArray(value)) throw wrong(name, value, 'an object')
    return value as Record<string, unknown>
  }

  list(name: string): unknown[] | undefined {
    const value = this.fields[name]
    if (value === undefined || value === null) return undefined
    if (!Array.isArray(value)) throw wrong(name, value, 'an array')
    return value
  }

  /** Strings, or objects that carry the string under `key`, as labels and assignees may be given. */
  names(name: string, key: 'name' | 'login'): string[] | undefined {
    return this.list(name)?.map((item) => {
      const value = typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[key] : item
      if (typeof value !== 'string') throw wrong(name, item, 'a string')
      return value
    })
  }
}

const wrong = (name: string, value: unknown, kind: string) =>
  malformed(`For 'properties/${name}', ${JSON.stringify(value)} is not ${kind}.`)

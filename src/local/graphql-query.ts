/** A field and what is selected of it. Arguments hold literals, or the name of a variable. */
export interface Selection {
  name: string
  alias: string
  arguments: Record<string, Value>
  fields: Selection[]
  /** Set inside `... on Type { … }`: the field counts for that type alone. */
  on?: string
}

export type Value = string | number | boolean | null | { variable: string } | Value[]

const token = /\s+|,|#[^\n]*|(\.\.\.|[{}()[\]:!$=@]|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|[A-Za-z_]\w*)/y

function tokens(text: string): string[] {
  const found: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const at = token.lastIndex
    const match = token.exec(text)
    if (!match) throw new SyntaxError(`Parse error on "${text[at]}" at [1, ${at + 1}]`)
    if (match[1] !== undefined) found.push(match[1])
  }
  return found
}

/** Reads the subset of GraphQL that clients here write: one query or mutation with variables, aliases, arguments and inline fragments. */
export function parseQuery(text: string): Selection {
  const reader = new Reader(tokens(text))
  const name = reader.takeIf('mutation') ? 'mutation' : 'query'
  if (name === 'mutation' || reader.takeIf('query')) reader.skipUntil('{')
  const fields = reader.selections()
  reader.end()
  return { name, alias: name, arguments: {}, fields }
}

class Reader {
  private readonly list: readonly string[]
  private at = 0

  constructor(list: readonly string[]) {
    this.list = list
  }

  takeIf(expected: string): boolean {
    if (this.list[this.at] !== expected) return false
    this.at += 1
    return true
  }

  take(expected?: string): string {
    const found = this.list[this.at]
    if (found === undefined) throw new SyntaxError('Unexpected end of document')
    if (expected !== undefined && found !== expected)
      throw new SyntaxError(`Parse error on "${found}", expected "${expected}"`)
    this.at += 1
    return found
  }

  skipUntil(stop: string): void {
    while (this.list[this.at] !== stop) this.take()
  }

  end(): void {
    if (this.at < this.list.length) throw new SyntaxError(`Parse error on "${this.list[this.at]}"`)
  }

  selections(): Selection[] {
    const fields: Selection[] = []
    this.take('{')
    while (!this.takeIf('}')) fields.push(...(this.takeIf('...') ? this.fragment() : [this.field()]))
    if (fields.length === 0) throw new SyntaxError('Parse error on "}", expected a field')
    return fields
  }

  private fragment(): Selection[] {
    this.take('on')
    const on = this.name()
    return this.selections().map((field) => ({ ...field, on }))
  }

  private field(): Selection {
    const first = this.name()
    const name = this.takeIf(':') ? this.name() : first
    const given = this.list[this.at] === '(' ? this.arguments() : {}
    const fields = this.list[this.at] === '{' ? this.selections() : []
    return { name, alias: first, arguments: given, fields }
  }

  private name(): string {
    const found = this.take()
    if (!/^[A-Za-z_]/.test(found)) throw new SyntaxError(`Parse error on "${found}", expected a name`)
    return found
  }

  private arguments(): Record<string, Value> {
    const given: Record<string, Value> = {}
    this.take('(')
    while (!this.takeIf(')')) {
      const name = this.name()
      this.take(':')
      given[name] = this.value()
    }
    return given
  }

  private value(): Value {
    if (this.takeIf('$')) return { variable: this.name() }
    if (this.takeIf('[')) {
      const items: Value[] = []
      while (!this.takeIf(']')) items.push(this.value())
      return items
    }
    const found = this.take()
    if (found.startsWith('"')) return JSON.parse(found) as string
    if (/^-?\d/.test(found)) return Number(found)
    if (found === 'true' || found === 'false') return found === 'true'
    return found === 'null' ? null : found
  }
}

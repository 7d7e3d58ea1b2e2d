import type { Description, Operation } from './description.ts'

export interface Found {
  template: string
  method: string
  operation: Operation
  /** Values in the path by name. */
  values: Record<string, string>
}

interface Route {
  template: string
  pattern: RegExp
  names: string[]
  literals: number
}

/** Values that may hold slashes. */
const long = new Set(['path', 'ref', 'branch'])

/** Finds the operation that a request means; the template with the most literal parts wins. */
export function operationFinder(description: Description): (method: string, path: string) => Found | undefined {
  const routes = Object.keys(description.paths)
    .map(route)
    .toSorted((one, other) => other.literals - one.literals)
  return (method, path) => {
    for (const { template, pattern, names } of routes) {
      const match = pattern.exec(path)
      const operation = description.paths[template]?.[method.toLowerCase()]
      if (!match || !operation) continue
      const values = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')]))
      return { template, method: method.toLowerCase(), operation, values }
    }
    return undefined
  }
}

function route(template: string): Route {
  const names: string[] = []
  const source = template.replace(/\/\{(\w+)\}/g, (_, name: string) => {
    names.push(name)
    return long.has(name) ? '(?:/(.*))?' : '/([^/]+)'
  })
  return { template, pattern: new RegExp(`^${source}$`), names, literals: template.split('/').length - names.length }
}

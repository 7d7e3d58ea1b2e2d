import type { Call } from './exchange.ts'
import type { Records } from './records.ts'

const whole = (text: string | undefined, otherwise: number) => {
  const value = Number(text)
  return text !== undefined && Number.isInteger(value) && value > 0 ? value : otherwise
}

/**
 * One page of the rows, with a `Link` header in GitHub's order: previous, next, last, first. GitHub's links name the
 * repository by its id, not by the name that was asked for.
 */
export function page<T>(call: Call, records: Records, rows: readonly T[]): T[] {
  const size = Math.min(whole(call.req.query('per_page'), 30), 100)
  const number = whole(call.req.query('page'), 1)
  const last = Math.max(1, Math.ceil(rows.length / size))
  const links: string[] = []
  const add = (target: number, rel: string) => links.push(`<${address(call, records, target)}>; rel="${rel}"`)
  if (number > 1) add(Math.min(number - 1, last), 'prev')
  if (number < last) {
    add(number + 1, 'next')
    add(last, 'last')
  }
  if (number > 1) add(1, 'first')
  if (links.length > 0) call.header('link', links.join(', '))
  return rows.slice((number - 1) * size, number * size)
}

function address(call: Call, records: Records, number: number): string {
  const asked = new URL(call.req.url)
  asked.searchParams.set('page', String(number))
  const path = asked.pathname.replace(/^\/repos\/[^/]+\/[^/]+/, `/repositories/${records.state.repository.id}`)
  return `${records.url}${path}?${asked.searchParams}`
}

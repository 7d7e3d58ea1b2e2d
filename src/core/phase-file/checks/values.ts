import { parseClock } from '../duration.ts'
import type { Finding, Said } from '../finding.ts'
import { uniqueLists } from '../generated/schema-facts.ts'
import { type Located, type Mark, markAt, ownEntries, valueAt } from '../located.ts'
import type { Outline } from '../outline.ts'
import { quote } from '../quote.ts'
import { nearest } from '../suggest.ts'

/** A date of the calendar, and the target not before the start. */
export function checkDates({ root }: Outline): readonly Finding[] {
  const start = markAt(root, 'start_date')
  const target = markAt(root, 'target_date')
  const impossible = [start, target].filter(
    (date) => date !== undefined && /^\d{4}-\d\d-\d\d$/.test(date.text) && !exists(date.text),
  )
  if (impossible.length > 0) {
    return (impossible as Mark[]).map(({ offset, text }) => ({
      offset,
      say: (): Said => ({
        code: 'impossible-date',
        message: `The calendar has no day ${quote(text)}: correct the month or the day.`,
      }),
    }))
  }
  if (start === undefined || target === undefined || target.text >= start.text) return []
  const say = (): Said => ({
    code: 'target-before-start',
    message: `The target date ${quote(target.text)} is before the start date ${quote(start.text)}: change one of them.`,
  })
  return [{ offset: target.offset, say }]
}

function exists(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
}

export function checkTimezone({ root }: Outline): readonly Finding[] {
  const zone = markAt(root, 'timezone')
  if (zone === undefined || isTimezone(zone.text)) return []
  return [{ offset: zone.offset, say: (): Said => ({ code: 'unknown-timezone', message: unknownZone(zone.text) }) }]
}

function isTimezone(name: string): boolean {
  // Intl also takes offsets such as +02:00, which know no summer time.
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function unknownZone(name: string): string {
  const zones = Intl.supportedValuesOf('timeZone')
  const city = (zone: string) => zone.slice(zone.lastIndexOf('/') + 1)
  const sameCity = nearest(name, zones) ?? zones.find((zone) => city(zone) === nearest(name, zones.map(city)))
  const hint =
    sameCity === undefined ? ' Write an IANA name such as `Europe/Berlin`, or `UTC`.' : ` Did you mean \`${sameCity}\`?`
  return `There is no time zone ${quote(name)}.${hint}`
}

/** A slot cannot be taken back from a worker before that worker counts as stalled. */
export function checkHeartbeat({ root }: Outline): readonly Finding[] {
  const stall = parseClock(markAt(root, 'heartbeat', 'stall_after')?.text ?? '4h')
  const release = parseClock(markAt(root, 'heartbeat', 'release_after')?.text ?? '24h')
  const offset = (markAt(root, 'heartbeat', 'release_after') ?? markAt(root, 'heartbeat', 'stall_after'))?.offset
  if (stall === undefined || release === undefined || release >= stall || offset === undefined) return []
  return [
    {
      offset,
      say: (): Said => ({
        code: 'release-before-stall',
        message: '`release_after` is shorter than `stall_after`: make it at least as long.',
      }),
    },
  ]
}

/** Lists that have each entry once. */
export function checkRepeatedEntries({ root }: Outline): readonly Finding[] {
  return root === undefined ? [] : [...repeatedEntries(root, '')]
}

function* repeatedEntries(located: Located, key: string): Generator<Finding> {
  for (const [inner, { value }] of ownEntries(located)) yield* repeatedEntries(value, inner)
  if (located.kind !== 'list') return
  const seen = new Set<unknown>()
  for (const { value } of located.items) {
    if (value.kind !== 'scalar') yield* repeatedEntries(value, '')
    else if (uniqueLists.has(key) && value.value !== null && seen.has(value.value)) {
      yield {
        offset: value.offset,
        say: (): Said => ({
          code: 'repeated-entry',
          message: `${quote(String(value.value))} is in \`${key}\` twice: take one out.`,
        }),
      }
    } else seen.add(value.value)
  }
}

/** UTF-8 bytes of a task's description and criteria together, so that an issue's body holds them. */
const mostBodyBytes = 40_000

export function checkBodySize({ tasks }: Outline): readonly Finding[] {
  return tasks.flatMap(({ node }) => {
    const description = markAt(node, 'description')
    const criteria = valueAt(node, 'acceptance_criteria')
    const texts = [description?.text ?? '', ...textsOf(criteria)]
    const offset = description?.offset ?? criteria?.offset
    if (offset === undefined || bytes(texts) <= mostBodyBytes) return []
    return [
      {
        offset,
        say: (): Said => ({
          code: 'body-too-long',
          message: `Description and acceptance criteria are longer than an issue can hold: shorten them to ${mostBodyBytes.toLocaleString('en-US')} bytes.`,
        }),
      },
    ]
  })
}

function textsOf(list: Located | undefined): readonly string[] {
  if (list?.kind !== 'list') return []
  return list.items.flatMap(({ value }) =>
    value.kind === 'scalar' && typeof value.value === 'string' ? [value.value] : [],
  )
}

function bytes(texts: readonly string[]): number {
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  return length * 3 <= mostBodyBytes ? length : new TextEncoder().encode(texts.join('')).length
}

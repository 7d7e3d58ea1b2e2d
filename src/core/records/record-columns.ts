/**
 * How a hidden record writes what it keeps of each task: by columns instead of names, because a thousand tasks have to
 * fit the body of one issue. Whoever reads takes what makes sense, for anybody who may edit the issue may have changed it.
 */

/** Ids, each as the length of what it shares with the one before (one digit, base 36), and the rest of it. */
export function idColumn(ids: readonly string[]): string {
  return ids.map((id, at) => sharedStart(ids[at - 1] ?? '', id)).join(' ')
}

export function readIdColumn(text: string): readonly string[] {
  const ids: string[] = []
  for (const entry of cells(text)) {
    const shared = Number.parseInt(entry.slice(0, 1), radix)
    ids.push((ids.at(-1) ?? '').slice(0, Number.isNaN(shared) ? 0 : shared) + entry.slice(1))
  }
  return ids
}

const radix = 36

function sharedStart(before: string, id: string): string {
  let length = 0
  while (length < radix - 1 && length < id.length && id[length] === before[length]) length++
  return length.toString(radix) + id.slice(length)
}

/** Whole numbers, each as its difference from the one before, base 36; `1*z` stands for the same difference 35 times. */
export function numberColumn(numbers: readonly number[]): string {
  const entries: { step: string; times: number }[] = []
  for (const [at, number] of numbers.entries()) {
    const step = (number - (numbers[at - 1] ?? 0)).toString(radix)
    const last = entries.at(-1)
    if (last?.step === step) last.times++
    else entries.push({ step, times: 1 })
  }
  return entries.map(({ step, times }) => (times === 1 ? step : `${step}*${times.toString(radix)}`)).join(' ')
}

/** NaN from where on it makes no sense. */
export function readNumberColumn(text: string): readonly number[] {
  const numbers: number[] = []
  let last = 0
  for (const entry of cells(text)) {
    const found = /^(-?[0-9a-z]+)(?:\*([0-9a-z]{1,3}))?$/.exec(entry)
    const times = Number.parseInt(found?.[2] ?? '1', radix)
    for (let time = 0; time < times; time++) {
      last += Number.parseInt(found?.[1] ?? '', radix)
      numbers.push(last)
    }
  }
  return numbers
}

function cells(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ')
}

/** Whether it can stand in a column. */
function isPlain(text: string): boolean {
  return !/\s/.test(text)
}

/** A value for each of some tasks: their places in the list of all tasks, the values, and by name those of others. */
export type TaskColumns = readonly [places: string, values: string, others?: Readonly<Record<string, string>>]

/** The place of each task in the list of all. */
export type Places = ReadonlyMap<string, number>

export function placesOf(tasks: readonly string[]): Places {
  return new Map(tasks.map((id, at) => [id, at]))
}

export function taskColumns(values: ReadonlyMap<string, string>, placeOf: Places): TaskColumns {
  const fits = ([id, value]: readonly [string, string]) => placeOf.has(id) && isPlain(value)
  const known = [...values].filter(fits).sort(([a], [b]) => placeOf.get(a)! - placeOf.get(b)!)
  const others = [...values].filter((entry) => !fits(entry))
  const places = numberColumn(known.map(([id]) => placeOf.get(id)!))
  const column = known.map(([, value]) => value).join(' ')
  return others.length === 0 ? [places, column] : [places, column, Object.fromEntries(others)]
}

/** The same by task, also as older records have it: an object by task. */
export function readTaskColumns(value: unknown, tasks: readonly string[]): unknown {
  if (!Array.isArray(value)) return value
  const [places, column, others] = value as unknown[]
  if (typeof places !== 'string' || typeof column !== 'string') return undefined
  const values = column.split(' ')
  const known = readNumberColumn(places).flatMap((place, at) => {
    const id = tasks[place]
    return id === undefined ? [] : [[id, values[at]] as const]
  })
  return Object.fromEntries([...known, ...Object.entries(typeof others === 'object' && others !== null ? others : {})])
}

/** Tasks by their places in the list of all tasks; by name where one is not in it. */
export function taskList(ids: readonly string[], placeOf: Places): string | readonly string[] {
  return ids.every((id) => placeOf.has(id)) ? numberColumn(ids.map((id) => placeOf.get(id)!)) : ids
}

export function readTaskList(value: unknown, tasks: readonly string[]): unknown {
  return typeof value === 'string' ? readNumberColumn(value).flatMap((place) => tasks[place] ?? []) : value
}

/** A number for each task, as two columns; one whose id cannot stand in a column makes it an object by task. */
export function taskNumbers(numbers: ReadonlyMap<string, number>): Readonly<Record<string, number>> | TaskColumns {
  const ids = [...numbers.keys()]
  if (ids.length === 0 || !ids.every((id) => id !== '' && isPlain(id))) return Object.fromEntries(numbers)
  return [idColumn(ids), numberColumn([...numbers.values()])]
}

/** The ids in their order and, where there is one, the number of each; undefined where it is neither form. */
export function readTaskNumbers(value: unknown): readonly (readonly [id: string, number: unknown])[] | undefined {
  if (!Array.isArray(value)) return typeof value === 'object' && value !== null ? Object.entries(value) : undefined
  const [ids, numbers] = value as unknown[]
  if (typeof ids !== 'string' || typeof numbers !== 'string') return undefined
  const column = readNumberColumn(numbers)
  return readIdColumn(ids).map((id, at) => [id, column[at]])
}

/** An instant (ISO, to the millisecond) as a number, base 36; any other text as it is. */
export function shortInstant(text: string): string {
  const instant = Date.parse(text)
  return instant >= 0 && new Date(instant).toISOString() === text ? instant.toString(radix) : text
}

/** Milliseconds since 1970: the last that a date can have. */
const lastInstant = 8.64e15

export function longInstant(text: string): string {
  const instant = /^[0-9a-z]{1,11}$/.test(text) ? Number.parseInt(text, radix) : Number.NaN
  return instant <= lastInstant ? new Date(instant).toISOString() : text
}

/** Rows of whole numbers, as columns; sorted by the first, so that it takes least. */
export function rowColumns(rows: readonly (readonly number[])[]): readonly string[] {
  const sorted = [...rows].sort((a, b) => a[0]! - b[0]!)
  return (sorted[0] ?? []).map((_, column) => numberColumn(sorted.map((row) => row[column]!)))
}

export function readRowColumns(columns: readonly unknown[]): readonly (readonly number[])[] {
  const read = columns.map((column) => (typeof column === 'string' ? readNumberColumn(column) : []))
  return (read[0] ?? []).map((_, row) => read.map((column) => column[row] ?? Number.NaN))
}

/** The content of a phase file, with the place of every part of it. */
export type Located = LocatedScalar | LocatedList | LocatedMap

export interface LocatedScalar {
  readonly kind: 'scalar'
  readonly offset: number
  readonly value: string | number | boolean | null
}

export interface LocatedList {
  readonly kind: 'list'
  readonly offset: number
  readonly items: readonly LocatedItem[]
}

export interface LocatedItem {
  /** Of its dash, or of itself where it has none. */
  readonly offset: number
  readonly value: Located
}

export interface LocatedMap {
  readonly kind: 'map'
  readonly offset: number
  readonly entries: ReadonlyMap<string, LocatedEntry>
}

export interface LocatedEntry {
  readonly keyOffset: number
  readonly value: Located
}

/** Text and the place where it stands. */
export interface Mark {
  readonly text: string
  readonly offset: number
}

/** Data as a validator wants it. Maps have no prototype, and keys that begin with `x-` are left out. */
export function toData(located: Located): unknown {
  if (located.kind === 'scalar') return located.value
  if (located.kind === 'list') return located.items.map((item) => toData(item.value))
  const data: Record<string, unknown> = Object.create(null)
  for (const [key, { value }] of ownEntries(located)) data[key] = toData(value)
  return data
}

/** The entries of a map but for those that belong to somebody else; none for what is not a map. */
export function* ownEntries(located: Located | undefined): Generator<[string, LocatedEntry]> {
  if (located?.kind !== 'map') return
  for (const entry of located.entries) if (!entry[0].startsWith('x-')) yield entry
}

/** The value under a key path; undefined where there is none. */
export function valueAt(located: Located | undefined, ...path: readonly string[]): Located | undefined {
  let value = located
  for (const key of path) value = value?.kind === 'map' ? value.entries.get(key)?.value : undefined
  return value
}

/** The text under a key path; undefined where there is none, or something else. */
export function markAt(located: Located | undefined, ...path: readonly string[]): Mark | undefined {
  return toMark(valueAt(located, ...path))
}

/** The texts of the list under a key path, or the one text that stands there instead of a list. */
export function marksAt(located: Located | undefined, ...path: readonly string[]): readonly Mark[] {
  const value = valueAt(located, ...path)
  const values = value?.kind === 'list' ? value.items.map((item) => item.value) : [value]
  return values.map(toMark).filter((mark) => mark !== undefined)
}

function toMark(value: Located | undefined): Mark | undefined {
  if (value?.kind !== 'scalar' || typeof value.value !== 'string') return undefined
  return { text: value.value, offset: value.offset }
}

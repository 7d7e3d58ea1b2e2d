import type { Unsettled } from './settled-task.ts'
import { idKey } from './task-line.ts'

/** How ids are made: what they begin with, and the number of each stream. */
export interface Numbering {
  readonly prefix: string | undefined
  readonly numbers: ReadonlyMap<string, number>
  /** Streams whose listed tasks have the number of their place. */
  readonly regular: ReadonlySet<string>
}

const parts = /^(.+)-(\d{1,6})-(\d{1,6})$/

/**
 * The numbers of streams in ids such as `p4-1-2`: of a stream with such ids their second last number, where all agree.
 * Where each such number is the place of its stream in the note, the others have theirs too.
 */
export function streamNumbers(tasks: readonly Unsettled[], streams: readonly string[]): Numbering {
  const known = tasks.flatMap(({ id, stream, place }) => {
    const [, prefix, number, last] = parts.exec(id ?? '') ?? []
    return prefix === undefined ? [] : [{ prefix, stream, place, number: Number(number), last: Number(last) }]
  })
  const prefix = known[0]?.prefix
  const numbers = new Map<string, number>()
  for (const [stream, ids] of Map.groupBy(known, (each) => each.stream)) {
    const isOne = ids.every((each) => each.prefix === prefix && each.number === ids[0]!.number)
    if (stream !== undefined && isOne) numbers.set(stream, ids[0]!.number)
  }
  const isByPlace = numbers.size > 0 && [...numbers].every(([name, number]) => streams[number - 1] === name)
  const taken = new Set(known.map(({ number, stream }) => (stream === undefined ? undefined : number)))
  if (isByPlace) {
    for (const [at, name] of streams.entries()) if (!numbers.has(name) && !taken.has(at + 1)) numbers.set(name, at + 1)
  }
  const irregular = known.filter(({ place, last }) => place !== undefined && place !== last)
  const broken = new Set(irregular.map(({ stream }) => stream))
  return { prefix, numbers, regular: new Set([...numbers.keys()].filter((name) => !broken.has(name))) }
}

export function giveIds(tasks: Unsettled[], streams: readonly string[], numbering: Numbering, phase: string): void {
  const byId = new Map(tasks.flatMap((task) => (task.id === undefined ? [] : [[idKey(task.id), task]])))
  const nextFree = freeIds(byId, streams, numbering, phase)
  const taken = new Set<Unsettled>()
  for (const task of tasks) {
    if (task.id !== undefined) continue
    const id = idByPlace(task, numbering)
    const other = id === undefined ? undefined : byId.get(idKey(id))
    if (other !== undefined && other.title === undefined) {
      takeOver(other, task)
      taken.add(task)
      continue
    }
    const isByPlace = id !== undefined && other === undefined
    task.id = isByPlace ? id : nextFree(task.stream)
    task.idNote = isByPlace ? 'by its place' : 'made up'
    byId.set(idKey(task.id), task)
  }
  tasks.splice(0, tasks.length, ...tasks.filter((task) => !taken.has(task)))
}

export function idByPlace(
  { stream, place }: Pick<Unsettled, 'stream' | 'place'>,
  { prefix, numbers, regular }: Numbering,
) {
  if (stream === undefined || place === undefined || prefix === undefined || !regular.has(stream)) return undefined
  const id = `${prefix}-${numbers.get(stream)}-${place}`
  return id.length <= 32 ? id : undefined
}

/** The task of a bare id turns out to be the one at that place. */
function takeOver(other: Unsettled, task: Unsettled): void {
  other.title = task.title
  other.stream = task.stream
  other.place = task.place
  other.idNote = 'by its place'
  other.named.push(...task.named)
}

/** Ids that are made up: `p4-2-1` in streams, `p4-1` outside of any, with numbers that nothing else has. */
export function freeIds(
  byId: ReadonlyMap<string, unknown>,
  streams: readonly string[],
  { prefix, numbers }: Numbering,
  phase: string,
): (stream: string | undefined) => string {
  const start = prefix !== undefined && prefix.length <= 16 ? prefix : phase.length <= 12 ? `p${phase}` : 'p'
  const highest = Math.max(0, ...numbers.values())
  const without = streams.filter((name) => !numbers.has(name))
  const base = (stream: string | undefined) => {
    if (stream === undefined) return start
    return `${start}-${numbers.get(stream) ?? highest + without.indexOf(stream) + 1}`
  }
  const last = new Map<string, number>()
  return (stream) => {
    const before = base(stream)
    let number = (last.get(before) ?? 0) + 1
    while (byId.has(idKey(`${before}-${number}`))) number++
    last.set(before, number)
    return `${before}-${number}`
  }
}

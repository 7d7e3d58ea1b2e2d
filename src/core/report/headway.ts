import { type Operation, stageOf } from '../operation.ts'
import { counted } from '../text/counted.ts'

/** Milliseconds from one write to the next: 75 a minute, under GitHub's 80 creations. */
export const writeInterval = 800

/** How far a run is with what it has to write. */
export interface Headway {
  /** What it does now, such as `opening p4-1-2, 37 of 100`. Ids and numbers alone: no text of a file. */
  readonly doing: string
  /** Writes sent so far. */
  readonly done: number
  /** Writes in all, as far as they are known. What follows from these adds to it. */
  readonly total: number
}

/** Requests of an operation that write, where nothing is in the way. */
function writesOf(operation: Operation): number {
  switch (operation.do) {
    // A reaction, and the text that records it.
    case 'claim':
      return 2
    // The files as a tree, the commit, the branch.
    case 'commit-files':
      return 3
    // A reaction that is taken off again, and a comment.
    case 'tell':
      return 2 + operation.letters.filter(({ comment }) => comment !== undefined).length
    default:
      return 1
  }
}

export function writesOfAll(operations: readonly Operation[]): number {
  return operations.reduce((sum, operation) => sum + writesOf(operation), 0)
}

/** How long so many writes take at least at the pace that GitHub allows, in milliseconds. */
export function timeFor(writes: number): number {
  return writes * writeInterval
}

/** A time in words, rounded: `about 5 minutes`. */
export function roughTime(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 10) return 'some seconds'
  if (seconds < 50) return `about ${Math.round(seconds / 10) * 10} seconds`
  if (seconds < 3600 * 1.5) return `about ${counted(Math.max(1, Math.round(seconds / 60)), 'minute')}`
  return `about ${counted(Math.round(seconds / 3600), 'hour')}`
}

/** How far a round of operations is before the one at an index; `written`: writes of the run so far. */
export function headwayAt(operations: readonly Operation[], index: number, written: number, budget: number): Headway {
  const now = operations[index]!
  const same = operations.filter((operation) => operation.do === now.do)
  const place = same.length === 1 ? '' : `, ${same.indexOf(now) + 1} of ${same.length}`
  const left = writesOfAll(operations.slice(index))
  return {
    doing: `${doingNow(now)}${place}`,
    done: written,
    total: Math.max(written, Math.min(written + left, budget)),
  }
}

/** Milliseconds from which people are told beforehand how long it takes. */
const longFrom = 60_000

/** What a long round is going to take, as a sentence; undefined for a short one. `budget`: the most writes of this run. */
export function longWork(operations: readonly Operation[], budget: number): string | undefined {
  const writes = writesOfAll(operations)
  if (timeFor(writes) < longFrom) return undefined
  const opened = operations.filter(({ do: verb }) => verb === 'open-task' || verb === 'open-progress').length
  const what = opened === 0 ? '' : `opens ${counted(opened, 'issue')}, `
  const time = roughTime(timeFor(Math.min(writes, budget)))
  const cut =
    writes > budget ? ` This run makes ${budget.toLocaleString('en-US')} of them, and the next one continues.` : ''
  const sentence = `${what}${writes.toLocaleString('en-US')} writes: ${time} at the pace that GitHub allows.${cut}`
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}

/** What an operation does, while it is done. */
function doingNow(operation: Operation): string {
  switch (operation.do) {
    case 'open-task':
      return `opening ${operation.task}`
    case 'open-progress':
      return `opening the progress issue of phase ${operation.phase}`
    case 'add-sub-issue':
      return `putting ${operation.task} under the progress issue`
    case 'link':
      return `linking ${operation.task} to ${operation.blocker}`
    case 'create-label':
      return 'creating labels'
    case 'create-milestone':
    case 'change-milestone':
      return `setting the milestone of phase ${operation.phase}`
    case 'claim':
    case 'start-run':
    case 'start-agent':
      return `starting ${operation.task}`
    case 'react':
    case 'reply':
      return 'answering comments'
    case 'commit-files':
      return 'committing files'
    default:
      if (stageOf(operation) === 'telling') return 'telling people'
      if ('task' in operation && operation.task !== undefined) return `updating ${operation.task}`
      return `updating the progress issue of phase ${operation.phase}`
  }
}

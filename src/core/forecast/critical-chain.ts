import type { Network } from './network.ts'
import type { Timetable } from './play.ts'
import { slotNumbers } from './schedule.ts'

/**
 * The tasks that fix the finish, in the order of their work: from the one that ends last back to what ended at the very
 * moment it began, be it because it waits for it or because it had what it needed: its files, its stream's place, its
 * slot. Ends at a task that waited for nothing, or for its date alone. (The critical sequence of Wiest 1964.)
 */
export function criticalChain(network: Network, table: Timetable): readonly string[] {
  const slotOf = slotNumbers(network, table)
  const endingAt = Map.groupBy(network.tasks.keys(), (node) => table.finish[node]!)
  const chain: number[] = []
  let last = lastToEnd(table)
  while (last !== undefined) {
    chain.push(last)
    const node: number = last
    const ended = (endingAt.get(table.start[node]!) ?? []).filter((other) => !chain.includes(other))
    last = network.tasks[node]!.atWork ? undefined : cause(node, ended, { network, table, slotOf })
  }
  return chain.reverse().map((node) => network.tasks[node]!.id)
}

function lastToEnd({ finish }: Timetable): number | undefined {
  let last: number | undefined
  for (const [node, at] of finish.entries()) if (last === undefined || at > finish[last]!) last = node
  return last
}

interface Played {
  readonly network: Network
  readonly table: Timetable
  readonly slotOf: readonly number[]
}

/**
 * Of what ended as the node began, the reason: a dependency, else its files, else a limit that was reached until then, its
 * stream's before the slots. None where it waited for its date alone.
 */
function cause(node: number, ended: readonly number[], played: Played): number | undefined {
  const { graph, conflicts, limitsOf } = played.network
  const files = new Set(conflicts.globsOf[node]!.flatMap((glob) => conflicts.overlaps[glob]!))
  const reached = limitsOf[node]!.filter((limit) => wasReached(limit, played.table.start[node]!, played))
  return (
    ended.find((other) => graph.predecessors[node]!.includes(other)) ??
    ended.find((other) => conflicts.globsOf[other]!.some((glob) => files.has(glob))) ??
    reached
      .reverse()
      .map((limit) => holderOf(limit, node, ended, played))
      .find((other) => other !== undefined)
  )
}

/** Whether a limit left no room just before a moment. */
function wasReached(limit: number, moment: number, { network: { limitsOf, capacity }, table }: Played): boolean {
  let atWork = 0
  for (const [node, limits] of limitsOf.entries()) {
    if (table.start[node]! < moment && table.finish[node]! >= moment && limits.includes(limit)) atWork += 1
  }
  return atWork >= capacity[limit]!
}

/** Of what ended, a task that counted against the limit: the one whose slot the node took over, where that is such a one. */
function holderOf(
  limit: number,
  node: number,
  ended: readonly number[],
  { network, slotOf }: Played,
): number | undefined {
  const holders = ended.filter((other) => network.limitsOf[other]!.includes(limit))
  return holders.find((other) => slotOf[other] === slotOf[node]) ?? holders[0]
}

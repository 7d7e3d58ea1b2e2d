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
    const seen = new Set(chain)
    const ended = network.tasks[node]!.atWork ? [] : (endingAt.get(table.start[node]!) ?? [])
    last = cause(
      node,
      ended.filter((other) => !seen.has(other)),
      network,
      slotOf,
    )
  }
  return chain.reverse().map((node) => network.tasks[node]!.id)
}

function lastToEnd({ finish }: Timetable): number | undefined {
  let last: number | undefined
  for (const [node, at] of finish.entries()) if (last === undefined || at > finish[last]!) last = node
  return last
}

/** Of what ended as the node began, the strongest reason: a dependency, its files, its stream, its slot. */
function cause(
  node: number,
  ended: readonly number[],
  { graph, conflicts, limitsOf, common }: Network,
  slotOf: readonly number[],
): number | undefined {
  const files = new Set(conflicts.globsOf[node]!.flatMap((glob) => conflicts.overlaps[glob]!))
  const stream = limitsOf[node]![common]
  return (
    ended.find((other) => graph.predecessors[node]!.includes(other)) ??
    ended.find((other) => conflicts.globsOf[other]!.some((glob) => files.has(glob))) ??
    ended.find((other) => stream !== undefined && limitsOf[other]![common] === stream) ??
    ended.find((other) => slotOf[other] === slotOf[node]) ??
    ended[0]
  )
}

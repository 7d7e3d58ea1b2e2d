/** `next[n]` are the nodes that node n waits for. */
export type WaitsFor = readonly (readonly number[])[]

/**
 * The groups of nodes that wait for one another, each with its nodes in rising order: strongly connected components of
 * more than one node (Tarjan 1972, without recursion). Nodes that wait for themselves alone are no group. O(n + e).
 */
export function knots(next: WaitsFor): readonly (readonly number[])[] {
  const search = new Search(next)
  for (const node of next.keys()) search.from(node)
  return search.found.sort((a, b) => a[0]! - b[0]!)
}

class Search {
  readonly found: number[][] = []
  readonly #next: WaitsFor
  readonly #index: number[] = []
  readonly #low: number[] = []
  readonly #open: number[] = []
  readonly #isOpen = new Set<number>()
  #counter = 0

  constructor(next: WaitsFor) {
    this.#next = next
  }

  from(root: number): void {
    if (this.#index[root] !== undefined) return
    const path = [this.#enter(root)]
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const child = this.#next[top.node]![top.edge++]
      if (child === undefined) {
        path.pop()
        this.#leave(top.node, path.at(-1)?.node)
      } else if (this.#index[child] === undefined) path.push(this.#enter(child))
      else if (this.#isOpen.has(child)) this.#lower(top.node, this.#index[child])
    }
  }

  #enter(node: number): { readonly node: number; edge: number } {
    this.#low[node] = this.#index[node] = this.#counter++
    this.#open.push(node)
    this.#isOpen.add(node)
    return { node, edge: 0 }
  }

  #lower(node: number, low: number): void {
    this.#low[node] = Math.min(this.#low[node]!, low)
  }

  #leave(node: number, parent: number | undefined): void {
    if (parent !== undefined) this.#lower(parent, this.#low[node]!)
    if (this.#low[node] !== this.#index[node]) return
    const group = this.#open.splice(this.#open.lastIndexOf(node))
    for (const member of group) this.#isOpen.delete(member)
    if (group.length > 1) this.found.push(group.sort((a, b) => a - b))
  }
}

/** The shortest way from a node back to itself inside its knot, as `[start, …]` without the return. */
export function shortestCycle(next: WaitsFor, start: number, knot: ReadonlySet<number>): readonly number[] {
  const cameFrom = new Map<number, number>()
  const queue = [start]
  for (const node of queue) {
    for (const child of next[node]!) {
      if (child === start) return trail(cameFrom, start, node)
      if (!knot.has(child) || cameFrom.has(child)) continue
      cameFrom.set(child, node)
      queue.push(child)
    }
  }
  return [start]
}

function trail(cameFrom: ReadonlyMap<number, number>, start: number, last: number): readonly number[] {
  const nodes = [last]
  while (nodes.at(-1) !== start) nodes.push(cameFrom.get(nodes.at(-1)!)!)
  return nodes.reverse()
}

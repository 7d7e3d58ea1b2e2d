import { buildGraph, type Graph } from '../picks/graph.ts'
import { type PathConflicts, pathConflicts } from './path-conflicts.ts'
import type { ForecastPlan, ForecastTask } from './plan.ts'
import { type Ticks, toTicks } from './ticks.ts'

/**
 * A plan as numbers: the tasks that can be played, as nodes 0…n−1 in file order. Invariants: a task at work waits for
 * nothing and is released at 0; the final task waits for all others; there is no cycle.
 */
export interface Network {
  readonly tasks: readonly ForecastTask[]
  readonly graph: Graph
  /** Earliest start of each. */
  readonly release: readonly Ticks[]
  /** The limits that each counts against: places in `capacity`. */
  readonly limitsOf: readonly (readonly number[])[]
  /** Most tasks at work at once, by limit. The first ones bind every task. */
  readonly capacity: readonly number[]
  /** How many of the limits bind every task. */
  readonly common: number
  readonly conflicts: PathConflicts
  /** Ids of tasks that never start, in file order: on a cycle, endless, or behind such a one. */
  readonly neverStart: readonly string[]
  /** Tasks at work that wait for others of the plan. */
  readonly early: readonly number[]
}

/** O(n + e), and comparing the globs of their paths. */
export function buildNetwork(plan: ForecastPlan): Network {
  const stuck = stuckTasks(plan)
  const tasks = plan.tasks.filter((task) => !stuck.has(task))
  const indexOf = indexById(tasks)
  const edges = tasks.flatMap((task, waiting) =>
    task.atWork || task.final ? [] : edgesTo(waiting, task.waitsFor, indexOf),
  )
  const graph = buildGraph(tasks.length, [...edges, ...edgesToFinal(tasks, edges)])
  return {
    tasks,
    graph,
    release: tasks.map((task) => (task.atWork ? 0 : Math.max(0, toTicks(task.notBeforeHours)))),
    ...limits(plan, tasks),
    conflicts: pathConflicts(tasks.map(({ paths }) => paths)),
    neverStart: plan.tasks.filter((task) => stuck.has(task)).map(({ id }) => id),
    early: [...tasks.keys()].filter(
      (node) => tasks[node]!.atWork && tasks[node]!.waitsFor.some((id) => indexOf.has(id)),
    ),
  }
}

type Edge = readonly [blocker: number, waiting: number]

function indexById(tasks: readonly ForecastTask[]): ReadonlyMap<string, number> {
  return new Map(tasks.map(({ id }, index) => [id, index]))
}

function edgesTo(waiting: number, blockers: readonly string[], indexOf: ReadonlyMap<string, number>): Edge[] {
  return blockers.flatMap((id) => {
    const blocker = indexOf.get(id)
    return blocker === undefined ? [] : [[blocker, waiting] as const]
  })
}

/** From those that nothing else waits for: whoever waits for them waits for all. */
function edgesToFinal(tasks: readonly ForecastTask[], edges: readonly Edge[]): Edge[] {
  const final = tasks.findIndex((task) => task.final && !task.atWork)
  if (final < 0) return []
  const waitedFor = new Set(edges.map(([blocker]) => blocker))
  return [...tasks.keys()].flatMap((node) => (node === final || waitedFor.has(node) ? [] : [[node, final] as const]))
}

function stuckTasks({ tasks }: ForecastPlan): ReadonlySet<ForecastTask> {
  const indexOf = indexById(tasks)
  const final = tasks.findIndex((task) => task.final && !task.atWork)
  // By a link made by hand a task may wait for the final one, which waits for it.
  const toFinal = final < 0 ? [] : [...tasks.keys()].flatMap((node) => (node === final ? [] : [[node, final] as const]))
  const declared = tasks.flatMap((task, waiting) =>
    task.atWork || task.final ? [] : edgesTo(waiting, task.waitsFor, indexOf),
  )
  const graph = buildGraph(tasks.length, [...declared, ...toFinal])
  const stuck = new Set(graph.stuck)
  for (const node of graph.order) {
    const { endless, atWork } = tasks[node]!
    if (!atWork && (endless || graph.predecessors[node]!.some((blocker) => stuck.has(blocker)))) stuck.add(node)
  }
  return new Set([...stuck].map((node) => tasks[node]!))
}

function limits(
  { slots, maxActive, streamCaps }: ForecastPlan,
  tasks: readonly ForecastTask[],
): Pick<Network, 'limitsOf' | 'capacity' | 'common'> {
  const capacity = maxActive === undefined ? [slots] : [slots, maxActive]
  const common = capacity.length
  const limitOfStream = new Map<string, number>()
  for (const [stream, cap] of streamCaps) limitOfStream.set(stream, capacity.push(cap) - 1)
  const shared = [...capacity.keys()].slice(0, common)
  const limitsOf = tasks.map(({ stream }) => {
    const limit = stream === undefined ? undefined : limitOfStream.get(stream)
    return limit === undefined ? shared : [...shared, limit]
  })
  return { limitsOf, capacity, common }
}

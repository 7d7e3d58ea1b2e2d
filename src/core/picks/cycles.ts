import type { TaskView } from '../tasks/task-view.ts'
import type { Blocking } from './blocking.ts'
import { buildGraph, findCycles } from './graph.ts'

/** Cycles among open tasks, over what the files declare and what was linked by hand together, each as a trail of ids. */
export function taskCycles(
  views: readonly TaskView[],
  blocking: ReadonlyMap<string, Blocking>,
): readonly (readonly string[])[] {
  const open = views.filter(({ outcome }) => outcome === undefined)
  const indexOf = new Map(open.map(({ task }, index) => [task.id, index]))
  const edges = open.flatMap(({ task }, waiting): [number, number][] => {
    const byHand = blocking.get(task.id)?.byHand ?? []
    const declared = task.final ? finalWaitsFor(task.phase, task.id, open) : task.dependsOn
    return [...declared, ...byHand].flatMap((id) => {
      const blocker = indexOf.get(id)
      return blocker === undefined ? [] : [[blocker, waiting] as [number, number]]
    })
  })
  const graph = buildGraph(open.length, edges)
  return findCycles(graph).map((cycle) => cycle.map((index) => open[index]!.task.id))
}

function finalWaitsFor(phase: string, final: string, open: readonly TaskView[]): string[] {
  return open.flatMap(({ task }) => (task.phase === phase && task.id !== final ? [task.id] : []))
}

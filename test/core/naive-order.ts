import type { Rankable } from '../../src/core/picks/rank.ts'

/** The pick order as the design says it, with no thought for speed: the measure of the real one. */
export function naiveOrder(tasks: readonly Rankable[]): { id: string; priority: number; level: number }[] {
  const waiting = (task: Rankable) => tasks.filter((other) => !other.final && other.waitsFor.includes(task.id))
  const allWaiting = (task: Rankable): Rankable[] => waiting(task).flatMap((other) => [other, ...allWaiting(other)])
  const priorityOf = (task: Rankable) => Math.min(task.priority, ...allWaiting(task).map(({ priority }) => priority))
  const levelOf = (task: Rankable): number => task.effortHours + Math.max(0, ...waiting(task).map(levelOf))
  const successorLevels = (task: Rankable) => [...new Set(waiting(task))].map(levelOf).sort((a, b) => b - a)
  const isBefore = (a: Rankable, b: Rankable): boolean => {
    if (a.final !== b.final) return b.final
    if (a.next !== b.next) return a.next
    if (a.behind !== b.behind) return b.behind
    if (priorityOf(a) !== priorityOf(b)) return priorityOf(a) < priorityOf(b)
    if (levelOf(a) !== levelOf(b)) return levelOf(a) > levelOf(b)
    const [left, right] = [successorLevels(a), successorLevels(b)]
    const differs = left.findIndex((level, at) => level !== right[at])
    if (differs >= 0) return right[differs] === undefined || left[differs]! > right[differs]
    if (left.length !== right.length) return false
    return tasks.indexOf(a) < tasks.indexOf(b)
  }
  const left = [...tasks]
  const order: { id: string; priority: number; level: number }[] = []
  while (left.length > 0) {
    const first = left.find((task) => left.every((other) => other === task || isBefore(task, other)))!
    left.splice(left.indexOf(first), 1)
    order.push({ id: first.id, priority: priorityOf(first), level: levelOf(first) })
  }
  return order
}

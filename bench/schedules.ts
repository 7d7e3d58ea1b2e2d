// Compares ways to order tasks.

import { finishBound } from '../src/core/forecast/bound.ts'
import { buildNetwork, type Network } from '../src/core/forecast/network.ts'
import type { ForecastPlan } from '../src/core/forecast/plan.ts'
import { type Places, pickOrder, play } from '../src/core/forecast/play.ts'
import { type Random, randomFrom } from '../src/core/forecast/random.ts'
import { finishOf } from '../src/core/forecast/schedule.ts'
import { searchTimetable } from '../src/core/forecast/search.ts'
import { type Ticks, toTicks } from '../src/core/forecast/ticks.ts'
import { levels } from '../src/core/picks/graph.ts'
import type { BenchProject } from './projects.ts'

/** What is known when the order is made: the estimates, and urgencies that are drawn because the projects have none. */
interface Known {
  readonly network: Network
  readonly effort: readonly Ticks[]
  readonly plan: ForecastPlan
  readonly priority: readonly number[]
}

const ways: readonly (readonly [name: string, order: (known: Known) => Places])[] = [
  ['file order', ({ effort }) => byLargest(effort.map(() => 0))],
  ['priority alone', ({ priority }) => byLargest(priority.map((each) => -each))],
  ['level (Hu)', ({ network, effort }) => byLargest(levels(network.graph, effort))],
  ['Coffman and Graham', ({ network }) => byLargest(coffmanGraham(network))],
  ['the rule', ({ network, plan }) => pickOrder(network, plan)],
  [
    'the rule with those priorities',
    ({ network, plan, priority }) => pickOrder(network, withPriorities(plan, priority)),
  ],
  ['search', ({ network, effort, plan }) => byLargest(searched(network, effort, plan).map((start) => -start))],
]

/** Gaps in percent. */
export interface Row {
  readonly way: string
  /** Over the optimum, with efforts as estimated. */
  readonly meanGap: number
  readonly worstGap: number
  /** Of all projects, in percent. */
  readonly optimal: number
  /** Over the bound for the real efforts, which differ from those that the order was made with. */
  readonly meanGapWhenWrong: number
}

/** How far efforts turn out otherwise: the spread of their logarithms. */
export const errorSigma = 0.6

export function measure(projects: readonly BenchProject[]): readonly Row[] {
  const random = randomFrom(1)
  const cases = projects.map(({ plan, optimumHours }) => {
    const network = buildNetwork(plan)
    const effort = network.tasks.map(({ effortHours }) => toTicks(effortHours))
    const priority = effort.map(() => 1 + Math.floor(4 * random.uniform()))
    return {
      known: { network, effort, plan, priority },
      optimum: toTicks(optimumHours),
      ...disturbed(network, effort, random),
    }
  })
  return ways.map(([way, orderOf]) => {
    const gaps: number[] = []
    const gapsWhenWrong: number[] = []
    for (const { known, optimum, real, bound } of cases) {
      const order = orderOf(known)
      const finish = way === 'search' ? searchedFinish(known) : finishOf(play(known.network, known.effort, order))
      gaps.push(finish / optimum - 1)
      gapsWhenWrong.push(finishOf(play(known.network, real, order)) / bound - 1)
    }
    return {
      way,
      meanGap: 100 * mean(gaps),
      worstGap: 100 * Math.max(...gaps),
      optimal: 100 * mean(gaps.map((gap) => Number(gap === 0))),
      meanGapWhenWrong: 100 * mean(gapsWhenWrong),
    }
  })
}

function disturbed(network: Network, effort: readonly Ticks[], random: Random) {
  const real = effort.map((each) => Math.round(each * Math.exp(errorSigma * random.normal())))
  return { real, bound: finishBound(network, real) }
}

function searched(network: Network, effort: readonly Ticks[], plan: ForecastPlan): readonly Ticks[] {
  return searchTimetable(network, effort, play(network, effort, pickOrder(network, plan))).start
}

/** Its own schedule, which may leave a slot free for what comes; an order alone cannot say that. */
function searchedFinish({ network, effort, plan }: Known): Ticks {
  const start = searched(network, effort, plan)
  return start.reduce((latest, each, node) => Math.max(latest, each + effort[node]!), 0)
}

function withPriorities(plan: ForecastPlan, priority: readonly number[]): ForecastPlan {
  return { ...plan, tasks: plan.tasks.map((task, node) => ({ ...task, priority: priority[node]! })) }
}

/** Places by a value, the largest first, then in file order. */
function byLargest(values: readonly number[]): Places {
  const order = [...values.keys()].sort((a, b) => values[b]! - values[a]! || a - b)
  const places: number[] = []
  for (const [place, node] of order.entries()) places[node] = place
  return places
}

/**
 * The labels of Coffman and Graham 1972, which know no efforts: from the end, the next label goes to the task whose
 * successors' labels, largest first, are the lexicographically smallest.
 */
function coffmanGraham({ graph }: Network): readonly number[] {
  const labels: number[] = []
  const left = new Set(graph.successors.keys())
  for (let label = 1; left.size > 0; label++) {
    let next = -1
    for (const node of left) {
      const isOpen = graph.successors[node]!.every((successor) => labels[successor] !== undefined)
      if (isOpen && (next < 0 || isSmaller(successorLabels(node), successorLabels(next)))) next = node
    }
    labels[next] = label
    left.delete(next)
  }
  return labels

  function successorLabels(node: number): readonly number[] {
    return graph.successors[node]!.map((successor) => labels[successor]!).sort((a, b) => b - a)
  }
}

function isSmaller(a: readonly number[], b: readonly number[]): boolean {
  for (const [at, label] of a.entries()) {
    if (b[at] === undefined) return false
    if (label !== b[at]) return label < b[at]
  }
  return a.length < b.length
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

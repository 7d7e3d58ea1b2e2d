import type { FinishedTask, ForecastPlan, ForecastTask } from './plan.ts'
import type { Random } from './random.ts'

/**
 * What is believed of the ratio of real to estimated effort: that its logarithm is normal. So half of the tasks take
 * longer than `exp(logMean)` times their estimate.
 */
export interface Belief {
  readonly logMean: number
  readonly logSigma: number
}

/**
 * Before anything is finished: estimates are right in the median, and two of three tasks take between 0.58 and 1.73 times
 * as long. A convention, chosen between the spreads of 0.5 and 0.6 that plans are commonly tried with.
 */
const prior: Belief = { logMean: 0, logSigma: 0.55 }

/** So many finished tasks weigh as much as the prior does: for the mean, and for the spread. */
const priorTasksOfMean = 6
const priorTasksOfSigma = 10

/** A model is judged by its own tasks once it has finished so many. */
const enoughOfModel = 5

/** An issue that was closed at once, or forgotten, says little about effort. */
const furthestRatio = 10

/**
 * What finished tasks teach about the others, by the model that does them: that model's own tasks where there are five,
 * else all. With n tasks, log ratios y of mean ȳ, the prior's σ₀, k = 6 and ν = 10, the normal-inverse-gamma update
 * (Gelman and others, "Bayesian Data Analysis", section 3.3) gives, in its means:
 *
 *     logMean = n ȳ / (k + n)
 *     logSigma² = (ν σ₀² + Σ(y − ȳ)² + (k n / (k + n)) ȳ²) / (ν + n)
 *
 * Ratios beyond ten, either way, count as ten.
 */
export function beliefs({ finished }: ForecastPlan): (model: string | undefined) => Belief {
  const ofAll = update(finished)
  const ofModel = new Map<string | undefined, Belief>()
  for (const [model, tasks] of Map.groupBy(finished, (task) => task.model)) {
    if (model !== undefined && tasks.length >= enoughOfModel) ofModel.set(model, update(tasks))
  }
  return (model) => ofModel.get(model) ?? ofAll
}

function update(finished: readonly FinishedTask[]): Belief {
  const n = finished.length
  if (n === 0) return prior
  const limit = Math.log(furthestRatio)
  const logs = finished.map(({ estimatedHours, tookHours }) => {
    return Math.max(-limit, Math.min(limit, Math.log(tookHours / estimatedHours)))
  })
  const mean = logs.reduce((sum, y) => sum + y, 0) / n
  const spread = logs.reduce((sum, y) => sum + (y - mean) ** 2, 0)
  const shift = (priorTasksOfMean * n * mean ** 2) / (priorTasksOfMean + n)
  const variance = (priorTasksOfSigma * prior.logSigma ** 2 + spread + shift) / (priorTasksOfSigma + n)
  return { logMean: (n * mean) / (priorTasksOfMean + n), logSigma: Math.sqrt(variance) }
}

/**
 * Working hours that are left of a task in the middle case: half of the tasks like it take longer. One at work that has
 * not yet taken so long is expected to end when it should, so that its date stands while all goes well. After that, half
 * of those that took longer than it has taken already take longer; so something is always left.
 */
export function hoursLeft({ effortHours, takenHours }: ForecastTask, { logMean, logSigma }: Belief): number {
  const middle = effortHours * Math.exp(logMean)
  if (takenHours < middle) return middle - Math.max(0, takenHours)
  const reached = Math.log(takenHours / middle) / logSigma
  return middle * Math.exp(logSigma * medianBeyond(reached)) - takenHours
}

/** Working hours that are left of a task, drawn by lot. */
export function drawHoursLeft({ effortHours, takenHours }: ForecastTask, belief: Belief, random: Random): number {
  const { logMean, logSigma } = belief
  if (takenHours <= 0) return effortHours * Math.exp(logMean + logSigma * random.normal())
  const reached = (Math.log(takenHours / effortHours) - logMean) / logSigma
  return Math.max(0, effortHours * Math.exp(logMean + logSigma * drawBeyond(reached, random)) - takenHours)
}

/**
 * A standard normal value that is known to be beyond `least` (Robert 1995, "Simulation of truncated normal variables"):
 * proposals come from the exponential distribution that is most often taken, or, where most values are beyond, from the
 * normal one itself.
 */
function drawBeyond(least: number, { uniform, normal }: Random): number {
  if (least <= 0) {
    for (;;) {
      const value = normal()
      if (value >= least) return value
    }
  }
  const rate = (least + Math.sqrt(least * least + 4)) / 2
  for (;;) {
    const value = least - Math.log(1 - uniform()) / rate
    if (uniform() <= Math.exp(-((value - rate) ** 2) / 2)) return value
  }
}

/** The median of a standard normal value that is known to be beyond `least`, by halving the interval that it lies in. */
function medianBeyond(least: number): number {
  const wanted = upperTail(least) / 2
  let [low, high] = [least, Math.max(least, 0) + 1]
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2
    if (upperTail(middle) > wanted) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * How likely a standard normal value is beyond z, exact to 1e-7 of itself also far out: the Chebyshev fit of erfc in
 * Press and others, "Numerical Recipes", section 6.2.
 */
function upperTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + x / 2)
  const fit = chebyshev.reduceRight((sum, coefficient) => sum * t + coefficient, 0)
  const tail = (t * Math.exp(-x * x + fit)) / 2
  return z >= 0 ? tail : 1 - tail
}

const chebyshev = [
  -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
  0.17087277,
]

/** How long a subject takes, and against a floor that was measured right before it each time. */
export interface Compared {
  /** Milliseconds, medians. */
  readonly floor: number
  readonly subject: number
  /** The median of the ratios of all pairs, and the range that holds the middle half of them. */
  readonly ratio: number
  readonly low: number
  readonly high: number
}

export type Pair = readonly [floor: number, subject: number]

/**
 * Whatever else the machine does slows both of a pair, so their ratio holds where milliseconds do not; and a pair that was
 * disturbed in the middle is no more than one of many.
 */
export function compared(pairs: readonly Pair[]): Compared {
  const ratios = pairs.map(([floor, subject]) => subject / floor)
  return {
    floor: quantile(
      pairs.map(([floor]) => floor),
      0.5,
    ),
    subject: quantile(
      pairs.map(([, subject]) => subject),
      0.5,
    ),
    ratio: quantile(ratios, 0.5),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
  }
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!
}

/** Milliseconds of the processor that a piece of work takes in this thread; what waits for its turn does not count. */
export function processorTime(work: () => unknown): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

/** Pairs of floor and subject, each floor repeated so that it takes long enough to be measured. */
export function pairsOf(
  floor: () => unknown,
  subject: () => unknown,
  { rounds = 31, floorRepeats = 1 }: { readonly rounds?: number; readonly floorRepeats?: number } = {},
): Pair[] {
  const warm = 5
  const pairs = Array.from({ length: rounds + warm }, (): Pair => {
    const many = processorTime(() => {
      for (let turn = 0; turn < floorRepeats; turn++) floor()
    })
    return [many / floorRepeats, processorTime(subject)]
  })
  return pairs.slice(warm)
}

export const spread = ({ low, high }: Compared) => `${low.toFixed(2)}–${high.toFixed(2)}`

/** Seeded numbers for tests, of another kind than the ones that the forecast draws itself. */
export interface Lot {
  /** A whole number from 0 up to, and without, `limit`. */
  readonly below: (limit: number) => number
  /** Of mean 0 and deviation 1. */
  readonly normal: () => number
}

/** The minimal standard generator of Park and Miller 1988; normal values as the sum of twelve uniform ones. */
export function lotFrom(seed: number): Lot {
  let state = (seed * 48_271) % 2_147_483_647
  const uniform = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  for (let warm = 0; warm < 10; warm++) uniform()
  return {
    below: (limit) => Math.floor(uniform() * limit),
    normal: () => Array.from({ length: 12 }, uniform).reduce((sum, each) => sum + each, -6),
  }
}

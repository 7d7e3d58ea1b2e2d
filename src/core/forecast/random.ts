/** Numbers that look drawn by lot, and are the same for the same seed. */
export interface Random {
  /** From 0 up to, and without, 1. */
  readonly uniform: () => number
  /** Of mean 0 and deviation 1. */
  readonly normal: () => number
}

/**
 * SplitMix (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators") with 32 bits of state. Its mixing
 * step is one of those that C. Wellons' hash-prospector lists as least biased.
 */
export function randomFrom(seed: number): Random {
  let state = seed | 0
  const uniform = () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  // Box and Muller 1958; 1 − u because the logarithm of 0 has no value.
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  return { uniform, normal }
}

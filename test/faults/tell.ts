import fc from 'fast-check'

/** All of it takes minutes: `npm run test:faults`. Otherwise a sample, the same for the same seed. */
export const whole = process.env.FAULTS === 'all'
export const minutes = 60_000
const firstSeed = 1000 * Number(process.env.FAULTS_SEED ?? 1)
const shrinks = process.env.FAULTS_SHRINK !== undefined
/** Runs mostly wait, so that many stories go side by side. */
const sideBySide = 8

/** What went wrong with the story of a seed. With FAULTS_SHRINK it is told again in smaller forms, for two minutes. */
export async function tell<T>(property: fc.IAsyncProperty<T>, seed: number): Promise<string[]> {
  const one = { seed, numRuns: 1, unbiased: true }
  const { failed, errorInstance } = await fc.check(property, { ...one, endOnFailure: true })
  if (!failed) return []
  if (!shrinks) return [`seed ${seed}: ${errorInstance}`]
  const smaller = await fc.check(property, { ...one, interruptAfterTimeLimit: 2 * minutes })
  return [`seed ${seed}: ${JSON.stringify(smaller.counterexample)}: ${smaller.errorInstance ?? errorInstance}`]
}

/** Tells so many stories, each of a seed of its own; where STORIES says so, another number in a sample. */
export async function tellAll<T>(
  property: fc.IAsyncProperty<T>,
  count: { readonly all: number; readonly sample: number },
): Promise<{ readonly told: number; readonly expected: number; readonly failures: readonly string[] }> {
  const expected = whole ? count.all : Number(process.env.STORIES ?? count.sample)
  const failures: string[] = []
  let told = 0
  const seeds = Array.from({ length: expected }, (_, at) => firstSeed + at)
  const teller = async () => {
    for (let next = seeds.pop(); next !== undefined; next = seeds.pop()) {
      failures.push(...(await tell(property, next)))
      told += 1
    }
  }
  await Promise.all(Array.from({ length: sideBySide }, teller))
  return { told, expected, failures }
}

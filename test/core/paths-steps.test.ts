import { describe, expect, test } from 'vitest'
import { GlobComparison } from '../../src/core/paths.ts'

describe('globs that would take hours to compare', () => {
  const costly = (at: number) => `${'{a,b}'.repeat(6)}${'*a'.repeat(100)}${at}x`

  test('count as overlapping once the steps are used up', () => {
    const comparison = new GlobComparison()
    const globs = Array.from({ length: 20 }, (_, at) => costly(at))
    for (const glob of globs) for (const other of globs) comparison.overlap(glob, other)
    expect(comparison.isExhausted).toBe(true)
    expect(comparison.overlap('docs/a.md', 'src/b.ts')).toBe(true)
  })

  test('are no match for those of a usual phase', () => {
    const comparison = new GlobComparison()
    const globs = Array.from({ length: 700 }, (_, at) => `src/part-${at}/**/*.{ts,tsx}`)
    for (const glob of globs) expect(globs.filter((other) => comparison.overlap(glob, other))).toEqual([glob])
    expect(comparison.isExhausted).toBe(false)
  })
})

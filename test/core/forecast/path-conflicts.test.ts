import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pathConflicts } from '../../../src/core/forecast/path-conflicts.ts'
import { GlobComparison } from '../../../src/core/paths.ts'

const segment = fc.constantFrom('a', 'b', '*', '**', '?', '{a,b}', '.', 'a*', 'x{a/b,c}')
const glob = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'))

function doOverlap({ globsOf, overlaps }: ReturnType<typeof pathConflicts>, a: number, b: number): boolean {
  return globsOf[a]!.some((own) => globsOf[b]!.some((other) => overlaps[own]!.includes(other)))
}

test('lists overlap where two of their globs do', () => {
  fc.assert(
    fc.property(fc.array(fc.array(glob, { maxLength: 3 }), { maxLength: 5 }), (lists) => {
      const conflicts = pathConflicts(lists)
      for (const [a, left] of lists.entries()) {
        for (const [b, right] of lists.entries()) {
          if (a !== b)
            expect(doOverlap(conflicts, a, b)).toBe(new GlobComparison().firstOverlap(left, right) !== undefined)
        }
      }
    }),
  )
})

test('of very many globs only the folders before the first wildcard are compared, and none that overlap are missed', () => {
  const lists = Array.from({ length: 1500 }, (_, at) => [`src/${at % 750}/*${at}.ts`])
  const conflicts = pathConflicts(lists)
  expect(conflicts.isCoarse).toBe(true)
  expect(doOverlap(conflicts, 0, 750)).toBe(true)
  expect(doOverlap(conflicts, 0, 1)).toBe(false)
})

test('globs that would take hours to compare are taken to overlap, and known to be', () => {
  const lists = Array.from({ length: 20 }, (_, at) => [`${'{a,b}'.repeat(6)}${'*a'.repeat(100)}${at}x`])
  const conflicts = pathConflicts(lists)
  expect(conflicts.isCoarse).toBe(true)
  expect(doOverlap(conflicts, 0, 19)).toBe(true)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { GlobComparison, globsOverlap } from '../../src/core/paths.ts'

describe('globs that can name one file', () => {
  test.each([
    ['docs/a.md', 'docs/a.md'],
    ['docs', 'docs/user/a.md'],
    ['docs/', 'docs/user/a.md'],
    ['./docs/a.md', 'docs/a.md'],
    ['docs/**', 'docs/user/a.md'],
    ['docs/**', 'docs'],
    ['**', 'anything/at/all'],
    ['**/*.md', 'docs/user/*.md'],
    ['docs/*/a.md', 'docs/user/*.md'],
    ['docs/**/a.md', 'docs/a.md'],
    ['a/**/b/**', '**/c/b'],
    ['*.md', 'READ*'],
    ['a*c', '*b*'],
    ['a?c', 'abc'],
    ['[ab].ts', 'a.ts'],
    ['[!a].ts', 'a.ts'],
    ['src/{a,b}.ts', 'src/b.ts'],
    ['src/{a,{b,c}}.ts', 'src/c.ts'],
    ['{docs,src}/**', 'src/a.ts'],
    ['src/{a,b}/{c,d}', 'src/b/c'],
    ['', 'anything'],
    ['日本/*', '日本/a'],
    ['?', '😀'],
    // A name at the end may be a folder: a.ts/b.ts is one file for both.
    ['**/a.ts', '**/b.ts'],
  ])('%s and %s', (a, b) => {
    expect(globsOverlap(a, b)).toBe(true)
    expect(globsOverlap(b, a)).toBe(true)
  })
})

describe('globs that cannot', () => {
  test.each([
    ['docs/a.md', 'docs/b.md'],
    ['docs/**', 'src/**'],
    ['docs/user/**', 'docs/admin/**'],
    ['docs', 'docs-old'],
    ['docs/*.md', 'docs/user/a.md'],
    ['*.md', '*.ts'],
    ['*.md', 'docs/a.md'],
    ['a?c', 'ac'],
    ['src/{a,b}.ts', 'src/c.ts'],
    ['README.md', 'readme.md'],
    ['a*b', 'b*a'],
  ])('%s and %s', (a, b) => {
    expect(globsOverlap(a, b)).toBe(false)
    expect(globsOverlap(b, a)).toBe(false)
  })
})

describe('lists of globs', () => {
  test('the first pair that overlaps is named, own first', () => {
    expect(new GlobComparison().firstOverlap(['a/**', 'b/**', 'c'], ['d', 'c/x', 'b/y'])).toEqual(['b/**', 'b/y'])
  })

  test('a task without paths overlaps nothing', () => {
    expect(new GlobComparison().firstOverlap([], ['**'])).toBeUndefined()
  })
})

test('a glob overlaps every file that it names', () => {
  const segment = fc.constantFrom('a', 'b', 'ab', 'a.md', 'x.ts')
  fc.assert(
    fc.property(
      fc.array(segment, { minLength: 1, maxLength: 4 }),
      fc.nat(4),
      fc.constantFrom(0, 1, 2),
      (file, at, how) => {
        const place = at % file.length
        const named = file.map((name, index) => {
          if (index !== place) return name
          return how === 0 ? `${name.slice(0, 1)}*` : how === 1 ? '**' : name.replace(/^./, '?')
        })
        expect(globsOverlap(named.join('/'), file.join('/'))).toBe(true)
      },
    ),
    { seed: 4, numRuns: 500 },
  )
})

test('a glob with thousands of alternatives is taken to overlap everything, at once', () => {
  expect(globsOverlap('{a,b}'.repeat(30), 'nothing/like/it')).toBe(true)
})

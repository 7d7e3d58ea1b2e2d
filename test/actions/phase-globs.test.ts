import { describe, expect, test } from 'vitest'
import { checkGlob } from '../../src/actions/phase-globs.ts'

test.each([
  ['.github/phases/*.{yml,yaml}', '.github/phases/*.{yml,yaml}'],
  ['./docs/two.yml', 'docs/two.yml'],
  ['**/phases/*.{yml,yaml}', '**/phases/*.{yml,yaml}'],
  ['plans (old)/a..b.yml', 'plans (old)/a..b.yml'],
  ['{a,b,c}/phase-*-[0-9]*.yml', '{a,b,c}/phase-*-[0-9]*.yml'],
])('%s is a pattern', (given, read) => {
  expect(checkGlob(given)).toBe(read)
})

test.each(['/etc/x.yml', 'C:\\x.yml', '../x.yml', 'a\\..\\x.yml', '{..,a}/x.yml', 'a/{.,..}/x.yml'])(
  '%s leaves the repository',
  (glob) => expect(() => checkGlob(glob)).toThrow('write a path inside the repository'),
)

describe('a pattern that would take very long to match is refused', () => {
  test.each([
    ['stars', `${'*a'.repeat(25)}b`],
    ['repeated alternatives', `${'+(a|aa)'.repeat(12)}b`],
    ['folders of any depth', `${'**/'.repeat(20)}x.yml`],
    ['braces', '{a,b}'.repeat(15)],
    ['braces in braces', `${'{a,'.repeat(50)}b${'}'.repeat(50)}`],
    ['letters', 'a'.repeat(301)],
  ])('%s', (_, glob) => {
    const refusal = () => checkGlob(glob)
    expect(refusal).toThrow('too complicated a pattern: write a simpler one')
    expect(refusal).toThrow(/^.{0,260}$/)
  })
})

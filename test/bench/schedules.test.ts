import { expect, test } from 'vitest'
import { benchProjects } from '../../bench/projects.ts'
import { measure } from '../../bench/schedules.ts'

const rows = new Map(measure(benchProjects()).map((row) => [row.way, row]))
const row = (way: string) => rows.get(way)!

test('the rule is near the optimum, and the search nearer', () => {
  expect(row('the rule').meanGap).toBeLessThan(0.6)
  expect(row('search').meanGap).toBeLessThan(0.02)
  expect(row('search').optimal).toBeGreaterThan(99)
})

test('the successors that break ties gain something over levels alone, and levels over labels that know no effort', () => {
  expect(row('the rule').meanGap).toBeLessThan(row('level (Hu)').meanGap)
  expect(row('level (Hu)').meanGap).toBeLessThan(row('Coffman and Graham').meanGap)
})

test.each(['file order', 'priority alone'])('the rule beats %s, also with efforts that turn out otherwise', (way) => {
  expect(row('the rule').meanGap).toBeLessThan(row(way).meanGap / 5)
  expect(row('the rule').meanGapWhenWrong).toBeLessThan(row(way).meanGapWhenWrong / 2)
})

import type { Chapter } from './chapter.ts'
import { benchProjects } from './projects.ts'
import { errorSigma, measure } from './schedules.ts'

export function schedules(): Chapter {
  const rows = measure(benchProjects())
  const percent = (value: number) => `${value.toFixed(2)} %`
  const rule = rows.find(({ way }) => way === 'the rule')!
  const search = rows.find(({ way }) => way === 'search')!
  return {
    title: 'Quality',
    about: [
      'How orders compare, on 500 projects of 8 to 24 tasks in two slots whose optimum is known (`bench/project-like.json`).',
    ],
    tables: [
      {
        head: [
          'order',
          'over the optimum, mean',
          'worst',
          'optimal',
          `efforts wrong by σ = ${errorSigma}: over the bound, mean`,
        ],
        rows: rows.map(({ way, meanGap, worstGap, optimal, meanGapWhenWrong }) => [
          way,
          ...[meanGap, worstGap, optimal, meanGapWhenWrong].map(percent),
        ]),
        note: '"Those priorities" are drawn at random: they say what urgency costs. The last column plays each order with efforts that turn out otherwise.',
      },
    ],
    summary: [
      { what: 'The rule, over the optimum', measured: percent(rule.meanGap), against: 'at most 0.6 %; file order 6 %' },
      { what: 'The search, over the optimum', measured: percent(search.meanGap), against: 'at most 0.02 %' },
    ],
  }
}

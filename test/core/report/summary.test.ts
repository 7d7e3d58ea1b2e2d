import { describe, expect, test } from 'vitest'
import type { RunReport } from '../../../src/core/report/run-report.ts'
import { outcomeSentence, summarize } from '../../../src/core/report/summary.ts'
import { codeReference } from '../../../src/core/troubleshooting/message.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { renderMarkdown } from '../rendered-markdown.ts'
import { launch, reportOf } from '../scene.ts'

const reference = (issue: number) => `[#${issue}](https://github.com/octo/product/issues/${issue})`
const onTheWeb = {
  reference,
  runAddress: (run: number) => `https://github.example/octo/demo/actions/runs/${run}`,
  codeReference: codeReference('https://github.example/tools/phase/blob/v1/docs/troubleshooting.md'),
  lineAddress: (file: string, line: number) => `https://github.example/octo/demo/blob/HEAD/${file}#L${line}`,
}
const about = {
  place: onTheWeb,
  now: Date.parse('2026-02-22T12:00:00Z'),
  forecasts: new Map(),
  problems: [],
  sources: new Map(),
}
const scene = launch([phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])])
const report = reportOf(scene.latest, { picked: ['a'] })
const nothing: RunReport = { ...report, operations: [], picked: [] }
const some = report.operations.slice(0, 3)

describe('a run in one sentence', () => {
  test.each<[sentence: string, report: RunReport, dryRun: boolean]>([
    ['Everything is as it should be: nothing was changed.', nothing, false],
    ['3 operations done. Picked: a.', { ...report, operations: some }, false],
    ['3 operations done.', { ...nothing, operations: some }, false],
    ['Dry run: nothing would be changed.', nothing, true],
    ['Dry run: 3 operations would be done.', { ...report, operations: some }, true],
    [
      '3 of 8 done, because the limit is reached; the next run continues.',
      { ...report, operations: some, left: 5, cutShort: { code: 'rate-limited', reason: 'the limit is reached' } },
      false,
    ],
    [
      'Nothing was changed, because GitHub is away; the next run tries again.',
      { ...nothing, cutShort: { code: 'github-unreadable', reason: 'GitHub is away' } },
      false,
    ],
    ['Nothing was changed.', { ...nothing, stop: { code: 'renamed-plan', file: undefined, message: 'x' } }, false],
    [
      '3 operations were done before that.',
      { ...report, operations: some, error: { code: 'token-rejected', message: 'x' } },
      false,
    ],
  ])('%s', (sentence, given, dryRun) => {
    expect(outcomeSentence(given, dryRun)).toBe(sentence)
  })
})

describe('the job summary', () => {
  test('shows the picks with their reasons, and each phase, with links that work outside of an issue', () => {
    const text = summarize(report, { ...about, dryRun: false })
    expect(text).toContain('## Phase 4: Release readiness')
    expect(text).toContain('### Picked')
    expect(text).toContain('| [#2](https://github.com/octo/product/issues/2) (a) | Task a |')
    expect(text).toContain('### Blocked')
    expect(text).not.toContain('phase-coordinator:data')
  })

  test('lists what was done, in order, folded', () => {
    const text = summarize(report, { ...about, dryRun: false })
    expect(text).toContain(`<summary>${report.operations.length} operations, in order</summary>`)
    expect(text).toContain('- open an issue "a: Task a"')
    expect(summarize(nothing, { ...about, dryRun: false })).not.toContain('<details>')
  })

  test('shows a few operations of a dry run openly, and folds many', () => {
    const dry = (count: number) =>
      summarize({ ...nothing, operations: report.operations.slice(0, count) }, { ...about, dryRun: true })
    expect(dry(10)).not.toContain('<details>')
    expect(dry(11)).toContain('<summary>11 operations that would be done, in order</summary>')
  })

  test('says of a dry run what would be picked', () => {
    const text = summarize(report, { ...about, dryRun: true })
    expect(text).toContain('### Would be picked')
    expect(text).not.toContain('### Picked')
  })

  test('says of several phases first how each stands', () => {
    const two = launch([phaseOf([taskOf('a')]), phaseOf([taskOf('b')], { id: '5' })])
    const text = summarize(reportOf(two.latest), { ...about, dryRun: false })
    expect(text.match(/^- Phase \d: 0 of 1 done · /gm)).toHaveLength(2)
    expect(text.indexOf('- Phase 5')).toBeLessThan(text.indexOf('## Phase 4'))
  })

  test('tells first what stopped the run, then mistakes, warnings, what a pull request changes, and picks', () => {
    const problem = {
      file: 'b.yml',
      line: 1,
      column: 1,
      code: 'file-empty',
      message: 'The file is empty: give it at least `phase`.',
    } as const
    const text = summarize(
      {
        ...report,
        error: { code: 'permission-missing', message: 'The token is not allowed to' },
        warnings: [{ code: 'operation-refused', message: 'An issue is locked.' }],
      },
      { ...about, dryRun: true, problems: [problem], changes: [['A task is added.']] },
    )
    const parts = [
      'The token is not allowed to',
      '### Mistakes in the phase files',
      '### Warnings',
      '- A task is added.',
      '### Would be picked',
      '- would create the label',
      '## Phase 4',
    ]
    expect(parts.map((part) => text.indexOf(part)).toSorted((a, b) => a - b)).toEqual(
      parts.map((part) => text.indexOf(part)),
    )
    expect(parts.filter((part) => !text.includes(part))).toEqual([])
  })

  test('lists what a dry run would do, and how much more', () => {
    const operations = Array.from({ length: 250 }, () => report.operations[0]!)
    const text = summarize({ ...nothing, operations }, { ...about, dryRun: true })
    expect(text.match(/^- would create the label/gm)).toHaveLength(200)
    expect(text).toContain('- … and 50 more')
  })

  test('shows what a dry run would do as text', () => {
    const title = '@octocat <script> | `x`'
    const operations = [{ do: 'create-milestone', phase: '4', title, description: '', dueDate: undefined }] as const
    const html = renderMarkdown(summarize({ ...nothing, operations }, { ...about, dryRun: true }))
    expect(html).toContain('&lt;script&gt;')
    expect(html).not.toMatch(/@octocat|<script|<code>/)
  })

  test('names errors, questions and warnings, and nothing in them is live', () => {
    const hostile = '@octocat <script> | `x`'
    const text = summarize(
      {
        ...nothing,
        error: { code: 'token-rejected', message: hostile },
        warnings: [{ code: 'operation-refused', message: hostile }],
        stop: { code: 'renamed-plan', file: undefined, message: hostile },
      },
      { ...about, dryRun: false },
    )
    const html = renderMarkdown(text)
    expect(html.match(/&lt;script&gt;/g)).toHaveLength(3)
    expect(html).not.toMatch(/@octocat|<script|<code>/)
  })

  test('links each code to what the troubleshooting page says of it', () => {
    const cutShort = { code: 'rate-limited', reason: 'the limit is reached' } as const
    const warnings = [{ code: 'short-list', message: 'Some are hidden.' }] as const
    const problems = [{ file: 'a.yml', line: 3, column: 8, code: 'cycle', message: 'This is a cycle.' }] as const
    const text = summarize({ ...nothing, cutShort, warnings }, { ...about, dryRun: false, problems })
    const page = 'https://github.example/tools/phase/blob/v1/docs/troubleshooting.md'
    expect(text).toContain(`the next run tries again. ([rate-limited](${page}#rate-limited))\n`)
    expect(text).toContain(`- Some are hidden. ([short-list](${page}#short-list))\n`)
    expect(text).toContain(`This is a cycle. ([cycle](${page}#cycle))\n`)
    const unknown = { ...about.place, codeReference: codeReference(undefined) }
    expect(summarize({ ...nothing, warnings }, { ...about, place: unknown, dryRun: false })).toContain(
      '- Some are hidden. (short-list)\n',
    )
  })

  test('of very many mistakes in files the first are listed, and how many more there are', () => {
    const problem = { file: 'a.yml', line: 1, column: 1, code: 'cycle', message: 'This is a cycle.' } as const
    const text = summarize(nothing, { ...about, dryRun: false, problems: Array.from({ length: 250 }, () => problem) })
    expect(text.match(/This is a cycle/g)).toHaveLength(50)
    expect(text).toContain('… and 200 more mistakes: the log has all.')
  })

  test('fits what GitHub takes, with a thousand tasks under long titles', () => {
    const tasks = Array.from({ length: 1000 }, (_, at) => taskOf(`t${at}`, { title: '日本語 '.repeat(55) }))
    const big = launch([phaseOf(tasks)])
    const text = summarize(reportOf(big.latest), { ...about, dryRun: false })
    expect(new TextEncoder().encode(text).length).toBeLessThan(1024 * 1024)
    expect(text).toContain('0 of 1000 done')
  })
})

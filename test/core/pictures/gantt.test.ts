import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type GanttPlan, gantt } from '../../../src/core/pictures/gantt.ts'
import { mermaidFence } from '../../../src/core/pictures/picture.ts'
import { renderMarkdown } from '../rendered-markdown.ts'
import { parseGantt } from './mermaid.ts'
import { anyPlan, bar, hostileTitles, isShortened, steadyPlan } from './plans.ts'

const enough = 60_000

function plan(over: Partial<GanttPlan>): GanttPlan {
  return { bars: [], streams: new Map(), timezone: 'UTC', targetDate: undefined, ...over }
}

describe('the schedule', () => {
  test('has a section for each stream, its bars by their start, and the target date last', async () => {
    const bars = [
      bar('late', 4, 1, { stream: 'docs', critical: true }),
      bar('early', 0, 2, { stream: 'docs', state: 'done', critical: true }),
      bar('now', 2, 2, { stream: 'ops', state: 'running' }),
    ]
    const source = gantt(
      plan({
        bars,
        streams: new Map([
          ['ops', 'Operations'],
          ['docs', 'Documentation'],
        ]),
        targetDate: '2026-03-08',
      }),
      enough,
    )!
    const { tasks, sections } = await parseGantt(source)
    expect(sections).toEqual(['Operations', 'Documentation', 'Target'])
    expect(tasks.map(({ id, task, section }) => [section, id, task])).toEqual([
      ['Operations', 't3', '► now Title of now'],
      ['Documentation', 't2', '✓ early Title of early'],
      ['Documentation', 't1', '◇ late Title of late (critical)'],
      ['Target', 'target', '◈ Target date, 8 March 2026'],
    ])
    expect(tasks.map(({ done, crit, milestone }) => [done, crit, milestone].map(Boolean))).toEqual([
      [false, true, false],
      [true, false, false],
      [false, false, false],
      [false, false, true],
    ])
  })

  test('times are those of the phase’s zone', () => {
    const [aBar] = [bar('a', 0, 1)]
    expect(gantt(plan({ bars: [aBar], timezone: 'America/New_York' }), enough)).toContain(
      '2026-02-22 07:00, 2026-02-23 07:00',
    )
    expect(gantt(plan({ bars: [aBar], timezone: 'Pacific/Auckland' }), enough)).toContain(
      '2026-02-23 01:00, 2026-02-24 01:00',
    )
  })

  test('what took a moment is still to be seen', async () => {
    const { tasks } = await parseGantt(gantt(plan({ bars: [bar('a', 0, 0), bar('b', 0, 20)] }), enough)!)
    expect(tasks[0]!.endTime.getTime() - tasks[0]!.startTime.getTime()).toBeGreaterThan(3_600_000)
  })

  test('without streams there are no headings, and without bars nothing', async () => {
    expect((await parseGantt(gantt(plan({ bars: [bar('a', 0, 1)] }), enough)!)).sections).toEqual([])
    expect(gantt(plan({ targetDate: '2026-03-08' }), enough)).toBeUndefined()
  })

  test.each([
    [0.2, 'tickInterval 1hour'],
    [2, 'tickInterval 6hour'],
    [10, 'tickInterval 1day'],
    [30, 'tickInterval 1week'],
    [110, 'tickInterval 2week'],
    [300, 'tickInterval 1month'],
    [700, 'tickInterval 2month'],
    [2000, 'tickInterval 12month'],
    [9000, 'tickInterval 36month'],
  ])('%d days have ticks that can be told apart: %s', async (days, interval) => {
    const source = gantt(plan({ bars: [bar('a', 0, days)] }), enough)!
    expect(source).toContain(`\n${interval}\n`)
    expect((await parseGantt(source)).tasks).toHaveLength(1)
  })
})

describe('what people write', () => {
  test.each(hostileTitles)('%j is text of a task and of a stream, and nothing else', async (title) => {
    const bars = [bar('click', 0, 1, { title, stream: 'x' }), bar('section', 1, 2, { title, stream: 'y' })]
    const source = gantt(plan({ bars, streams: new Map([['x', title]]), targetDate: '2026-03-08' }), enough)!
    const { tasks, sections, links } = await parseGantt(source)
    expect(tasks.map(({ id }) => id)).toEqual(['t1', 't2', 'target'])
    expect(isShortened(tasks[0]!.task.slice('◇ click '.length), title), tasks[0]!.task).toBe(true)
    expect(isShortened(tasks[1]!.task.slice('◇ section '.length), title), tasks[1]!.task).toBe(true)
    expect(sections.slice(1)).toEqual(['y', 'Target'])
    expect(links).toBe(0)
    expect(renderMarkdown(`${mermaidFence(source)}\n\nafter`)).toMatch(/^<pre>[^`]*<\/pre>\n<p>after<\/p>$/)
  })

  test('so it is whatever they write', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan(12), async (any) => {
        const source = gantt(any, enough)!
        expect(source).not.toMatch(/[`<](?!br>)|^click/m)
        expect(source.match(/%%/g)).toHaveLength(2)
        const { tasks, links } = await parseGantt(source)
        const byId = new Map(tasks.map((task) => [task.id, task]))
        expect(byId.size).toBe(any.bars.length + (any.targetDate === undefined ? 0 : 1))
        for (const [at, { id, title }] of any.bars.entries()) {
          const text = byId.get(`t${at + 1}`)!.task.replace(/ \(critical\)$/, '')
          expect(isShortened(text.slice(`x ${id} `.length), title), text).toBe(true)
        }
        expect(links).toBe(0)
      }),
      { seed: 6, numRuns: 150 },
    )
  })
})

describe('a phase too large to be read', () => {
  test('shows its streams, from the first start to the last end', async () => {
    const bars = Array.from({ length: 90 }, (_, at) =>
      bar(`t${at}`, at / 10, 1, { stream: at < 45 ? 'docs' : 'ops', state: at < 50 ? 'done' : 'ready' }),
    )
    const { tasks } = await parseGantt(gantt(plan({ bars, streams: new Map([['docs', 'Documentation']]) }), enough)!)
    expect(tasks.map(({ id, task, done }) => [id, task, Boolean(done)])).toEqual([
      ['s1', '✓ Documentation, 45 of 45 done', true],
      ['s2', '◇ ops, 5 of 45 done', false],
    ])
    const [docs] = tasks
    expect((docs!.endTime.getTime() - docs!.startTime.getTime()) / 86_400_000).toBeCloseTo(5.4)
  })

  test('any number of bars and streams fits into what is given, and is drawn', async () => {
    const any = fc.record({
      size: fc.integer({ min: 1, max: 1000 }),
      streams: fc.integer({ min: 1, max: 1000 }),
      most: fc.integer({ min: 100, max: 20_000 }),
    })
    await fc.assert(
      fc.asyncProperty(any, async ({ size, streams, most }) => {
        const source = gantt(steadyPlan(size, streams, hostileTitles), most)
        if (source === undefined) {
          expect(most).toBeLessThan(2500)
          return
        }
        expect(source.length).toBeLessThanOrEqual(most)
        expect((await parseGantt(source)).tasks.length).toBeLessThanOrEqual(81)
      }),
      { seed: 6, numRuns: 40 },
    )
  })
})

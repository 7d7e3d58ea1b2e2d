import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { flowchart } from '../../src/core/pictures/flowchart.ts'
import { gantt } from '../../src/core/pictures/gantt.ts'
import { bar, hostileTitles, isShortened, steadyPlan, task, taskStates } from '../core/pictures/plans.ts'
import { chromium, contrast, type Drawn, drawn, openBrowser } from './drawn.ts'

const enough = 60_000
const steady = ['User Guide Documentation', 'Helm Charts', 'Load Testing', 'Bundle Optimization', 'Admin Guide']

describe.skipIf(chromium === undefined)('in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
  })

  function expectSound({ failures, refused, complaints, pictures, ran }: Drawn, count: number): void {
    expect({ failures, refused, complaints, ran }).toEqual({
      failures: [],
      refused: [],
      complaints: [],
      ran: undefined,
    })
    expect(pictures).toHaveLength(count)
    for (const { strange, texts } of pictures) {
      expect(strange).toEqual([])
      for (const { text, color, ground } of texts) {
        expect(contrast(color, ground), `${text}: ${color} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  }

  describe.each(['light', 'dark'] as const)('on a %s page', (scheme) => {
    test.each([1, 12, 60, 300])(
      'graph and schedule of %d tasks are drawn, and every text in them can be read',
      async (size) => {
        const plan = steadyPlan(size, Math.min(size, 4), steady)
        const found = await drawn(browser, [flowchart(plan, enough)!, gantt(plan, enough)!], scheme)
        expectSound(found, 2)
        const [graph, schedule] = found.pictures.map(({ texts }) =>
          texts.map(({ text }) => text.replaceAll('\u00A0', ' ')),
        )
        if (size > 80) {
          expect(graph!.filter((text) => / · 75\n/.test(text))).toHaveLength(4)
          expect(schedule!.filter((text) => / of 75 done$/.test(text))).toHaveLength(4)
          return
        }
        for (const { id, title } of plan.tasks) {
          expect(
            graph!.some((text) => text.includes(` ${id} · `) && text.endsWith(`\n${title}`)),
            id,
          ).toBe(true)
          expect(
            schedule!.some((text) => text.includes(` ${id} ${title}`)),
            id,
          ).toBe(true)
        }
      },
    )

    test('so are tasks of every state, with their titles inside their bars and beside them', async () => {
      const tasks = [...taskStates, undefined].map((state) => task(state ?? 'none', { state }))
      const wide = tasks.map((each, at) => bar(each.id, at, 40, each))
      const narrow = tasks.map((each, at) => bar(each.id, at * 4, 1, each))
      const schedules = [wide, narrow].map(
        (bars) => gantt({ bars, streams: new Map(), timezone: 'UTC', targetDate: undefined }, enough)!,
      )
      const found = await drawn(browser, [flowchart({ tasks, streams: new Map() }, enough)!, ...schedules], scheme)
      expectSound(found, 3)
      for (const { texts } of found.pictures) expect(texts).toHaveLength(tasks.length)
    })

    test('titles that look like anything else are shown as they were written', async () => {
      const tasks = hostileTitles.map((title, at) => task(`t-${at}`, { title, stream: at % 2 === 0 ? 'a' : 'b' }))
      const bars = tasks.map((each, at) => bar(each.id, at, 3, each))
      const streams = new Map([
        ['a', '"A" <b>&amp;'],
        ['b', '%%{b}%% #35;'],
      ])
      const plan = { tasks, bars, streams, timezone: 'UTC' }
      const sources = [flowchart(plan, enough)!, gantt({ ...plan, targetDate: '2026-03-08' }, enough)!]
      const found = await drawn(browser, sources, scheme)
      expectSound(found, 2)
      const [graph, schedule] = found.pictures.map(({ texts }) =>
        texts.map(({ text }) => text.replaceAll('\u00A0', ' ')),
      )
      for (const { id, title } of tasks) {
        const label = graph!.find((text) => text.includes(` ${id} · `))!
        expect(isShortened(label.slice(label.indexOf('\n') + 1).replaceAll('\n', ' '), title), label).toBe(true)
        const text = schedule!.find((text) => text.includes(` ${id} `))!
        expect(isShortened(text.slice(text.indexOf(` ${id} `) + id.length + 2), title), text).toBe(true)
      }
      for (const title of streams.values())
        expect(
          graph!.some((text) => isShortened(text, title)),
          title,
        ).toBe(true)
    })
  })
})

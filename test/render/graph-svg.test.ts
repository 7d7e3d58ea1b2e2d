import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPage } from '../../scripts/render/chromium.ts'
import type { GraphContent } from '../../src/command-line/graph-content.ts'
import { graphSvg } from '../../src/command-line/graph-svg.ts'
import { hostileTitles, steadyPlan, task, taskStates } from '../core/pictures/plans.ts'
import { chromium, openBrowser } from './drawn.ts'

interface Seen {
  /** Texts that reach over the edge of their card. */
  readonly over: readonly string[]
  /** The ground of the picture, and what is written on it. */
  readonly ground: string
  readonly heading: string
}

/** Runs in the page. */
const look = `(() => {
  const over = [...document.querySelectorAll('.task')].flatMap((card) => {
    const edge = card.querySelector(':scope > rect:not(.mark)').getBBox()
    return [...card.querySelectorAll('text')].filter((text) => {
      const { x, y, width, height } = text.getBBox()
      return x < edge.x || x + width > edge.x + edge.width || y < edge.y || y + height > edge.y + edge.height
    }).map((text) => text.textContent)
  })
  const fill = (name) => getComputedStyle(document.querySelector(name)).fill
  return { over, ground: fill('.ground'), heading: fill('.heading') }
})()`

function content(over: Partial<GraphContent>): GraphContent {
  const base = { title: 'Phase 1: T', tasks: [], bars: [], streams: new Map(), critical: [] }
  return { ...base, timezone: 'UTC', targetDate: undefined, ...over }
}

describe.skipIf(chromium === undefined)('a picture of the dependency graph, drawn', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  async function drawn(given: GraphContent, scheme: 'light' | 'dark') {
    const html = `<!doctype html><title>Picture</title>${graphSvg(given)}`
    const { page, refused, complaints } = await openPage(browser, html, { scheme, width: 1200 })
    try {
      return { ...(await page.evaluate<Seen>(look)), refused, complaints, ran: await page.evaluate('window.ran') }
    } finally {
      await page.context().close()
    }
  }

  test('keeps the titles in their cards, and what people write is text and nothing else', async () => {
    const { tasks, streams } = steadyPlan(hostileTitles.length, 4, hostileTitles)
    const ids = tasks.filter((_, at) => at % 3 === 0).map(({ id }) => id)
    const seen = await drawn(content({ tasks, streams, critical: [ids] }), 'light')
    expect(seen).toMatchObject({ over: [], refused: [], complaints: [], ran: undefined })
  })

  test('keeps the longest ids and words in their cards', async () => {
    const tasks = taskStates.map((state, at) =>
      task(`${'W'.repeat(31)}${at}`, { state, title: `${'M'.repeat(90)} ${'漢字'.repeat(50)}` }),
    )
    const seen = await drawn(content({ tasks, critical: [tasks.map(({ id }) => id)] }), 'light')
    expect(seen.over).toEqual([])
  })

  test('is dark for readers of dark pages', async () => {
    const given = content({ tasks: [task('a')] })
    expect(await drawn(given, 'light')).toMatchObject({ ground: 'rgb(255, 255, 255)', heading: 'rgb(31, 35, 40)' })
    expect(await drawn(given, 'dark')).toMatchObject({ ground: 'rgb(13, 17, 23)', heading: 'rgb(240, 246, 252)' })
  })
})

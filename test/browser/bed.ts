import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { findChromium, openChromium } from '../../scripts/render/chromium.ts'
import { type Served, servePages } from '../../src/local/pages/server.ts'
import { type Played, play } from '../local/playground-bed.ts'

export const chromium = findChromium()
export const home = '/octo/demo'

export interface Shown {
  readonly playground: Played
  readonly pages: Served
  readonly page: Page
  /** Errors, dialogs, and requests to other hosts. */
  readonly complaints: readonly string[]
  goto(path: string): Promise<void>
}

let browser: Promise<Browser> | undefined

/** One for all tests of a file. */
function openBrowser(): Promise<Browser> {
  browser ??= openChromium(chromium!, ['127.0.0.1'])
  return browser
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close()
  browser = undefined
}

/** Pages of a playground, in a window of their own. */
export async function show(playground: Played, view: BrowserContextOptions = {}): Promise<Shown> {
  const pages = await servePages(playground, { port: 0 })
  onTestFinished(() => pages.close())
  const context = await (await openBrowser()).newContext({ viewport: { width: 1280, height: 900 }, ...view })
  onTestFinished(() => context.close())
  context.setDefaultTimeout(120_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('request', (request) => {
    if (!request.url().startsWith(`${pages.url}/`) && !request.url().startsWith('data:')) complaints.push(request.url())
  })
  page.on('dialog', async (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    await dialog.dismiss()
  })
  const goto = async (path: string) => void (await page.goto(pages.url + path))
  return { playground, pages, page, complaints, goto }
}

/** Where the state came from: the phase was launched here, or what was kept of it was taken up again. */
export const origins = ['launched', 'restarted from disk', 'exported and loaded'] as const
export type Origin = (typeof origins)[number]

/** `prepare` changes the first playground, before it is kept. */
export async function playFrom(
  origin: Origin,
  directory: string,
  prepare: (playground: Played) => Promise<void> | void = () => {},
): Promise<Played> {
  const first = await play(origin === 'restarted from disk' ? { directory } : {})
  await prepare(first)
  await first.settled()
  if (origin === 'launched') return first
  if (origin === 'restarted from disk') {
    await first.close()
    return await play({ directory })
  }
  const second = await play()
  await second.loadState(first.exportState())
  await second.settled()
  return second
}

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')

/** What axe finds wrong with a page: the rule, with where. */
export async function inaccessible(page: Page): Promise<string[]> {
  // The page's own policy lets no script in; the debugger's way is not under it.
  await page.evaluate(`${axe}; undefined`)
  const found = await page.evaluate<
    readonly { id: string; nodes: readonly { html: string; failureSummary: string }[] }[]
  >('axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes })))')
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  )
}

/** All pictures of the page are drawn. */
export async function drawn(page: Page): Promise<void> {
  await page.waitForFunction('document.querySelector("code.language-mermaid") === null')
}

/** Pixels by which the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')

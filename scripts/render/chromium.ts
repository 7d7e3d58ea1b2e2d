// A headless Chromium that reaches nothing but the page that it is given.

import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** Where Chromium is: as `CHROMIUM` says, else the first on PATH under one of its names. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  if (environment.CHROMIUM) return environment.CHROMIUM
  const folders = (environment.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * No name is resolved but those of servers of our own. There is no sandbox, which Chromium does not give to root: open nothing
 * but pages of our own.
 */
export async function openChromium(executablePath: string, servers: readonly string[] = []): Promise<Browser> {
  const rules = ['MAP * ~NOTFOUND', ...servers.map((server) => `EXCLUDE ${server}`)]
  const args = ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=${rules.join(', ')}`]
  return await chromium.launch({ executablePath, args })
}

export interface OpenPage {
  readonly page: Page
  /** What the page asked for beside itself: each was refused. */
  readonly refused: readonly string[]
  /** Errors in the page, and dialogs. */
  readonly complaints: readonly string[]
}

export interface View {
  readonly scheme: 'light' | 'dark'
  /** Of the window, in pixels. */
  readonly width: number
  /** What the page takes for the present: milliseconds since 1970. */
  readonly now?: number | undefined
  /** Of the reader, in which Mermaid draws where the present is. UTC unless given. */
  readonly timezone?: string | undefined
  /** Pixels of a picture for one of the page; 1 unless given. */
  readonly scale?: number | undefined
}

/** Nobody listens there: what is opened is handed to the browser by this process. */
const address = 'http://localhost/issue.html'

export async function openPage(
  browser: Browser,
  html: string,
  { scheme, width, now, timezone, scale }: View,
): Promise<OpenPage> {
  const viewport = { width, height: 800 }
  const context = await browser.newContext({
    colorScheme: scheme,
    viewport,
    timezoneId: timezone ?? 'UTC',
    deviceScaleFactor: scale ?? 1,
    serviceWorkers: 'block',
  })
  const page = await context.newPage()
  if (now !== undefined) await page.clock.setFixedTime(now)
  const refused: string[] = []
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('dialog', async (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    await dialog.dismiss()
  })
  await context.route('**/*', async (route) => {
    const url = route.request().url()
    if (url === address) return await route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' })
    refused.push(url)
    await route.abort()
  })
  await page.goto(address)
  return { page, refused, complaints }
}

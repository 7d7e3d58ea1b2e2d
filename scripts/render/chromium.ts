// A headless Chromium that can reach nothing but this machine.

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

/** Runs without Chromium's sandbox, which a container does not allow root: show it only pages of our own. */
export async function openChromium(executablePath: string): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND', '--font-render-hinting=none']
  return await chromium.launch({ executablePath, args })
}

export interface OpenPage {
  readonly page: Page
  /** What the page asked for beside itself: each was refused. */
  readonly refused: string[]
  /** What went wrong in the page, and what it said. */
  readonly complaints: string[]
}

/** Opens a page of HTML on this machine, at an address of its own that is answered here. */
export async function openPage(
  browser: Browser,
  html: string,
  scheme: 'light' | 'dark',
  width: number,
): Promise<OpenPage> {
  const context = await browser.newContext({ colorScheme: scheme, viewport: { width, height: 800 }, timezoneId: 'UTC' })
  const page = await context.newPage()
  const refused: string[] = []
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  await page.route('**/*', async (route) => {
    const url = route.request().url()
    if (url === address) return await route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' })
    refused.push(url)
    await route.abort()
  })
  await page.goto(address)
  return { page, refused, complaints }
}

const address = 'http://localhost/page.html'

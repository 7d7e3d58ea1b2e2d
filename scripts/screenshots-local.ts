// Photographs the pages of `phase-coordinator local`: `node scripts/screenshots-local.ts FOLDER` plays two days of the example phase and
// writes FOLDER/local-<page>-light.png and -dark.png, as wide as a screen and as narrow as a phone. Needs Chromium, as the other pictures do.

import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { servePages } from '../src/local/pages/server.ts'
import { ask } from '../src/local/playground/api.ts'
import { filesToBegin } from '../src/local/playground/files.ts'
import { type Playground, startPlayground } from '../src/local/playground/playground.ts'
import { findChromium, openChromium } from './render/chromium.ts'

interface Picture {
  readonly name: string
  /** Below the repository. */
  readonly address: string
  readonly width: number
  readonly height: number
}

const pictures: readonly Picture[] = [
  { name: 'issues', address: '/issues', width: 1280, height: 880 },
  { name: 'issue', address: '/issues/3', width: 1280, height: 1100 },
  { name: 'narrow', address: '/issues/3', width: 390, height: 1100 },
]

const launch = new Date('2026-02-23T09:00:00Z')

async function main(): Promise<void> {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) throw new Error('Say where to: FOLDER.')
  const chromium = findChromium()
  if (chromium === undefined) throw new Error('There is no Chromium on PATH; name one in the variable CHROMIUM.')
  await mkdir(folder, { recursive: true })
  const root = path.dirname(import.meta.dirname)
  const { files, coordinator } = await filesToBegin(path.join(root, 'examples'), root)
  const playground = await startPlayground({ root, files, coordinator, standsAt: launch })
  const pages = await servePages(playground, { port: 0 })
  const browser = await openChromium(chromium, ['127.0.0.1'])
  try {
    await playground.begin(pages.url)
    await playground.settled()
    await playTwoDays(playground)
    for (const picture of pictures)
      await photographBoth(browser, `${pages.url}/${playground.tracker.repository}`, picture, folder)
  } finally {
    await browser.close()
    await pages.close()
    await playground.close()
  }
}

async function playTwoDays(playground: Playground): Promise<void> {
  const say = async (issue: number, body: string) => {
    const path = `/issues/${issue}/comments`
    await ask(playground.tracker, { token: 'octocat-token', method: 'POST', path, body: { body } })
    await playground.settled()
  }
  await say(2, '/spawn')
  await playground.forward(9)
  await say(
    3,
    'The first pages are ready to be read: see #2 for the images. @reader, would you look?\n\n- [x] Getting started\n- [ ] Menus',
  )
  await say(3, '/spawn')
  await playground.forward(5)
}

async function photographBoth(
  browser: Browser,
  home: string,
  { name, address, width, height }: Picture,
  folder: string,
) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height }, deviceScaleFactor: 0.85 })
    const page = await context.newPage()
    await page.goto(home + address)
    await page.waitForFunction('document.querySelector("code.language-mermaid") === null')
    const file = path.join(folder, `local-${name}-${colorScheme}.png`)
    await page.screenshot({ path: file })
    await context.close()
    console.log(file)
  }
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

// Photographs issues as GitHub shows them, pictures drawn. Needs Chromium: on PATH, or named in the variable CHROMIUM.
// `node scripts/screenshots.ts FOLDER` plays the example phase twice, once with workers that take twice their estimate, and
// writes the progress issue at four moments to FOLDER/progress-<moment>-light.png and -dark.png.
// `node scripts/screenshots.ts FOLDER [--now=ISO] FILE.md…` does so with files such as the demo writes to .tracker/issues/.

import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { Album, type Moment, type Page } from './demo/pages.ts'
import { progressIssue } from './demo/repository.ts'
import { withStage } from './demo/stage.ts'
import { play } from './demo/story.ts'
import { findChromium, openChromium, type View } from './render/chromium.ts'
import { photograph } from './render/photograph.ts'

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { now: { type: 'string' } }, allowPositionals: true })
  const [folder, ...files] = positionals
  if (folder === undefined)
    throw new Error('Say where to, and which files, if not those of the example: FOLDER FILE.md…')
  const now = values.now === undefined ? undefined : Date.parse(values.now)
  if (Number.isNaN(now)) throw new Error(`--now=${values.now} is not a time such as 2026-02-22T14:00:00Z.`)
  const chromium = findChromium()
  if (chromium === undefined) throw new Error('There is no Chromium on PATH; name one in the variable CHROMIUM.')
  await mkdir(folder, { recursive: true })
  const browser = await openChromium(chromium)
  try {
    if (files.length === 0) await photographExample(browser, folder)
    for (const file of files) {
      const text = await readFile(file, 'utf8')
      await photographBoth(browser, text, { now }, path.join(folder, path.basename(file, '.md')))
    }
  } finally {
    await browser.close()
  }
}

/** Hours of the day that an hour of effort takes; a workday of eight hours takes three for each. */
const quick = 1
const slow = 6

async function photographExample(browser: Browser, folder: string): Promise<void> {
  const onTime = await pagesAtPace(quick, ['launch', 'halfway', 'complete'])
  const late = await pagesAtPace(slow, ['late'])
  for (const [moment, { at, timezone, text }] of [...onTime, ...late])
    await photographBoth(browser, text, { now: at, timezone }, path.join(folder, `progress-${moment}`))
}

/** Plays the demo's story until there is a page of each moment. */
async function pagesAtPace(pace: number, moments: readonly Moment[]): Promise<ReadonlyMap<Moment, Page>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'screenshots-'))
  try {
    return await withStage(folder, pace, async (stage) => {
      const album = new Album(stage.plan)
      for await (const turn of play(stage)) {
        album.keep(turn, progressIssue(await stage.people.issues()))
        if (moments.every((moment) => album.pages.has(moment))) break
      }
      return new Map([...album.pages].filter(([moment]) => moments.includes(moment)))
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function photographBoth(
  browser: Browser,
  text: string,
  reader: Pick<View, 'now' | 'timezone'>,
  name: string,
): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    const picture = `${name}-${scheme}.png`
    await photograph(browser, text, { scheme, width: 1000, scale: 0.85, ...reader }, picture)
    console.log(picture)
  }
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

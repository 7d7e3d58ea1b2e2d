// Photographs issues as GitHub shows them, pictures drawn: `node scripts/screenshots.ts FOLDER [--now=ISO] FILE.md…` writes
// FOLDER/<name of the file>-light.png and -dark.png. The demo writes such files to .tracker/issues/. Needs Chromium.

import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { findChromium, openChromium } from './render/chromium.ts'
import { photograph } from './render/photograph.ts'

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: { now: { type: 'string' } }, allowPositionals: true })
  const [folder, ...files] = positionals
  if (folder === undefined || files.length === 0) throw new Error('Say where to, and which files: FOLDER FILE.md…')
  const now = values.now === undefined ? undefined : Date.parse(values.now)
  if (Number.isNaN(now)) throw new Error(`--now=${values.now} is not a time such as 2026-02-22T14:00:00Z.`)
  const chromium = findChromium()
  if (chromium === undefined) throw new Error('There is no Chromium on PATH; name one in the variable CHROMIUM.')
  await mkdir(folder, { recursive: true })
  const browser = await openChromium(chromium)
  try {
    for (const file of files) {
      const text = await readFile(file, 'utf8')
      for (const scheme of ['light', 'dark'] as const) {
        const picture = path.join(folder, `${path.basename(file, '.md')}-${scheme}.png`)
        await photograph(browser, text, { scheme, width: 1000, now }, picture)
        console.log(picture)
      }
    }
  } finally {
    await browser.close()
  }
}

try {
  await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

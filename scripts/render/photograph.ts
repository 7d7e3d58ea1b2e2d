import type { Browser } from 'playwright-core'
import { openPage, type View } from './chromium.ts'
import { issueIn, issuePage } from './issue-page.ts'

/** Writes the picture of an issue as a PNG. Throws where a picture in it cannot be drawn, or the page asks for anything. */
export async function photograph(browser: Browser, markdown: string, view: View, file: string): Promise<void> {
  const { page, refused, complaints } = await openPage(browser, issuePage(issueIn(markdown), view.scheme), view)
  try {
    const failures = await page.evaluate<readonly string[]>('window.drawn')
    const wrong = [...failures, ...complaints, ...refused.map((url) => `The page asked for ${url}`)]
    if (wrong.length > 0) throw new Error(wrong.join('\n'))
    await page.screenshot({ path: file, fullPage: true })
  } finally {
    await page.context().close()
  }
}

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { findChromium, openPage } from '../../scripts/render/chromium.ts'
import { issueIn, issuePage } from '../../scripts/render/issue-page.ts'
import { photograph } from '../../scripts/render/photograph.ts'
import { chromium, openBrowser } from './drawn.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'chromium-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('Chromium', () => {
  test('is what the variable CHROMIUM names, else the first of its names on PATH that can be run', () => {
    const found = path.join(folder, 'google-chrome')
    writeFileSync(found, '')
    const elsewhere = path.join(folder, 'none')
    expect(findChromium({ PATH: folder })).toBeUndefined()
    chmodSync(found, 0o755)
    expect(findChromium({ PATH: `${elsewhere}${path.delimiter}${folder}` })).toBe(found)
    expect(findChromium({ PATH: folder, CHROMIUM: '/opt/chrome' })).toBe('/opt/chrome')
    expect(findChromium({})).toBeUndefined()
  })
})

test('a first line with a title is the issue’s, and the rest its body', () => {
  expect(issueIn('# Phase 4 (#1)\n\nopen\n')).toEqual({ title: 'Phase 4 (#1)', body: '\nopen\n' })
  expect(issueIn('open\n')).toEqual({ title: 'Issue', body: 'open\n' })
})

describe.skipIf(chromium === undefined)('a page', () => {
  test('gets nothing but itself, whatever stands in the issue', async () => {
    const browser = await openBrowser()
    try {
      const body = '![x](https://example.org/x.png)\n\n<img src="http://127.0.0.1:9/y.png">\n'
      const view = { scheme: 'light', width: 800 } as const
      const { page, refused } = await openPage(browser, issuePage({ title: 'Pictures', body }, 'light'), view)
      expect(await page.evaluate('window.drawn')).toEqual([])
      await page.waitForLoadState('load')
      expect([...refused].sort()).toEqual(['http://127.0.0.1:9/y.png', 'https://example.org/x.png'])
      await expect(photograph(browser, body, view, path.join(folder, 'x.png'))).rejects.toThrow('The page asked for')
      const broken = '```mermaid\nflowchart LR\na[\n```\n'
      await expect(photograph(browser, broken, view, path.join(folder, 'x.png'))).rejects.toThrow('Parse error')
    } finally {
      await browser.close()
    }
  })
})

import { afterAll, describe, expect, test } from 'vitest'
import { issueOf, play } from '../local/playground-bed.ts'
import { chromium, closeBrowser, home, show } from './bed.ts'

afterAll(closeBrowser)

const hostile = [
  '<script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)>',
  '<iframe srcdoc="<script>parent.alert(4)</script>"></iframe><a href="javascript:alert(5)" id=hit>click</a>',
  '![x](https://evil.example/x.png) <video src=//evil.example/v autoplay></video>',
  '<b id=news data-part=main data-list=body onclick=alert(6)>clobber</b> <form action=//evil.example><input name=token></form>',
  '```mermaid\nflowchart LR\nA["<img src=x onerror=alert(7)>"] --> B["<a href=javascript:alert(8)>x</a>"]\nclick A "javascript:alert(9)"\nclick B call alert(10)\n```',
  '```mermaid\n%%{init: {"securityLevel": "loose", "theme": "base", "themeCSS": "@import \'//evil.example/i\'; * { background: url(//evil.example/c) }"}}%%\nflowchart LR\nC["<script>alert(11)</script>"]\nclick C href "javascript:alert(12)"\n```',
  '```mermaid\nno diagram at all <img src=x onerror=alert(13)>\n```',
].join('\n\n')

describe.skipIf(chromium === undefined)('hostile text', () => {
  test('in titles, bodies and comments does nothing: no dialog, no error, no request elsewhere', async () => {
    const playground = await play()
    const { page, goto, complaints } = await show(playground)
    const { row, number } = issueOf(playground, 'p4-1-1')
    const { store } = playground.tracker
    Object.assign(row, { title: hostile.slice(0, 200), body: hostile })
    store.save()
    await goto(`${home}/issues/${number}`)
    await page.getByLabel('Add a comment').fill(hostile)
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    await page.locator('li.comment').waitFor()
    // Two of three pictures of each text can be drawn; the third says why not.
    await page.waitForFunction('document.querySelectorAll("figure.picture-drawn").length === 4')
    await page.waitForFunction('document.querySelectorAll("code.language-mermaid").length === 2')
    await page.getByText('This picture cannot be drawn').nth(1).waitFor()
    for (const link of await page.locator('.markdown a, .markdown b, figure .node').all())
      await link.click({ timeout: 1000, noWaitAfter: true, force: true }).catch(() => {})
    expect(page.url()).toContain(`${home}/issues/${number}`)
    expect(await page.locator('h1').textContent()).toContain('<script>alert(1)</script>')
    await goto(`${home}/issues`)
    await page.locator('.issues .title', { hasText: '<script>' }).waitFor()
    expect(complaints).toEqual([])
  })
})

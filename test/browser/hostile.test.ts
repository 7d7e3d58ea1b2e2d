import { afterAll, describe, expect, test } from 'vitest'
import { folder, say } from '../local/playground-bed.ts'
import { chromium, closeBrowser, home, origins, playFrom, show } from './bed.ts'

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

describe.skipIf(chromium === undefined).each(origins)('hostile text in a phase that was %s', (origin) => {
  test('does nothing in titles, bodies and comments: no dialog, no error, no request elsewhere', async () => {
    const playground = await playFrom(origin, folder(), (first) => say(first, 3, hostile))
    const { page, goto, complaints } = await show(playground)
    const number = 3
    const { store } = playground.tracker
    // The coordinator's next run gives its own title and text back to the task: so this comes last.
    Object.assign(store.issue(number), { title: hostile.slice(0, 200), body: hostile })
    store.save()
    await goto(`${home}/issues/${number}`)
    await page.getByLabel('Add a comment').fill(hostile)
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    await page.locator('li.comment').nth(1).waitFor()
    // Two of three pictures of each text can be drawn; the third says why not.
    await page.waitForFunction('document.querySelectorAll("figure.picture-drawn").length === 6')
    await page.waitForFunction('document.querySelectorAll("code.language-mermaid").length === 3')
    await page.getByText('This picture cannot be drawn').nth(2).waitFor()
    for (const live of await page.locator('.markdown a, .markdown b, figure .node').all())
      await live.dispatchEvent('click')
    expect(page.url()).toContain(`${home}/issues/${number}`)
    expect(await page.locator('h1').first().textContent()).toContain('<script>alert(1)</script>')
    await goto(`${home}/issues`)
    await page.locator('.issues .title', { hasText: '<script>' }).waitFor()
    expect(complaints).toEqual([])
  })
})

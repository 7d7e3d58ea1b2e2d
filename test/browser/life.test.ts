import { afterAll, describe, expect, test } from 'vitest'
import { folder, issueOf } from '../local/playground-bed.ts'
import { chromium, closeBrowser, drawn, home, origins, playFrom, show } from './bed.ts'

afterAll(closeBrowser)

describe.skipIf(chromium === undefined).each(origins)('a phase that was %s', (origin) => {
  test('is lived in: a worker is started, beats, closes, and the next pick appears without a reload', async () => {
    const playground = await playFrom(origin, folder())
    const { page, goto, complaints } = await show(playground)
    await goto(`${home}/issues/1`)
    await drawn(page)
    expect(await page.locator('figure.picture-drawn svg').count()).toBe(2)
    const task = issueOf(playground, 'p4-1-1').number
    await page
      .getByRole('link', { name: `#${task}`, exact: true })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /User Guide/ }).waitFor()
    await page.evaluate('window.neverReloaded = true')
    await page.getByLabel('Add a comment').fill('/spawn')
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    await page.locator('.side .label', { hasText: 'status:running' }).waitFor()
    await page.locator('.reaction[aria-label="rocket by github-actions[bot]"]').waitFor()
    const clock = await page.context().newPage()
    await clock.goto(new URL(`${home}/clock`, page.url()).href)
    const heartbeat = page.locator('.comment', { hasText: '/heartbeat' })
    for (let step = 0; step < 5 && (await heartbeat.count()) === 0; step++) {
      const before = await clock.locator('[data-part=time]').textContent()
      await clock.getByRole('button', { name: 'Next event' }).click()
      await clock.waitForFunction((text) => document.querySelector('[data-part=time]')?.textContent !== text, before)
      await playground.settled()
      await page.waitForLoadState('networkidle')
    }
    await heartbeat.waitFor()
    const list = await page.context().newPage()
    await list.goto(new URL(`${home}/issues?label=status:assigned`, page.url()).href)
    const before = await list.locator('.issues .title').allTextContents()
    await page.getByRole('button', { name: 'Close as completed' }).click()
    await page.locator('.pill', { hasText: 'Closed as completed' }).waitFor()
    await list.locator('.issues .title', { hasText: 'p4-3-1' }).waitFor()
    expect(before.join()).not.toContain('p4-3-1')
    expect(await page.evaluate('window.neverReloaded')).toBe(true)
    expect(complaints).toEqual([])
  })

  test('keeps what somebody writes, where they are and what has the focus, while its page changes', async () => {
    const playground = await playFrom(origin, folder())
    const { page, goto, complaints } = await show(playground, { viewport: { width: 1280, height: 500 } })
    const { number, row } = issueOf(playground, 'p4-1-1')
    await goto(`${home}/issues/${number}`)
    const box = page.getByLabel('Add a comment')
    await box.pressSequentially('Half of a sen')
    await page.evaluate('scrollTo(0, 200)')
    const place = await page.evaluate<number>('scrollY')
    playground.tracker.store.putFile('x.txt', 'x')
    const { store } = playground.tracker
    row.title = 'Another title'
    store.comments.push({
      ...{ id: 5, issue: row.id, user: 'reader', viaApp: false, body: 'A word between' },
      ...{ createdAt: store.timestamp(), updatedAt: store.timestamp() },
    })
    store.save()
    await page.locator('.comment', { hasText: 'A word between' }).waitFor()
    await page.getByRole('heading', { level: 1, name: /Another title/ }).waitFor()
    expect(await page.locator('#news').textContent()).toMatch(/new/)
    expect(await page.evaluate('document.activeElement.id')).toBe('comment')
    await page.keyboard.type('tence')
    expect(await box.inputValue()).toBe('Half of a sentence')
    expect(Math.abs((await page.evaluate<number>('scrollY')) - place)).toBeLessThan(150)
    expect(complaints).toEqual([])
  })
})

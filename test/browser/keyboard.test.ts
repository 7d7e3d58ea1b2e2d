import type { Page } from 'playwright-core'
import { afterAll, describe, expect, test } from 'vitest'
import { folder, issueOf } from '../local/playground-bed.ts'
import { chromium, closeBrowser, home, origins, playFrom, show } from './bed.ts'

afterAll(closeBrowser)

/** Presses Tab until that has the focus; what has it must be visible to the eye. */
async function tabTo(page: Page, selector: string, most = 80): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) {
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
      expect(outline, selector).not.toBe('none')
      return
    }
  }
  throw new Error(`Tab does not come to ${selector}`)
}

describe.skipIf(chromium === undefined).each(origins)('by keyboard alone, in a phase that was %s', (origin) => {
  test('one comes to the content, ticks a box, comments and closes', async () => {
    const playground = await playFrom(origin, folder())
    const { page, goto, complaints } = await show(playground)
    const { number, row } = issueOf(playground, 'p4-1-1')
    await goto(`${home}/issues/${number}`)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    await tabTo(page, 'button[role=checkbox]')
    await page.keyboard.press('Space')
    await page.locator('button[role=checkbox][aria-checked=true]').waitFor()
    expect(await page.evaluate('document.activeElement.matches("button[role=checkbox]")')).toBe(true)
    expect(row.body).toMatch(/- \[x\] Every feature/)
    await tabTo(page, '#comment')
    await page.keyboard.type('Looks good')
    await tabTo(page, 'button[value=comment]')
    await page.keyboard.press('Enter')
    await page.locator('li.comment', { hasText: 'Looks good' }).waitFor()
    await page.waitForFunction('document.querySelector("#comment").value === ""')
    await page.locator('#comment').focus()
    await tabTo(page, 'button[value=completed]')
    await page.keyboard.press('Enter')
    await page.locator('.pill', { hasText: 'Closed as completed' }).waitFor()
    expect(row).toMatchObject({ state: 'closed', stateReason: 'completed', closedBy: 'octocat' })
    expect(complaints).toEqual([])
  })
})

describe.skipIf(chromium === undefined)('without JavaScript', () => {
  test('pages are read, and forms are posted', async () => {
    const playground = await playFrom('launched', '')
    const { page, goto } = await show(playground, { javaScriptEnabled: false })
    const { number, row } = issueOf(playground, 'p4-1-1')
    await goto(`${home}/issues/${number}`)
    await page.getByRole('checkbox', { name: /Every feature/ }).click()
    await page.getByRole('checkbox', { name: /Every feature/, checked: true }).waitFor()
    await page.getByLabel('Add a comment').fill('Without any script')
    await page.getByRole('button', { name: 'Close as completed' }).click()
    await page.locator('.pill', { hasText: 'Closed as completed' }).waitFor()
    expect(row.state).toBe('closed')
    await page.getByLabel('You are').selectOption('reader')
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await page.getByText('as reader').waitFor()
    await goto(`${home}/issues/1`)
    expect(await page.locator('code.language-mermaid').count()).toBe(2)
  })
})

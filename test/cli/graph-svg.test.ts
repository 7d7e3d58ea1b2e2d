import fc from 'fast-check'
import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import type { GraphContent } from '../../src/command-line/graph-content.ts'
import { graphSvg } from '../../src/command-line/graph-svg.ts'
import type { PictureTask } from '../../src/core/pictures/picture.ts'
import { plainText } from '../../src/core/text/inert.ts'
import { anyPlan, hostileTitles, steadyPlan, task } from '../core/pictures/plans.ts'

const { DOMParser } = new JSDOM('').window

function content(tasks: readonly PictureTask[], over: Partial<GraphContent> = {}): GraphContent {
  const base = {
    title: 'Phase 1: T',
    bars: [],
    streams: new Map(),
    timezone: 'UTC',
    targetDate: undefined,
    critical: [],
  }
  return { ...base, tasks, ...over }
}

/** The picture as an XML parser reads it. */
function drawn(given: GraphContent): Element {
  const document = new DOMParser().parseFromString(graphSvg(given), 'image/svg+xml')
  expect(document.querySelector('parsererror')?.textContent).toBeUndefined()
  return document.documentElement
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function boxOf(rect: Element): Box {
  const [x = 0, y = 0, width = 0, height = 0] = ['x', 'y', 'width', 'height'].map((name) =>
    Number(rect.getAttribute(name)),
  )
  return { left: x, right: x + width, top: y, bottom: y + height }
}

function cards(svg: Element): Box[] {
  return [...svg.querySelectorAll('.task > rect:not(.mark)')].map(boxOf)
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

describe('the picture of the dependency graph', () => {
  test('shows each task by its state, its id and its title', () => {
    const svg = drawn(content([task('a', { state: 'done', title: 'User Guide' }), task('b', { waitsFor: ['a'] })]))
    const texts = [...svg.querySelectorAll('.task')].map((card) => [...card.querySelectorAll('text')].map(String))
    expect(texts).toHaveLength(2)
    const shown = [...svg.querySelectorAll('.task text')].map(({ textContent }) => textContent)
    expect(shown).toEqual(['✓ a · done', 'User Guide', '◇ b · ready', 'Title of b'])
  })

  test('is told in words to those who do not see it', () => {
    const tasks = [task('a', { state: 'done', title: 'One' }), task('b', { title: 'Two', waitsFor: ['a'] })]
    const svg = drawn(content(tasks, { critical: [['a', 'b']] }))
    expect(svg.getAttribute('role')).toBe('img')
    const named = svg
      .getAttribute('aria-labelledby')!
      .split(' ')
      .map((id) => svg.querySelector(`#${id}`)?.textContent)
    expect(named).toEqual(['Phase 1: T', '2 tasks. a, done: One. b, ready: Two. b waits for a. Critical chain: a, b.'])
  })

  test('what is critical is said in words and drawn in lines of their own', () => {
    const tasks = [task('a'), task('b', { waitsFor: ['a'] }), task('c', { waitsFor: ['a'] })]
    const svg = drawn(content(tasks, { critical: [['a', 'c']] }))
    const heads = [...svg.querySelectorAll('.id')].map(({ textContent }) => textContent)
    expect(heads).toEqual(['◇ a · ready · critical', '◇ b · ready', '◇ c · ready · critical'])
    expect(svg.querySelectorAll('.mark')).toHaveLength(2)
    expect([...svg.querySelectorAll('.link')].map((link) => link.getAttribute('class'))).toEqual([
      'link',
      'link critical',
    ])
    expect([...svg.querySelectorAll('.note')].map(({ textContent }) => textContent)).toEqual(['Critical chain: a → c'])
  })

  test('a link between the critical chains of two phases is on neither', () => {
    const tasks = [task('a'), task('b', { waitsFor: ['a'] })]
    expect(drawn(content(tasks, { critical: [['a'], ['b']] })).querySelectorAll('.link.critical')).toHaveLength(0)
  })

  test('streams are boxes around their tasks, with their titles above these', () => {
    const tasks = [task('a', { stream: 'x' }), task('b', { stream: 'y', waitsFor: ['a'] }), task('c', { stream: 'y' })]
    const svg = drawn(content(tasks, { streams: new Map([['y', 'Why']]) }))
    const boxes = [...svg.querySelectorAll('.box')].map((box) => ({
      title: box.textContent,
      area: boxOf(box.querySelector('rect')!),
      baseline: Number(box.querySelector('text')!.getAttribute('y')),
    }))
    expect(boxes.map(({ title }) => title)).toEqual(['Why', 'x'])
    const [a, b, c] = cards(svg)
    const isIn = (card: Box, { left, right, top, bottom }: Box) =>
      card.left > left && card.right < right && card.top > top && card.bottom < bottom
    expect([b, c].every((card) => isIn(card!, boxes[0]!.area))).toBe(true)
    expect(isIn(a!, boxes[1]!.area)).toBe(true)
    expect(boxes[0]!.baseline).toBeLessThan(Math.min(b!.top, c!.top))
  })

  test('goes from left to right, and from top to bottom where it would be wide', () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, at) => task(`t${at}`, { waitsFor: at === 0 ? [] : [`t${at - 1}`] }))
    const [first, second] = cards(drawn(content(chain(12))))
    expect(first!.right).toBeLessThan(second!.left)
    const [above, below] = cards(drawn(content(chain(13))))
    expect(above!.bottom).toBeLessThan(below!.top)
  })

  test('holds nothing that runs or is fetched, whatever people write', () => {
    const tasks = hostileTitles.map((title, at) => task(`t${at}`, { title, stream: `s${at % 2}` }))
    const svg = drawn(content(tasks, { title: hostileTitles.join(' '), streams: new Map([['s0', '<script>']]) }))
    const names = new Set([...svg.querySelectorAll('*')].map(({ tagName }) => tagName))
    expect([...names].sort()).toEqual(['defs', 'desc', 'g', 'marker', 'path', 'rect', 'style', 'text', 'title'])
    const attributes = [...svg.querySelectorAll('*')].flatMap((element) => element.getAttributeNames())
    expect(attributes.filter((name) => /^on|href|^style$/.test(name))).toEqual([])
    const titles = [...svg.querySelectorAll('.task > title')].map(({ textContent }) => textContent)
    const readable = (text: string) => text.replace(/[\uFFFD\uFFFE\uFFFF]/g, '')
    for (const [at, title] of hostileTitles.entries())
      expect(readable(titles[at]!)).toBe(readable(plainText(`t${at}: ${title.toWellFormed()}`)))
  })

  test('is well-formed for any tasks, draws each once, and lays no card on another', () => {
    fc.assert(
      fc.property(anyPlan(25), (plan) => {
        const svg = drawn(content(plan.tasks, { streams: plan.streams, title: plan.tasks[0]!.title }))
        const all = cards(svg)
        expect(all).toHaveLength(plan.tasks.length)
        const [width, height] = ['width', 'height'].map((name) => Number(svg.getAttribute(name)))
        for (const [at, card] of all.entries()) {
          expect(all.slice(at + 1).filter((other) => overlaps(card, other))).toEqual([])
          expect(card.right).toBeLessThan(width!)
          expect(card.bottom).toBeLessThan(height!)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('the same phase gives the same picture', () => {
    const plan = steadyPlan(60, 4, hostileTitles)
    const given = content(plan.tasks, { streams: plan.streams, critical: [['t-1', 't-5']] })
    expect(graphSvg(given)).toBe(graphSvg(given))
  })
})

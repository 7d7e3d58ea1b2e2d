import type { Browser } from 'playwright-core'
import { findChromium, openChromium, openPage } from '../../scripts/render/chromium.ts'
import { issuePage } from '../../scripts/render/issue-page.ts'
import { mermaidFence } from '../../src/core/pictures/picture.ts'

export const chromium = findChromium()
if (chromium === undefined) {
  console.warn('SKIPPED: the pictures are not drawn, because there is no Chromium on PATH. Name one in CHROMIUM.')
}

/** One for all tests of a file. */
export async function openBrowser(): Promise<Browser> {
  return await openChromium(chromium!)
}

/** A text in a picture, and what it stands on; colours as `[red, green, blue]`, 0 to 255. */
export interface DrawnText {
  readonly text: string
  readonly color: readonly number[]
  readonly ground: readonly number[]
}

export interface Drawn {
  readonly failures: readonly string[]
  readonly refused: readonly string[]
  readonly complaints: readonly string[]
  /** For each picture: its texts, and what it should not have in it. */
  readonly pictures: readonly { readonly texts: readonly DrawnText[]; readonly strange: readonly string[] }[]
  /** What a script of a title would have set. */
  readonly ran: unknown
}

export async function drawn(browser: Browser, sources: readonly string[], scheme: 'light' | 'dark'): Promise<Drawn> {
  const body = sources.map(mermaidFence).join('\n\n')
  const html = issuePage({ title: 'Pictures', body }, scheme)
  const { page, refused, complaints } = await openPage(browser, html, { scheme, width: 1000 })
  try {
    const failures = await page.evaluate<readonly string[]>('window.drawn')
    await page.addScriptTag({ content: inspection })
    const pictures = await page.evaluate<Drawn['pictures']>(
      '[...document.querySelectorAll("figure > svg")].map(inspect)',
    )
    return { failures, refused, complaints, pictures, ran: await page.evaluate('window.ran') }
  } finally {
    await page.context().close()
  }
}

/** Runs in the page. The ground of a text is the page with everything painted over it that lies under the text. */
const inspection = `
function inspect(svg) {
  const nodes = [...svg.querySelectorAll('g.node')].map((node) => {
    const label = node.querySelector('.nodeLabel')
    return textOf(label, 'color', [node.querySelector('rect, path, polygon, circle, .label-container')])
  })
  const boxes = [...svg.querySelectorAll('g.cluster')].map((box) =>
    textOf(box.querySelector('.nodeLabel'), 'color', [box.querySelector('rect')]))
  const edges = [...svg.querySelectorAll('.edgeLabel .edgeLabel')].filter((label) => label.textContent !== '').map((label) =>
    textOf(label, 'color', [], [getComputedStyle(label).backgroundColor]))
  const bars = [...svg.querySelectorAll('text.taskText, text.taskTextOutsideLeft, text.taskTextOutsideRight')].map((text) => {
    const inside = text.classList.contains('taskText')
    return textOf(text, 'fill', [...rowsUnder(svg, text), ...(inside ? [barOf(svg, text)] : [])])
  })
  const titles = [...svg.querySelectorAll('text.sectionTitle, .sectionTitle0, .sectionTitle1, .sectionTitle2, .sectionTitle3')]
    .map((text) => textOf(text, 'fill', rowsUnder(svg, text)))
  const strange = [...svg.querySelectorAll('a, script, img, image, iframe, .error-icon, .error-text, [onerror], [onclick], [href]')]
  const texts = [...nodes, ...boxes, ...edges, ...bars, ...titles].filter(({ text }) => text !== '')
  return { texts, strange: strange.map((element) => element.outerHTML) }
}
function barOf(svg, text) {
  return svg.querySelector('[id="' + text.id.replace(/-text$/, '') + '"]')
}
function rowsUnder(svg, text) {
  const at = text.getBoundingClientRect()
  const middle = (at.top + at.bottom) / 2
  return [...svg.querySelectorAll('rect.section')].filter((row) => {
    const box = row.getBoundingClientRect()
    return box.top <= middle && middle < box.bottom
  })
}
function textOf(element, property, under, more = []) {
  const lines = [...element.querySelectorAll('tspan')].map(({ textContent }) => textContent)
  const copy = element.cloneNode(true)
  for (const line of copy.querySelectorAll('br')) line.replaceWith('\\n')
  const grounds = [...under.map((shape) => paint(getComputedStyle(shape), 'fill')), ...more.map(channels)]
  const page = channels(getComputedStyle(document.body).backgroundColor)
  const ground = grounds.reduce(over, page)
  return { text: lines.length > 1 ? lines.join('\\n') : copy.textContent.trim(), color: over(ground, paint(getComputedStyle(element), property)).slice(0, 3), ground: ground.slice(0, 3) }
}
function paint(style, property) {
  const [red, green, blue, alpha] = channels(style[property])
  return [red, green, blue, alpha * Number(style.opacity) * (property === 'fill' ? Number(style.fillOpacity) : 1)]
}
function channels(color) {
  if (color === 'none') return [0, 0, 0, 0]
  const context = document.createElement('canvas').getContext('2d')
  context.fillStyle = color
  context.fillRect(0, 0, 1, 1)
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data
  return [red, green, blue, alpha / 255]
}
function over(ground, paint) {
  return [0, 1, 2].map((at) => paint[at] * paint[3] + ground[at] * (1 - paint[3])).concat(1)
}
`

/** Contrast of two colours, 1 to 21, as WCAG 2.2 defines it: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(a: readonly number[], b: readonly number[]): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light! + 0.05) / (dark! + 0.05)
}

function luminance(color: readonly number[]): number {
  const [red, green, blue] = color.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}

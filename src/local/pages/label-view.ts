import { html } from 'hono/html'
import type { Html } from './layout.ts'

/** Of black and white the one that reads better on a colour of six hex digits: either has a contrast of 4.5 at least. */
export function inkOn(color: string): '#000000' | '#ffffff' {
  return 1.05 / (luminance(color) + 0.05) > (luminance(color) + 0.05) / 0.05 ? '#ffffff' : '#000000'
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

export interface ShownLabel {
  readonly name: string
  readonly color: string
  readonly description: string | null
}

export function labelTag({ name, color, description }: ShownLabel, href?: string): Html {
  const safe = /^[0-9a-f]{6}$/i.test(color) ? color : 'ededed'
  const style = `background:#${safe};color:${inkOn(safe)}`
  return href === undefined
    ? html`<span class="label" style="${style}" title="${description ?? ''}">${name}</span>`
    : html`<a class="label" style="${style}" title="${description ?? ''}" href="${href}">${name}</a>`
}

/** Nobody's picture is fetched: the first letters stand for it. */
export function avatar(login: string): Html {
  const hue = [...login].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7)
  return html`<span class="avatar" style="--hue:${hue}" aria-hidden="true">${[...login].slice(0, 2).join('').toUpperCase()}</span>`
}

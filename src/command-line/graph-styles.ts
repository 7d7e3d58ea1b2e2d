import type { PictureTask } from '../core/pictures/picture.ts'
import { stateLooks } from '../core/pictures/state-looks.ts'

/** Pixels of a letter. */
export const size = 13

const arrow = (name: string) =>
  `<marker id="${name}" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="${name}" d="M0 0L8 4L0 8z"/></marker>`
/** The heads of links, by the names of their styles. */
export const arrows = `<defs>${arrow('arrow')}${arrow('arrow-critical')}</defs>`

interface Scheme {
  readonly ground: string
  readonly ink: string
  readonly faint: string
  readonly line: string
  readonly critical: string
}

const light: Scheme = { ground: '#ffffff', ink: '#1f2328', faint: '#59636e', line: '#6e7781', critical: '#bc4c00' }
const dark: Scheme = { ground: '#0d1117', ink: '#f0f6fc', faint: '#9198a1', line: '#8b949e', critical: '#f0883e' }

function schemeStyles({ ground, ink, faint, line, critical }: Scheme): string {
  return [
    `.ground{fill:${ground}}`,
    `.heading{fill:${ink}}`,
    `.note,.box text{fill:${faint}}`,
    `.box rect,.link{stroke:${line}}`,
    `.arrow{fill:${line}}`,
    `.critical,.mark{stroke:${critical}}`,
    `.arrow-critical{fill:${critical}}`,
  ].join('')
}

/** What all looks like, in the states that the tasks have. */
export function styles(tasks: readonly PictureTask[]): string {
  const used = new Set(tasks.map(({ state }) => state ?? 'unopened'))
  const states = Object.entries(stateLooks).flatMap(([state, { style }]) =>
    used.has(state as keyof typeof stateLooks) ? [stateStyles(state, style)] : [],
  )
  return [
    `text{font:${size}px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}`,
    `.heading{font-size:${size + 3}px;font-weight:600}`,
    '.id{font-weight:600}',
    '.box rect,.mark,.link{fill:none}',
    '.box rect{stroke-dasharray:none;opacity:.6}',
    '.link{stroke-width:1.5px}',
    '.critical,.mark{stroke-width:3px}',
    schemeStyles(light),
    `@media (prefers-color-scheme:dark){${schemeStyles(dark)}}`,
    ...states,
  ].join('')
}

/** Mermaid's style of a node, as SVG has it: what it calls `color` is how the text is filled. */
function stateStyles(state: string, style: string): string {
  const parts = style.split(',')
  const text = parts.flatMap((part) => (part.startsWith('color:') ? [part.replace('color:', 'fill:')] : []))
  const shape = parts.filter((part) => !part.startsWith('color:'))
  return `.${state} rect:not(.mark){${shape.join(';')}}.${state} text{${text.join(';')}}`
}

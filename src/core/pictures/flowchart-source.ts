import { stateLooks } from './state-looks.ts'

/** Mermaid draws no more than 500. */
export const mostEdgesShown = 400

/**
 * Closer together than Mermaid's own settings, which leave more room between nodes than in them. The layout is the one that
 * Mermaid 11 has; 12 prefers another, which strings boxes that depend on each other out into one long line.
 */
const settings = {
  layout: 'dagre',
  flowchart: { nodeSpacing: 14, rankSpacing: 40, padding: 8, wrappingWidth: 240, subGraphTitleMargin: { bottom: 8 } },
  themeVariables: { edgeLabelBackground: '#57606a' },
}

/** The settings, then the diagram, then the styles of the states in it. */
export function flowchartSource(direction: 'LR' | 'TB', lines: readonly string[], states: Iterable<string>): string {
  const used = new Set(states)
  const styles = Object.entries(stateLooks).flatMap(([state, { style }]) =>
    used.has(state) ? [`classDef ${state} ${style}`] : [],
  )
  return [`%%{init: ${JSON.stringify(settings)}}%%`, `flowchart ${direction}`, ...lines, ...styles].join('\n')
}

/** `t1 --> t2 & t3` for each node that others wait for. */
export function edgeLines(edges: readonly (readonly [from: number, to: number])[]): readonly string[] {
  const targets = Map.groupBy(edges, ([from]) => from)
  return [...targets].map(([from, own]) => `t${from + 1} --> ${own.map(([, to]) => `t${to + 1}`).join(' & ')}`)
}

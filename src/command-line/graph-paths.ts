import type { Area, Point } from './graph-layout.ts'

/** From the end of one card to the beginning of the other: straight beside the cards of a layer, a curve between layers. */
export function pathOf(from: Area, to: Area, passages: readonly Point[], direction: 'LR' | 'TB', gap: number): string {
  const isAcross = direction === 'LR'
  const half = isAcross ? from.width / 2 : from.height / 2
  const beside = (point: Point, by: number): Point =>
    isAcross ? { x: point.x + by, y: point.y } : { x: point.x, y: point.y + by }
  const [start, end] = [beside(from, half), beside(to, -(isAcross ? to.width : to.height) / 2 - gap)]
  const parts = [`M${place(start)}`]
  let last = start
  const curveTo = (next: Point) => {
    const middle = isAcross ? (last.x + next.x) / 2 : (last.y + next.y) / 2
    const [one, other] = isAcross
      ? [
          { x: middle, y: last.y },
          { x: middle, y: next.y },
        ]
      : [
          { x: last.x, y: middle },
          { x: next.x, y: middle },
        ]
    parts.push(`C${place(one)} ${place(other)} ${place(next)}`)
    last = next
  }
  for (const passage of passages) {
    curveTo(beside(passage, -half))
    last = beside(passage, half)
    parts.push(`L${place(last)}`)
  }
  curveTo(end)
  return parts.join(' ')
}

function place({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`
}

/** To a tenth: more than that nobody sees. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}

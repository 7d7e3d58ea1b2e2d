import type { Said } from '../finding.ts'
import type { FileFinding, Outline } from '../outline.ts'
import { quote } from '../quote.ts'

/** A phase after itself, and one named in another case than its file has: that would count as one without a file. */
export function checkAfter(outlines: readonly Outline[]): readonly FileFinding[] {
  const phases = outlines.flatMap(({ phase }) => (phase === undefined ? [] : [phase.text]))
  const exact = new Set(phases)
  const byCase = new Map(phases.map((phase) => [phase.toLowerCase(), phase]))
  return outlines.flatMap((outline) =>
    outline.after.flatMap(({ text, offset }) => {
      const same = byCase.get(text.toLowerCase())
      if (same === undefined || (exact.has(text) && text !== outline.phase?.text)) return []
      const say = () => (text === outline.phase?.text ? afterItself(text) : otherCase(text, same))
      return [{ outline, finding: { offset, say } }]
    }),
  )
}

function afterItself(phase: string): Said {
  return { code: 'phase-after-itself', message: `The phase ${quote(phase)} comes after itself: take that out.` }
}

function otherCase(phase: string, meant: string): Said {
  return { code: 'unknown-phase', message: `There is no phase ${quote(phase)}. Did you mean ${quote(meant)}?` }
}

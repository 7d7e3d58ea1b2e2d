import { expect, test } from 'vitest'
import { phaseFileOf } from '../../bench/phase-of-size.ts'
import { readPhases } from '../../src/core/phase-file/read.ts'
import { startTracker } from '../../src/local/tracker.ts'
import { quietBudget } from '../run/quiet.ts'
import { rehearse } from './rehearsal.ts'
import { minutes, whole } from './tell.ts'

const now = '2026-03-02T10:00:00Z'

/** Section "Budgets": 2N + E + L + 8 + 3P, where a run may do all of it. */
function launchBudget(file: string, labels: number, picks: number): number {
  const { tasks } = readPhases([{ path: '.github/phases/1.yml', text: file }]).phases[0]!
  const links = tasks.reduce((sum, { dependsOn }) => sum + dependsOn.length, 0)
  const waitedFor = new Set(tasks.flatMap(({ dependsOn }) => dependsOn))
  const sinks = tasks.filter(({ id, final }) => !final && !waitedFor.has(id))
  return 2 * tasks.length + links + Math.min(50, sinks.length) + labels + 8 + 3 * picks
}

test.each(whole ? [12, 100, 1000] : [12, 100])(
  'the launch of %i tasks and a run after it that finds nothing to do keep to their budgets of requests',
  { timeout: 20 * minutes },
  async (count) => {
    const primaryLimit = { installation: 1_000_000, user: 1_000_000 }
    const tracker = await startTracker({ now: () => new Date(now), behaviour: { primaryLimit } })
    try {
      const file = phaseFileOf(count)
      const rehearsal = { files: { '.github/phases/1.yml': file }, now }
      const first = await rehearse(tracker, rehearsal)
      const launched = tracker.requests.length
      const picks = first === 'failed' ? 0 : first.picked.length
      const labels = tracker.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/labels'))
      expect(picks).toBeGreaterThan(0)
      expect(launched).toBeLessThanOrEqual(launchBudget(file, labels.length, picks))
      await rehearse(tracker, rehearsal)
      const asked = tracker.requests.slice(launched).map(({ method, path }) => `${method} ${path}`)
      expect(asked.length, asked.join('\n')).toBeLessThanOrEqual(quietBudget(count))
    } finally {
      await tracker.close()
    }
  },
)

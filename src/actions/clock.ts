import { BadInput } from './bad-input.ts'

/** Milliseconds since 1970; rehearsals set their own. */
export function clock(): number {
  const text = process.env.PHASE_COORDINATOR_NOW
  if (!text) return Date.now()
  const now = Date.parse(text)
  if (Number.isNaN(now))
    throw new BadInput(
      'clock-invalid',
      'PHASE_COORDINATOR_NOW is no ISO time: write one such as 2026-02-22T12:00:00Z, or unset it.',
    )
  return now
}

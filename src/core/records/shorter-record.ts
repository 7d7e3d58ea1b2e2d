import type { ProgressRecord } from './progress-record.ts'

/**
 * The record with ever less in it, for a body that it does not fit: first what costs a few requests in each run, then
 * what costs one for each issue with comments, and last what only a task's own lost record would ask for. What a run
 * could not do without (which issue is which task, picks, what is still to be told) is never given up. The next run finds
 * out again what is missing, and has nothing to write for it, because what was decided is the same.
 */
export function* shorterRecords(record: ProgressRecord): Generator<ProgressRecord> {
  const { mirror } = record
  // Files whose checksum is unknown are read again, and found to say it all.
  const unsummed = mirror && { ...mirror, tasks: new Map([...mirror.tasks.keys()].map((id) => [id, ''])) }
  let shorter: ProgressRecord = { ...record, mirror: unsummed }
  yield shorter
  for (const share of [1 / 2, 1 / 4, 1 / 8, 0]) {
    shorter = { ...shorter, read: newest(record.read, share) }
    yield shorter
  }
  yield { ...shorter, claims: new Map(), starts: [], failures: [] }
}

/** Where nobody has said anything for the longest, most likely nobody will: those cursors go first. */
function newest(read: ProgressRecord['read'], share: number): ProgressRecord['read'] {
  const sorted = [...read].sort(([, a], [, b]) => Date.parse(b.at) - Date.parse(a.at) || b.id - a.id)
  return new Map(sorted.slice(0, Math.floor(sorted.length * share)))
}

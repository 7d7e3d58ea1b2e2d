import type { Task } from '../phase.ts'
import { checksum } from '../records/checksum.ts'

/** Tells whether the file says of the task what it said when its worker started. */
export function planChecksum({ title, description, acceptanceCriteria, paths, effortHours }: Task): string {
  return checksum(JSON.stringify([title, description, acceptanceCriteria, paths, effortHours]))
}

/**
 * How many lines of each list are shown where `room` characters are left for all of them. Every list shows its first
 * line before any shows its second, so one long list cannot push the others out; a line is never cut.
 * `lengths` are the characters of each line of each list, `mostEach` what one list may take.
 */
export function shareLines(lengths: readonly (readonly number[])[], room: number, mostEach = room): readonly number[] {
  const shown = lengths.map(() => 0)
  const taken = lengths.map(() => 0)
  let left = room
  let open = lengths.map((_, at) => at)
  while (open.length > 0) {
    open = open.filter((at) => {
      const length = lengths[at]![shown[at]!]
      if (length === undefined || length > left || taken[at]! + length > mostEach) return false
      left -= length
      taken[at]! += length
      shown[at]! += 1
      return true
    })
  }
  return shown
}

/** What stands in for the lines that are not shown; empty where all are. */
export function moreLines(hidden: number): string {
  return hidden === 0 ? '' : `… and ${hidden} more`
}

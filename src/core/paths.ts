/**
 * Whether two globs can name one file. Knows `**`, `*`, `?`, `[…]` (taken for any one character) and `{a,b}`. A path
 * without wildcards at its end also stands for everything below it. Where it cannot tell, the answer is yes: two tasks
 * that wait for each other needlessly lose time, two that meet in one file lose work.
 */
export function globsOverlap(a: string, b: string): boolean {
  return expandBraces(a).some((left) =>
    expandBraces(b).some((right) => segmentsOverlap(toSegments(left), toSegments(right))),
  )
}

/** The first pair of overlapping globs of two lists. */
export function firstOverlap(a: readonly string[], b: readonly string[]): readonly [string, string] | undefined {
  for (const left of a) {
    const right = b.find((candidate) => globsOverlap(left, candidate))
    if (right !== undefined) return [left, right]
  }
  return undefined
}

const mostAlternatives = 64

function expandBraces(glob: string): string[] {
  let expanded = [glob]
  for (;;) {
    const next = expanded.flatMap(expandFirstBrace)
    if (next.length === expanded.length) return expanded
    if (next.length > mostAlternatives) return ['**']
    expanded = next
  }
}

/** Opens the innermost of the first group; `{a}` and a lone brace stay as they are. */
function expandFirstBrace(glob: string): string[] {
  const group = /\{([^{}]*,[^{}]*)\}/.exec(glob)
  if (group === null) return [glob]
  const [whole, inside] = [group[0], group[1]!]
  return inside.split(',').map((choice) => glob.slice(0, group.index) + choice + glob.slice(group.index + whole.length))
}

function toSegments(glob: string): string[] {
  const segments = glob.split('/').filter((segment) => segment !== '' && segment !== '.')
  const last = segments.at(-1)
  const mayBeFolder = last === undefined || glob.endsWith('/') || !/[*?[]/.test(last)
  return mayBeFolder ? [...segments, '**'] : segments
}

function segmentsOverlap(a: readonly string[], b: readonly string[]): boolean {
  return sequencesMeet(a, b, (segment) => segment === '**', charactersOverlap)
}

function charactersOverlap(a: string, b: string): boolean {
  const tokens = (segment: string) => segment.match(/\[[^\]]*\]|[\s\S]/gu) ?? []
  const one = (token: string) => token === '?' || token.length > 1
  return sequencesMeet(
    tokens(a).filter((token, at, all) => token !== '*' || all[at - 1] !== '*'),
    tokens(b).filter((token, at, all) => token !== '*' || all[at - 1] !== '*'),
    (token) => token === '*',
    (left, right) => left === right || one(left) || one(right),
  )
}

/**
 * Whether two patterns, in which some items stand for any run of items (also an empty one), match a common sequence.
 * Dynamic programming over their prefixes, O(a · b).
 */
function sequencesMeet(
  a: readonly string[],
  b: readonly string[],
  isRun: (item: string) => boolean,
  itemsMeet: (left: string, right: string) => boolean,
): boolean {
  let row = Array.from({ length: b.length + 1 }, (_, at) => b.slice(0, at).every(isRun))
  for (const item of a) {
    const next = [row[0]! && isRun(item)]
    for (const [at, other] of b.entries()) {
      const runs = (isRun(item) && (row[at + 1]! || next[at]!)) || (isRun(other) && (next[at]! || row[at + 1]!))
      next.push(runs || (row[at]! && !isRun(item) && !isRun(other) && itemsMeet(item, other)))
    }
    row = next
  }
  return row[b.length]!
}

/** Enough for a thousand globs of a usual phase; ten that are nothing but wildcards and braces would take hours. */
const mostSteps = 20_000_000

/** Compares globs. What its steps do not suffice for counts as overlapping. */
export class GlobComparison {
  #left = mostSteps
  readonly #plain = new Map<string, readonly PlainGlob[]>()

  /** Whether some may have been taken for overlapping that do not. */
  get isExhausted(): boolean {
    return this.#left <= 0
  }

  /**
   * Whether two globs can name one file. Knows `**`, `*`, `?`, `[…]` (taken for any one character) and `{a,b}`. A path
   * without wildcards at its end also stands for everything below it. Where it cannot tell, the answer is yes: two tasks
   * that wait for each other needlessly lose time, two that meet in one file lose work.
   */
  overlap(a: string, b: string): boolean {
    const [left, right] = [this.#withoutBraces(a), this.#withoutBraces(b)]
    this.#left -= left.length * right.length
    if (this.isExhausted) return true
    return left.some((one) =>
      right.some((other) => haveOneStart(one.start, other.start) && this.#segmentsMeet(one, other)),
    )
  }

  /** The first pair of overlapping globs of two lists. */
  firstOverlap(a: readonly string[], b: readonly string[]): readonly [string, string] | undefined {
    for (const left of a) {
      const right = b.find((candidate) => this.overlap(left, candidate))
      if (right !== undefined) return [left, right]
    }
    return undefined
  }

  #withoutBraces(glob: string): readonly PlainGlob[] {
    const known = this.#plain.get(glob)
    if (known !== undefined) return known
    const plain = expandBraces(glob).map(toPlain)
    this.#left -= plain.length * glob.length
    this.#plain.set(glob, plain)
    return plain
  }

  #segmentsMeet({ segments: a }: PlainGlob, { segments: b }: PlainGlob): boolean {
    return this.#sequencesMeet(
      a,
      b,
      (segment) => segment === '**',
      (left, right) => left === right || this.#namesMeet(left, right),
    )
  }

  #namesMeet(a: string, b: string): boolean {
    if (!haveOneStart(startOf(a), startOf(b))) return false
    return this.#sequencesMeet(
      toCharacters(a),
      toCharacters(b),
      (token) => token === '*',
      (left, right) => left === right || isAnyOne(left) || isAnyOne(right),
    )
  }

  /**
   * Whether two patterns, in which some items stand for any run of items (also an empty one), match a common sequence.
   * Dynamic programming over their prefixes, O(a · b).
   */
  #sequencesMeet(
    a: readonly string[],
    b: readonly string[],
    isRun: (item: string) => boolean,
    itemsMeet: (left: string, right: string) => boolean,
  ): boolean {
    const runs = b.findIndex((item) => !isRun(item))
    let row = Array.from({ length: b.length + 1 }, (_, at) => runs < 0 || at <= runs)
    for (const item of a) {
      this.#left -= b.length + 1
      if (this.isExhausted) return true
      const next = [row[0]! && isRun(item)]
      for (const [at, other] of b.entries()) {
        const runs = (isRun(item) && (row[at + 1]! || next[at]!)) || (isRun(other) && (next[at]! || row[at + 1]!))
        next.push(runs || (row[at]! && !isRun(item) && !isRun(other) && itemsMeet(item, other)))
      }
      row = next
    }
    return row[b.length]!
  }
}

/** The same for two alone. */
export function globsOverlap(a: string, b: string): boolean {
  return new GlobComparison().overlap(a, b)
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

/** A glob without braces. */
interface PlainGlob {
  readonly segments: readonly string[]
  /** What comes before its first wildcard. */
  readonly start: string
}

function toPlain(glob: string): PlainGlob {
  const segments = toSegments(glob)
  return { segments, start: startOf(segments.join('/')) }
}

function startOf(pattern: string): string {
  return /^[^*?[]*/.exec(pattern)![0]
}

/** Most pairs are told apart by this alone. */
function haveOneStart(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a)
}

function toSegments(glob: string): string[] {
  const segments = glob.split('/').filter((segment) => segment !== '' && segment !== '.')
  const last = segments.at(-1)
  const mayBeFolder = last === undefined || glob.endsWith('/') || !/[*?[]/.test(last)
  return mayBeFolder ? [...segments, '**'] : segments
}

/** Stars side by side are one. */
function toCharacters(segment: string): string[] {
  const tokens = segment.match(/\[[^\]]*\]|[\s\S]/gu) ?? []
  return tokens.filter((token, at, all) => token !== '*' || all[at - 1] !== '*')
}

function isAnyOne(token: string): boolean {
  return token === '?' || token.length > 1
}

/** One defence, how to take it out, and which tests then have to fail. */
export interface Defence {
  /** What it keeps safe, as the end of "Whoever takes this out breaks:". */
  readonly keeps: string
  readonly file: string
  /** A piece of the file that stands there once. */
  readonly piece: string
  /** What stands there instead when the defence is taken out. */
  readonly without: string
  /** Test files, apart by spaces. */
  readonly tests: string
  /** A pattern of the names of those tests in them that are run; without one, all are. */
  readonly named?: string
}

/** The source without the defence. Throws where its piece does not stand there exactly once: then the row is out of date. */
export function takeOut({ keeps, file, piece, without }: Defence, source: string): string {
  const count = source.split(piece).length - 1
  if (count === 1) return source.replace(piece, () => without)
  throw new Error(
    `"${keeps}": ${file} holds this piece ${count} times, where once is expected: ${piece}\nFind where the defence is now, and correct the row in test/defences.`,
  )
}

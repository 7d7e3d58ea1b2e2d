/** One thing wrong with a phase file: what, where, and what to do about it. */
export interface Problem {
  /** Path of the file inside the repository. */
  readonly file: string
  /** 1-based; 1 where the whole file is meant. */
  readonly line: number
  /** 1-based; 1 where the whole line is meant. */
  readonly column: number
  /** A sentence that says what is wrong and what to do. */
  readonly message: string
}

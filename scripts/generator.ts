/** A file that follows from other files. */
export interface GeneratedFile {
  /** Relative to the repository's root. */
  readonly path: string
  readonly content: string
}

/** Returns the files that it makes, complete; it writes nothing itself. */
export type Generator = (root: string) => Promise<readonly GeneratedFile[]>

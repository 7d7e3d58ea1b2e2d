// What is going to happen, by the clock of the story.

/** What somebody does, and how it is told: `octocat said /spawn`. Undefined where it is not worth a word. */
export type Act = () => Promise<string | undefined>

interface Entry {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly act: Act
}

export class Agenda {
  #entries: Entry[] = []

  add(at: number, act: Act): void {
    this.#entries.push({ at, act })
  }

  /** The earliest entry; of two at the same time the one that was added first. */
  take(): Entry | undefined {
    const next = this.#entries.reduce<Entry | undefined>(
      (first, entry) => (first === undefined || entry.at < first.at ? entry : first),
      undefined,
    )
    this.#entries = this.#entries.filter((entry) => entry !== next)
    return next
  }
}

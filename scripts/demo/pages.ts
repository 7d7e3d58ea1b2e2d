// Keeps the progress issue as it stood at moments that are worth a look.

import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Phase } from '../../src/core/phase.ts'
import { asMarkdown, type Issue } from './repository.ts'
import type { Turn } from './story.ts'

export type Moment = 'launch' | 'halfway' | 'late' | 'complete'

export interface Page {
  /** Milliseconds since 1970. */
  readonly at: number
  /** The phase's. */
  readonly timezone: string
  /** The issue as Markdown, its title as a heading. */
  readonly text: string
}

export class Album {
  readonly #plan: Phase
  readonly #pages = new Map<Moment, Page>()

  constructor(plan: Phase) {
    this.#plan = plan
  }

  get pages(): ReadonlyMap<Moment, Page> {
    return this.#pages
  }

  /** Of each moment the first page is kept. */
  keep(turn: Turn, progress: Issue): void {
    const page = { at: turn.at.getTime(), timezone: this.#plan.timezone, text: asMarkdown(progress) }
    for (const moment of this.#momentsOf(turn)) if (!this.#pages.has(moment)) this.#pages.set(moment, page)
  }

  #momentsOf({ number, after, complete, forecastDate }: Turn): Moment[] {
    const { tasks, targetDate } = this.#plan
    const done = [...after.values()].filter(({ state }) => state === 'done').length
    const moments: readonly (readonly [Moment, boolean])[] = [
      ['launch', number === 1],
      ['halfway', done >= tasks.length / 2],
      ['late', !complete && targetDate !== undefined && forecastDate > targetDate],
      ['complete', complete],
    ]
    return moments.flatMap(([moment, isNow]) => (isNow ? [moment] : []))
  }

  /** Writes each page as `<moment>.md`. */
  async write(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true })
    for (const [moment, { text }] of this.#pages) await writeFile(path.join(folder, `${moment}.md`), text)
  }
}

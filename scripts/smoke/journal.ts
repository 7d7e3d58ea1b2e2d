// An issue that is made first and deleted last, and says what was there before.

import type { Fields } from './site.ts'
import type { Wire } from './wire.ts'

/** How it was before. */
export interface Journal {
  readonly labels: readonly string[]
  readonly head: string
  /** The repository was empty, so that its default branch may be set back. */
  readonly empty: boolean
}

export const journalTitle = (mark: string) => `${mark} journal`

export async function writeJournal(wire: Wire, mark: string, journal: Journal): Promise<void> {
  const text = 'What was here before a trial of Phase Coordinator. It is deleted when the trial is cleaned up.'
  const body = `${text}\n\n\`\`\`json\n${JSON.stringify(journal)}\n\`\`\`\n`
  await wire.send('POST issues', { title: journalTitle(mark), body })
}

export function readJournal(issues: readonly Fields[], mark: string): Journal | undefined {
  const body = issues.find(({ title }) => title === journalTitle(mark))?.body
  const json = /```json\n(.*)\n```/.exec(String(body))?.[1]
  return json === undefined ? undefined : (JSON.parse(json) as Journal)
}

import type { ProgressIssue } from '../issues/progress-issues.ts'
import type { Operation } from '../operation.ts'
import { type ProgressPage, writeProgress } from '../pages/progress-page.ts'
import { sameText } from '../records/managed-part.ts'
import type { Phrase } from '../text/phrase.ts'

/** A phase whose file is gone: its progress issue says so, and nothing of it is picked. */
export function orphanOperations(orphans: readonly ProgressIssue[], plannedIds: ReadonlySet<string>): Operation[] {
  return orphans.flatMap((orphan): Operation[] => {
    const page = orphanPage(orphan, plannedIds)
    if (sameText(writeProgress(page, orphan.issue.body, namesNoTask), orphan.issue.body)) return []
    return [{ do: 'write-progress', phase: orphan.phase, page }]
  })
}

function orphanPage({ phase, record }: ProgressIssue, plannedIds: ReadonlySet<string>): ProgressPage {
  const left = [...record.tasks.keys()].filter((id) => !plannedIds.has(id))
  const rows = [...record.tasks]
    .filter(([id]) => left.includes(id))
    .map(([id, issue]): Phrase[] => [[{ issue }, ` (${id})`]])
  return {
    phase,
    goal: undefined,
    phaseFile: record.file,
    verdict: [`The phase file ${record.file} is gone: nothing is picked.`],
    notes: [['Put the file back to go on, or close these issues.']],
    pictures: [],
    sections: [{ title: 'Its tasks', columns: undefined, rows, empty: undefined }],
    record: { ...record, left },
    tasks: [],
  }
}

/** Such a page names issues by their numbers, and its record has them. */
const namesNoTask = () => undefined

import { isNumber, isObject, text } from './record-fields.ts'

/** How an issue came to be closed, as far as GitHub tells. */
export interface Closing {
  /** Number of the pull request that closed it; in another repository, that is `owner/name`. */
  readonly pull: number | undefined
  readonly repository: string | undefined
  /** SHA of the commit that closed it. */
  readonly commit: string | undefined
  /** What its closer said when closing it. */
  readonly words: { readonly by: string; readonly text: string } | undefined
}

/** What a task is told of one of its blockers when it is picked. */
export type Handover = Closing & { readonly issue: number }

/** Reads it out of a hidden record. */
export function parseHandover(value: unknown): readonly Handover[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((entry: unknown) => {
    if (!isObject(entry) || !isNumber(entry.issue)) return []
    const { words } = entry
    return [
      {
        issue: entry.issue,
        pull: isNumber(entry.pull) ? entry.pull : undefined,
        repository: text(entry.repository),
        commit: text(entry.commit),
        words:
          isObject(words) && typeof words.by === 'string' && typeof words.text === 'string'
            ? { by: words.by, text: words.text }
            : undefined,
      },
    ]
  })
}

import { noticeMarkdown } from '../notice.ts'
import { type Naming, onGitHub } from '../phrase.ts'
import type { Letter } from './told.ts'

/** A comment that tells a letter says which in its first line, so that it is not told again. */
const marker = /^<!-- phase-coordinator:tell ([a-z]+ [\w.:-]+) -->/

/** The comment; its logins are mentioned, everything else in it is inert. */
export function letterBody({ key, notice, comment }: Letter, numberOf: Naming['numberOf']): string {
  const mentions = (comment ?? []).map((login) => `@${login}`).join(' ')
  const text = noticeMarkdown(notice, { numberOf, reference: onGitHub })
  return [`<!-- phase-coordinator:tell ${key} -->`, mentions, text].filter((part) => part !== '').join('\n')
}

/** Key of the letter that a text of ours tells; undefined where it tells none. */
export function readLetterKey(body: string): string | undefined {
  return marker.exec(body)?.[1]
}

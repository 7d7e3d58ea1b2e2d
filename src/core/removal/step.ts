import type { Issue } from '../issues/issue.ts'
import type { LabelDefinition } from '../issues/labels.ts'
import type { Observation, Question } from '../observation.ts'
import type { Owner } from '../records/managed-part.ts'

/** What is known of GitHub, besides what a run knows: the labels that are defined, and who bears them. */
export interface RemovalSight {
  readonly observation: Observation
  /** Undefined until they were listed. */
  readonly labels: readonly LabelDefinition[] | undefined
  /** Numbers of the issues and pull requests that bear a label, by its name in lower case. */
  readonly bearers: ReadonlyMap<string, readonly number[]>
}

export type RemovalQuestion =
  | Question
  | { readonly ask: 'labels' }
  /** Which issues and pull requests bear a label. */
  | { readonly ask: 'bearers'; readonly label: string }

/** One write. Each says all that has to be true for it, so that it can be looked at once more just before. */
export type RemovalStep =
  | { readonly do: 'take-label-off'; readonly number: number; readonly label: string }
  /** `ours`: the only issues that bear it. */
  | { readonly do: 'delete-label'; readonly label: string; readonly ours: readonly number[] }
  /** `count`: how many issues are in it. */
  | { readonly do: 'delete-milestone'; readonly milestone: number; readonly title: string; readonly count: number }
  | {
      readonly do: 'unlink'
      readonly number: number
      readonly blocker: { readonly id: number; readonly number: number }
    }
  | { readonly do: 'detach'; readonly parent: number; readonly child: { readonly id: number; readonly number: number } }
  | { readonly do: 'delete-comment'; readonly number: number; readonly comment: number; readonly body: string }
  /** Closes an issue of ours as not planned, and makes it an ordinary one. */
  | { readonly do: 'close'; readonly phase: string; readonly owner: Owner; readonly seen: Issue }
  /** Makes a progress issue that people use an ordinary one. */
  | { readonly do: 'let-go'; readonly phase: string; readonly owner: Owner; readonly seen: Issue }

/** Something that stays. */
export interface Left {
  /** `#12 (p4-1-1)`, `label priority:1`. */
  readonly what: string
  /** Ends the sentence "It was left, because …". */
  readonly why: string
}

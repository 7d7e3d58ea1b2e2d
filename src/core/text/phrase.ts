import type { MessageCode } from '../troubleshooting/codes.ts'
import { inlineText, zeroWidthSpace } from './inert.ts'

/** A sentence that may name tasks and issues: text of ours and of files, kept apart from what becomes a reference. */
export type Phrase = readonly (string | TaskMention | IssueMention | RunMention | CommitMention)[]

/** A run of a workflow, by its id. */
export interface RunMention {
  readonly run: number
}

/** A commit of this repository, by its SHA. */
export interface CommitMention {
  readonly commit: string
}

export interface TaskMention {
  readonly task: string
}

export interface IssueMention {
  readonly issue: number
  /** `owner/name`; undefined for this repository. */
  readonly repository?: string | undefined
}

/** How the place where it is shown names an issue: `#12` on GitHub's own pages, a link elsewhere. */
export type Reference = (issue: number, repository?: string) => string

export interface Naming {
  readonly numberOf: (task: string) => number | undefined
  readonly reference: Reference
  /** Addresses of a run and of a commit; on an issue's page relative ones serve. */
  readonly runAddress?: (run: number) => string
  readonly commitAddress?: (sha: string) => string
  /** How a code is shown behind a sentence; on issues codes are not shown. */
  readonly codeReference?: (code: MessageCode) => string
}

export const onGitHub: Reference = (issue, repository) => `${repository ?? ''}#${issue}`

/** The phrase as Markdown for one line. */
export function renderPhrase(phrase: Phrase, naming: Naming): string {
  let text = ''
  for (const piece of joinStrings(phrase)) text = joinPieces(text, renderPiece(piece, naming))
  return text
}

/** Each piece of text is inert by itself, but ":a" before ": b" is an emoji. */
function joinStrings(phrase: Phrase): Phrase {
  const isApart = phrase.every((piece, at) => typeof piece !== 'string' || typeof phrase[at - 1] !== 'string')
  if (isApart) return phrase
  const joined: Phrase[number][] = []
  for (const piece of phrase) {
    const last = joined.at(-1)
    if (typeof piece === 'string' && typeof last === 'string') joined.splice(-1, 1, last + piece)
    else joined.push(piece)
  }
  return joined
}

/** What is inert by itself may make a picture of a link behind it, or a mention of a word. */
function joinPieces(text: string, next: string): string {
  if (text.endsWith('!') && next.startsWith('[')) return `${text.slice(0, -1)}\\!${next}`
  return text.endsWith('@') ? `${text}${zeroWidthSpace}${next}` : text + next
}

/** The phrase as plain text: for logs, where nothing is a link. */
export function plainPhrase(phrase: Phrase, numberOf: Naming['numberOf']): string {
  return phrase
    .map((piece) => {
      if (typeof piece === 'string') return piece
      if ('run' in piece) return `run ${piece.run}`
      if ('commit' in piece) return shortSha(piece.commit)
      if ('issue' in piece) return onGitHub(piece.issue, piece.repository)
      const number = numberOf(piece.task)
      return number === undefined ? piece.task : `${piece.task} (#${number})`
    })
    .join('')
}

function renderPiece(piece: Phrase[number], naming: Naming): string {
  if (typeof piece === 'string') return escapeKeepingEnds(piece)
  if ('run' in piece) return `[run ${piece.run}](${naming.runAddress?.(piece.run) ?? `../actions/runs/${piece.run}`})`
  if ('commit' in piece) return renderCommit(piece, naming)
  if ('issue' in piece) return naming.reference(piece.issue, piece.repository)
  const number = naming.numberOf(piece.task)
  const id = inlineText(piece.task)
  return number === undefined ? id : `${naming.reference(number)} (${id})`
}

function renderCommit({ commit }: CommitMention, { commitAddress }: Naming): string {
  return `[\`${shortSha(commit)}\`](${commitAddress?.(commit) ?? `../commit/${commit}`})`
}

/** As much of a SHA as people read; what is none becomes nothing. */
export function shortSha(sha: string): string {
  return /^[0-9a-f]{7,64}$/.test(sha) ? sha.slice(0, 7) : ''
}

/** Pieces of one sentence keep the space that parts them. */
function escapeKeepingEnds(text: string): string {
  const inner = text.trim()
  if (inner.length === text.length) return inlineText(text)
  const lead = /^\s/.test(text) ? ' ' : ''
  const tail = /\s$/.test(text) && inner !== '' ? ' ' : ''
  return `${lead}${inlineText(inner)}${tail}`
}

/** Joins phrases as a list in a sentence: `a, b and c`. */
export function listPhrases(phrases: readonly Phrase[]): Phrase {
  return phrases.flatMap((phrase, at) => {
    if (at === 0) return phrase
    return [at === phrases.length - 1 ? ' and ' : ', ', ...phrase]
  })
}

import { joinBody, type Owner, renderRecord, splitBody } from '../records/managed-part.ts'
import { type TaskRecord, taskRecordData } from '../records/task-record.ts'
import { fileLine, fileMarkdown } from '../text/contained-markdown.ts'
import { cutText } from '../text/cut-text.ts'
import { inlineText } from '../text/inert.ts'
import { type Naming, onGitHub, type Phrase, renderPhrase } from '../text/phrase.ts'

/** What our part of a task issue says, before issue numbers are filled in. */
export interface ManagedTask {
  readonly id: string
  /** The id under which it still stands on GitHub, where that is another one. */
  readonly markedAs: string
  readonly phase: string
  readonly phaseFile: string
  readonly headline: Phrase
  /** What else has to be known now, each a sentence. */
  readonly notes: readonly Phrase[]
  /** What it waits for, whatever its state: GitHub shows beside each reference whether it is closed. */
  readonly blockedBy: readonly Phrase[]
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly description: string | undefined
  readonly acceptanceCriteria: readonly string[]
  readonly record: Omit<TaskRecord, 'links'>
  /** Ids of the tasks whose links we own. */
  readonly links: readonly string[]
  /** Numbers of links of ours to other issues, of which it is not certain that they are gone. */
  readonly oldLinks: readonly number[]
}

/** GitHub takes 65,536 characters; people's text and a margin have to fit beside ours. */
const mostCharacters = 60_000
const mostBytes = 65_000

/**
 * The whole text with our part brought up to date: what people wrote around it, and their ticks in the acceptance
 * criteria, stay. `existing` is the text as it stands now, undefined where there is none yet.
 */
export function writeTask(
  part: ManagedTask,
  existing: string | undefined,
  progress: number | undefined,
  numberOf: Naming['numberOf'],
): string {
  const owner: Owner = { kind: 'task', id: part.id }
  const split = splitBody(existing ?? '', { kind: 'task', id: part.markedAs })
  const ticked = tickedCriteria(split.part)
  const { description } = part
  const render = (shown: string | undefined) =>
    joinBody(split, owner, renderPart(part, shown, progress, numberOf, ticked))
  const whole = render(description === undefined ? undefined : fileMarkdown(description.trim()))
  if (fits(whole) || description === undefined) return whole
  for (let length = mostCharacters; ; length = Math.floor(length * 0.8)) {
    const shown = fileMarkdown(cutText(description.trim(), length))
    const shortened = render(`${shown}\n\n… the rest stands in the phase file.`.trim())
    if (fits(shortened) || length === 0) return shortened
  }
}

function renderPart(
  part: ManagedTask,
  description: string | undefined,
  progress: number | undefined,
  numberOf: Naming['numberOf'],
  ticked: ReadonlySet<string>,
): string {
  const naming: Naming = { numberOf, reference: onGitHub }
  const links = [...part.links.flatMap((id) => numberOf(id) ?? []), ...part.oldLinks].sort((a, b) => a - b)
  const blocks = [
    `**${inlineText(stateTitle(part.record.state))}.** ${renderPhrase(part.headline, naming)}`,
    part.notes.map((phrase) => renderPhrase(phrase, naming)).join('\n\n'),
    part.blockedBy.map((phrase) => `- Blocked by ${renderPhrase(phrase, naming)}`).join('\n'),
    part.facts.map(([name, value]) => `**${name}:** ${inlineText(value)}`).join(' · '),
    description ?? '',
    renderCriteria(part.acceptanceCriteria, ticked),
    `<sub>${footer(part, progress)}</sub>`,
    renderRecord(taskRecordData({ ...part.record, links })),
  ]
  return blocks.filter((block) => block !== '').join('\n\n')
}

const criteriaHeading = '### Acceptance criteria'

function stateTitle(state: string): string {
  return state[0]!.toUpperCase() + state.slice(1)
}

function renderCriteria(criteria: readonly string[], ticked: ReadonlySet<string>): string {
  if (criteria.length === 0) return ''
  const lines = criteria.map((criterion) => {
    const text = fileLine(criterion)
    return `- [${ticked.has(text) ? 'x' : ' '}] ${text}`
  })
  return `${criteriaHeading}\n\n${lines.join('\n')}`
}

/** Texts of the criteria that somebody ticked. A description may have ticks of its own. */
function tickedCriteria(part: string | undefined): ReadonlySet<string> {
  const criteria = part?.slice(Math.max(0, part.lastIndexOf(`${criteriaHeading}\n`))) ?? ''
  const ticks = criteria.matchAll(/^- \[[xX]\] (.*)$/gm)
  return new Set([...ticks].map((tick) => tick[1]!.trim()))
}

/**
 * The phase that our part of a task issue says it belongs to; undefined where it does not. A description may hold the
 * same words, so the last ones count.
 */
export function phaseNamedIn(body: string, id: string): string | undefined {
  const { part } = splitBody(body, { kind: 'task', id })
  const lines = (part ?? '').matchAll(/^<sub>(\S+) of phase (\S+)(?: · progress in #\d+)? · from /gm)
  const [, task, phase] = [...lines].at(-1) ?? []
  return task === inlineText(id) ? phase?.replaceAll('\\', '') : undefined
}

function footer(part: ManagedTask, progress: number | undefined): string {
  const phase = progress === undefined ? '' : ` · progress in #${progress}`
  return `${inlineText(part.id)} of phase ${inlineText(part.phase)}${phase} · from ${inlineText(part.phaseFile)}, which owns this part; write above or below it`
}

function fits(text: string): boolean {
  // UTF-8 takes at most three bytes for what counts as one character here.
  if (text.length * 3 <= mostBytes) return true
  return text.length <= mostCharacters && new TextEncoder().encode(text).length <= mostBytes
}

import type { Observation, Question } from '../observation.ts'
import type { Operation } from '../operation.ts'
import type { Phrase } from '../text/phrase.ts'
import type { RefusalCode } from '../troubleshooting/codes.ts'
import type { CommandContext, Effect, Pending, Refusal } from './effect.ts'
import { effectOf } from './effects.ts'
import type { Letter } from './inbox.ts'

/** What one round does about commands: at most one takes effect, so that each finds what the one before has left. */
export interface Step {
  /** The command that takes effect now. */
  readonly acting: { readonly pending: Pending; readonly effect: Acting } | undefined
  /** What shows that comments are finished. */
  readonly operations: readonly Operation[]
  readonly questions: readonly Question[]
}

export type Acting = Exclude<Effect, { do: 'ask' | 'wait' | 'dismiss' }>

/** Answers of one run, and comments of people without write that one run dismisses: what is beyond waits for the next. */
const mostReplies = 20
const mostDismissals = 20
/** Logins that one run asks about, of people whom GitHub does not count among those of this repository. */
const mostLogins = 20

export function nextStep(letters: readonly Letter[], context: CommandContext): Step {
  const operations: Operation[] = []
  const busy = new Set<number>()
  const { observation } = context.world
  let { dismissed } = observation
  for (const letter of letters) {
    if (busy.has(letter.issue) || observation.putOff.has(letter.remark.id) || isTroubled(letter, observation)) continue
    const read = readLetter(letter, context)
    if (read.kind === 'ask') {
      const isLimited = observation.writers.size >= mostLogins && !letter.remark.member
      if (isLimited && read.questions.every(({ ask }) => ask === 'writer')) continue
      return { acting: undefined, operations, questions: read.questions }
    }
    if (read.kind === 'act') return { acting: read, operations, questions: [] }
    if (read.kind === 'wait') {
      // What was said later about the same task waits with it.
      busy.add(letter.issue)
      continue
    }
    if (read.silently && dismissed >= mostDismissals) continue
    dismissed += Number(read.silently)
    operations.push(finish(letter, read.refused))
  }
  return { acting: undefined, operations, questions: [] }
}

type Read =
  | { readonly kind: 'ask'; readonly questions: readonly Question[] }
  | { readonly kind: 'wait' }
  | { readonly kind: 'act'; readonly pending: Pending; readonly effect: Acting }
  | { readonly kind: 'settled'; readonly refused: boolean; readonly silently: boolean }

/** The first command of a comment that something can be done about. */
function readLetter(letter: Letter, context: CommandContext): Read {
  let refused = letter.refused
  let silently = false
  for (const { key, command } of letter.open) {
    const pending: Pending = { ...letter, key, command }
    const effect = effectOf(pending, context)
    if (effect.do === 'ask') return { kind: 'ask', questions: effect.questions }
    if (effect.do === 'wait') return { kind: 'wait' }
    if (effect.do !== 'dismiss' && !(isMute(letter) && speaks(effect)))
      return speaks(effect) && context.world.observation.replies >= mostReplies
        ? { kind: 'wait' }
        : { kind: 'act', pending, effect }
    refused = true
    silently = true
  }
  return { kind: 'settled', refused, silently }
}

/** A bot gets no answer, and a locked issue takes none: a 👎 has to do. */
function isMute({ remark, task, phase }: Letter): boolean {
  const issue = task === undefined ? phase.progress?.issue : task.issue
  return remark.bot || issue?.locked === true
}

function speaks({ do: verb }: Acting): boolean {
  return verb === 'refuse' || verb === 'answer'
}

function isTroubled({ task }: Letter, { troubled }: Observation): boolean {
  return task !== undefined && troubled.has(task.task.id)
}

function finish({ remark, phase, task }: Letter, refused: boolean): Operation {
  const content = refused ? '-1' : 'rocket'
  return { do: 'react', phase: phase.phase.id, task: task?.task.id, comment: remark.id, content }
}

/** 👀: what a command asks for has begun. */
export function begin({ remark, phase, task }: Pending, { reactions }: Observation): Operation[] {
  if (reactions.get(remark.id)?.includes('eyes')) return []
  return [{ do: 'react', phase: phase.phase.id, task: task?.task.id, comment: remark.id, content: 'eyes' }]
}

/** One reply that names the person, and says what stands in the way and what would help. */
export function refuse(pending: Pending, { code, reason }: Refusal): Operation {
  if (isMute(pending)) return finish(pending, true)
  const said = pending.command.name === 'mistake' ? pending.command.said : `/${pending.command.name}`
  const last = reason.at(-1)
  const end = typeof last === 'string' && last.endsWith('.') ? [] : ['.']
  return reply(pending, code, [[`${pending.remark.author}, ${said} was not done: `, ...reason, ...end]])
}

export function reply(
  { remark, key, issue, phase, task }: Pending,
  refusal: RefusalCode | undefined,
  lines: readonly Phrase[],
): Operation {
  const own = { phase: phase.phase.id, task: task?.task.id, issue, comment: remark.id }
  return { do: 'reply', ...own, answers: key, refusal, lines }
}

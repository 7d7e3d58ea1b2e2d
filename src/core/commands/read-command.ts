import { cutText } from '../text/cut-text.ts'
import { type Command, type CommandName, commandNames, type Mistake, type PhaseVerb, phaseVerbs } from './command.ts'
import { nearMiss } from './near-miss.ts'

/** Most characters that are kept of a reason or a note, and most that a list of ids may have. */
const mostArguments = 500
const mostSaid = 80

type Advice = Pick<Mistake, 'suggestion' | 'why'>
type Answer = Exclude<Command, Mistake> | Advice

const readers: Readonly<Record<CommandName, (given: string) => Answer>> = {
  spawn: readSpawn,
  release: (given) => ({ name: 'release', reason: cut(given) }),
  heartbeat: readHeartbeat,
  hold: readHold,
  unhold: () => ({ name: 'unhold' }),
  next: () => ({ name: 'next' }),
  why: () => ({ name: 'why' }),
  phase: readPhase,
}

/**
 * What one line asks for; undefined where it is no command of ours, nor nearly one.
 *
 * @param line from its slash to its end, without the line break
 */
export function readCommand(line: string): Command | undefined {
  const [, typed = '', given = ''] = /^\/([A-Za-z][^\s/]*)(?:\s(.*))?$/su.exec(line) ?? []
  // What looks back keeps the search linear: anybody can send a comment of nothing but such characters.
  const word = typed.replace(/(?<!\p{Cf})\p{Cf}+$/u, '').toLowerCase()
  const name = nameOf(word)
  if (name !== undefined) return withLine(line, readers[name](visible(given)))
  const meant = nearMiss(word, commandNames)
  if (meant === undefined) return undefined
  return withLine(line, { suggestion: `/${meant}`, why: 'There is no such command, but one that is nearly the same.' })
}

/** The beginning of a line, to be shown to whoever wrote it. */
export function beginning(line: string): string {
  const said = visible(line.slice(0, 2 * mostSaid))
  return said.length > mostSaid ? `${cut(said, mostSaid)}…` : said
}

function nameOf(word: string): CommandName | undefined {
  return word === 'why?' ? 'why' : commandNames.find((name) => name === word)
}

function withLine(line: string, answer: Answer): Command {
  return 'suggestion' in answer ? { name: 'mistake', said: beginning(line), ...answer } : answer
}

/** Without control characters, and without what cannot be seen; the two joiners stay, because words and emoji are made with them. */
function visible(text: string): string {
  return text
    .replace(/\s/g, ' ')
    .replace(/(?![\u200C\u200D])[\p{Cc}\p{Cf}]/gu, '')
    .trim()
}

/** Leaves no half of a character at the end. */
function cut(text: string, most = mostArguments): string {
  return cutText(text, most).trimEnd()
}

const id = /^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/

function readSpawn(given: string): Answer {
  const advice: Advice = {
    suggestion: '/spawn model=haiku',
    why: 'After /spawn come ids of tasks, one model= with the name of a model, and nothing else.',
  }
  // A list that was cut could end in the id of another task.
  if (given.length > mostArguments) return { ...advice, why: `${advice.why} It takes ${mostArguments} characters.` }
  const words = given.split(/[ ,]+/).filter((word) => word !== '')
  const tasks = words.filter((word) => !word.includes('='))
  const models = words.filter((word) => word.includes('=')).map(modelOf)
  const isUnderstood = models.length <= 1 && [...tasks, ...models].every((word) => id.test(word))
  return isUnderstood ? { name: 'spawn', tasks: [...new Set(tasks)], model: models[0] } : advice
}

/** Empty, which is no name, where the key is another one. */
function modelOf(word: string): string {
  return /^model=(.*)$/i.exec(word)?.[1] ?? ''
}

function readHeartbeat(given: string): Answer {
  const found = /^([+-]?\d+(?:[.,]\d*)?) ?%/.exec(given)
  if (found === null) return { name: 'heartbeat', percent: undefined, note: cut(given) }
  const percent = Number(found[1]!.replace(',', '.'))
  if (percent < 0 || percent > 100) return { suggestion: '/heartbeat 40%', why: 'A percentage goes from 0 to 100.' }
  return { name: 'heartbeat', percent: Math.floor(percent), note: cut(given.slice(found[0].length).trim()) }
}

function readHold(given: string): Answer {
  // Other bots take a hold back with these words; done as a hold, it would be the opposite of what was meant.
  if (/^(?:cancel|off)[.!]?$/i.test(given)) {
    return { suggestion: '/unhold', why: 'A hold is taken back with a command of its own.' }
  }
  const [now] = /^now(?:[ ,:;.!]+|$)/i.exec(given) ?? []
  return { name: 'hold', now: now !== undefined, reason: cut(given.slice(now?.length ?? 0)) }
}

function readPhase(given: string): Answer {
  const word = given
    .replace(/ .*$/, '')
    .replace(/(?<![.?!])[.?!]+$/, '')
    .toLowerCase()
  const verb: PhaseVerb | undefined = word === '' ? 'help' : phaseVerbs.find((each) => each === word)
  if (verb !== undefined) return { name: 'phase', verb }
  const meant = nearMiss(word, phaseVerbs) ?? 'help'
  return { suggestion: `/phase ${meant}`, why: 'After /phase comes help, status, pause, resume or report.' }
}

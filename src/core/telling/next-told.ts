import type { Standing } from '../pages/progress-sections.ts'
import type { Announcement, Phase } from '../phase.ts'
import { type Baseline, type Letter, nothingTold, type Told } from '../records/told.ts'
import type { TaskView } from '../tasks/task-view.ts'
import { aDay, aMinute, localDate } from '../time/calendar.ts'
import type { World } from '../world.ts'
import { baselineOf, type Changes, changedAt, changesSince, firstBaseline, isEmpty, withVerdict } from './changes.ts'
import { type DigestDay, lastDigestDay, nextDigestDay } from './digest-date.ts'
import { completionNotice, digestNotice, launchNotice, picksNotice } from './notices.ts'

const anHour = 60 * aMinute

export interface TellingContext {
  readonly standing: Standing
  /** Since when (ISO) each task holds its slot, as far as that is recorded. */
  readonly picks: ReadonlyMap<string, string>
  readonly world: World
}

/**
 * What people will have been told: what a run told before this, and the letters that are to be written now. A letter is
 * recorded before it is sent, together with what it tells, so that no run tells the same again, or leaves something out.
 */
export function nextTold(context: TellingContext): Told {
  const known = knownTold(context)
  const base = comparison(known, context)
  const changes = base === undefined ? undefined : changesSince(base, context.standing)
  const noted = { ...known, base: withChange(base, changes, context) }
  const told = [launch, completion, digest, waitingPicks].reduce((so, tell) => tell(so, changes, context), noted)
  return { ...told, letters: keptLetters(told.letters, context.world) }
}

/** What Slack does not take for a week is not sent any more, nor is more kept than the hidden record has room for. */
const lettersLast = 7 * aDay
const mostCharacters = 8000

/** Letters that can still arrive, the newest of them where there are too many. */
export function keptLetters(letters: readonly Letter[], { now, settings }: World): readonly Letter[] {
  let room = mostCharacters
  const kept = letters.toReversed().filter((entry) => {
    const { comment, at } = entry
    if (comment === undefined && (settings.slack === undefined || now - Date.parse(at) > lettersLast)) return false
    room -= JSON.stringify(entry).length
    return room >= 0
  })
  return kept.toReversed()
}

/** What this run has delivered counts before what the record says. */
function knownTold({ standing: { phase }, world }: TellingContext): Told {
  const { delivered } = world.observation
  const told = delivered.get(phase.phase.id) ?? phase.record.told
  if (told !== undefined) return told
  if (phase.progress === undefined) return nothingTold
  // A record from before people were told, or one that was lost: what has happened is no news any more.
  const isComplete = phase.record.complete !== undefined || !phase.progress.issue.open
  return { ...nothingTold, launched: true, completed: isComplete }
}

function comparison(known: Told, { standing, world }: TellingContext): Baseline | undefined {
  const rhythm = rhythmOf(standing.phase.phase)
  if (rhythm === undefined) return undefined
  if (known.base !== undefined) return known.base
  const { date } = lastDigestDay(rhythm, world.now)
  return known.launched ? baselineOf(standing, date, undefined) : firstBaseline(standing, date)
}

function rhythmOf({ report, timezone }: Phase) {
  return report === undefined ? undefined : { report, timezone }
}

function withChange(
  base: Baseline | undefined,
  changes: Changes | undefined,
  { standing, world }: TellingContext,
): Baseline | undefined {
  if (base === undefined || changes === undefined) return undefined
  const own = withVerdict(base, standing)
  if (isEmpty(changes)) return { ...own, changed: undefined }
  const changed = base.changed ?? new Date(changedAt(changes, standing.phase.tasks, world.now)).toISOString()
  return { ...own, changed }
}

type Tell = (told: Told, changes: Changes | undefined, context: TellingContext) => Told

/** Once there is something to start, or all is open. Operators are asked in the same breath. */
const launch: Tell = (told, _, { standing, world }) => {
  const { phase, slots } = standing
  const { operators, startDate, timezone } = phase.phase
  if (told.launched || phase.progress === undefined) return told
  const isEarly = startDate !== undefined && localDate(world.now, timezone) < startDate
  const isOpen = phase.tasks.every(({ number }) => number !== undefined)
  const begun = phase.tasks.some(({ task }) => slots.holders.has(task.id))
  if (!begun && (!isOpen || isEarly)) return told
  const waiting = spawnable(standing)
  const [launchToSlack, picksToSlack] = [announces('launch', standing, world), announces('picks', standing, world)]
  const asked = operators.length > 0 && waiting.length > 0
  // In Slack the launch itself asks for workers.
  const apart = picksToSlack && !launchToSlack && waiting.length > 0
  const letters = [
    letter('launch', launchNotice(standing), undefined, launchToSlack, world),
    letter('picks launch', picksNotice(standing, waiting), asked ? operators : undefined, apart, world),
  ].filter(isToSend)
  const picks = { at: new Date(world.now).toISOString(), tasks: waiting.map(({ task }) => task.id) }
  return { ...told, launched: true, picks, letters: [...told.letters, ...letters] }
}

/** The last news of a phase, with what a digest would have said. */
const completion: Tell = (told, changes, { standing, world }) => {
  const { phase, record } = standing
  if (record.complete === undefined) return { ...told, completed: false }
  if (told.completed) return told
  const { manager, report } = phase.phase
  const count = told.completions + 1
  const notice = completionNotice(standing, changes)
  const comment = report === undefined ? undefined : manager
  const letters = [letter(`closing ${count}`, notice, comment, announces('complete', standing, world), world)].filter(
    isToSend,
  )
  const base = told.base && baselineOf(standing, told.base.date, told.base)
  return { ...told, base, completed: true, completions: count, letters: [...told.letters, ...letters] }
}

/** In its hour, or the first run after it; what has changed since that hour waits for the next. */
const digest: Tell = (told, changes, { standing, world }) => {
  const { base } = told
  const rhythm = rhythmOf(standing.phase.phase)
  if (rhythm === undefined || base === undefined || changes === undefined || isEmpty(changes)) return told
  if (told.completed || standing.phase.progress === undefined) return told
  const day = nextDigestDay(rhythm, base.date, world.now)
  if (day === undefined || !isItsHour(day, base, world.now)) return told
  const notice = digestNotice(standing, changes, day.date)
  const toSlack = announces('digest', standing, world)
  const written = letter(`digest ${day.date}`, notice, standing.phase.phase.manager, toSlack, world)
  return { ...told, base: baselineOf(standing, day.date, base), letters: [...told.letters, written] }
}

/** A run in the hour after the appointed time counts as the one that came for it. */
function isItsHour({ at }: DigestDay, { changed }: Baseline, now: number): boolean {
  return now - at < anHour || Date.parse(changed!) <= at
}

/** Batched, at most once an hour, where the phase file wants to hear of picks at all. */
const waitingPicks: Tell = (told, _, { standing, picks, world }) => {
  const { operators } = standing.phase.phase
  const toSlack = announces('picks', standing, world)
  if (operators.length === 0 && !toSlack) return { ...told, picks: undefined }
  if (!told.launched || told.completed) return told
  const wanted = spawnable(standing)
  const known = (told.picks?.tasks ?? []).filter((id) => wanted.some(({ task }) => task.id === id))
  // A pick that is not recorded yet may be another one in the next run.
  const fresh = wanted.filter(({ task }) => picks.has(task.id) && !known.includes(task.id))
  const isSoon = told.picks !== undefined && world.now - Date.parse(told.picks.at) < anHour
  if (isSoon || fresh.length === 0) return { ...told, picks: told.picks && { ...told.picks, tasks: known } }
  const ids = fresh.map(({ task }) => task.id)
  const newest = ids
    .map((id) => picks.get(id)!)
    .sort()
    .at(-1)!
  const comment = operators.length === 0 ? undefined : operators
  const written = letter(`picks ${newest}`, picksNotice(standing, fresh), comment, toSlack, world)
  const at = new Date(world.now).toISOString()
  return { ...told, picks: { at, tasks: [...known, ...ids] }, letters: [...told.letters, written] }
}

/** Picks whose worker somebody has to start. */
function spawnable({ phase, slots }: Standing): readonly TaskView[] {
  if (phase.phase.spawn === 'auto') return []
  return phase.tasks.filter(
    ({ task, work, outcome, number }) =>
      outcome === undefined &&
      number !== undefined &&
      work.kind === 'idle' &&
      task.model !== undefined &&
      slots.holders.has(task.id),
  )
}

const usualAnnouncements: readonly Announcement[] = ['launch', 'digest', 'complete']

function announces(what: Announcement, { phase: { phase } }: Standing, { settings }: World): boolean {
  const { slack } = settings
  if (slack === undefined || (!slack.webhook && phase.slack?.channel === undefined)) return false
  return (phase.slack?.announce ?? usualAnnouncements).includes(what)
}

function letter(
  key: string,
  notice: Letter['notice'],
  comment: Letter['comment'],
  slack: boolean,
  { now }: World,
): Letter {
  return { key, at: new Date(now).toISOString(), notice, comment, slack }
}

function isToSend({ comment, slack }: Letter): boolean {
  return comment !== undefined || slack
}

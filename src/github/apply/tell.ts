import { progressLabel } from '../../core/issues/labels.ts'
import { isTrusted } from '../../core/observation.ts'
import { ownerAtStart, recordLine } from '../../core/records/managed-part.ts'
import type { Letter, Told } from '../../core/records/told.ts'
import { leftToTell, letterBody } from '../../core/telling/letter-text.ts'
import { slackMessage } from '../../core/telling/slack-message.ts'
import { slackNaming } from '../../core/telling/slack-text.ts'
import { letterKey } from '../../core/telling/telling-operations.ts'
import type { UndeliveredCode } from '../../core/troubleshooting/codes.ts'
import type { Reason } from '../../core/troubleshooting/message.ts'
import { ownRemark, readRemarks, toRawComment, withRemarks } from '../remarks.ts'
import { send, sendList } from '../request.ts'
import { toIssue } from '../shapes.ts'
import { Trouble } from '../trouble.ts'
import { withComment } from './comments.ts'
import { releaseLock, takeLock } from './locks.ts'
import { type Do, numberOfProgress, readFresh, type Site, Surprise } from './site.ts'

/**
 * Delivers the letters of a phase. Of several runs that would, our reaction on the progress issue lets one: whoever it
 * is reads the record once more, because another one may have delivered them before, and looks for each comment.
 * What Slack alone has still to hear needs no reaction: it is tried again and again, and each of those would be a write.
 */
export async function tell(operation: Do<'tell'>, site: Site): Promise<void> {
  const { phase, fresh } = operation
  const number = numberOfProgress(phase, site)
  const letters = fresh ? operation.letters : operation.letters.filter((letter) => isOpenTo(letter, phase, site))
  if (letters.length === 0) return
  if (fresh && letters.some(isOfLaunch) && (await hasElder(number, phase, site))) return putOff(phase, site)
  const isLocked = fresh || letters.some(({ comment }) => comment !== undefined)
  const lock = isLocked ? await takeLock(number, operation.told.lock, site) : undefined
  if (isLocked && lock === undefined) return putOff(phase, site)
  if (!fresh) await requireSeen(number, lock, site)
  if (!fresh && isLocked) await lookForLetters(number, letters, site)
  let told = operation.told
  const arrived = (before: Letter, after: Letter) => {
    if (after === before) return before
    told = { ...told, lock: lock ?? told.lock, letters: withLetter(told.letters, before, after) }
    site.observation = { ...site.observation, delivered: new Map(site.observation.delivered).set(phase, told) }
    return after
  }
  try {
    for (const due of letters) {
      let letter = arrived(due, leftToTell(due, tellingsOn(number, site)) ?? due)
      if (letter.slack) {
        const why = await toSlack(letter, operation, site)
        if (why === undefined) letter = arrived(letter, { ...letter, slack: false })
        else note(phase, letter, why, site)
      }
      // The comment comes last: it says what Slack has, even where the record of it is lost.
      if (letter.comment === undefined) continue
      await comment(number, letter, due.slack && !letter.slack, site)
      arrived(letter, { ...letter, comment: undefined })
    }
  } catch (error) {
    // What was sent without an answer may have arrived: a later run looks before it tells the rest.
    putOff(phase, site)
    throw error
  }
}

function putOff(phase: string, site: Site): void {
  site.observation = { ...site.observation, delivering: new Set([...site.observation.delivering, phase]) }
}

/** Whether GitHub lets us comment on a locked issue is tried only by runs that have written something anyway. */
function isOpenTo(letter: Letter, phase: string, site: Site): boolean {
  const issue = site.observation.issues.get(numberOfProgress(phase, site))
  if (letter.comment === undefined || site.observation.wrote || !issue?.locked) return true
  const reason = `its progress issue #${issue.number} is locked: unlock it`
  note(phase, letter, { code: 'progress-issue-locked', reason }, site)
  return false
}

function isOfLaunch({ key }: Letter): boolean {
  return key.endsWith('launch')
}

/** Of runs that launch a phase at once each may have opened a progress issue: the one that survives tells. */
async function hasElder(number: number, phase: string, site: Site): Promise<boolean> {
  const before = number - 1
  const since = [...site.observation.issues.keys()].filter((each) => each >= before)
  // Numbers without a gap: nobody has opened anything beside this run, or just before.
  if (Math.max(...since) - Math.max(before, 1) + 1 === since.length) return false
  const open = await sendList(
    site.client,
    (octokit, place) => octokit.rest.issues.listForRepo({ ...place, labels: progressLabel }),
    toIssue,
  )
  return open.some((issue) => {
    const owner = ownerAtStart(issue.body)
    const isOfPhase = owner?.kind === 'phase' && owner.id === phase
    return issue.number < number && isOfPhase && isTrusted(site.observation, issue)
  })
}

/** Nothing that another run has told, and so written, since is told again. */
async function requireSeen(number: number, lock: number | undefined, site: Site): Promise<void> {
  const seen = site.observation.issues.get(number)
  const fresh = await readFresh(number, site)
  if (seen === undefined || recordLine(seen.body) === recordLine(fresh.body)) return
  if (lock !== undefined) await releaseLock(number, lock, site.client)
  throw new Surprise(`another run wrote the progress issue #${number} just now`)
}

/** Comments since the oldest letter was written. Where they cannot be read, nothing is told. */
async function lookForLetters(number: number, letters: readonly Letter[], site: Site): Promise<void> {
  if (site.observation.issues.get(number)?.comments === 0) return
  const before = site.observation
  const oldest = letters.map(({ at }) => at).sort()[0]!
  site.observation = await readRemarks(
    before,
    number,
    new Date(Date.parse(oldest) - clocksDiffer).toISOString(),
    site.client,
  )
  if (site.observation === before) throw new Trouble('unknown', 'the comments could not be read', 0)
}

/** Milliseconds by which GitHub's clock may be behind the run's. */
const clocksDiffer = 15 * 60_000

/** Keys in the comments of ours that were read. */
function tellingsOn(number: number, { observation }: Site): readonly string[] {
  return (observation.remarks.get(number) ?? []).flatMap(({ ours }) => ours?.answers ?? [])
}

async function comment(number: number, letter: Letter, slackHasIt: boolean, site: Site): Promise<void> {
  const body = letterBody(letter, slackHasIt, (task) => site.numbers.get(task))
  const made = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.createComment({ ...place, issue_number: number, body }),
    toRawComment,
  )
  site.observation = withComment(withRemarks(site.observation, number, [ownRemark({ ...made, body })]), number)
}

async function toSlack(
  letter: Letter,
  { slack }: Do<'tell'>,
  site: Site,
): Promise<Reason<UndeliveredCode> | undefined> {
  if (site.slack === undefined) return noWay
  const { owner, repo } = site.client
  const naming = slackNaming(site.pages, `${owner}/${repo}`, (task) => site.numbers.get(task))
  // Members are asked to look once for each digest, not for everything.
  const mention = letter.key.startsWith('digest ') ? slack.mention : []
  return site.slack(slackMessage(letter.notice, naming, mention), slack.channel)
}

const noWay: Reason<UndeliveredCode> = {
  code: 'slack-not-set-up',
  reason: 'the action was given no way to Slack: set slack-webhook-url, or slack-token',
}

/** The letters after one of them has got on; what has arrived everywhere is forgotten. */
function withLetter(letters: readonly Letter[], before: Letter, after: Letter): Told['letters'] {
  const isOver = after.comment === undefined && !after.slack
  return letters.flatMap((letter) => (letter.key !== before.key ? [letter] : isOver ? [] : [after]))
}

function note(phase: string, letter: Letter, why: Reason<UndeliveredCode>, site: Site): void {
  const undelivered = new Map(site.observation.undelivered).set(letterKey(phase, letter), why)
  site.observation = { ...site.observation, undelivered }
}

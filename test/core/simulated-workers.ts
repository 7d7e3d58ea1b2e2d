import { replyBody } from '../../src/core/commands/reply-text.ts'
import { sameName } from '../../src/core/issues/issue.ts'
import type { Observation, Question, Reaction, Start, WorkerRun } from '../../src/core/observation.ts'
import type { Operation } from '../../src/core/operation.ts'
import { bearsClaim, type Claim } from '../../src/core/records/claim.ts'
import { letterBody } from '../../src/core/telling/letter-text.ts'
import { changeIssue, coordinator, type GitHub, storedIssue, tick } from './simulated-github.ts'
import { addComment, toRemark, withRemarks } from './simulated-remarks.ts'

type Asked<Name extends Question['ask']> = Extract<Question, { ask: Name }>
type Do<Verb extends Operation['do']> = Extract<Operation, { do: Verb }>

/** A reaction younger than this may be that of a run which is still at it. */
const lockSettles = 10 * 60_000

/** Questions about comments and workers, answered as src/github does over the wire. */
export const workerAnswers = {
  remarks(known: Observation, { number, since }: Asked<'remarks'>, github: GitHub): Observation {
    const comments = (github.issues.get(number)?.comments ?? []).filter(
      ({ id, updatedAt }) => !github.unlistedComments.has(id) && (since === undefined || updatedAt >= since),
    )
    return withRemarks(
      known,
      number,
      comments.map((comment) => toRemark(comment, known, github)),
    )
  },
  reactions: (known: Observation, { comment }: Asked<'reactions'>, github: GitHub): Observation => ({
    ...known,
    reactions: new Map(known.reactions).set(comment, github.reactions.get(comment) ?? []),
  }),
  run: (known: Observation, { id }: Asked<'run'>, github: GitHub): Observation => ({
    ...known,
    runs: new Map(known.runs).set(id, copyOf(runsOf(github).find((run) => run.id === id)) ?? 'deleted'),
  }),
  'claim-run'(known: Observation, { claim }: Asked<'claim-run'>, github: GitHub): Observation {
    const run = copyOf(runsOf(github).find(({ title }) => bearsClaim(title, claim)))
    return { ...known, claimRuns: new Map(known.claimRuns).set(claim, run ?? 'none') }
  },
  workflow(known: Observation, { file }: Asked<'workflow'>, github: GitHub): Observation {
    const workflow = github.workflows.get(file) ?? { inputs: ['task', 'claim'], required: [], showsClaim: true }
    return { ...known, workflows: new Map(known.workflows).set(file, workflow) }
  },
  branch: (known: Observation): Observation => ({ ...known, branch: 'main' }),
  pulls(known: Observation, { numbers }: Asked<'pulls'>, github: GitHub): Observation {
    const closing = (number: number) => github.pulls.filter(({ closes }) => closes === number)
    const pulls = new Map([...known.pulls, ...numbers.map((number) => [number, closing(number)] as const)])
    return { ...known, pulls }
  },
}

function runsOf({ runs, goneRuns }: GitHub): readonly WorkerRun[] {
  return runs.filter(({ id }) => !goneRuns.has(id))
}

/** What was seen of a run stays as it was seen. */
function copyOf(run: WorkerRun | undefined): WorkerRun | undefined {
  return run && { ...run }
}

interface Site {
  readonly github: GitHub
  observation: Observation
  readonly numbers: ReadonlyMap<string, number>
  readonly progress: ReadonlyMap<string, number>
}

/** Operations on comments and workers; `write` brings a claim into its issue's record. */
export const workerEffects = {
  claim({ task, part, earlier }: Do<'claim'>, site: Site, write: (claim: Claim) => void): void {
    const { github, numbers } = site
    const lock = takeLock(github, numbers.get(task)!, earlier)
    if (lock === undefined) {
      site.observation = { ...site.observation, taken: new Set([...site.observation.taken, task]) }
      return
    }
    const claim = { ...part.record.claim!, lock, since: new Date(github.clock).toISOString() }
    write(claim)
    site.observation = { ...site.observation, claimed: new Map(site.observation.claimed).set(task, claim) }
  },
  'start-run'({ claim }: Do<'start-run'>, { github, observation }: Site): Observation {
    const at = tick(github)
    if (github.dispatch === 'refused') return withStart(observation, claim, { as: 'refused', at, why: 'it said no' })
    const id = 500 + github.runs.length
    if (github.dispatch !== 'never' && github.dispatch !== 'nothing') {
      const title = `task ${claim}`
      github.runs.push({ id, title, status: 'running', conclusion: undefined, createdAt: at, updatedAt: at })
    }
    if (github.dispatch === 'silent' || github.dispatch === 'nothing')
      return withStart(observation, claim, { as: 'unknown' })
    return withStart(observation, claim, { as: 'started', at, run: github.dispatch === 'details' ? id : undefined })
  },
  'start-agent'({ claim, task, logins }: Do<'start-agent'>, { github, numbers, observation }: Site): Observation {
    const stored = storedIssue(github, numbers.get(task)!)
    const kept = logins.filter((login) => !stored.assignees.some((other) => sameName(other, login)))
    changeIssue(github, stored.number, { assignees: [...stored.assignees, ...kept] })
    return withStart(observation, claim, { as: 'started', at: tick(github), run: undefined })
  },
  'cancel-run'({ run: id }: Do<'cancel-run'>, { github, observation }: Site): Observation {
    const run = github.runs.find((other) => other.id === id)
    if (run !== undefined && run.status !== 'completed' && github.cancels === 'at-once') {
      Object.assign(run, { status: 'completed', conclusion: 'cancelled', updatedAt: tick(github) })
    }
    return { ...observation, cancelled: new Set([...observation.cancelled, id]) }
  },
  react({ comment, content }: Do<'react'>, { github, observation }: Site): Observation {
    const add = (known: readonly Reaction[] = []) => [...new Set([...known, content])]
    github.reactions.set(comment, add(github.reactions.get(comment)))
    const dismissed = observation.dismissed + Number(content === '-1')
    const reactions = new Map(observation.reactions).set(comment, add(observation.reactions.get(comment)))
    return { ...observation, dismissed, reactions }
  },
  reply(operation: Do<'reply'>, { github, observation, numbers }: Site): Observation {
    const { issue } = operation
    const body = replyBody(operation, (task) => numbers.get(task))
    const comment = addComment(github, issue, coordinator, body)
    const known = withRemarks(observation, issue, [toRemark(comment, observation, github)])
    const seen = known.issues.get(issue)!
    const issues = new Map(known.issues).set(issue, { ...seen, comments: seen.comments + 1 })
    return { ...known, issues, replies: known.replies + 1 }
  },
  tell({ phase, letters, told }: Do<'tell'>, site: Site): Observation {
    const { github, observation, numbers, progress } = site
    const number = progress.get(phase)!
    const lock = takeLock(github, number, told.lock)
    if (lock === undefined) return { ...observation, delivering: new Set([...observation.delivering, phase]) }
    let known = observation
    for (const letter of letters) {
      const marker = `<!-- phase-coordinator:tell ${letter.key}`
      const isThere = storedIssue(github, number).comments.some(({ body }) => body.startsWith(marker))
      if (letter.comment !== undefined && !isThere) {
        const body = letterBody(letter, letter.slack, (task) => numbers.get(task))
        const comment = addComment(github, number, coordinator, body)
        const read = withRemarks(known, number, [toRemark(comment, known, github)])
        const seen = read.issues.get(number)!
        known = { ...read, issues: new Map(read.issues).set(number, { ...seen, comments: seen.comments + 1 }) }
      }
      if (letter.slack) github.slack.push(`${phase} ${letter.key}`)
    }
    const left = told.letters.filter(({ key }) => !letters.some((letter) => letter.key === key))
    return { ...known, delivered: new Map(known.delivered).set(phase, { ...told, lock, letters: left }) }
  },
}

/** Our reaction on the task's issue; undefined where another run has it. */
function takeLock(github: GitHub, number: number, earlier: number | undefined): number | undefined {
  const held = github.locks.get(number)
  const isGone = held === undefined || held === earlier || github.clock - held >= lockSettles
  if (!isGone) return undefined
  const lock = Date.parse(tick(github))
  github.locks.set(number, lock)
  return lock
}

function withStart(observation: Observation, claim: string, start: Start): Observation {
  return { ...observation, starts: new Map(observation.starts).set(claim, start) }
}

/** A worker's run comes to its end, or to another state. */
export function changeRun(
  github: GitHub,
  claim: string,
  to: 'queued' | 'running' | 'success' | 'failure' | 'cancelled' | 'gone',
): void {
  const run = github.runs.find(({ title }) => bearsClaim(title, claim))
  if (run === undefined) throw new Error(`No run bears ${claim}.`)
  const updatedAt = tick(github)
  if (to === 'gone') github.goneRuns.add(run.id)
  const isOpen = to === 'queued' || to === 'running'
  const change = isOpen ? { status: to, conclusion: undefined } : { status: 'completed', conclusion: to }
  Object.assign(run, change, { updatedAt })
}

/** A pull request that will close an issue. */
export function openPull(github: GitHub, closes: number, author: string, draft = false): number {
  const number = github.nextNumber++
  github.pulls.push({ number, closes, author, draft, updatedAt: tick(github) })
  changeIssue(github, closes, {})
  return number
}

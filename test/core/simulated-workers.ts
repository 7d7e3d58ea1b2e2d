import { bearsClaim, type Claim } from '../../src/core/claim.ts'
import { findCommands } from '../../src/core/commands/find-commands.ts'
import { readReply, replyBody } from '../../src/core/commands/reply-text.ts'
import { sameName } from '../../src/core/issue.ts'
import type { Observation, Question, Reaction, Remark, Start, WorkerRun } from '../../src/core/observation.ts'
import type { Operation } from '../../src/core/operation.ts'
import { changeIssue, coordinator, type GitHub, type StoredComment, storedIssue, tick } from './simulated-github.ts'

type Asked<Name extends Question['ask']> = Extract<Question, { ask: Name }>
type Do<Verb extends Operation['do']> = Extract<Operation, { do: Verb }>

/** Questions about comments and workers, answered as src/github does over the wire. */
export const workerAnswers = {
  remarks(known: Observation, { number }: Asked<'remarks'>, github: GitHub): Observation {
    const comments = github.issues.get(number)?.comments ?? []
    return {
      ...known,
      remarks: new Map(known.remarks).set(
        number,
        comments.map((comment) => toRemark(comment, known, github)),
      ),
    }
  },
  reactions: (known: Observation, { comment }: Asked<'reactions'>, github: GitHub): Observation => ({
    ...known,
    reactions: new Map(known.reactions).set(comment, github.reactions.get(comment) ?? []),
  }),
  run: (known: Observation, { id }: Asked<'run'>, github: GitHub): Observation => ({
    ...known,
    runs: new Map(known.runs).set(id, github.runs.find((run) => run.id === id) ?? 'deleted'),
  }),
  'claim-run': (known: Observation, { claim }: Asked<'claim-run'>, github: GitHub): Observation => ({
    ...known,
    claimRuns: new Map(known.claimRuns).set(claim, github.runs.find(({ title }) => bearsClaim(title, claim)) ?? 'none'),
  }),
  workflow: (known: Observation, { file }: Asked<'workflow'>): Observation => ({
    ...known,
    workflows: new Map(known.workflows).set(file, { inputs: ['task', 'claim'], required: [], showsClaim: true }),
  }),
  branch: (known: Observation): Observation => ({ ...known, branch: 'main' }),
  pulls: (known: Observation, { numbers }: Asked<'pulls'>): Observation => ({
    ...known,
    pulls: new Map([...known.pulls, ...numbers.map((number) => [number, []] as const)]),
  }),
}

export function toRemark(
  { id, author, body, createdAt, updatedAt }: StoredComment,
  known: Observation,
  github: GitHub,
): Remark {
  const ours = known.trusted.has(author.toLowerCase()) ? readReply(body) : undefined
  const at = createdAt ?? new Date(0).toISOString()
  return {
    id,
    author,
    bot: author.endsWith('[bot]'),
    createdAt: at,
    updatedAt: updatedAt ?? at,
    ours,
    commands: ours === undefined ? findCommands(body) : [],
    marked: (github.reactions.get(id) ?? []).length > 0,
  }
}

interface Site {
  readonly github: GitHub
  observation: Observation
  readonly numbers: ReadonlyMap<string, number>
}

/** Operations on comments and workers; `write` brings a claim into its issue's record. */
export const workerEffects = {
  claim({ task, part }: Do<'claim'>, site: Site, write: (claim: Claim) => void): void {
    const claim = { ...part.record.claim!, lock: 1, since: new Date(site.github.clock).toISOString() }
    write(claim)
    site.observation = { ...site.observation, claimed: new Map(site.observation.claimed).set(task, claim) }
  },
  'start-run'({ claim, workflow }: Do<'start-run'>, { github, ...site }: Site): Observation {
    const at = tick(github)
    const run: WorkerRun & { workflow: string } = {
      id: 500 + github.runs.length,
      title: claim,
      workflow,
      status: 'running',
      conclusion: undefined,
      createdAt: at,
      updatedAt: at,
    }
    github.runs.push(run)
    return withStart(site.observation, claim, { as: 'started', at, run: run.id })
  },
  'start-agent'({ claim, task, logins }: Do<'start-agent'>, { github, numbers, observation }: Site): Observation {
    const stored = storedIssue(github, numbers.get(task)!)
    const kept = logins.filter((login) => !stored.assignees.some((other) => sameName(other, login)))
    changeIssue(github, stored.number, { assignees: [...stored.assignees, ...kept] })
    return withStart(observation, claim, { as: 'started', at: tick(github), run: undefined })
  },
  'cancel-run'({ run: id }: Do<'cancel-run'>, { github, observation }: Site): Observation {
    const run = github.runs.find((other) => other.id === id)
    if (run !== undefined && run.status !== 'completed') {
      Object.assign(run, { status: 'completed', conclusion: 'cancelled', updatedAt: tick(github) })
    }
    return { ...observation, cancelled: new Set([...observation.cancelled, id]) }
  },
  react({ comment, content }: Do<'react'>, { github, observation }: Site): Observation {
    const add = (known: readonly Reaction[] = []) => [...new Set([...known, content])]
    github.reactions.set(comment, add(github.reactions.get(comment)))
    const dismissed = observation.dismissed + Number(content === '-1')
    return {
      ...observation,
      dismissed,
      reactions: new Map(observation.reactions).set(comment, add(observation.reactions.get(comment))),
    }
  },
  reply(operation: Do<'reply'>, { github, observation, numbers }: Site): Observation {
    const { issue } = operation
    const body = replyBody(operation, (task) => numbers.get(task))
    const comment = addComment(github, issue, coordinator, body)
    const remarks = [...(observation.remarks.get(issue) ?? []), toRemark(comment, observation, github)]
    const seen = observation.issues.get(issue)!
    return {
      ...observation,
      remarks: new Map(observation.remarks).set(issue, remarks),
      issues: new Map(observation.issues).set(issue, { ...seen, comments: seen.comments + 1 }),
      replies: observation.replies + 1,
    }
  },
}

function withStart(observation: Observation, claim: string, start: Start): Observation {
  return { ...observation, starts: new Map(observation.starts).set(claim, start) }
}

/** Somebody comments on an issue. */
export function addComment(github: GitHub, number: number, author: string, body: string): StoredComment {
  const at = tick(github)
  const comment = { id: github.clock, author, body, createdAt: at, updatedAt: at }
  storedIssue(github, number).comments.push(comment)
  changeIssue(github, number, {})
  return comment
}

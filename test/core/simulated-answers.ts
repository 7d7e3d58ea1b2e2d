import { type Issue, sameName } from '../../src/core/issues/issue.ts'
import { fileKey } from '../../src/core/mirror/files/commit-signs.ts'
import { type Observation, type Question, questionKey } from '../../src/core/observation.ts'
import { ownersInside } from '../../src/core/records/managed-part.ts'
import {
  type GitHub,
  isAmong,
  listIssues,
  showBlockers,
  showIssue,
  showMilestone,
  subIssuesOf,
} from './simulated-github.ts'
import { workerAnswers } from './simulated-workers.ts'

/** Answers a question out of the simulation, as src/github/observe.ts does over the wire. */
export function answer(known: Observation, question: Question, github: GitHub): Observation {
  const key = questionKey(question)
  if (known.answered.has(key)) throw new Error(`The question ${key} was answered already.`)
  return { ...look(known, question, github), answered: new Set([...known.answered, key]) }
}

function look(known: Observation, question: Question, github: GitHub): Observation {
  switch (question.ask) {
    case 'progress-issues':
      return withIssues(
        known,
        listIssues(github, ({ labels }) => isAmong(labels, 'phase-progress')),
      )
    case 'phase-issues':
      return withIssues(
        known,
        listIssues(github, ({ labels }) => isAmong(labels, `phase:${question.phase}`)),
      )
    case 'issues-by':
      return withIssues(
        known,
        listIssues(github, ({ author }) => sameName(author, question.login)),
      )
    case 'milestone-issues':
      return withIssues(
        known,
        listIssues(github, ({ milestone }) => milestone === question.milestone),
      )
    case 'newest-issues':
      return lookAround(known, github)
    case 'milestones':
      return { ...known, milestones: github.milestones.map(({ number }) => showMilestone(github, number)) }
    case 'milestone': {
      const others = (known.milestones ?? []).filter(({ number }) => number !== question.number)
      return { ...known, milestones: [...others, showMilestone(github, question.number)] }
    }
    case 'issue':
      return readIssue(known, question.number, github)
    case 'blockers': {
      if (!github.dependencies) return { ...known, dependencies: false }
      return { ...known, blockers: new Map(known.blockers).set(question.number, showBlockers(github, question.number)) }
    }
    case 'sub-issues': {
      const children = subIssuesOf(github, question.number).map((issue) => showIssue(github, issue))
      const numbers = children.map(({ number }) => number)
      return { ...withIssues(known, children), subIssues: new Map(known.subIssues).set(question.number, numbers) }
    }
    case 'closings':
      return known
    case 'managed-comment': {
      const comments = github.issues.get(question.number)?.comments ?? []
      const ours = comments.find(
        ({ author, body }) =>
          known.trusted.has(author?.toLowerCase() ?? '') && ownersInside(body).some(({ kind }) => kind === 'task'),
      )
      const comment = ours === undefined ? 'none' : { id: ours.id, body: ours.body }
      return { ...known, comments: new Map(known.comments).set(question.number, comment) }
    }
    case 'remarks':
      return workerAnswers.remarks(known, question, github)
    case 'reactions':
      return workerAnswers.reactions(known, question, github)
    case 'run':
      return workerAnswers.run(known, question, github)
    case 'claim-run':
      return workerAnswers['claim-run'](known, question, github)
    case 'workflow':
      return workerAnswers.workflow(known, question, github)
    case 'branch':
      return workerAnswers.branch(known)
    case 'pulls':
      return workerAnswers.pulls(known, question, github)
    case 'file': {
      const text = github.files.get(question.path)
      const key = fileKey(question.path, question.branch)
      return text === undefined ? known : { ...known, files: new Map(known.files).set(key, text) }
    }
    case 'commits': {
      const commit = github.fileCommits.get(question.path)
      const key = fileKey(question.path, question.branch)
      return commit === undefined ? known : { ...known, commits: new Map(known.commits).set(key, commit) }
    }
    case 'writer': {
      const writers = new Map(known.writers)
      return { ...known, writers: writers.set(question.login.toLowerCase(), isAmong(github.writers, question.login)) }
    }
  }
}

/** Lists lag: of two views of one issue the later one counts. */
export function withIssues(known: Observation, issues: readonly Issue[]): Observation {
  const merged = new Map(known.issues)
  for (const issue of issues) {
    const before = merged.get(issue.number)
    if (before === undefined || before.updatedAt <= issue.updatedAt) merged.set(issue.number, issue)
  }
  return { ...known, issues: merged }
}

function readIssue(known: Observation, number: number, github: GitHub): Observation {
  const stored = github.issues.get(number)
  if (stored !== undefined) return withIssues(known, [showIssue(github, stored)])
  return { ...known, absent: new Map(known.absent).set(number, github.gone.get(number) ?? 'deleted') }
}

/** The newest hundred of the list, and what the addresses after them show. */
function lookAround(known: Observation, github: GitHub): Observation {
  const newest = listIssues(github, () => true).sort((a, b) => b.number - a.number)
  const listed = withIssues(known, newest.slice(0, 100))
  const highest = Math.max(0, ...listed.issues.keys())
  const after = [...github.issues.values()].filter(({ number }) => number > highest && number <= highest + 40)
  return withIssues(
    listed,
    after.map((issue) => showIssue(github, issue)),
  )
}

// The mirrored files of a bed, as somebody sees them who looks at the branch.

import { filesAt } from '../../src/local/git.ts'
import type { Level } from '../../src/local/state.ts'
import type { ActionRun, Bed, TaskPlan } from './bed.ts'

/** Where the launch note has them. */
export const files = {
  progress: 'scheduler/progress/coordinator',
  jobs: 'scheduler/coordinator/JOBS.md',
  backlog: 'PROACTIVE-JOBS.md',
}

/** For a run whose token may write files. */
export const writing = { inputs: { token: 'writing-token' } }

const usualTasks: readonly TaskPlan[] = [
  {
    id: 'p4-1-1',
    title: 'User Guide Documentation',
    stream: 'doc',
    priority: 1,
    acceptance_criteria: ['Every page builds'],
  },
  { id: 'p4-4-1', title: 'Docker Images', stream: 'ops', priority: 1 },
  { id: 'p4-1-2', title: 'Admin Guide', stream: 'doc', priority: 2, effort: '2d' },
  { id: 'p4-4-2', title: 'Helm Charts', stream: 'ops', depends_on: ['p4-4-1'] },
]

/** A phase of four tasks, two streams and two slots, which anybody may do. */
export const usualPlan = {
  phase: 4,
  title: 'Release readiness',
  goal: 'v1.0.0 release-ready',
  target_date: '2026-03-08',
  timezone: 'America/New_York',
  streams: { doc: { title: 'Documentation' }, ops: { title: 'DevOps' } },
  files,
  tasks: usualTasks,
}

/** Gives the branch a first commit, and the run a token that may write files. */
export function open(bed: Bed): void {
  const permissions: Record<string, Level> = {
    issues: 'write',
    contents: 'write',
    actions: 'write',
    pull_requests: 'read',
  }
  bed.tracker.addToken('writing-token', { login: 'github-actions[bot]', kind: 'installation', permissions })
  bed.tracker.putFile('README.md', '# Demo\n')
}

/** Undefined where there is no such file. */
export function textOf(bed: Bed, path: string, branch = 'main'): string | undefined {
  const sha = filesAt(bed.board, branch).get(path)
  return sha === undefined ? undefined : Buffer.from(bed.board.state.git.blobs[sha]!, 'base64').toString()
}

export function progressOf(bed: Bed, task: string, branch = 'main'): string {
  return textOf(bed, `${files.progress}/${task}.md`, branch)!
}

/** Somebody commits to a task's progress file. */
export function commitTo(bed: Bed, task: string, change: (text: string) => string, login = 'octocat'): void {
  const path = `${files.progress}/${task}.md`
  bed.board.putFile(path, change(progressOf(bed, task)), { login, message: `${task}: going on` })
}

/** Messages of our commits on a branch, the oldest first. */
export function commits(bed: Bed, branch = 'main'): string[] {
  const { refs, commits: all } = bed.board.state.git
  const messages: string[] = []
  for (let sha = refs[`heads/${branch}`]; sha !== undefined; sha = all[sha]!.parents[0])
    messages.unshift(all[sha]!.message)
  return messages.filter((message) => message.endsWith('[skip ci]'))
}

/** The requests of a run that are about files. */
export function aboutFiles({ requests }: ActionRun): string[] {
  return requests
    .filter(({ path }) => /\/(git|contents|commits)\b/.test(path))
    .map(({ method, path }) => {
      const what = /\/(git\/(?:ref|refs|trees|commits)|contents|commits)\b/.exec(path)![1]!
      return `${method} ${what}`
    })
}

export function warnings({ annotations }: ActionRun): string[] {
  return annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
}

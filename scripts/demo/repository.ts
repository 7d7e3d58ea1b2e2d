// The repository on the local tracker, as the people see it who work there.

import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Octokit } from '@octokit/rest'
import type { Phase } from '../../src/core/phase.ts'
import { mergePull } from '../../src/local/merge.ts'
import type { Tracker } from '../../src/local/tracker.ts'

export type Issue = Awaited<ReturnType<People['issues']>>[number]

/** octocat, who has write access: starts workers, reviews what they hand in, and reads. */
export class People {
  readonly #tracker: Tracker
  readonly #octokit: Octokit
  readonly #place: { readonly owner: string; readonly repo: string }

  constructor(tracker: Tracker) {
    const [owner = '', repo = ''] = tracker.repository.split('/')
    this.#tracker = tracker
    this.#octokit = new Octokit({ auth: 'octocat-token', baseUrl: tracker.url })
    this.#place = { owner, repo }
  }

  async say(issue: number, body: string): Promise<void> {
    await this.#octokit.rest.issues.createComment({ ...this.#place, issue_number: issue, body })
  }

  /** Merges a pull request; as on GitHub, the issues that it names are closed by that. */
  async merge(pull: number): Promise<void> {
    const { store } = this.#tracker
    const change = { state: 'closed', state_reason: 'completed' } as const
    for (const number of mergePull(store, store.issue(pull), 'octocat')) {
      await this.#octokit.rest.issues.update({ ...this.#place, issue_number: number, ...change })
    }
  }

  /** All issues, oldest first. */
  async issues() {
    const { listForRepo } = this.#octokit.rest.issues
    const order = { state: 'all', direction: 'asc', per_page: 100 } as const
    const all = await this.#octokit.paginate(listForRepo, { ...this.#place, ...order })
    return all.filter((issue) => issue.pull_request === undefined)
  }
}

export function labelsOf({ labels }: Issue): string[] {
  return labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? [])))
}

/** How one task stands. */
export interface Standing {
  readonly issue: number
  /** What follows `status:` in its labels; `done` once it is closed. */
  readonly state: string
  /** Of its work, as the progress issue shows it. */
  readonly percent: number | undefined
}

/** How every task stands that has an issue, by its id. */
export function standingsIn(issues: readonly Issue[], { tasks }: Phase): ReadonlyMap<string, Standing> {
  const page = issues.find((issue) => labelsOf(issue).includes('phase-progress'))?.body ?? ''
  return new Map(
    tasks.flatMap(({ id }): [string, Standing][] => {
      const issue = issues.find(({ title }) => title.startsWith(`${id}: `))
      if (issue === undefined) return []
      const label = labelsOf(issue).find((name) => name.startsWith('status:')) ?? ''
      const row = page.split('\n').find((line) => line.includes(`(${id})`) && / \d+ %/.test(line))
      const percent = row === undefined ? undefined : Number(/ (\d+) %/.exec(row)?.[1])
      const state = issue.state === 'closed' ? 'done' : label.slice('status:'.length)
      return [[id, { issue: issue.number, state, percent }]]
    }),
  )
}

/** Writes each issue as `<number>.md`, because nothing answers for the tracker once the demo has ended. */
export async function writeIssues(folder: string, issues: readonly Issue[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  await Promise.all(issues.map((issue) => writeFile(path.join(folder, `${issue.number}.md`), asMarkdown(issue))))
}

export function progressIssue(issues: readonly Issue[]): Issue {
  return issues.find((issue) => labelsOf(issue).includes('phase-progress'))!
}

export function asMarkdown(issue: Issue): string {
  const state = issue.closed_at ? `closed at ${issue.closed_at} as ${issue.state_reason}` : 'open'
  const facts = [state, ...labelsOf(issue).map((label) => `\`${label}\``), issue.milestone?.title ?? []].flat()
  return `# ${issue.title} (#${issue.number})\n\n${facts.join(' · ')}\n\n${issue.body ?? ''}\n`
}

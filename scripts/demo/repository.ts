// The repository on the local tracker, as the people see it who work there.

import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Octokit } from '@octokit/rest'
import { type Delivery, watchEvents } from '../../src/local/events.ts'
import type { Tracker } from '../../src/local/tracker.ts'

export type Issue = Awaited<ReturnType<People['issues']>>[number]

/** Somebody with write access, who closes issues and reads them. */
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

  /** Closes an issue as completed, and hands back what GitHub would start workflows on. */
  async close(number: number): Promise<Delivery[]> {
    const deliveries: Delivery[] = []
    const stop = watchEvents(this.#tracker.store, (delivery) => {
      if (delivery.startsWorkflows) deliveries.push(delivery)
    })
    try {
      const change = { state: 'closed', state_reason: 'completed' } as const
      await this.#octokit.rest.issues.update({ ...this.#place, issue_number: number, ...change })
    } finally {
      stop()
    }
    return deliveries
  }

  /** All issues, oldest first. */
  issues() {
    const { listForRepo } = this.#octokit.rest.issues
    return this.#octokit.paginate(listForRepo, { ...this.#place, state: 'all', direction: 'asc', per_page: 100 })
  }
}

export function labelsOf({ labels }: Issue): string[] {
  return labels.flatMap((label) => (typeof label === 'string' ? label : (label.name ?? [])))
}

/** Writes each issue as `<number>.md`, because nothing answers for the tracker once the demo has ended. */
export async function writeIssues(folder: string, issues: readonly Issue[]): Promise<void> {
  await mkdir(folder, { recursive: true })
  await Promise.all(issues.map((issue) => writeFile(path.join(folder, `${issue.number}.md`), asMarkdown(issue))))
}

function asMarkdown(issue: Issue): string {
  const state = issue.closed_at ? `closed at ${issue.closed_at} as ${issue.state_reason}` : 'open'
  const facts = [state, ...labelsOf(issue).map((label) => `\`${label}\``), issue.milestone?.title ?? []].flat()
  return `# ${issue.title} (#${issue.number})\n\n${facts.join(' · ')}\n\n${issue.body ?? ''}\n`
}

// Carries out the runs of the worker workflow, as GitHub's runners and Claude would: a script for each.

import { Octokit } from '@octokit/rest'
import type { RunRow } from '../../src/local/state.ts'
import type { Tracker } from '../../src/local/tracker.ts'
import type { Agenda } from './agenda.ts'

/** The task whose first attempt fails. */
export const unlucky = 'p4-3-1'

/** What the story wants of the worker of one run. */
export interface Part {
  /** Milliseconds of work. */
  readonly takes: number
  /** `hand-in`: opens a pull request. `finish`: closes the issue itself. `fail`: ends red after a third of its time. */
  readonly does: 'hand-in' | 'finish' | 'fail'
  /** Told when it opened a pull request. */
  readonly handedIn: (pull: number) => void
}

const minute = 60_000
/** GitHub takes a moment to find a runner. */
const queue = minute

/** Gives every run that is dispatched from now on to a worker, who does in it what `partFor` says. */
export function hireWorkers(tracker: Tracker, agenda: Agenda, partFor: (run: RunRow) => Part): void {
  tracker.store.listeners.push((happening) => {
    if (happening.event !== 'workflow_dispatch') return
    const { run } = happening
    new Worker(tracker, run).plan(agenda, partFor(run))
  })
}

class Worker {
  readonly #tracker: Tracker
  readonly #run: RunRow
  /** With the repository's own token, as a workflow has it: what it does starts no other workflow. */
  readonly #octokit: Octokit
  #comment: number | undefined

  constructor(tracker: Tracker, run: RunRow) {
    this.#tracker = tracker
    this.#run = run
    this.#octokit = new Octokit({ auth: 'local-token', baseUrl: tracker.url })
  }

  plan(agenda: Agenda, { takes, does, handedIn }: Part): void {
    const start = Date.parse(this.#run.createdAt) + queue
    const { task } = this.#run.inputs
    agenda.add(start, () => this.#begin())
    if (does === 'fail') {
      agenda.add(start + takes / 3, () => this.#end('failure', `the worker of ${task} failed`))
      return
    }
    for (const percent of [40, 80]) agenda.add(start + (takes * percent) / 100, () => this.#beat(percent))
    agenda.add(start + takes, async () => {
      if (does === 'finish') await this.#close()
      else handedIn(this.#openPullRequest())
      return this.#end('success', `the worker of ${task} ended`)
    })
  }

  async #begin(): Promise<undefined> {
    this.#tracker.store.setRun(this.#run.id, { status: 'in_progress' })
  }

  async #end(conclusion: 'success' | 'failure', told: string): Promise<string> {
    this.#tracker.store.setRun(this.#run.id, { status: 'completed', conclusion })
    return told
  }

  /** One comment for the whole run, edited each time. */
  async #beat(percent: number): Promise<undefined> {
    const { issues } = this.#octokit.rest
    const body = `/heartbeat ${percent}%`
    if (this.#comment !== undefined) {
      await issues.updateComment({ ...this.#place, comment_id: this.#comment, body })
      return
    }
    const { data } = await issues.createComment({ ...this.#place, issue_number: this.#issue, body })
    this.#comment = data.id
  }

  #openPullRequest(): number {
    const { task, claim } = this.#run.inputs
    const pull = this.#tracker.store.addPullRequest({
      title: `${task}: ${this.#tracker.store.issue(this.#issue).title.slice(`${task}: `.length)}`,
      user: this.#run.actor,
      body: `Closes #${this.#issue}\n\nDone by the demo's script, for the claim \`${claim}\`.`,
      head: `tasks/${claim?.replace('#', '-')}`,
      closes: [this.#issue],
    })
    return pull.number
  }

  async #close(): Promise<void> {
    const change = { state: 'closed', state_reason: 'completed' } as const
    await this.#octokit.rest.issues.update({ ...this.#place, issue_number: this.#issue, ...change })
  }

  get #issue(): number {
    return Number(this.#run.inputs.issue)
  }

  get #place(): { readonly owner: string; readonly repo: string } {
    const [owner = '', repo = ''] = this.#tracker.repository.split('/')
    return { owner, repo }
  }
}

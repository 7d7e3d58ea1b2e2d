import { expect } from 'vitest'
import type { IssueRow, RunRow } from '../../src/local/state.ts'
import { issuesOn, progressIn, type Seen } from '../run/board.ts'
import { Person } from '../run/person.ts'
import { disturbances } from './disturbances.ts'
import { bot, recordsOn } from './model-world.ts'
import { startOf, WorkerBed } from './worker-bed.ts'
import { file } from './worker-scenarios.ts'
import { textOf, type WorkerEvent, type WorkerPlan, type WorkerStep } from './worker-stories.ts'
import { runToQuiet } from './worker-trial.ts'

export interface WorkerTold {
  runs: number
  disturbed: number
  workers: number
  commands: number
}

/** Minutes after the last event at which clean runs follow: claims have settled, and backoffs are over. */
const later = [0, 11, 26, 45]

/** Plays a story over the wire, looks at every run and every start, and then runs undisturbed until nothing is left to do. */
export async function playWorkers(plan: WorkerPlan, story: readonly WorkerStep[]): Promise<WorkerTold> {
  const { runDetails, unlisted, cancel } = plan
  const dispatchedRuns = unlisted ? 'unlisted' : 'appear'
  const bed = await WorkerBed.start({ behaviour: { runDetails, cancel, dispatchedRuns }, agentToken: 'octocat-token' })
  try {
    const stage = new WorkerStory(bed, structuredClone(plan))
    await stage.run('whole')
    for (const { events, run } of story) {
      for (const event of events) await stage.happen(event)
      if (run !== 'lost') await stage.run(run)
    }
    await stage.end()
    return stage.told
  } finally {
    await bed.close()
  }
}

class WorkerStory {
  readonly told: WorkerTold = { runs: 0, disturbed: 0, workers: 0, commands: 0 }
  readonly #bed: WorkerBed
  readonly #plan: WorkerPlan

  constructor(bed: WorkerBed, plan: WorkerPlan) {
    this.#bed = bed
    this.#plan = plan
    this.#read()
  }

  #read(): void {
    this.#bed.files = { [file]: textOf(this.#plan) }
    this.#bed.slots = this.#plan.slots
  }

  async run(how: Exclude<WorkerStep['run'], 'lost'>): Promise<void> {
    const first = this.#bed.tracker.requests.length
    // What lists lag behind in one run they show in the next.
    this.#bed.tracker.store.lag = undefined
    if (how === 'whole') await this.#bed.run()
    else {
      const by = disturbances.find(({ name }) => name === how.disturbance)!
      await this.#bed.run({ by, request: how.request })
      if (this.#bed.tracker.requests.length - first > how.request) this.told.disturbed += 1
    }
    this.told.runs += 1
    expect(this.#bed.problems).toEqual([])
  }

  /** Lists of runs catch up, cancelled runs end, claims settle: then everything is as it should be, and stays so. */
  async end(): Promise<void> {
    for (const [index, minutes] of later.entries()) {
      this.#bed.wait(minutes - (later[index - 1] ?? 0))
      this.#bed.showRuns()
      this.#bed.endCancelled()
      expect(await runToQuiet(this.#bed), `after ${minutes} minutes`).toEqual([])
      // What this asked to be cancelled has to end before anything is quiet.
      this.#bed.endCancelled()
      expect(await runToQuiet(this.#bed), `after ${minutes} minutes`).toEqual([])
      expect(this.#bed.problems).toEqual([])
    }
    this.#expectCommandsFinished()
    this.#expectTrueStates()
    this.told.workers = this.#bed.started.length
  }

  async happen(event: WorkerEvent): Promise<void> {
    const bed = this.#bed
    const { store } = bed.tracker
    switch (event.what) {
      case 'wait':
        bed.wait(event.minutes)
        if (event.minutes > 5) bed.showRuns()
        return
      case 'end-cancelled':
        return bed.endCancelled()
      case 'slots':
        this.#plan.slots = event.value
        return this.#read()
      case 'say-of-phase':
        return this.#say(progressIn(store, '4').number, event.text, 'octocat')
      case 'say': {
        const issue = this.#task(event.at)
        return issue === undefined ? undefined : this.#say(issue.number, event.text, event.by)
      }
      case 'close':
      case 'drop':
      case 'reopen':
      case 'unassign':
        return this.#touch(event.what, this.#task(event.at))
      default: {
        const run = choose(bed.atWork(), event.at)
        if (run !== undefined) await this.#play(event.what, run)
      }
    }
  }

  async #say(issue: number, text: string, by: 'octocat' | 'reader'): Promise<void> {
    await new Person(this.#bed.tracker, `${by}-token`).comment(issue, text)
    this.told.commands += 1
  }

  async #touch(what: 'close' | 'drop' | 'reopen' | 'unassign', issue: Seen | undefined): Promise<void> {
    if (issue === undefined) return
    const { person } = this.#bed
    if (what === 'reopen') {
      if (!issue.open) await person.reopen(issue.number)
    } else if (what === 'unassign') {
      if (issue.assignees.length > 0) await person.unassign(issue.number, ...issue.assignees)
    } else if (issue.open) await person.close(issue.number, what === 'close' ? 'completed' : 'not_planned')
  }

  /** A worker goes on with its run, hands in, or ends. */
  async #play(what: 'begin' | 'green' | 'red' | 'finish' | 'hand-in' | 'merge', run: RunRow): Promise<void> {
    const { store } = this.#bed.tracker
    const issue = this.#issueOf(startOf(run).task)
    const end = (conclusion: 'success' | 'failure') => store.setRun(run.id, { status: 'completed', conclusion })
    switch (what) {
      case 'begin':
        return store.setRun(run.id, { status: 'in_progress' })
      case 'green':
        return end('success')
      case 'red':
        return end('failure')
      case 'finish':
        if (issue.open) await new Person(this.#bed.tracker, 'local-token').close(issue.number)
        return end('success')
      case 'hand-in':
        store.addPullRequest({ title: `Work on ${issue.title}`, closes: [issue.number], user: bot })
        return end('success')
      case 'merge': {
        const pull = store.issues.find(({ state, pullRequest }) => state === 'open' && pullRequest !== null)
        if (pull !== undefined) await this.#merge(pull)
      }
    }
  }

  async #merge(pull: IssueRow): Promise<void> {
    pull.state = 'closed'
    for (const number of pull.pullRequest!.closes) {
      if (this.#bed.tracker.store.issue(number).state === 'open') await this.#bed.person.close(number)
    }
  }

  /** Every command of somebody's is shown to be done or refused, and none was refused twice. */
  #expectCommandsFinished(): void {
    const { store } = this.#bed.tracker
    for (const { id, user, body } of store.comments.filter((comment) => comment.user !== bot)) {
      const marks = store.reactions.filter((mark) => mark.on === 'comment' && mark.target === id && mark.user === bot)
      const final = marks.map(({ content }) => content).filter((content) => content !== 'eyes')
      expect(final, `marks on ${user}'s ${JSON.stringify(body)}`).toHaveLength(1)
      const keys = [...body.matchAll(/^\//gm)].map((_, place) => `reply ${id}.${place} `)
      const replies = keys.map((key) => store.comments.filter((other) => other.body.includes(key)).length)
      expect(Math.max(...replies), `replies to ${JSON.stringify(body)}`).toBeLessThanOrEqual(1)
    }
  }

  /** What is shown to be with a dispatched worker is, and no run goes on of which nothing is shown. */
  #expectTrueStates(): void {
    const record = recordsOn(this.#bed.tracker.store).get('4')!
    for (const issue of this.#tasks().filter(({ open }) => open)) {
      const id = issue.title.split(':')[0]!
      expect(issue.status, id).toMatch(/^[a-z]+$/)
      const going = this.#bed.atWork().filter((run) => startOf(run).task === id)
      expect(going.length, `runs of ${id}, which is ${issue.status}`).toBeLessThanOrEqual(1)
      if (going.length > 0) expect(['running', 'stalled'], `${id}, whose run goes on`).toContain(issue.status)
      const claim = record.claims.get(id)
      if (issue.status === 'running' && claim?.worker === 'run') expect(going, `runs of ${id}`).toHaveLength(1)
    }
  }

  #tasks(): Seen[] {
    return issuesOn(this.#bed.tracker.store).filter(
      ({ title, reason }) => /^t\d+: /.test(title) && reason !== 'duplicate',
    )
  }

  #task(at: number): Seen | undefined {
    return choose(this.#tasks(), at)
  }

  #issueOf(id: string): Seen {
    return this.#tasks().find(({ title }) => title.startsWith(`${id}: `))!
  }
}

function choose<T>(from: readonly T[], at: number): T | undefined {
  return from[at % Math.max(1, from.length)]
}

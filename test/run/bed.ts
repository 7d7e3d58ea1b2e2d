import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test as base, expect, inject } from 'vitest'
import { stringify } from 'yaml'
import { type RequestRecord, startTracker, type Tracker } from '../../src/local/tracker.ts'
import { expectContract } from '../contract/contract.ts'
import { type Board, issueOn, progressIn, type Seen, sectionOf, taskIn } from './board.ts'
import { Person } from './person.ts'
import { runnerCommands } from './runner-commands.ts'
import { workerText } from './worker-text.ts'

/** A quarter past ten in the evening in New York: when the launch note was written. */
const launchTime = '2026-02-23T03:15:00Z'

/** What a plan says in a test; `task` and `plan` fill in what every file must have. */
export type TaskPlan = { readonly id: string } & Readonly<Record<string, unknown>>
export type Plan = { readonly tasks: readonly (string | TaskPlan)[] } & Readonly<Record<string, unknown>>

export interface ActionOptions {
  readonly inputs?: Readonly<Record<string, string>>
  readonly event?: string
  readonly payload?: object
  readonly env?: Readonly<Record<string, string>>
}

export interface ActionRun {
  readonly code: number | null
  readonly log: string
  /** Workflow commands that make annotations, as GitHub reads them. */
  readonly annotations: readonly Annotation[]
  readonly outputs: Readonly<Record<string, string>>
  /** An output that is a JSON array of task ids. */
  ids(output: 'picked' | 'active' | 'ready' | 'blocked' | 'done'): string[]
  readonly summary: string
  readonly requests: readonly RequestRecord[]
  readonly writes: readonly RequestRecord[]
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

/** A tracker, a workspace, and the built action to run against them, as GitHub would. */
export class Bed {
  readonly tracker: Tracker
  /** The checkout. */
  readonly workspace: string
  /** An admin. */
  readonly octocat: Person
  /** Somebody who may only read and comment. */
  readonly reader: Person
  #now = launchTime

  private constructor(tracker: Tracker, workspace: string) {
    this.tracker = tracker
    this.workspace = workspace
    this.octocat = this.as('octocat-token')
    this.reader = this.as('reader-token')
    tracker.setNow(() => new Date(this.#now))
  }

  static async start(): Promise<Bed> {
    const tracker = await startTracker({ now: () => new Date(launchTime) })
    return new Bed(tracker, await mkdtemp(path.join(tmpdir(), 'phase-workspace-')))
  }

  async close(): Promise<void> {
    await this.tracker.close()
    await rm(this.workspace, { recursive: true, force: true })
  }

  as(token: string): Person {
    return new Person(this.tracker, token)
  }

  /** Somebody with a role, who acts through a token of their own. */
  join(login: string, permission: Parameters<Tracker['addUser']>[1]['permission']): Person {
    this.tracker.addUser(login, { permission })
    this.tracker.addToken(`${login}-token`, { login, kind: 'user' })
    return this.as(`${login}-token`)
  }

  /** Sets GitHub's clock and the action's, to an ISO time. */
  at(now: string): void {
    this.#now = now
  }

  /** Puts a file into the checkout. */
  async write(file: string, text: string): Promise<void> {
    await mkdir(path.dirname(path.join(this.workspace, file)), { recursive: true })
    await writeFile(path.join(this.workspace, file), text)
  }

  async remove(file: string): Promise<void> {
    await rm(path.join(this.workspace, file))
  }

  /** Puts a phase file into the checkout: phase 1 unless it says otherwise, in a file of the phase's name. */
  async plan(plan: Plan): Promise<void> {
    const phase = plan.phase ?? 1
    await this.write(`.github/phases/${phase}.yml`, planText(plan))
  }

  /** Puts a workflow on the default branch that a model of a plan may name: `models: { m: { workflow: worker.yml } }`. */
  addWorker(text = workerText): void {
    this.tracker.putFile('.github/workflows/worker.yml', text)
  }

  /** The issue of a task. */
  task(id: string): Seen {
    return taskIn(this.board, id)
  }

  /** The states of tasks, as their labels say. */
  states(...ids: string[]): string[] {
    return ids.map((id) => this.task(id).status)
  }

  /** Reactions of the token's own login to a comment, in the order in which they came. */
  reactions(comment: number): string[] {
    const ours = ({ on, target, user }: { on: string; target: number; user: string }) =>
      on === 'comment' && target === comment && user === 'github-actions[bot]'
    return this.board.reactions.filter(ours).map(({ content }) => content)
  }

  /** What we replied to a comment, the hidden line aside. */
  replies(comment: number): string[] {
    const marker = new RegExp(`^<!-- phase-coordinator:reply ${comment}\\.\\d+ (?:answer|refusal) -->\\n`)
    const ours = this.board.comments.filter(({ user, body }) => user === 'github-actions[bot]' && marker.test(body))
    return ours.map(({ body }) => body.replace(marker, ''))
  }

  /** Every run of a worker, by the claim that it was started under, with how far it is. */
  get workers(): { claim: string; id: number; status: string; inputs: Readonly<Record<string, string>> }[] {
    return this.board.runs.map(({ id, inputs, status, conclusion }) => {
      return { claim: inputs.claim ?? '', id, status: conclusion ?? status, inputs }
    })
  }

  issue(number: number): Seen {
    return issueOn(this.board, number)
  }

  progress(phase = '1'): Seen {
    return progressIn(this.board, phase)
  }

  /** What stands under a heading of a progress issue; empty where there is no such heading. */
  section(title: string, phase = '1'): string {
    return sectionOf(this.progress(phase), title)
  }

  get board(): Board {
    return this.tracker.store
  }

  /** Runs the action as a process, with what a runner would give it. */
  async run(options: ActionOptions = {}, alone = true): Promise<ActionRun> {
    const runner = await mkdtemp(path.join(tmpdir(), 'phase-runner-'))
    const file = (name: string) => path.join(runner, name)
    await Promise.all(['outputs', 'summary'].map((name) => writeFile(file(name), '')))
    const payload = { repository: { default_branch: this.board.state.repository.defaultBranch }, ...options.payload }
    await writeFile(file('event.json'), JSON.stringify(payload))
    const inputs: Record<string, string> = { token: 'local-token', ...options.inputs }
    const ours = [inputs.token, inputs['agent-token']]
    const env = {
      PATH: process.env.PATH ?? '',
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: this.tracker.url,
      GITHUB_REPOSITORY: this.tracker.repository,
      GITHUB_WORKSPACE: this.workspace,
      GITHUB_EVENT_NAME: options.event ?? 'schedule',
      GITHUB_EVENT_PATH: file('event.json'),
      GITHUB_REF: `refs/heads/${this.board.state.repository.defaultBranch}`,
      GITHUB_OUTPUT: file('outputs'),
      GITHUB_STEP_SUMMARY: file('summary'),
      PHASE_COORDINATOR_NOW: this.#now,
      PHASE_COORDINATOR_PACE: 'off',
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...options.env,
    }
    const before = this.tracker.requests.length
    const { code, log } = await execute([inject('action')], env)
    const requests = this.tracker.requests
      .slice(before)
      .filter(({ token }) => token !== undefined && ours.includes(token))
    const outputs = parseOutputs(await readFile(file('outputs'), 'utf8'))
    const summary = await readFile(file('summary'), 'utf8')
    await rm(runner, { recursive: true, force: true })
    const ids = (output: string): string[] => JSON.parse(outputs[output] ?? 'null')
    const annotations = parseAnnotations(log)
    // A redirected request is two for the tracker and one for the action.
    if (alone && outputs.requests !== undefined && requests.every(({ status }) => status !== 301 && status !== 307)) {
      const writes = requests.filter(isWrite).length
      expect(outputs).toMatchObject({ requests: String(requests.length), writes: String(writes) })
    }
    return { code, log, annotations, outputs, ids, summary, requests, writes: requests.filter(isWrite) }
  }

  /** As `run`, beside another one: the requests of the two are not told apart. */
  race(): Promise<ActionRun> {
    return this.run({}, false)
  }

  /** As `run`, for a run that must end green. */
  async runWell(options: ActionOptions = {}): Promise<ActionRun> {
    const done = await this.run(options)
    expect(done.code, done.log).toBe(0)
    return done
  }

  /** Runs on another day: nothing is new but dates, which the progress issue may show once, and then nothing is left. */
  async expectNoNews(options: ActionOptions = {}): Promise<void> {
    const { writes } = await this.runWell(options)
    const progress = new RegExp(`/issues/${this.progress().number}$`)
    expect(writes.filter(({ method, path: address }) => method !== 'PATCH' || !progress.test(address))).toEqual([])
    await this.expectQuiet(options)
  }

  /** Runs again: there must be nothing left to do. A red run stays red, and is as quiet. */
  async expectQuiet(options: ActionOptions & { code?: number } = {}): Promise<ActionRun> {
    const again = await this.run(options)
    expect(again.writes.map(({ method, path: address, body }) => ({ method, address, body }))).toEqual([])
    expect(again.code, again.log).toBe(options.code ?? 0)
    return again
  }
}

/** The same, for files whose tests need more beside the bed. */
export const bedTest = base.extend<{ bed: Bed }>({
  bed: async ({ task: _ }, use) => {
    const bed = await Bed.start()
    await use(bed)
    await bed.close()
    expectContract(bed.tracker)
  },
})

/**
 * A test with a bed of its own. In the end every exchange is held against GitHub's description. The tests of a file
 * run side by side, because a run of the action mostly waits.
 */
export const test = bedTest.concurrent

/** The text of a phase file. */
export function planText({ tasks, ...rest }: Plan): string {
  const whole = tasks.map((task) => {
    const { id, ...more } = typeof task === 'string' ? { id: task } : task
    return { id, title: `Task ${id}`, ...more }
  })
  return stringify({ phase: 1, title: 'Trial', ...rest, tasks: whole })
}

function isWrite({ method, path: address }: RequestRecord): boolean {
  return method !== 'GET' && !address.startsWith('/graphql')
}

function execute(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number | null; log: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let log = ''
    const hear = (chunk: Buffer) => {
      log += chunk
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, log }))
  })
}

/** The runner's file format: `name<<delimiter`, lines, delimiter. */
function parseOutputs(text: string): Record<string, string> {
  const outputs: Record<string, string> = {}
  for (const found of text.matchAll(/^(.+?)<<(ghadelimiter_\S+)\r?\n([\s\S]*?)\r?\n\2$/gm))
    outputs[found[1]!] = found[3]!
  return outputs
}

function parseAnnotations(log: string): Annotation[] {
  return runnerCommands(log).flatMap(({ name, properties, message }) =>
    name === 'error' || name === 'warning' || name === 'notice' ? [{ level: name, properties, message }] : [],
  )
}

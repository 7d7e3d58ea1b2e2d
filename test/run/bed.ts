import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Octokit } from '@octokit/rest'
import { type RequestRecord, startTracker, type Tracker, type TrackerOptions } from '../../src/local/tracker.ts'

/** A tracker, a workspace, and the built action to run against them, as GitHub would. */
export interface Bed {
  readonly tracker: Tracker
  readonly workspace: string
  /** Puts a file into the workspace, as a checkout would have it. */
  write(file: string, text: string): Promise<void>
  remove(file: string): Promise<void>
  run(options?: ActionOptions): Promise<ActionRun>
  /** A client for a person, who acts as people do. */
  as(token: string): Person
  close(): Promise<void>
}

export interface ActionOptions {
  readonly inputs?: Readonly<Record<string, string>>
  readonly event?: string
  readonly payload?: object
  readonly env?: Readonly<Record<string, string>>
  readonly now?: string
}

export interface ActionRun {
  readonly code: number | null
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  readonly requests: readonly RequestRecord[]
  readonly writes: readonly RequestRecord[]
}

export const entry = path.resolve(import.meta.dirname, '../../dist/index.cjs')
/** An hour after the launch note was written. */
export const launchDay = '2026-02-23T04:15:00Z'

export async function startBed(options: TrackerOptions = {}): Promise<Bed> {
  const tracker = await startTracker({ now: () => new Date(launchDay), ...options })
  const workspace = await mkdtemp(path.join(tmpdir(), 'phase-workspace-'))
  return {
    tracker,
    workspace,
    async write(file, text) {
      await mkdir(path.dirname(path.join(workspace, file)), { recursive: true })
      await writeFile(path.join(workspace, file), text)
    },
    remove: (file) => rm(path.join(workspace, file)),
    run: (run = {}) => runAction(tracker, workspace, run),
    as: (token) => new Person(tracker, token),
    async close() {
      await tracker.close()
      await rm(workspace, { recursive: true, force: true })
    },
  }
}

/** Runs the built action as a process, with what the runner would give it. */
async function runAction(tracker: Tracker, workspace: string, options: ActionOptions): Promise<ActionRun> {
  const runner = await mkdtemp(path.join(tmpdir(), 'phase-runner-'))
  const file = (name: string) => path.join(runner, name)
  await Promise.all(['outputs', 'summary'].map((name) => writeFile(file(name), '')))
  const payload = { repository: { default_branch: 'main' }, ...options.payload }
  await writeFile(file('event.json'), JSON.stringify(payload))
  const inputs = { token: 'local-token', ...options.inputs }
  const env = {
    PATH: process.env.PATH ?? '',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: tracker.url,
    GITHUB_REPOSITORY: tracker.repository,
    GITHUB_WORKSPACE: workspace,
    GITHUB_EVENT_NAME: options.event ?? 'schedule',
    GITHUB_EVENT_PATH: file('event.json'),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_OUTPUT: file('outputs'),
    GITHUB_STEP_SUMMARY: file('summary'),
    PHASE_COORDINATOR_NOW: options.now ?? launchDay,
    PHASE_COORDINATOR_PACE: 'off',
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...options.env,
  }
  const before = tracker.requests.length
  const { code, log } = await execute([entry], env)
  const requests = tracker.requests.slice(before)
  const outputs = parseOutputs(await readFile(file('outputs'), 'utf8'))
  const summary = await readFile(file('summary'), 'utf8')
  await rm(runner, { recursive: true, force: true })
  return { code, log, outputs, summary, requests, writes: requests.filter(isWrite) }
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
    child.stdout.on('data', (chunk) => {
      log += chunk
    })
    child.stderr.on('data', (chunk) => {
      log += chunk
    })
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

/** Somebody who works on the issues through the same API. */
export class Person {
  readonly octokit: Octokit
  readonly #place: { owner: string; repo: string }

  constructor(tracker: Tracker, token: string) {
    const [owner, repo] = tracker.repository.split('/') as [string, string]
    this.#place = { owner, repo }
    this.octokit = new Octokit({ auth: token, baseUrl: tracker.url })
  }

  async close(number: number, reason: 'completed' | 'not_planned' | 'duplicate' = 'completed'): Promise<void> {
    await this.octokit.rest.issues.update({
      ...this.#place,
      issue_number: number,
      state: 'closed',
      state_reason: reason,
    })
  }

  async reopen(number: number): Promise<void> {
    await this.octokit.rest.issues.update({ ...this.#place, issue_number: number, state: 'open' })
  }

  async edit(number: number, changes: { title?: string; body?: string }): Promise<void> {
    await this.octokit.rest.issues.update({ ...this.#place, issue_number: number, ...changes })
  }

  async issue(number: number) {
    return (await this.octokit.rest.issues.get({ ...this.#place, issue_number: number })).data
  }

  async open(title: string, body: string, labels: string[] = []): Promise<number> {
    return (await this.octokit.rest.issues.create({ ...this.#place, title, body, labels })).data.number
  }

  /** All issues, oldest first, without pull requests. */
  async issues() {
    const all = await this.octokit.paginate(this.octokit.rest.issues.listForRepo, {
      ...this.#place,
      state: 'all',
      sort: 'created',
      direction: 'asc',
      per_page: 100,
    })
    return all.filter((issue) => issue.pull_request === undefined)
  }

  async label(number: number, ...labels: string[]): Promise<void> {
    await this.octokit.rest.issues.addLabels({ ...this.#place, issue_number: number, labels })
  }

  async unlabel(number: number, name: string): Promise<void> {
    await this.octokit.rest.issues.removeLabel({ ...this.#place, issue_number: number, name })
  }

  async blockers(number: number): Promise<number[]> {
    const { data } = await this.octokit.rest.issues.listDependenciesBlockedBy({ ...this.#place, issue_number: number })
    return data.map((issue) => issue.number)
  }

  async block(number: number, by: number): Promise<void> {
    const { id } = await this.issue(by)
    await this.octokit.rest.issues.addBlockedByDependency({ ...this.#place, issue_number: number, issue_id: id })
  }

  async unblock(number: number, by: number): Promise<void> {
    const { id } = await this.issue(by)
    await this.octokit.rest.issues.removeDependencyBlockedBy({ ...this.#place, issue_number: number, issue_id: id })
  }

  async unassign(number: number, ...assignees: string[]): Promise<void> {
    await this.octokit.rest.issues.removeAssignees({ ...this.#place, issue_number: number, assignees })
  }

  async assign(number: number, ...assignees: string[]): Promise<void> {
    await this.octokit.rest.issues.addAssignees({ ...this.#place, issue_number: number, assignees })
  }

  async comment(number: number, body: string): Promise<void> {
    await this.octokit.rest.issues.createComment({ ...this.#place, issue_number: number, body })
  }

  async lock(number: number): Promise<void> {
    await this.octokit.rest.issues.lock({ ...this.#place, issue_number: number })
  }
}

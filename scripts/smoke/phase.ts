// A phase of six tasks, run by the built action as a runner would start it, on either side.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { hireRunner, type Run, type Runner, runAction } from '../../src/local/runner.ts'
import { type Ear, operationOf, overhear } from './overhear.ts'
import { phaseFile, preparePhase } from './phase-file.ts'
import type { Probe } from './probe.ts'
import { afterwards } from './probes/issues.ts'
import { type Fields, fieldsOf, listIn, type Site } from './site.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** Paced, a first run of some fifty writes takes a minute. */
const longestRun = 600_000

export const phaseProbes: readonly Probe[] = [
  { name: 'phase', about: 'a phase of six tasks, run by the built action', play: playPhase },
]

/** From launch to a task that is done; what stands on GitHub in between is read back each time. */
async function playPhase(site: Site): Promise<void> {
  const ear = await overhear(site.reach.apiUrl)
  const folder = await mkdtemp(path.join(tmpdir(), 'smoke-'))
  try {
    const play = new Play(site, ear, await hire(site, ear.url, folder))
    await preparePhase(site)
    await play.run('launch')
    await play.readBack('after the launch')
    await play.run('second run', { quiet: true })
    if (site.source.startsWorkers) await play.spawn('t1')
    await play.close('t1')
    const done = await play.run('the run after the closing')
    site.conclude('t1 is done', JSON.parse(done.outputs.done ?? '[]'), { must: ['t1'] })
    await play.readBack('after the closing')
    await play.run('last run', { quiet: true })
    play.compareRequests()
  } finally {
    await ear.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function hire(site: Site, url: string, folder: string): Promise<Runner> {
  const { owner, repo, token, paced } = site.reach
  // There is no checkout: the action reads the phase file through the API.
  const place = { apiUrl: url, repository: `${owner}/${repo}`, workspace: path.join(folder, 'none') }
  const runner = await hireRunner(root, path.join(folder, 'runs'), place, { token, slackWebhookUrl: '' })
  const environment = {
    ...runner.environment,
    'INPUT_PHASE-FILE': phaseFile(site.mark),
    GITHUB_REF: `refs/heads/${site.source.branch}`,
    GITHUB_REF_NAME: site.source.branch,
    PHASE_COORDINATOR_PACE: paced ? '' : 'off',
  }
  return { ...runner, environment, longest: longestRun }
}

class Play {
  readonly #site: Site
  readonly #ear: Ear
  readonly #runner: Runner
  readonly #heard = new Map<string, ReturnType<Ear['take']>[number]>()
  #runs = 0
  #day = today()

  constructor(site: Site, ear: Ear, runner: Runner) {
    this.#site = site
    this.#ear = ear
    this.#runner = runner
  }

  async run(step: string, { quiet = false } = {}): Promise<Run> {
    const site = this.#site
    this.#runs += 1
    const payload = { repository: { default_branch: site.source.branch } }
    const turn = { number: this.#runs, now: new Date(), sha: '' }
    const run = await runAction(this.#runner, { name: 'schedule', payload, startsWorkflows: true }, turn)
    const heard = this.#ear.take()
    site.countOverheard(heard.length)
    for (const exchange of heard) this.#hear(exchange)
    site.conclude(`${step}: it ends`, run.code === 0 ? 'green' : run.log.slice(-2000), { must: 'green' })
    const { requests, writes, 'forecast-date': _, 'progress-issue': __, ...outputs } = run.outputs
    site.measure(`${step}: requests, writes`, `${requests}, ${writes}`)
    site.conclude(`${step}: outputs`, outputs)
    const written = heard.filter(isWrite).map(({ request }) => operationOf(request))
    const matters = 'a run with nothing to change must write nothing'
    // On a new day the dates that the progress issue shows may be others.
    const news = this.#day === today() ? written : written.filter((operation) => operation !== 'PATCH /issues/{number}')
    if (quiet) site.conclude(`${step}: it writes nothing`, news, { must: [], matters })
    this.#day = today()
    return run
  }

  #hear(exchange: ReturnType<Ear['take']>[number]): void {
    const key = `${operationOf(exchange.request)} ${exchange.answer.status}`
    if (!this.#heard.has(key)) this.#heard.set(key, exchange)
  }

  /** One answer of each operation and status: what the action asked follows from what it was told, and need not be the same. */
  compareRequests(): void {
    for (const [key, exchange] of this.#heard) this.#site.overheard(`the action: ${key}`, exchange)
  }

  async issues(): Promise<readonly Fields[]> {
    const asked = { labels: `phase:${this.#site.mark}`, state: 'all', sort: 'created', direction: 'asc', per_page: 100 }
    this.#lists += 1
    const isWhole = ({ body }: { body: unknown }) => listIn(body).length === 7
    const { answer } = await this.#site.until(`issues (${this.#lists})`, 'GET issues', asked, isWhole, {
      shapeOnly: true,
    })
    return listIn(answer.body)
  }

  #lists = 0

  async readBack(when: string): Promise<void> {
    const issues = await this.issues()
    const site = this.#site
    site.conclude(`${when}: issues`, issues.map(standing))
    site.conclude(`${when}: how many issues`, issues.length, {
      must: 7,
      matters: 'one issue for each task, and the progress issue',
    })
    for (const issue of issues) {
      const { number } = issue
      const short = String(issue.title).replace(/:.*/, '')
      const blockers = 'GET issues/{number}/dependencies/blocked_by'
      await site.ask(`${when}: blockers of ${short}`, blockers, { number }, { anyOrder: true })
    }
    const progress = issues.find((issue) => labelsOf(issue).includes('phase-progress'))
    const number = progress?.number
    await site.ask(`${when}: sub-issues`, 'GET issues/{number}/sub_issues', { number }, { anyOrder: true })
    site.conclude(`${when}: the progress issue says`, withoutForecast(String(progress?.body ?? '')))
    const branch = { sha: site.slug('files'), path: site.mark }
    await site.ask(`${when}: commits of the mirrored files`, 'GET commits', branch, { shapeOnly: true })
  }

  async #numberOf(task: string): Promise<number> {
    const issues = await this.issues()
    return Number(issues.find(({ title }) => String(title).startsWith(`${task}: `))?.number)
  }

  async spawn(task: string): Promise<void> {
    const site = this.#site
    const number = await this.#numberOf(task)
    const said = await site.ask('say /spawn', 'POST issues/{number}/comments', { number, body: '/spawn' })
    await site.until(
      'the comment is counted',
      'GET issues/{number}',
      { number },
      ({ body }) => Number(fieldsOf(body).comments) > 0,
      { shapeOnly: true },
    )
    await this.run('the run after /spawn')
    const comment = fieldsOf(said.body).id
    const reactions = await site.ask(
      'how /spawn ended',
      'GET issues/comments/{comment}/reactions',
      { comment },
      { shapeOnly: true },
    )
    const isStarted = listIn(reactions.body).some(({ content }) => content === 'rocket')
    site.conclude('/spawn ended well', isStarted, {
      must: true,
      matters: 'the rocket says that the worker was started',
    })
    await this.#awaitWorker()
    await this.run('the run after the worker')
    await this.readBack('after the worker')
  }

  async #awaitWorker(): Promise<void> {
    const site = this.#site
    const asked = { file: `${site.slug('worker')}.yml`, event: 'workflow_dispatch', per_page: 100 }
    const runsIn = (body: unknown) => (fieldsOf(body).workflow_runs ?? []) as readonly Fields[]
    const list = await site.until(
      'the worker is listed',
      'GET actions/workflows/{file}/runs',
      asked,
      ({ body }) => runsIn(body).length > 0,
      { shapeOnly: true },
    )
    const run = Number(runsIn(list.answer.body)[0]?.id)
    const isOver = ({ body }: { body: unknown }) => fieldsOf(body).status === 'completed'
    const ended = await site.until('the worker ends', 'GET actions/runs/{run}', { run }, isOver, {
      shapeOnly: true,
      patient: true,
    })
    site.measure('a worker of fifteen seconds had ended', afterwards(ended.after))
    site.conclude('how the worker ended', fieldsOf(ended.answer.body).conclusion, { must: 'success' })
  }

  async close(task: string): Promise<void> {
    const number = await this.#numberOf(task)
    await this.#site.ask(`close ${task}`, 'PATCH issues/{number}', {
      number,
      state: 'closed',
      state_reason: 'completed',
    })
  }
}

/** It follows from how fast things went, which is not the same on both sides. */
const withoutForecast = (body: string) => body.replace(/### (?:Forecast|Schedule)\n[\s\S]*?(?=\n###|\n<details|$)/g, '')

const today = () => new Date().toISOString().slice(0, 10)

const isWrite = ({ request }: { request: { method: string; path: string } }) =>
  request.method !== 'GET' && !request.path.endsWith('/graphql')

const labelsOf = ({ labels }: Fields) =>
  listIn(labels)
    .map(({ name }) => String(name))
    .sort()

function standing(issue: Fields) {
  const { title, state, state_reason, milestone, sub_issues_summary: subs } = issue
  const { total, completed } = fieldsOf(subs)
  return {
    title,
    state,
    state_reason,
    labels: labelsOf(issue),
    milestone: fieldsOf(milestone).title,
    subs: [total, completed],
  }
}

import { html, raw } from 'hono/html'
import { filesOf, headOf } from '../git.ts'
import { isCoordinator } from '../playground/files.ts'
import type { CoordinatorRun, Playground } from '../playground/playground.ts'
import type { RunRow } from '../state.ts'
import { listWorkflows, workflowName } from '../workflows.ts'
import { textOf } from './code-files.ts'
import { type Frame, type Html, hidden, home, page } from './layout.ts'
import { renderMarkdown } from './markdown.ts'
import { hasAtLeast } from './rights.ts'
import { referencesIn } from './text.ts'
import { timeTag } from './time.ts'

/** As the runner counts them: `GITHUB_RUN_ID` of the coordinator's runs. */
const firstId = 1000

const most = 100

interface Line {
  readonly id: number
  readonly title: string
  readonly about: string
  readonly at: string
  readonly how: How
}

type How = 'waiting' | 'running' | 'success' | 'failure' | 'cancelled'

const signs: Readonly<Record<How, string>> = { waiting: '◌', running: '◐', success: '✓', failure: '✕', cancelled: '⊘' }

function howOf(run: Pick<CoordinatorRun, 'state' | 'code'>): How {
  if (run.state !== 'done') return run.state
  return run.code === 0 ? 'success' : 'failure'
}

function howOfWorker({ status, conclusion }: Pick<RunRow, 'status' | 'conclusion'>): How {
  if (status === 'queued') return 'waiting'
  if (status === 'in_progress') return 'running'
  if (conclusion === 'success') return 'success'
  return conclusion === 'cancelled' || conclusion === 'skipped' ? 'cancelled' : 'failure'
}

function sign(how: How): Html {
  return html`<span class="sign run-${how}" role="img" aria-label="${how}" title="${how}">${signs[how]}</span>`
}

const byHand = {
  dryRun: 'Dry run: print what it would do, write nothing',
  confirm: 'Confirm: yes to a question that an earlier run asked',
}

export function runsPage(frame: Frame, playground: Playground, kind: 'all' | 'coordinator' | 'workers'): Html {
  const lines = [
    ...(kind === 'workers' ? [] : playground.runs.map(coordinatorLine)),
    ...(kind === 'coordinator' ? [] : workerRuns(playground).map((run) => workerLine(playground, run))),
  ].sort((one, other) => (one.at < other.at ? 1 : -1) || other.id - one.id)
  const at = `${home(frame)}/actions`
  const kinds = [
    ['all', 'All runs'],
    ['coordinator', 'Coordinator'],
    ['workers', 'Workers'],
  ] as const
  return page(frame, 'actions', 'Workflow runs', [
    html`<h1 data-part="title" class="unseen">Workflow runs</h1>`,
    hasAtLeast(playground.tracker.store, frame.login, 'write') ? startForm(frame, at) : html``,
    html`<div class="states" data-part="kinds">${kinds.map(([key, words]) => html`<a href="${at}${key === 'all' ? '' : `?of=${key}`}"${key === kind ? raw(' aria-current="true"') : ''}>${words}</a>`)}</div>`,
    lines.length === 0
      ? html`<p class="blank" data-part="none">No run yet.</p>`
      : html`<ul class="issues" data-list="runs" data-news="runs">${lines.slice(0, most).map(({ id, title, about, at: time, how }) => html`<li data-part="run-${id}">${sign(how)}<div class="about"><a class="title" href="${at}/runs/${id}">${title}</a><p class="small">${about} · ${timeTag(time)}</p></div></li>`)}</ul>`,
  ])
}

function startForm(frame: Frame, at: string): Html {
  return html`<details id="start" data-part="start" class="box"><summary>Start the coordinator by hand</summary>
<form method="post" action="${at}/start" data-live>${hidden(frame)}
${Object.entries(byHand).map(([name, words]) => html`<label class="choice"><input type="checkbox" name="${name}" value="on" /> ${words}</label>`)}
<button class="main">Start</button></form></details>`
}

const coordinatorLine = (run: CoordinatorRun): Line => ({
  id: firstId + run.number,
  title: `Phase Coordinator #${run.number}: ${run.cause}`,
  about: run.event,
  at: run.at,
  how: howOf(run),
})

/** The coordinator's own runs are told by the playground, with more than a tracker knows of them. */
function workerRuns({ tracker }: Playground): readonly RunRow[] {
  const { store } = tracker
  const files = filesOf(store, headOf(store, `heads/${store.state.repository.defaultBranch}`) ?? '')
  const own = store.state.workflows.filter(({ path }) => isCoordinator(path, textOf(store, files.get(path) ?? '')))
  return store.runs.filter(({ workflow }) => !own.some(({ id }) => id === workflow))
}

function workerLine({ tracker }: Playground, run: RunRow): Line {
  const workflow = listWorkflows(tracker.store).find(({ id }) => id === run.workflow)
  const name = workflow === undefined ? 'A worker' : workflowName(tracker.store, workflow)
  return {
    id: run.id,
    title: run.title,
    about: `${name} #${run.number}, by ${run.actor}`,
    at: run.createdAt,
    how: howOfWorker(run),
  }
}

export function runPage(frame: Frame, playground: Playground, id: number): Html | undefined {
  const run = playground.runs.find(({ number }) => firstId + number === id)
  if (run !== undefined) return coordinatorPage(frame, playground, run)
  const worker = workerRuns(playground).find((row) => row.id === id)
  return worker && workerPage(frame, playground, worker)
}

function coordinatorPage(frame: Frame, playground: Playground, run: CoordinatorRun): Html {
  const { title } = coordinatorLine(run)
  const { store } = playground.tracker
  const options = { scope: 'summary', breaks: false, references: referencesIn(store), form: undefined }
  const outputs = Object.entries(run.outputs)
  return page(frame, 'actions', title, [
    runHeading(title, howOf(run), run.at, run.code === undefined ? '' : `exit code ${run.code}`),
    ...(run.summary === ''
      ? []
      : [
          html`<section class="box text" data-part="summary"><h2>Summary</h2><div class="markdown">${raw(renderMarkdown(run.summary, options))}</div></section>`,
        ]),
    log(run.log),
    ...(outputs.length === 0
      ? []
      : [
          html`<section class="box" data-part="outputs"><h2>Outputs</h2><dl class="pairs">${outputs.map(([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`)}</dl></section>`,
        ]),
  ])
}

function workerPage(frame: Frame, playground: Playground, run: RunRow): Html {
  const { title, about } = workerLine(playground, run)
  const mayCancel = run.status !== 'completed' && hasAtLeast(playground.tracker.store, frame.login, 'write')
  return page(frame, 'actions', title, [
    runHeading(title, howOfWorker(run), run.createdAt, about),
    mayCancel
      ? html`<form method="post" action="${home(frame)}/actions/runs/${run.id}/cancel" data-live data-part="cancel">${hidden(frame)}<button>Cancel this run</button></form>`
      : html``,
    html`<section class="box" data-part="inputs"><h2>Inputs</h2><dl class="pairs">${Object.entries(run.inputs).map(([name, value]) => html`<dt>${name}</dt><dd><code>${value}</code></dd>`)}</dl></section>`,
    log(playground.workerLog(run.id)),
  ])
}

function runHeading(title: string, how: How, at: string, more: string): Html {
  return html`<section class="heading" data-part="heading"><h1>${title}</h1><p><span class="pill run-${how}">${how}</span> ${timeTag(at)}${more === '' ? '' : ` · ${more}`}</p></section>`
}

function log(text: string): Html {
  return html`<section class="box" data-part="log"><h2>Log</h2>${text.trim() === '' ? html`<p class="blank">Nothing was printed.</p>` : html`<pre class="wrapped">${text}</pre>`}</section>`
}

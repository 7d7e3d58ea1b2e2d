import type { Probe } from '../probe.ts'
import { type Fields, fieldsOf, type Site } from '../site.ts'
import { base64 } from './files.ts'
import { afterwards } from './issues.ts'

export const workflowProbes: readonly Probe[] = [
  {
    name: 'workflow-runs',
    about: 'starting, finding and cancelling runs of a workflow',
    needs: 'workflows',
    play: playRuns,
  },
]

/** Needs no checkout and no permission, and is over in half a minute. */
const workerText = `name: Worker of a trial
run-name: \${{ inputs.task }} \${{ inputs.claim }}
on:
  workflow_dispatch:
    inputs:
      task: { required: true }
      claim: { required: true }
      issue: { required: false }
      model: { required: false }
      attempt: { required: false }
permissions: {}
jobs:
  work:
    runs-on: ubuntu-latest
    timeout-minutes: 5
    steps:
      - run: sleep 15 # long enough to be cancelled
`

/** On the default branch, because GitHub starts only what is there. */
export async function putWorkflow(site: Site, file: string): Promise<void> {
  const path = `.github/workflows/${file}`
  const commit = { path, message: site.name(`add ${file}`), content: base64(workerText), branch: site.source.branch }
  await site.ask('add the workflow', 'PUT contents/{+path}', commit)
  const isKnown = ({ status }: { status: number }) => status === 200
  const known = await site.until('read the workflow', 'GET actions/workflows/{file}', { file }, isKnown)
  site.measure('a new workflow was known', afterwards(known.after))
}

async function playRuns(site: Site): Promise<void> {
  const file = `${site.slug('worker')}.yml`
  await putWorkflow(site, file)
  const pick = ({ path, display_title: title }: Fields) => `${path} ${title}`.includes(site.mark)
  await site.ask('list workflows', 'GET actions/workflows', { per_page: 100 }, { pick })
  const inputs = (claim: string) => ({ task: site.name('task'), claim })
  const dispatch = (step: string, more: object) =>
    site.ask(step, 'POST actions/workflows/{file}/dispatches', {
      file,
      ref: site.source.branch,
      inputs: inputs('t#1'),
      ...more,
    })
  const named = await dispatch('start', { return_run_details: true })
  site.answer('run-details', named.status === 200 ? 'named' : 'unnamed')
  await dispatch('start without asking for its run', { inputs: inputs('t#2') })
  await dispatch('an input that is not declared', { inputs: { ...inputs('t#3'), colour: 'red' } })
  await dispatch('without an input that is required', { inputs: { task: 't' } })
  await dispatch('on a branch that is not there', { ref: site.slug('nowhere') })
  await followRuns(site, file, pick)
  await site.ask('cancel a run that never was', 'POST actions/runs/{run}/cancel', { run: 0 })
}

const runsIn = (body: unknown) => (fieldsOf(body).workflow_runs ?? []) as readonly Fields[]

async function followRuns(site: Site, file: string, pick: (item: Fields) => boolean): Promise<void> {
  const matters = 'a run whose start got no answer is found by its claim in this list'
  const bears = (claim: string) => (run: Fields) => String(run.display_title).endsWith(claim)
  const both = (body: unknown) => ['t#1', 't#2'].every((claim) => runsIn(body).some(bears(claim)))
  const asked = { file, event: 'workflow_dispatch', per_page: 100 }
  const list = await site.until('its runs', 'GET actions/workflows/{file}/runs', asked, ({ body }) => both(body), {
    pick,
    matters,
    shapeOnly: true,
  })
  site.measure('runs were listed', afterwards(list.after))
  site.conclude('each claim is in the name of one run', both(list.answer.body), { must: true, matters })
  const run = Number(runsIn(list.answer.body).find(bears('t#2'))?.id)
  await site.ask('cancel', 'POST actions/runs/{run}/cancel', { run })
  const read = await site.ask('read', 'GET actions/runs/{run}', { run }, { shapeOnly: true })
  site.answer('cancelling', fieldsOf(read.body).status === 'completed' ? 'at-once' : 'later')
  const isOver = ({ body }: { body: unknown }) => fieldsOf(body).status === 'completed'
  const ended = await site.until('read until it is over', 'GET actions/runs/{run}', { run }, isOver, {
    patient: true,
    shapeOnly: true,
  })
  site.conclude('it ends', isOver(ended.answer), { must: true })
  await site.ask('cancel what is over', 'POST actions/runs/{run}/cancel', { run })
  await site.ask(
    'runs of the repository',
    'GET actions/runs',
    { event: 'workflow_dispatch', per_page: 100 },
    { pick, shapeOnly: true },
  )
}

// The phase of six tasks, and what it needs on GitHub before the action runs.

import { stringify } from 'yaml'
import { base64 } from './probes/files.ts'
import { putWorkflow } from './probes/workflows.ts'
import { fieldsOf, type Site } from './site.ts'

function planText(site: Site, file: string | undefined): string {
  const models = file === undefined ? {} : { models: { smoke: { workflow: file } } }
  const model = file === undefined ? {} : { model: 'smoke' }
  const task = (id: string, more: object = {}) => ({ id, title: site.name(id), stream: 'smoke', ...model, ...more })
  const tasks = [
    task('t1', { priority: 1, acceptance_criteria: ['It is there'] }),
    task('t2', { depends_on: ['t1'] }),
    task('t3', { priority: 2 }),
    task('t4', { depends_on: ['t2', 't3'] }),
    task('t5', { effort: '2d' }),
    task('t6', { final: true }),
  ]
  const files = { branch: site.slug('files'), progress: `${site.mark}/progress`, jobs: `${site.mark}/JOBS.md` }
  return stringify({
    phase: site.mark,
    title: 'A trial',
    milestone: site.name('milestone'),
    slots: 2,
    ...models,
    streams: { smoke: { title: 'Smoke' } },
    tasks,
    files,
  })
}

/** Puts worker, branch and phase file where the action expects them. */
export async function preparePhase(site: Site): Promise<void> {
  const file = site.source.startsWorkers ? `${site.slug('worker')}.yml` : undefined
  if (file !== undefined) await putWorkflow(site, file)
  const head = await site.ask('the default branch', 'GET git/ref/{+ref}', { ref: `heads/${site.source.branch}` })
  const { sha } = fieldsOf(fieldsOf(head.body).object)
  await site.ask('a branch for files', 'POST git/refs', { ref: `refs/heads/${site.slug('files')}`, sha })
  const content = base64(planText(site, file))
  const commit = {
    path: phaseFile(site.mark),
    message: site.name('add the phase'),
    content,
    branch: site.source.branch,
  }
  await site.ask('add the phase file', 'PUT contents/{+path}', commit)
}

export const phaseFile = (mark: string) => `.github/phases/${mark}.yml`

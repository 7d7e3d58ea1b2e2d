import { expect } from 'vitest'
import { filesAt } from '../../src/local/git.ts'
import { type Bed, test } from './bed.ts'
import { hour, pass, setWorker } from './worker-life.ts'

const inputs = { token: 'writing-token' }
const files = {
  progress: 'scheduler/progress/coordinator',
  jobs: 'scheduler/coordinator/JOBS.md',
  backlog: 'PROACTIVE-JOBS.md',
}

function letWrite(bed: Bed) {
  const permissions = { issues: 'write', contents: 'write', actions: 'write', pull_requests: 'read' } as const
  bed.tracker.addToken('writing-token', { login: 'github-actions[bot]', kind: 'installation', permissions })
  bed.tracker.putFile('README.md', '# Demo\n')
}

function text(bed: Bed, path: string, branch = 'main'): string | undefined {
  const sha = filesAt(bed.board, branch).get(path)
  return sha === undefined ? undefined : Buffer.from(bed.board.state.git.blobs[sha]!, 'base64').toString()
}

test('trial', async ({ bed }) => {
  letWrite(bed)
  bed.tracker.putFile(files.jobs, '# Jobs of the coordinator\n\nWhat people write.\n')
  await bed.plan({ phase: 4, title: 'Release readiness', goal: 'v1.0.0 release-ready', target_date: '2026-03-08', timezone: 'America/New_York', files,
   streams: { documentation: { title: 'Documentation'}, devops: { title: 'DevOps' } },
   models: { sonnet: {} }, 
   tasks: [{ id: 'p4-1-1', title: 'User Guide Documentation', stream: 'documentation', priority: 1, model: 'sonnet', acceptance_criteria: ['Every page builds'] }, { id: 'p4-4-1', title: 'Docker Images', stream: 'devops', priority: 1, model: 'sonnet' }, { id: 'p4-1-2', title: 'Admin Guide', stream: 'documentation'}, {id: 'p4-4-3', title: 'Release', final: true }] })
  const first = await bed.runWell({ inputs })
  for (const path of [files.jobs, files.backlog, `${files.progress}/p4-1-1.md`]) console.log(path, '\n', text(bed, path))
  console.log(first.log, first.requests.map(({ method, path, status }) => `${method} ${path} ${status}`).slice(-14))
  const quiet = await bed.expectQuiet({ inputs })
  console.log(quiet.requests.map(({ method, path, status }) => `${method} ${path} ${status}`))
  pass(bed, hour)
  const path = `${files.progress}/p4-1-1.md`
  bed.tracker.putFile(path, `${text(bed, path)!.replace('percent:', 'percent: 40')}\nHalf way.\n`)
  const beat = await bed.runWell({ inputs })
  console.log(beat.log, beat.requests.map(({ method, path, status }) => `${method} ${path} ${status}`))
  console.log(text(bed, path), bed.task('p4-1-1').status)
  await bed.expectQuiet({ inputs })
  await bed.octocat.close('p4-1-1')
  const done = await bed.runWell({ inputs })
  console.log(done.log, done.requests.map(({ method, path, status }) => `${method} ${path} ${status}`))
  for (const path of [files.jobs, files.backlog, `${files.progress}/p4-1-1.md`]) console.log(path, '\n', text(bed, path))
  await bed.expectQuiet({ inputs })
  console.log(Object.values(bed.board.state.git.commits).map(({ message }) => message))
})

// What a worker is started with, what is named before anything is claimed, and what stops starts.

import { expect } from 'vitest'
import { test } from './bed.ts'
import { handIn, hour, models, pass, setWorker, start, workers } from './worker-life.ts'

/** A workflow with these inputs, each with what YAML says of it. */
function workflow(inputs: Record<string, string>, runName = `\${{ inputs.claim }}`): string {
  const lines = Object.entries(inputs).map(([name, about]) => `      ${name}: ${about}`)
  return `run-name: "${runName}"\non:\n  workflow_dispatch:\n    inputs:\n${lines.join('\n')}\njobs: {}\n`
}

const broken: Record<string, { model: object; file?: string; says: string }> = {
  nofile: { model: { workflow: 'nofile.yml' }, says: 'there is no such file on the default branch' },
  noclaim: {
    model: { workflow: 'noclaim.yml' },
    file: workflow({ task: '{}' }),
    says: 'its workflow_dispatch declares no input claim',
  },
  noname: {
    model: { workflow: 'noname.yml' },
    file: workflow({ task: '{}', claim: '{}' }, 'Worker'),
    says: 'does not show its claim: add',
  },
  notrigger: {
    model: { workflow: 'notrigger.yml' },
    file: 'on: push\njobs: {}\n',
    says: 'it has no workflow_dispatch trigger',
  },
  extra: {
    model: { workflow: 'extra.yml', inputs: { speed: 'high' } },
    file: workflow({ task: '{}', claim: '{}' }),
    says: 'declares no input speed, which the model extra gives',
  },
  wanting: {
    model: { workflow: 'wanting.yml' },
    file: workflow({ task: '{}', claim: '{}', target: '{ required: true }' }),
    says: 'requires target, which the model wanting does not give',
  },
  agent: {
    model: { assign: ['copilot-swe-agent[bot]'] },
    says: "can only be assigned with a user's token: give the action one as agent-token",
  },
  other: { model: { logins: ['somebody'] }, says: 'has neither "workflow" nor "assign"' },
}

/** Replies as they are read: without what makes their text inert. */
function plain(replies: readonly string[]): string {
  return replies.join().replaceAll('\\', '')
}

const isClaiming = ({ path }: { path: string }) => /\/issues\/\d+\/reactions|\/dispatches$/.test(path)

test('what a model lacks is named before anything is claimed', async ({ bed }) => {
  const names = Object.keys(broken)
  for (const [name, { file }] of Object.entries(broken))
    if (file !== undefined) bed.tracker.putFile(`.github/workflows/${name}.yml`, file)
  bed.addWorker()
  await bed.plan({
    slots: 20,
    models: { ...models, ...Object.fromEntries(names.map((name) => [name, broken[name]!.model])) },
    tasks: [...names.map((name) => ({ id: name, model: name })), { id: 'good', model: 'm' }],
  })
  await bed.runWell()
  const asked = new Map<string, number>()
  for (const name of names) asked.set(name, await bed.octocat.comment(name, '/spawn'))
  const run = await bed.runWell()
  for (const [name, comment] of asked) {
    expect(bed.reactions(comment), name).toEqual(['-1'])
    expect(plain(bed.replies(comment)), name).toContain(broken[name]!.says)
    expect(plain(bed.replies(comment)), name).toMatch(/^octocat, \/spawn was not done: /)
    expect(bed.task(name).status, name).toBe('assigned')
  }
  expect(run.requests.filter(isClaiming)).toEqual([])
  expect(workers(bed)).toEqual([])
  await bed.expectQuiet()

  const weak = { token: 'weak-token' }
  for (const actions of [{}, { actions: 'read' }] as const) {
    const permissions = {
      issues: 'write',
      contents: 'read',
      pull_requests: 'read',
      metadata: 'read',
      ...actions,
    } as const
    bed.tracker.addToken('weak-token', { login: 'github-actions[bot]', kind: 'installation', permissions })
    const unable = await bed.octocat.comment('good', '/spawn')
    const refusing = await bed.runWell({ inputs: weak })
    expect(refusing.requests.filter(isClaiming)).toEqual([])
    expect(bed.reactions(unable)).toEqual(['-1'])
    expect(plain(bed.replies(unable))).toContain('actions: write')
    await bed.expectQuiet({ inputs: weak })
  }
  await bed.octocat.comment('good', '/spawn')
  await bed.runWell()
  expect(workers(bed)).toEqual(['good#1 queued'])
  await bed.expectQuiet()
})

test('with spawn: auto what a model lacks is a decision, and the others start', async ({ bed }) => {
  const models = { lost: { workflow: 'lost.yml' }, m: { workflow: 'worker.yml' } }
  const tasks = [{ id: 'a', model: 'lost' }, 'b']
  await start(bed, { models, slots: 2, tasks })
  expect(workers(bed)).toEqual(['b#1 queued'])
  expect(bed.states('a', 'b')).toEqual(['assigned', 'running'])
  expect(bed.section('Decisions needed')).toMatch(/The worker of #\d+ \(a\) cannot start: .*lost\.yml.* no such file/)
  await bed.expectQuiet()
  bed.tracker.putFile('.github/workflows/lost.yml', workflow({ task: '{}', claim: '{}' }))
  await bed.runWell()
  expect(workers(bed)).toEqual(['b#1 queued', 'a#1 queued'])
  expect(bed.section('Decisions needed')).toBe('')
  await bed.expectQuiet()
})

test('a worker is told its task, its claim, and what its workflow asks for besides', async ({ bed }) => {
  const inputs = { task: '{}', claim: '{}', issue: '{}', phase: '{}', model: '{}', attempt: '{}', effort: '{}' }
  bed.tracker.putFile('.github/workflows/all.yml', workflow(inputs))
  bed.tracker.putFile('.github/workflows/few.yml', workflow({ task: '{}', claim: '{}', mode: '{ default: safe }' }))
  const models = {
    all: { workflow: 'all.yml', inputs: { model: 'claude-sonnet-4-5', effort: 3 } },
    few: { workflow: 'few.yml' },
  }
  await bed.plan({
    phase: 'x',
    spawn: 'auto',
    models,
    tasks: [
      { id: 'a', model: 'all' },
      { id: 'b', model: 'few' },
    ],
  })
  const run = await bed.runWell()
  expect(bed.workers.map(({ inputs }) => inputs)).toEqual([
    {
      task: 'a',
      claim: 'a#1',
      issue: String(bed.task('a').number),
      phase: 'x',
      model: 'claude-sonnet-4-5',
      attempt: '1',
      effort: '3',
    },
    { task: 'b', claim: 'b#1', mode: 'safe' },
  ])
  expect(JSON.parse(run.outputs.spawned!)).toEqual(['a', 'b'])
  expect(bed.board.runs.map(({ branch }) => branch)).toEqual(['main', 'main'])
  expect(JSON.parse(run.outputs.matrix!)).toEqual({ include: [] })
  await bed.expectQuiet()
})

test('picks without a worker of ours are a matrix, and what a job says with our own login is its sign of life', async ({
  bed,
}) => {
  const models = { job: { logins: ['github-actions[bot]'] } }
  await bed.plan({ slots: 1, models, allocation: { substantial: 'job' }, tasks: [{ id: 'a', title: 'One' }, 'b'] })
  const run = await bed.runWell()
  const issue = bed.task('a').number
  expect(JSON.parse(run.outputs.matrix!)).toEqual({ include: [{ task: 'a', issue, title: 'One', model: 'job' }] })
  const job = bed.as('local-token')
  const beat = await job.comment('a', '/heartbeat 20%')
  pass(bed, 10)
  await bed.runWell()
  expect(bed.task('a').status).toBe('running')
  expect(bed.section('Working now')).toMatch(/\(a\).*running, 20 %/)
  expect(bed.reactions(beat)).toEqual(['eyes', 'rocket'])
  await bed.expectQuiet()
  pass(bed, 20)
  await job.editComment(beat, '/heartbeat 60%')
  await bed.runWell()
  expect(bed.section('Working now')).toMatch(/\(a\).*running, 60 %/)
  await bed.expectQuiet()
  await job.close('a')
  const next = await bed.runWell()
  expect(JSON.parse(next.outputs.matrix!).include).toMatchObject([{ task: 'b' }])
  await bed.expectQuiet()
})

test('spawn_limit stops starts, asks, and lets them go on after /phase resume', async ({ bed }) => {
  const limit = { per_day: 2, failures_in_a_row: 3 }
  await start(bed, { slots: 3, spawn_limit: limit, retry: { max_attempts: 1 }, tasks: ['a', 'b', 'c', 'd', 'e'] })
  expect(workers(bed)).toEqual(['a#1 queued', 'b#1 queued'])
  expect(bed.task('c').status).toBe('assigned')
  expect(bed.section('Decisions needed')).toContain('No worker is started: 2 workers were started within a day')
  await bed.expectQuiet()
  const refused = await bed.octocat.comment('c', '/spawn')
  await bed.runWell()
  expect(plain(bed.replies(refused))).toContain('/phase resume lets it go on')
  pass(bed, hour)
  const resume = await bed.octocat.comment(bed.progress().number, '/phase resume')
  await bed.runWell()
  expect(bed.reactions(resume)).toEqual(['eyes', 'rocket'])
  expect(workers(bed)).toEqual(['a#1 queued', 'b#1 queued', 'c#1 queued'])
  expect(bed.section('Decisions needed')).toBe('')
  await bed.expectQuiet()

  pass(bed, 2 * hour)
  for (const claim of ['a#1', 'b#1', 'c#1']) setWorker(bed, claim, 'failure')
  await bed.runWell()
  // A run sees the failures before it starts anything in the slots that they gave back.
  expect(workers(bed)).toHaveLength(3)
  expect(bed.states('a', 'b', 'c', 'd', 'e')).toEqual(['failed', 'failed', 'failed', 'assigned', 'assigned'])
  expect(bed.section('Decisions needed')).toContain('No worker is started: 3 attempts in a row failed')
  await bed.expectQuiet()
  pass(bed, 3 * hour)
  await bed.octocat.comment(bed.progress().number, '/phase resume')
  await bed.runWell()
  expect(workers(bed).slice(3)).toEqual(['d#1 queued', 'e#1 queued'])
  await bed.expectQuiet()
})

test('a paused phase picks and starts nothing, whatever comes, until it is resumed', async ({ bed }) => {
  await start(bed, { slots: 2, tasks: ['a', 'b', 'c', 'd'] })
  const pause = await bed.octocat.comment(bed.progress().number, '/phase pause')
  await bed.runWell()
  expect(bed.reactions(pause)).toEqual(['eyes', 'rocket'])
  expect(bed.progress().body.split('###')[0]).toContain('Paused by octocat since 2026-02-23: nothing is picked')
  await bed.expectQuiet()

  handIn(bed, 'a')
  setWorker(bed, 'a#1', 'success')
  setWorker(bed, 'b#1', 'failure')
  await bed.runWell()
  pass(bed, hour)
  const spawn = await bed.octocat.comment('c', '/spawn')
  await bed.runWell()
  expect(bed.states('a', 'b', 'c', 'd')).toEqual(['review', 'waiting', 'ready', 'ready'])
  expect(bed.reactions(spawn)).toEqual(['-1'])
  expect(plain(bed.replies(spawn))).toContain('was paused by octocat: /phase resume lets it go on')
  await bed.expectQuiet()

  // Neither an edited plan nor a text that somebody broke ends it.
  await bed.octocat.rewrite(bed.progress().number, (body) => body.replace(/<!-- phase-coordinator:data .*? -->/, ''))
  await bed.runWell()
  expect(workers(bed)).toEqual(['a#1 success', 'b#1 failure'])
  expect(bed.states('c', 'd')).toEqual(['ready', 'ready'])
  expect(bed.progress().body).toContain('Paused by octocat')
  await bed.expectQuiet()

  await bed.octocat.comment(bed.progress().number, '/phase resume')
  await bed.runWell()
  expect(workers(bed).slice(2)).toEqual(['b#2 queued', 'c#1 queued'])
  expect(bed.progress().body).not.toContain('Paused')
  await bed.expectQuiet()
})

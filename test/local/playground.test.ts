import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ask } from '../../src/local/playground/api.ts'
import { exampleFiles, folder, issueOf, launch, list, play, program, progressOf, say } from './playground-bed.ts'

/** Two tasks of an hour, one after the other, that start by themselves. */
const small = exampleFiles(() =>
  [
    'phase: 1',
    'title: Short',
    'spawn: auto',
    'models: { m: { workflow: worker-claude.yml } }',
    'tasks:',
    '  - { id: a, title: A, model: m, effort: 1h }',
    '  - { id: b, title: B, model: m, effort: 1h, depends_on: [a] }',
    '',
  ].join('\n'),
)

test('it launches the phase, and everything that is done there makes the action run', async () => {
  const playground = await play()
  const [first, ...others] = playground.runs
  expect(others).toEqual([])
  expect(first).toMatchObject({ number: 1, event: 'push', cause: 'octocat pushed to main', state: 'done', code: 0 })
  expect(list(first!.outputs.picked)).toEqual(['p4-4-1', 'p4-1-1'])
  expect(first!.log).toContain('Picked: p4-4-1, p4-1-1.')
  // A runner takes such lines out of what it shows.
  expect(first!.log).not.toContain('::add-mask::')
  await say(playground, progressOf(playground).number, '/spawn')
  expect(playground.runs.at(-1)).toMatchObject({ event: 'issue_comment', state: 'done', code: 0 })
  expect(list(playground.runs.at(-1)!.outputs.spawned).sort()).toEqual(['p4-1-1', 'p4-4-1'])
  expect(playground.tracker.store.runs.map(({ status }) => status)).toEqual(['queued', 'queued'])
  expect(playground.nextDue()).toEqual({
    at: new Date('2026-02-23T03:16:00Z'),
    what: expect.stringMatching(/^the worker of p4-\d-1 begins$/),
  })
  await playground.forward(0.1)
  expect(playground.tracker.store.runs.map(({ status }) => status)).toEqual(['in_progress', 'in_progress'])
  // 40 % of eight hours later each has posted its first heartbeat, and the scheduled run has shown it.
  await playground.forward(4.2)
  expect(issueOf(playground, 'p4-1-1').state).toBe('running')
  expect(progressOf(playground).body).toContain('40 %')
  await playground.forward(5)
  expect(issueOf(playground, 'p4-1-1').state).toBe('done')
  expect(issueOf(playground, 'p4-3-1').state).toBe('assigned')
  expect(playground.workerLog(playground.tracker.store.runs[0]!.id)).toContain('Closed #')
  expect(playground.runs.every(({ code }) => code === 0 || code === undefined)).toBe(true)
})

test('of events that come at once one is at work, the newest waits, and nothing is lost by it', async () => {
  const playground = await play()
  const { number } = issueOf(playground, 'p4-1-2')
  const comments = ['/hold', 'only words', '/unhold', '/next', '/why'].map((body) =>
    ask(playground.tracker, {
      token: 'octocat-token',
      method: 'POST',
      path: `/issues/${number}/comments`,
      body: { body },
    }),
  )
  await Promise.all(comments)
  expect(playground.busy).toBe(true)
  await playground.settled()
  const later = playground.runs.slice(1)
  expect(later).toHaveLength(4)
  expect(later.filter(({ state }) => state === 'done').length).toBeGreaterThanOrEqual(1)
  expect(later.at(-1)!.state).toBe('done')
  expect(later.every(({ state }) => state === 'done' || state === 'cancelled')).toBe(true)
  const answered = playground.tracker.store.reactions.filter(
    ({ on, content }) => on === 'comment' && content === 'rocket',
  )
  expect(answered).toHaveLength(4)
})

test('a label or a title that is changed starts no run; the scheduled one sets it back', async () => {
  const playground = await play()
  const { number } = issueOf(playground, 'p4-1-2')
  const change = { title: 'Mine', labels: ['mine'] }
  await ask(playground.tracker, { token: 'octocat-token', method: 'PATCH', path: `/issues/${number}`, body: change })
  await playground.settled()
  expect(playground.runs).toHaveLength(1)
  await playground.forward(1)
  expect(playground.runs.at(-1)).toMatchObject({ event: 'schedule', cause: 'by schedule' })
  expect(issueOf(playground, 'p4-1-2').number).toBe(number)
})

test('two phases are played to their end by going from one thing to the next', async () => {
  const next = 'phase: 2\ntitle: Next\nafter: 1\nspawn: auto\nmodels: { m: { workflow: worker-claude.yml } }\n'
  const tasks = 'tasks: [{ id: c, title: C, model: m, effort: 1h }]\n'
  const playground = await play({ files: new Map([...small, ['.github/phases/phase-2.yml', `${next}${tasks}`]]) })
  const open = () => playground.tracker.store.issues.filter(({ state }) => state === 'open')
  for (let steps = 0; steps < 40 && open().length > 0; steps++) await playground.forwardToNext()
  expect(open()).toEqual([])
  expect(['a', 'b', 'c'].map((task) => issueOf(playground, task).state)).toEqual(['done', 'done', 'done'])
  expect(playground.runs.filter(({ outputs }) => outputs['phase-complete'] === 'true')).toHaveLength(2)
})

test('a push that touches no phase file starts no run', async () => {
  const playground = await play({ files: small })
  playground.tracker.putFile('notes.md', 'mine')
  await playground.settled()
  expect(playground.runs).toHaveLength(1)
})

test('what is closed while the clock moves goes no further', async () => {
  const directory = folder()
  const playground = await play({ files: small, directory })
  const moving = playground.forward(24)
  await playground.close()
  await moving
  expect(playground.now().getTime()).toBeLessThan(launch.getTime() + 24 * 3_600_000)
  const after = await play({ files: small, directory })
  await after.forward(4)
  expect(issueOf(after, 'b').state).toBe('done')
})

test('a run can be started by hand, dry', async () => {
  const playground = await play()
  await playground.dispatch({ dryRun: true })
  await playground.settled()
  expect(playground.runs.at(-1)).toMatchObject({ event: 'workflow_dispatch', cause: 'octocat started it', code: 0 })
  expect(playground.runs.at(-1)!.outputs.writes).toBe('0')
  expect(playground.tracker.store.runs.at(-1)).toMatchObject({ status: 'completed', conclusion: 'success' })
})

describe('a program of the user as the worker', () => {
  const text =
    'phase: 1\ntitle: Own\nspawn: auto\nmodels: { m: { workflow: worker-claude.yml } }\ntasks: [{ id: a, title: A, model: m }]\n'
  const files = exampleFiles(() => text)

  test('is given the task and a token, and its end is the run’s', async () => {
    const told = 'echo "$TASK $CLAIM $ISSUE $PHASE $MODEL $ATTEMPT"'
    const close =
      'curl --silent --fail -X PATCH -H "Authorization: bearer $GITHUB_TOKEN" -d \'{"state":"closed"}\' "$GITHUB_API_URL/repos/$GITHUB_REPOSITORY/issues/$ISSUE" > /dev/null'
    const playground = await play({
      files,
      worker: { script: program(`#!/bin/sh\n${told}\n${close}\n`) },
    })
    await playground.forward(0)
    await ended(playground)
    expect(playground.tracker.store.runs[0]).toMatchObject({ status: 'completed', conclusion: 'success' })
    expect(playground.workerLog(playground.tracker.store.runs[0]!.id)).toContain('a a#1 2 1 m 1\n')
    await playground.settled()
    expect(issueOf(playground, 'a').state).toBe('done')
    expect(progressOf(playground).state).toBe('closed')
  })

  test.each(['#!/bin/sh\necho no >&2\nexit 3\n', 'no program'])('that fails uses an attempt: %j', async (script) => {
    const playground = await play({ files, worker: { script: program(script) } })
    await playground.forward(0)
    await ended(playground)
    await playground.settled()
    expect(playground.tracker.store.runs[0]).toMatchObject({ status: 'completed', conclusion: 'failure' })
    expect(issueOf(playground, 'a').state).toBe('waiting')
  })

  test('is stopped when its run is cancelled, with what it has started', async () => {
    const playground = await play({ files, worker: { script: program('#!/bin/sh\nsleep 600\necho after\n') } })
    await playground.forward(0)
    await say(playground, issueOf(playground, 'a').number, '/hold now')
    expect(playground.tracker.store.runs[0]).toMatchObject({ status: 'completed', conclusion: 'cancelled' })
    expect(issueOf(playground, 'a').state).toBe('held')
  })

  /** Resolves when no program is at work. */
  function ended(playground: Awaited<ReturnType<typeof play>>): Promise<void> {
    const isOver = () => playground.tracker.store.runs.every(({ status }) => status === 'completed')
    return new Promise((resolve) => {
      const stop = playground.watch(() => {
        if (!isOver()) return
        stop()
        resolve()
      })
      if (isOver()) resolve()
    })
  }
})

describe('the state', () => {
  test('survives the end of the process, and the next one goes on', async () => {
    const directory = folder()
    const before = await play({ directory })
    await say(before, progressOf(before).number, '/spawn')
    await before.forward(4.2)
    const [runs, at] = [before.runs.length, before.now()]
    await before.close()
    expect(existsSync(path.join(directory, 'state.json'))).toBe(true)
    const after = await play({ directory, standsAt: launch })
    expect(after.now()).toEqual(at)
    expect(after.runs).toHaveLength(runs + 1)
    expect(after.runs.at(-1)).toMatchObject({ event: 'schedule', code: 0 })
    expect(after.slack.messages.length).toBeGreaterThan(0)
    await after.forward(5)
    expect(issueOf(after, 'p4-1-1').state).toBe('done')
    // Its one comment was edited on, not written anew.
    const beats = after.tracker.store.comments.filter(({ body }) => body.startsWith('/heartbeat'))
    expect(beats.map(({ body }) => body)).toEqual(['/heartbeat 80%', '/heartbeat 80%'])
  })

  test('what was kept at any moment can be taken up again: a run that was cut off counts as cancelled', async () => {
    const directory = folder()
    const before = await play({ directory })
    const saved = JSON.parse(readFileSync(path.join(directory, 'playground.json'), 'utf8'))
    await say(before, progressOf(before).number, '/spawn')
    const during = before
      .exportState()
      .replace(/"state":"done","code":0(?!.*"state":"done","code":0)/s, '"state":"running"')
    expect(JSON.parse(during).playground.runs.at(-1).state).toBe('running')
    const after = await play()
    await after.loadState(during)
    await after.settled()
    expect(after.runs.map(({ state }) => state)).toEqual(['done', 'cancelled', 'done'])
    expect(saved.runs).toHaveLength(1)
  })

  test('is given as one text, and loaded into another', async () => {
    const one = await play()
    await say(one, progressOf(one).number, '/spawn')
    await one.forward(4.2)
    const other = await play({ files: exampleFiles(() => 'phase: 9\ntitle: Other\ntasks: [{ id: x, title: X }]\n') })
    await other.loadState(one.exportState())
    await other.settled()
    expect(issueOf(other, 'p4-1-1')).toMatchObject({ state: 'running', number: issueOf(one, 'p4-1-1').number })
    await other.forward(5)
    expect(issueOf(other, 'p4-1-1').state).toBe('done')
  })

  test('what is no state is refused, and nothing changes', async () => {
    const playground = await play({ files: small })
    for (const text of ['', '{}', 'null', '{"playground":{"runs":[]},"tracker":{"version":2,"issues":[]}}'])
      await expect(playground.loadState(text)).rejects.toThrow('no state of the local tracker')
    expect(playground.runs).toHaveLength(1)
  })

  test('files that were changed since are committed at the next start, and others are left as they are', async () => {
    const directory = folder()
    const before = await play({ directory })
    before.tracker.putFile('notes.md', 'mine')
    await before.close()
    const after = await play({ directory, files: exampleFiles((text) => text.replace('slots: 2', 'slots: 1')) })
    expect(after.runs.at(-1)).toMatchObject({ event: 'push', code: 0 })
    expect(list(after.runs.at(-1)!.outputs.active)).toEqual(['p4-4-1'])
  })
})

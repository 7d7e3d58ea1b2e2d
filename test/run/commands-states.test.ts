import { expect } from 'vitest'
import { type Bed, test } from './bed.ts'
import { expectCheapQuiet, settle } from './quiet.ts'

/** What a command comes to: a refusal or an answer with these words, or the status that the task has then. */
type Cell =
  | { readonly refused: string }
  | { readonly answer: string }
  | { readonly status: string; readonly workers?: readonly string[] }

const commands = ['/spawn', '/release', '/heartbeat 40%', '/hold', '/hold now', '/unhold', '/next', '/why'] as const
type Row = Readonly<Record<(typeof commands)[number], Cell>>

const noSlot = { refused: 'has no slot' }
const notUnderWay = { refused: 'has no slot, so nothing of it is under way' }
const notHeld = { refused: 'is not held' }
const held = { status: 'held' }
const atWork = { refused: 'a worker is at TASK already; /release gives it back first' }
const isDone = { refused: 'TASK is done: reopen it first' }
const isDropped = { refused: 'TASK is dropped: reopen it first' }

/** In each row every command that changes something has a task of its own; what is refused or answered shares one. */
const table: Readonly<Record<string, Row>> = {
  blocked: {
    '/spawn': { refused: 'is open; TASK starts after it' },
    '/release': noSlot,
    '/heartbeat 40%': notUnderWay,
    '/hold': held,
    '/hold now': held,
    '/unhold': notHeld,
    '/next': { status: 'blocked' },
    '/why': { answer: 'TASK waits for' },
  },
  queued: {
    '/spawn': { status: 'running', workers: ['#1 queued'] },
    '/release': noSlot,
    '/heartbeat 40%': notUnderWay,
    '/hold': held,
    '/hold now': held,
    '/unhold': notHeld,
    '/next': { status: 'ready' },
    '/why': { answer: 'in the queue. Priority 3; waits for a free slot' },
  },
  assigned: {
    '/spawn': { status: 'running', workers: ['#1 queued'] },
    '/release': { status: 'ready' },
    '/heartbeat 40%': { status: 'running' },
    '/hold': held,
    '/hold now': held,
    '/unhold': notHeld,
    '/next': { refused: 'has a slot already' },
    '/why': { answer: 'TASK has a slot: say /spawn to start its worker' },
  },
  running: {
    '/spawn': atWork,
    '/release': { status: 'ready', workers: ['#1 cancelled'] },
    '/heartbeat 40%': { status: 'running', workers: ['#1 in_progress'] },
    '/hold': { status: 'running', workers: ['#1 in_progress'] },
    '/hold now': { status: 'held', workers: ['#1 cancelled'] },
    '/unhold': notHeld,
    '/next': { refused: 'is not in the queue: it is with m' },
    '/why': { answer: 'TASK is with m' },
  },
  stalled: {
    '/spawn': atWork,
    '/release': { status: 'ready', workers: ['#1 cancelled'] },
    '/heartbeat 40%': { status: 'running', workers: ['#1 queued'] },
    '/hold': { status: 'stalled', workers: ['#1 queued'] },
    '/hold now': { status: 'held', workers: ['#1 cancelled'] },
    '/unhold': notHeld,
    '/next': { refused: 'is not in the queue: it is with m, without a sign of life' },
    '/why': { answer: 'TASK is with m, without a sign of life' },
  },
  review: {
    '/spawn': { refused: 'is handed in and waits for review; /release sends it back into the queue' },
    '/release': { status: 'ready', workers: ['#1 success'] },
    '/heartbeat 40%': notUnderWay,
    '/hold': { status: 'held', workers: ['#1 success'] },
    '/hold now': { status: 'held', workers: ['#1 success'] },
    '/unhold': notHeld,
    '/next': { refused: 'is not in the queue: it is in review' },
    '/why': { answer: 'TASK is in review with #' },
  },
  waiting: {
    '/spawn': { status: 'running', workers: ['#1 failure', '#2 queued'] },
    '/release': { status: 'ready', workers: ['#1 failure'] },
    '/heartbeat 40%': notUnderWay,
    '/hold': { status: 'held', workers: ['#1 failure'] },
    '/hold now': { status: 'held', workers: ['#1 failure'] },
    '/unhold': notHeld,
    '/next': { refused: 'it failed at attempt 1, and is tried again after' },
    '/why': { answer: 'TASK failed at attempt 1, and is tried again after 2026-02-24' },
  },
  failed: {
    '/spawn': { status: 'running', workers: ['#1 failure', '#2 queued'] },
    '/release': { status: 'ready', workers: ['#1 failure'] },
    '/heartbeat 40%': notUnderWay,
    '/hold': { status: 'held', workers: ['#1 failure'] },
    '/hold now': { status: 'held', workers: ['#1 failure'] },
    '/unhold': notHeld,
    '/next': { refused: 'it failed at attempt 1, the last one' },
    '/why': { answer: 'TASK failed at attempt 1, the last one' },
  },
  held: {
    '/spawn': { refused: 'TASK is held by octocat; /unhold lets it go on' },
    '/release': { refused: 'is held, and has no slot; /unhold lets it go on' },
    '/heartbeat 40%': notUnderWay,
    '/hold': held,
    '/hold now': held,
    '/unhold': { status: 'assigned' },
    '/next': { refused: 'is not in the queue: it is held by octocat' },
    '/why': { answer: 'TASK is held by octocat: until Monday' },
  },
  done: {
    '/spawn': isDone,
    '/release': isDone,
    '/heartbeat 40%': isDone,
    '/hold': isDone,
    '/hold now': isDone,
    '/unhold': isDone,
    '/next': isDone,
    '/why': { answer: 'TASK is done' },
  },
  dropped: {
    '/spawn': { refused: 'TASK was dropped: reopen it first' },
    '/release': isDropped,
    '/heartbeat 40%': isDropped,
    '/hold': isDropped,
    '/hold now': isDropped,
    '/unhold': isDropped,
    '/next': isDropped,
    '/why': { answer: 'TASK was dropped' },
  },
}

interface Entry {
  readonly state: string
  readonly command: string
  readonly cell: Cell
  readonly task: string
}

const entries = Object.entries(table).flatMap(([state, row]) =>
  commands.map((command, at): Entry => {
    const cell = row[command]
    return { state, command, cell, task: 'status' in cell ? `${state}-${at}` : state }
  }),
)

/** Ids of the tasks that are to be in a state. */
function tasksOf(...states: string[]): string[] {
  return [...new Set(entries.flatMap(({ state, task }) => (states.includes(state) ? [task] : [])))]
}

const started = ['running', 'stalled', 'review', 'waiting', 'failed']

async function launch(bed: Bed): Promise<void> {
  bed.addWorker()
  bed.tracker.behaviour.primaryLimit.installation = 5000
  const rest = {
    milestone: false,
    models: { m: { workflow: 'worker.yml' } },
    spawn_limit: { per_day: 100, failures_in_a_row: 100 },
  }
  const task = (id: string) => ({ id, model: 'm' })
  const blocked = tasksOf('blocked').map((id) => ({ ...task(id), depends_on: ['base'] }))
  const free = tasksOf('assigned', 'running', 'stalled', 'review', 'waiting', 'held', 'done', 'dropped').map(task)
  await bed.plan({ ...rest, slots: 60, retry: { backoff: '1d' }, tasks: ['base', ...blocked, ...free] })
  await bed.plan({ ...rest, phase: 2, slots: 10, retry: { max_attempts: 1 }, tasks: tasksOf('failed').map(task) })
  await bed.plan({
    ...rest,
    phase: 3,
    slots: 2,
    tasks: [task('busy-1'), task('busy-2'), ...tasksOf('queued').map(task)],
  })
  await bed.runWell()
}

/** Six hours later every task is in the state that its id says. */
async function bringAbout(bed: Bed): Promise<void> {
  await bed.octocat.comment(
    bed.progress().number,
    `/spawn ${tasksOf('running', 'stalled', 'review', 'waiting').join(' ')}`,
  )
  await bed.octocat.comment(bed.progress('2').number, '/spawn')
  for (const id of tasksOf('held')) await bed.octocat.comment(id, '/hold until Monday')
  for (const id of tasksOf('done')) await bed.octocat.close(id)
  for (const id of tasksOf('dropped')) await bed.octocat.close(id, 'not_planned')
  await settle(bed)
  expect(bed.workers.map(({ inputs }) => inputs.task).sort()).toEqual(tasksOf(...started).sort())
  bed.at('2026-02-23T09:15:00Z')
  for (const { id, inputs } of bed.workers) {
    const state = inputs.task!.split('-')[0]!
    if (state === 'running') bed.board.setRun(id, { status: 'in_progress' })
    if (state === 'review') {
      bed.board.setRun(id, { status: 'completed', conclusion: 'success' })
      bed.board.addPullRequest({ title: 'Work', user: 'github-actions[bot]', closes: [bed.task(inputs.task!).number] })
    }
    if (state === 'waiting' || state === 'failed') bed.board.setRun(id, { status: 'completed', conclusion: 'failure' })
  }
  await settle(bed)
  const ended = (state: string) => state === 'done' || state === 'dropped'
  const label = (state: string) => (ended(state) ? '' : state === 'queued' ? 'ready' : state)
  for (const { state, task } of entries) expect(bed.task(task).status, task).toBe(label(state))
}

test('a command on a task does what the state of the task allows, or says why it does not', async ({ bed }) => {
  await launch(bed)
  await bringAbout(bed)
  const comments: number[] = []
  for (const { task, command } of entries) comments.push(await bed.octocat.comment(task, command))
  const runs = await settle(bed)
  const spoken = entries.filter(({ cell }) => !('status' in cell)).length
  expect(runs.length, 'runs of twenty answers each').toBe(Math.ceil(spoken / 20))
  for (const [at, { state, command, cell, task }] of entries.entries()) {
    const name = `${command} on a task that is ${state}`
    const reactions = bed.reactions(comments[at]!).filter((reaction) => reaction !== 'eyes')
    const replies = bed.replies(comments[at]!)
    if ('status' in cell) {
      const workers = bed.workers.filter(({ inputs }) => inputs.task === task)
      const seen = workers.map(({ claim, status }) => `${claim.slice(task.length)} ${status}`)
      expect({ status: bed.task(task).status, workers: seen, reactions, replies }, name).toEqual({
        status: cell.status,
        workers: cell.workers ?? [],
        reactions: ['rocket'],
        replies: [],
      })
      continue
    }
    const words = 'refused' in cell ? cell.refused : cell.answer
    expect(reactions, name).toEqual(['refused' in cell ? '-1' : 'rocket'])
    expect(replies, name).toEqual([
      expect.stringContaining(words.replace('TASK', `#${bed.task(task).number} (${task})`)),
    ])
    if ('refused' in cell) expect(replies[0], name).toMatch(/^octocat, \/\w+ was not done: .*\.$/)
  }
  // The lowest pick gave its slot to the task that was spawned over it.
  expect(bed.states('busy-1', 'busy-2')).toEqual(['assigned', 'ready'])
  const working = bed.workers.filter(({ status }) => status === 'queued' || status === 'in_progress').length
  await expectCheapQuiet(bed, 60, working + 1 + 2)
})

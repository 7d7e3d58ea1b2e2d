import { expect } from 'vitest'
import { type Bed, test } from './bed.ts'
import { expectCheapQuiet } from './quiet.ts'

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
const heldAfterSuccess = { status: 'held', workers: ['#1 success'] }
const heldAfterFailure = { status: 'held', workers: ['#1 failure'] }
const atWork = { refused: 'a worker is at TASK already; /release gives it back first' }
const isDone = { refused: 'TASK is done: reopen it first' }
const isDropped = { refused: 'TASK is dropped: reopen it first' }

/** In each row every change has a task of its own; what is refused or answered shares one. */
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
    // It takes the slot of a pick that was never started, as whatever is more urgent does.
    '/next': { status: 'assigned' },
    '/why': { answer: 'in the queue. Priority 3; waits for a free slot' },
  },
  assigned: {
    '/spawn': { status: 'running', workers: ['#1 queued'] },
    '/release': { status: 'assigned' },
    '/heartbeat 40%': { status: 'running' },
    '/hold': held,
    '/hold now': held,
    '/unhold': notHeld,
    '/next': { refused: 'has a slot already' },
    '/why': { answer: 'TASK has a slot: say /spawn to start its worker' },
  },
  running: {
    '/spawn': atWork,
    '/release': { status: 'assigned', workers: ['#1 cancelled'] },
    '/heartbeat 40%': { status: 'running', workers: ['#1 in_progress'] },
    '/hold': { status: 'running', workers: ['#1 in_progress'] },
    '/hold now': { status: 'held', workers: ['#1 cancelled'] },
    '/unhold': notHeld,
    '/next': { refused: 'is not in the queue: it is with m' },
    '/why': { answer: 'TASK is with m' },
  },
  stalled: {
    '/spawn': atWork,
    '/release': { status: 'assigned', workers: ['#1 cancelled'] },
    '/heartbeat 40%': { status: 'running', workers: ['#1 queued'] },
    '/hold': { status: 'stalled', workers: ['#1 queued'] },
    '/hold now': { status: 'held', workers: ['#1 cancelled'] },
    '/unhold': notHeld,
    '/next': { refused: 'is not in the queue: it is with m, without a sign of life' },
    '/why': { answer: 'TASK is with m, without a sign of life' },
  },
  review: {
    '/spawn': { refused: 'is handed in and waits for review; /release sends it back into the queue' },
    '/release': { status: 'assigned', workers: ['#1 success'] },
    '/heartbeat 40%': notUnderWay,
    '/hold': heldAfterSuccess,
    '/hold now': heldAfterSuccess,
    '/unhold': notHeld,
    '/next': { refused: 'is not in the queue: it is in review' },
    '/why': { answer: 'TASK is in review with #' },
  },
  waiting: {
    '/spawn': { status: 'running', workers: ['#1 failure', '#2 queued'] },
    '/release': { status: 'assigned', workers: ['#1 failure'] },
    '/heartbeat 40%': notUnderWay,
    '/hold': heldAfterFailure,
    '/hold now': heldAfterFailure,
    '/unhold': notHeld,
    '/next': { refused: 'it failed at attempt 1, and is tried again after' },
    '/why': { answer: 'TASK failed at attempt 1, and is tried again after 2026-02-24' },
  },
  failed: {
    '/spawn': { status: 'running', workers: ['#1 failure', '#2 queued'] },
    '/release': { status: 'assigned', workers: ['#1 failure'] },
    '/heartbeat 40%': notUnderWay,
    '/hold': heldAfterFailure,
    '/hold now': heldAfterFailure,
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
  commands.map((command): Entry => {
    const cell = row[command]
    const first = commands.findIndex((other) => row[other] === cell)
    return { state, command, cell, task: 'status' in cell ? `${state}-${first}` : state }
  }),
)

/** Ids of the tasks that are to be in a state. */
function tasksOf(...states: string[]): string[] {
  return [...new Set(entries.flatMap(({ state, task }) => (states.includes(state) ? [task] : [])))]
}

const task = (id: string) => ({ id, model: 'm' })
const plan = {
  milestone: false,
  models: { m: { workflow: 'worker.yml' } },
  spawn_limit: { per_day: 100, failures_in_a_row: 100 },
}

/** Says each command on a task in each of the states, and looks what becomes of them. A run gives twenty answers. */
async function tryCommands(bed: Bed, states: readonly string[]): Promise<void> {
  const tried = entries.filter(({ state }) => states.includes(state))
  for (const { state, task } of tried) {
    const label = state === 'done' || state === 'dropped' ? '' : state === 'queued' ? 'ready' : state
    expect(bed.task(task).status, task).toBe(label)
  }
  const comments: number[] = []
  for (const { task, command } of tried) comments.push(await bed.octocat.comment(task, command))
  const spoken = tried.filter(({ cell }) => !('status' in cell)).length
  for (let answers = 0; answers < spoken; answers += 20) await bed.runWell()
  for (const [at, entry] of tried.entries()) expectCell(bed, entry, comments[at]!)
}

function expectCell(bed: Bed, { state, command, cell, task }: Entry, comment: number): void {
  const name = `${command} on a task that is ${state}`
  const replies = bed.replies(comment)
  const reactions = bed.reactions(comment).filter((reaction) => reaction !== 'eyes')
  if ('status' in cell) {
    const workers = bed.workers.filter(({ inputs }) => inputs.task === task)
    const seen = workers.map(({ claim, status }) => `${claim.slice(task.length)} ${status}`)
    const { status, workers: expected = [] } = cell
    expect({ status: bed.task(task).status, workers: seen }, name).toEqual({ status, workers: expected })
    expect({ reactions, replies }, name).toEqual({ reactions: ['rocket'], replies: [] })
    return
  }
  const words = 'refused' in cell ? cell.refused : cell.answer
  expect(reactions, name).toEqual(['refused' in cell ? '-1' : 'rocket'])
  expect(replies, name).toHaveLength(1)
  expect(replies[0], name).toContain(words.replace('TASK', `#${bed.task(task).number} (${task})`))
  if ('refused' in cell) expect(replies[0], name).toMatch(/^octocat, \/\w+ was not done: .*[^.]\.$/)
}

test('a command on a task that nobody is at does what its state allows, or says why it does not', async ({ bed }) => {
  bed.addWorker()
  const blocked = tasksOf('blocked').map((id) => ({ ...task(id), depends_on: ['base'] }))
  const free = tasksOf('assigned', 'held', 'done', 'dropped').map(task)
  const busy = [task('busy-1'), task('busy-2')]
  await bed.plan({ ...plan, slots: 30, tasks: ['base', ...blocked, ...free] })
  await bed.plan({ ...plan, phase: 2, slots: 2, tasks: [...busy, ...tasksOf('queued').map(task)] })
  await bed.runWell()
  for (const id of tasksOf('held')) await bed.octocat.comment(id, '/hold until Monday')
  for (const id of tasksOf('done')) await bed.octocat.close(id)
  for (const id of tasksOf('dropped')) await bed.octocat.close(id, 'not_planned')
  await bed.runWell()
  await tryCommands(bed, ['blocked', 'queued', 'assigned', 'held', 'done', 'dropped'])
  expect(bed.states('busy-1', 'busy-2')).toEqual(['ready', 'ready'])
  // Two phases have a list each; two runs are at work, and one person who has commented.
  await expectCheapQuiet(bed, 25, 1 + 2 + 1)
})

test('a command on a task that a worker was at does what its state allows, or says why it does not', async ({
  bed,
}) => {
  bed.addWorker()
  const started = tasksOf('running', 'stalled', 'review', 'waiting')
  await bed.plan({ ...plan, slots: 30, retry: { backoff: '1d' }, tasks: started.map(task) })
  await bed.plan({ ...plan, phase: 2, slots: 10, retry: { max_attempts: 1 }, tasks: tasksOf('failed').map(task) })
  await bed.runWell()
  for (const phase of ['1', '2']) await bed.octocat.comment(bed.progress(phase).number, '/spawn')
  await bed.runWell()
  bed.at('2026-02-23T09:15:00Z')
  for (const { id, inputs } of bed.workers) {
    const [state] = inputs.task!.split('-')
    if (state === 'running') bed.board.setRun(id, { status: 'in_progress' })
    if (state === 'waiting' || state === 'failed') bed.board.setRun(id, { status: 'completed', conclusion: 'failure' })
    if (state !== 'review') continue
    bed.board.setRun(id, { status: 'completed', conclusion: 'success' })
    bed.board.addPullRequest({ title: 'Work', user: 'github-actions[bot]', closes: [bed.task(inputs.task!).number] })
  }
  await bed.runWell()
  await tryCommands(bed, ['running', 'stalled', 'review', 'waiting', 'failed'])
  const working = bed.workers.filter(({ status }) => status === 'queued' || status === 'in_progress')
  // Two phases have a list each; pull requests are asked for all at once, and two workers have commented.
  await expectCheapQuiet(bed, 25, 1 + working.length + 1 + 2)
})

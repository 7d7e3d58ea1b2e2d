import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'vitest'
import { parseProgressRecord } from '../../src/core/records/progress-record.ts'
import { type Slack, startSlack } from '../../src/local/slack.ts'
import { type ActionRun, type Bed, bedTest, type Plan } from './bed.ts'
import { issuesOn } from './board.ts'
import { quietBudget } from './quiet.ts'

/** A workspace of Slack beside the bed, and a run that can reach it by its webhook. */
class Newsroom {
  readonly bed: Bed
  readonly slack: Slack
  readonly inputs: Readonly<Record<string, string>>

  constructor(bed: Bed, slack: Slack) {
    this.bed = bed
    this.slack = slack
    this.inputs = { 'slack-webhook-url': slack.webhookUrl }
  }

  /** Sets the clock to a time (UTC) of a day in February 2026, and runs. */
  async runAt(day: number, time: string, inputs: Readonly<Record<string, string>> = this.inputs): Promise<ActionRun> {
    this.bed.at(`2026-02-${day}T${time}:00Z`)
    return this.bed.runWell({ inputs })
  }

  expectQuiet(): Promise<ActionRun> {
    return this.bed.expectQuiet({ inputs: this.inputs })
  }

  get titles(): string[] {
    return this.slack.messages.map(({ text }) => text.split('\n')[0]!.replaceAll('\u200B', ''))
  }

  /** The comments of ours that tell people something, without their hidden first lines. */
  get comments(): string[] {
    return this.bed
      .progress()
      .comments.flatMap((body) =>
        body.startsWith('<!-- phase-coordinator:tell ') ? [body.slice(body.indexOf('\n') + 1)] : [],
      )
  }

  /** Everything that GitHub was given, and everything that a run said. */
  traces(runs: readonly ActionRun[]): string {
    const board = JSON.stringify(this.bed.board.state)
    // What the runner is told to hide stands in the log that it reads, and in none that people do.
    const seen = (log: string) => log.replace(/^::add-mask::.*$/gm, '')
    const said = runs.map(({ log, summary, outputs }) => `${seen(log)}${summary}${JSON.stringify(outputs)}`)
    return [board, ...said, JSON.stringify(this.bed.tracker.requests)].join('\n')
  }
}

const test = bedTest.extend<{ news: Newsroom }>({
  news: async ({ bed }, use) => {
    const slack = await startSlack()
    await use(new Newsroom(bed, slack))
    await slack.close()
  },
}).concurrent

const worker = { sonnet: { workflow: 'worker.yml' } }

function phase(given: Omit<Plan, 'tasks'> = {}, tasks: Plan['tasks'] = ['a', 'b', 'c', 'd']): Plan {
  return { manager: 'octocat', ...given, tasks }
}

test('a digest comes in its hour, mentions the manager once and nobody else, and not again', async ({ news }) => {
  const { bed } = news
  const hostile = 'Ask @reader and @octo/team about #1'
  await bed.plan(
    phase({ title: 'Trial of @reader', slots: 3 }, [
      { id: 'a', title: hostile },
      { id: 'b', title: hostile },
      { id: 'c', title: hostile },
      { id: 'd', title: hostile, depends_on: ['c'] },
    ]),
  )
  await news.runAt(23, '10:15')
  expect(news.comments).toEqual([])
  bed.at('2026-02-24T08:00:00Z')
  await bed.octocat.close('a')
  await bed.octocat.close('c', 'not_planned')
  await bed.octocat.comment('b', '/hold because @reader said so')
  await news.runAt(24, '08:45')
  expect(news.comments, 'before its hour').toEqual([])
  const told = await news.runAt(24, '09:15')
  expect(news.comments).toHaveLength(1)
  const [digest = ''] = news.comments
  expect(digest.split('\n').slice(0, 2)).toEqual(['@octocat', '#### Phase 1, 24 February 2026: Trial of @\u200Breader'])
  expect(digest.match(/@[\w/-]+/g)).toEqual(['@octocat'])
  expect(digest.match(/#\d+/g)!.every((reference) => Number(reference.slice(1)) > 1)).toBe(true)
  for (const title of ['Decisions needed', 'Done', 'Dropped', 'Held']) expect(digest).toContain(`##### ${title}\n`)
  expect(news.titles).toEqual(['Phase 1 has started: Trial of @reader', 'Phase 1, 24 February 2026: Trial of @reader'])
  // The record twice, and the comment under a new reaction in place of that of the launch.
  expect(told.writes).toHaveLength(5)
  expect(told.requests.length - told.writes.length).toBeLessThanOrEqual(quietBudget(4) + 2)
  const quiet = await news.expectQuiet()
  expect(quiet.requests.length).toBeLessThanOrEqual(quietBudget(4))
  bed.at('2026-02-25T09:15:00Z')
  await bed.expectNoNews({ inputs: news.inputs })
})

test('a task that starts, is handed in, fails or stalls is in the digest as that', async ({ news }) => {
  const { bed } = news
  bed.addWorker()
  const plan = phase(
    { slots: 4, models: worker, retry: { max_attempts: 1 } },
    ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, model: 'sonnet' })),
  )
  await bed.plan(plan)
  await news.runAt(23, '09:15')
  await bed.octocat.comment(bed.progress().number, '/spawn a b c')
  await news.runAt(23, '09:30')
  expect(bed.workers).toHaveLength(3)
  for (const [claim, conclusion] of [
    ['a#1', 'success'],
    ['b#1', 'failure'],
  ] as const) {
    const run = bed.board.runs.find(({ inputs }) => inputs.claim === claim)!
    Object.assign(run, { status: 'completed', conclusion })
  }
  await news.runAt(24, '09:15')
  const [digest = ''] = news.comments
  const section = (title: string) => (digest.split(`##### ${title}\n\n`)[1] ?? '').split('\n\n')[0]
  expect(section('In review')).toContain('(a)')
  expect(section('Failed')).toContain('(b)')
  expect(section('Stalled')).toContain('(c)')
  expect(section('Started')).toContain('(d)')
  expect(section('Decisions needed')).toContain('(a)')
  await news.expectQuiet()
})

test('Slack is told by a token in the channel that the phase names, and of what it announces alone', async ({
  news,
}) => {
  const { bed, slack } = news
  const inputs = { 'slack-token': slack.token, 'slack-api-url': slack.apiUrl }
  await bed.plan(phase({ slack: { channel: '#aibot-chat', announce: ['complete'] } }, ['a']))
  const runs = [await news.runAt(23, '10:15', inputs)]
  expect(slack.messages).toEqual([])
  runs.push(await news.runAt(24, '09:15', inputs))
  expect(news.comments, 'the comment is made all the same').toHaveLength(1)
  expect(slack.messages).toEqual([])
  await bed.octocat.close('a')
  runs.push(await news.runAt(24, '10:15', inputs))
  expect(slack.messages).toMatchObject([{ channel: 'aibot-chat', via: 'token' }])
  expect(news.titles).toEqual(['Phase 1 is complete: Trial'])
  expect(bed.progress().open).toBe(false)
  await bed.expectQuiet({ inputs })
  expect(news.traces(runs)).not.toContain(slack.token)
})

test('a revoked webhook is a warning; what it did not take is tried again, and comes once when there is a new one', async ({
  news,
}) => {
  const { bed, slack } = news
  slack.revoke()
  await bed.plan(phase())
  const first = await news.runAt(23, '10:15')
  const said = 'Could not tell "Phase 1 has started: Trial": the webhook was taken back'
  const warned = ({ annotations }: ActionRun) =>
    annotations.flatMap(({ level, message }) => (level === 'warning' && message.startsWith(said) ? [message] : []))
  expect(warned(first)).toHaveLength(1)
  bed.at('2026-02-23T11:15:00Z')
  const again = await news.expectQuiet()
  expect(warned(again)).toHaveLength(1)
  expect(again.requests.length, 'the progress issue is read once more').toBeLessThanOrEqual(quietBudget(4) + 1)
  expect(again.log).toContain('Everything is as it should be')
  const digest = await news.runAt(24, '09:15')
  expect(warned(digest)).toHaveLength(1)
  expect(news.comments, 'the comment does not wait for Slack').toHaveLength(1)
  bed.at('2026-02-24T10:15:00Z')
  await news.expectQuiet()
  expect(slack.messages).toEqual([])
  expect(news.traces([first, again, digest])).not.toContain(new URL(slack.webhookUrl).pathname)

  const anew = await startSlack()
  try {
    const inputs = { 'slack-webhook-url': anew.webhookUrl }
    await news.runAt(24, '11:15', inputs)
    expect(anew.messages.map(({ text }) => text.split('\n')[0])).toEqual([
      'Phase 1 has started: Trial',
      'Phase 1, 24 February 2026: Trial',
    ])
    await bed.expectQuiet({ inputs })
    expect(news.comments).toHaveLength(1)
    expect(parseProgressRecord(bed.progress().body)?.told?.letters).toEqual([])
  } finally {
    await anew.close()
  }
})

test('a phase is completed and closed though Slack is down, a later run tells it, and then it costs nothing', async ({
  news,
}) => {
  const { bed, slack } = news
  await bed.plan(phase({}, ['a']))
  await news.runAt(23, '10:15')
  await bed.octocat.close('a')
  slack.setFault({ kind: 'answer', status: 503, body: 'try later' }, 100)
  const down = await news.runAt(23, '11:15')
  expect(down.outputs).toMatchObject({ 'phase-complete': 'true' })
  expect(bed.progress().open).toBe(false)
  expect(bed.board.milestones.map(({ state }) => state)).toEqual(['closed'])
  expect(news.comments).toHaveLength(1)
  bed.at('2026-02-23T12:15:00Z')
  await news.expectQuiet()
  slack.setFault(undefined)
  await news.runAt(23, '13:15')
  expect(news.titles).toEqual(['Phase 1 has started: Trial', 'Phase 1 is complete: Trial'])
  const quiet = await news.expectQuiet()
  // Who am I, and the list of progress issues.
  expect(quiet.requests).toHaveLength(2)
  expect(news.comments).toHaveLength(1)
})

for (const [name, fault, count] of [
  ['does not answer before it takes a message', { kind: 'lost', when: 'before' }, 1],
  ['loses its answer', { kind: 'lost', when: 'after' }, 2],
] as const) {
  test(`where Slack ${name}, the next run tries again`, async ({ news }) => {
    await news.bed.plan(phase({ manager: [] }))
    news.slack.setFault(fault)
    const first = await news.runAt(23, '10:15')
    expect(first.annotations.map(({ level }) => level)).toEqual(['warning'])
    await news.runAt(23, '11:15')
    expect(news.titles).toEqual(Array.from({ length: count }, () => 'Phase 1 has started: Trial'))
    await news.expectQuiet()
  })
}

test('a dry run says what it would tell, and tells nobody', async ({ news }) => {
  const { bed, slack } = news
  await bed.plan(phase())
  await news.runAt(23, '10:15')
  bed.at('2026-02-24T09:15:00Z')
  const dry = await bed.expectQuiet({ inputs: { ...news.inputs, 'dry-run': 'true' } })
  expect(dry.log).toContain('would tell "Phase 1, 24 February 2026: Trial" in a comment and in Slack')
  expect(dry.summary).toContain('would tell')
  expect(slack.messages).toHaveLength(1)
  expect(news.comments).toEqual([])
})

test('a locked progress issue takes no comment: a warning once a run, and nothing is written in vain', async ({
  news,
}) => {
  const { bed } = news
  await bed.plan(phase())
  await news.runAt(23, '10:15')
  await bed.octocat.lock(bed.progress().number)
  await news.runAt(24, '09:15')
  bed.at('2026-02-24T10:15:00Z')
  await news.expectQuiet()
  await bed.octocat.unlock(bed.progress().number)
  await news.runAt(24, '11:15')
  expect(news.comments).toHaveLength(1)
  expect(news.titles).toHaveLength(2)
})

const launchNote = await readFile(path.resolve(import.meta.dirname, '../../examples/phase-4.yml'), 'utf8')

test('the launch of the launch note with a manager, operators and Slack keeps within the budget of requests', async ({
  news,
}) => {
  const { bed } = news
  const kept = launchNote.replace(/^(manager|operators|slack|files|report):.*\n(?: .*\n)*/gm, '')
  await bed.write('.github/phases/phase-4.yml', `${kept}\nmanager: octocat\noperators: [reader]\n`)
  bed.at('2026-02-23T03:15:00Z')
  const first = await bed.runWell({ inputs: news.inputs })
  const [tasks, links, labels, picks] = [12, 12, 15, 2]
  console.log(`the first run makes ${first.requests.length} requests of ${2 * tasks + links + labels + 8 + 3 * picks}`)
  expect(first.requests.length).toBeLessThanOrEqual(2 * tasks + links + labels + 8 + 3 * picks)
  expect(news.titles).toEqual(['Phase 4 has started: Release readiness'])
  expect(JSON.stringify(news.slack.messages[0]!.blocks)).toContain('say /spawn to start sonnet')
  const comments = bed.progress('4').comments
  expect(comments).toHaveLength(1)
  expect(comments[0]).toContain('@reader')
  const quiet = await news.expectQuiet()
  expect(quiet.requests.length).toBeLessThanOrEqual(quietBudget(12))
})

test('phases follow each other in one run, and a late task opens a finished one again', async ({ news }) => {
  const { bed } = news
  await bed.plan(phase({ phase: 1, milestone: 'v1' }, ['a']))
  await bed.plan(phase({ phase: 2, title: 'Second', after: 1, milestone: 'v2' }, ['b']))
  const [first] = [await news.runAt(23, '10:15')]
  expect(issuesOn(bed.board).map(({ title }) => title)).toEqual(['Phase 1 progress: Trial', 'a: Task a'])
  expect(first.log).not.toContain('Second')
  await bed.octocat.close('a')
  const turn = await news.runAt(23, '11:15')
  expect(turn.ids('picked')).toEqual(['b'])
  expect(turn.outputs).toMatchObject({ 'phase-complete': 'true' })
  expect(bed.progress('1').open).toBe(false)
  expect(bed.board.milestones.map(({ title, state }) => `${title} ${state}`)).toEqual(['v1 closed', 'v2 open'])
  expect(news.titles).toEqual([
    'Phase 1 has started: Trial',
    'Phase 1 is complete: Trial',
    'Phase 2 has started: Second',
  ])
  const quiet = await news.expectQuiet()
  // Who am I, the list of progress issues, and that of the open phase: the finished one costs nothing.
  expect(quiet.requests).toHaveLength(3)

  await bed.plan(phase({ phase: 1, milestone: 'v1' }, ['a', 'late']))
  await news.runAt(23, '12:15')
  expect(bed.progress('1').open).toBe(true)
  expect(bed.board.milestones.map(({ state }) => state)).toEqual(['open', 'open'])
  expect(bed.task('late').status).toBe('assigned')
  expect(bed.task('b').status, 'what was begun goes on').toBe('assigned')
  await news.expectQuiet()
  await bed.octocat.close('late')
  await news.runAt(23, '13:15')
  expect(bed.progress('1').open).toBe(false)
  expect(news.titles.at(-1)).toBe('Phase 1 is complete: Trial')
  expect(news.comments).toHaveLength(2)
  await news.expectQuiet()
})

test('open phases share max-active, and keep overlapping paths apart', async ({ news }) => {
  const { bed } = news
  const [docs, source] = [{ paths: ['docs/**'] }, { paths: ['src/**'] }]
  const inputs = { ...news.inputs, 'max-active': '3' }
  const first = [
    { id: 'a', ...docs },
    { id: 'b', ...source },
  ]
  await bed.plan(phase({ phase: 1 }, first))
  await bed.plan(phase({ phase: 2 }, [{ id: 'c', ...docs }, 'd']))
  expect((await news.runAt(23, '10:15')).ids('picked').sort()).toEqual(['a', 'b', 'd'])
  expect(bed.section('Next up', '2')).toContain('docs/\\*\\* overlaps docs/\\*\\*')
  await bed.plan(phase({ phase: 3 }, ['e']))
  expect((await news.runAt(23, '11:15', inputs)).ids('picked')).toEqual([])
  expect(bed.section('Next up', '3')).toContain('no more than 3 tasks may be at work over all phases')
  await bed.octocat.close('a')
  expect((await news.runAt(23, '12:15', inputs)).ids('picked')).toHaveLength(1)
  await bed.expectQuiet({ inputs })
})

test('picks that are announced come batched, at most once an hour', async ({ news }) => {
  const { bed } = news
  const tasks = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, model: 'sonnet' }))
  const slack = { announce: ['picks'] }
  await bed.plan({ slots: 2, models: worker, operators: 'reader', slack, tasks })
  await news.runAt(23, '10:15')
  expect(news.titles).toEqual(['Phase 1: 2 tasks to start'])
  await bed.octocat.close('a')
  await news.runAt(23, '10:30')
  await bed.octocat.close('b')
  await news.runAt(23, '10:45')
  expect(news.titles).toHaveLength(1)
  await news.runAt(23, '11:30')
  expect(news.titles).toEqual(['Phase 1: 2 tasks to start', 'Phase 1: 2 tasks to start'])
  expect(news.comments.map((body) => body.split('\n')[0])).toEqual(['@reader', '@reader'])
  await news.expectQuiet()
})

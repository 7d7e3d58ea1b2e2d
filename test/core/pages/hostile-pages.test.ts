import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerOf } from '../../../src/core/commands/answers.ts'
import { replyBody } from '../../../src/core/commands/reply-text.ts'
import { backlogPart } from '../../../src/core/mirror/backlog-file.ts'
import { jobsPart } from '../../../src/core/mirror/jobs-file.ts'
import { progressPart } from '../../../src/core/mirror/progress-part.ts'
import { writeTask } from '../../../src/core/pages/managed-task.ts'
import { pageForReading } from '../../../src/core/pages/page-operations.ts'
import { writeProgress } from '../../../src/core/pages/progress-page.ts'
import type { Standing } from '../../../src/core/pages/progress-sections.ts'
import { describeTask } from '../../../src/core/pages/task-part.ts'
import type { Claim } from '../../../src/core/records/claim.ts'
import { parseRecord, splitBody } from '../../../src/core/records/managed-part.ts'
import { emptyTaskRecord, type TaskState } from '../../../src/core/records/task-record.ts'
import { summarize } from '../../../src/core/report/summary.ts'
import type { TaskView } from '../../../src/core/tasks/task-view.ts'
import { letterBody } from '../../../src/core/telling/letter-text.ts'
import type { Notice } from '../../../src/core/telling/notice.ts'
import { completionNotice, digestNotice, launchNotice } from '../../../src/core/telling/notices.ts'
import { type SlackMessage, slackMessage } from '../../../src/core/telling/slack-message.ts'
import { slackNaming } from '../../../src/core/telling/slack-text.ts'
import { codeReference } from '../../../src/core/troubleshooting/message.ts'
import { anyHostileText, hostileTexts, shown } from '../hostile-texts.ts'
import { streamOf } from '../plan.ts'
import { liveParts, renderMarkdown, visibleText, withoutZeroWidth } from '../rendered-markdown.ts'
import { reportOf } from '../scene.ts'
import { type Standpoint, standingOf } from '../telling/standing.ts'

/** Texts of others by the place where they enter; those of a file are never empty. */
type Texts = (place: string) => string

const harmless: Texts = () => 'Plain words'
const now = Date.parse('2026-02-24T12:00:00Z')
const states: readonly TaskState[] = [
  ...['assigned', 'running', 'stalled', 'review', 'waiting', 'failed', 'held', 'ready', 'blocked', 'done'].map(
    (state) => state as TaskState,
  ),
  'dropped',
]

/** A task in each state, and every text in it somebody else's. */
function standing(texts: Texts, given: Partial<Standpoint> = {}): Standing {
  const found = standingOf({
    states: new Map(states.map((state) => [state, state])),
    tasks: (id) => ({ title: texts(`title of ${id}`), stream: 'doc', paths: [texts(`path of ${id}`)] }),
    issues: () => ({ assignees: [], closedBy: texts('closer'), closedAt: '2026-02-23T12:00:00Z' }),
    phase: {
      title: texts('phase'),
      streams: new Map([['doc', { ...streamOf('doc'), title: texts('stream') }]]),
      goal: undefined,
    },
    decisions: [[`a decision about ${texts('decision')}`]],
    waits: new Map([['ready', { for: 'paths', own: texts('own path'), theirs: texts('their path'), task: 'running' }]]),
    ...given,
  })
  return { ...found, phase: { ...found.phase, tasks: found.phase.tasks.map((view) => withRecord(view, texts)) } }
}

function withRecord(view: TaskView, texts: Texts): TaskView {
  const claim: Claim = {
    ...{ number: 1, attempt: 1, model: texts('model'), worker: 'run', since: '2026-02-23T12:00:00.000Z' },
    ...{ by: texts('starter'), command: undefined, workflow: 'worker.yml', logins: [texts('login')], lock: undefined },
    ...{ started: undefined, run: 5, heartbeat: undefined, percent: 40, plan: '', giveUp: undefined },
    ...{ cancelled: undefined, release: undefined },
    end: { at: '2026-02-23T13:00:00.000Z', how: 'refused', why: texts('refusal') },
  }
  const words = { by: texts('closer'), text: texts('words') }
  const record = {
    ...emptyTaskRecord,
    claim: view.work.kind === 'idle' ? undefined : claim,
    hold: { by: texts('holder'), reason: texts('reason') },
    handover: [{ issue: 3, pull: 4, repository: undefined, commit: undefined, words }],
    reviewSince: '2026-02-23T13:00:00.000Z',
  }
  return { ...view, record }
}

const numberOf = (task: string) => (states as readonly string[]).indexOf(task) + 2
const changes = (found: Standing) => ({
  ...{ decisions: true, dates: undefined, verdict: undefined },
  tasks: new Map(found.phase.tasks.map(({ task }) => [task.id, (task.id === 'ready' ? 'queued' : task.id) as 'done'])),
})
const complete: Partial<Standpoint> = { record: { complete: { at: '2026-02-24T12:00:00.000Z', dropped: [] } } }
const links = { declared: [], old: [], restored: [] }
const place = {
  codeReference: codeReference(undefined),
  reference: (issue: number) => `[#${issue}](https://github.com/octo/demo/issues/${issue})`,
  runAddress: (run: number) => `https://github.com/octo/demo/actions/runs/${run}`,
  // What is in an address is held by the tests of whole runs; here it would make each text another page.
  lineAddress: (_file: string, line: number) => `https://github.com/octo/demo/blob/HEAD/file#L${line}`,
}

function taskBody(found: Standing, id: TaskState): string {
  const view = found.phase.tasks.find(({ task }) => task.id === id)!
  const part = describeTask(view, id, links, found.slots, { now, unassignable: new Set() })
  return writeTask({ ...part, record: { ...part.record, links: [] } } as typeof part, undefined, 1, numberOf)
}

const letter = (notice: Notice) =>
  letterBody(
    { key: 'digest 1', at: '2026-02-24T12:00:00.000Z', notice, comment: ['manager'], slack: true },
    true,
    numberOf,
  )

const pageOf = (own: Standing) => pageForReading({ standing: own, isCurrent: true }, undefined, now)

/** Every page of the product, as the Markdown that it is. */
const pages: readonly (readonly [page: string, write: (texts: Texts) => string])[] = [
  ['a progress issue', (texts) => writeProgress(pageOf(standing(texts)), undefined, numberOf)],
  ['a closing summary', (texts) => writeProgress(pageOf(standing(texts, complete)), undefined, numberOf)],
  ...states.map((state) => [`a task that is ${state}`, (texts: Texts) => taskBody(standing(texts), state)] as const),
  ['a digest', (texts) => letter(digestNotice(standing(texts), changes(standing(texts)), '2026-02-24'))],
  ['an announcement', (texts) => letter(launchNotice(standing(texts)))],
  ['the end of a phase', (texts) => letter(completionNotice(standing(texts, complete), changes(standing(texts))))],
  ...(['status', 'why'] as const).map(
    (what) =>
      [
        `the answer to ${what}`,
        (texts: Texts) => {
          const found = standing(texts)
          const task = found.phase.tasks.find((view) => view.task.id === 'held')
          const lines = answerOf(what, { task } as Parameters<typeof answerOf>[1], found)
          return replyBody({ answers: '1.0', refusal: undefined, lines }, numberOf)
        },
      ] as const,
  ),
  [
    'a refusal',
    (texts) =>
      replyBody({ answers: '1.0', refusal: 'no-slot', lines: [[texts('author'), ': ', texts('why')]] }, numberOf),
  ],
  [
    'a job summary',
    (texts) => {
      const found = standing(texts)
      const outcome = { phases: [{ standing: found, view: found.phase }], slots: found.slots, numbers: new Map() }
      const report = reportOf({ operations: [] } as unknown as Parameters<typeof reportOf>[0], {
        outcome: outcome as never,
        warnings: [{ code: 'operation-refused', message: texts('warning') }],
        error: { code: 'access-missing', message: texts('error') },
        picked: ['assigned'],
      })
      const problem = { file: texts('file'), line: 1, column: 1, code: 'cycle', message: texts('problem') } as const
      return summarize(report, {
        dryRun: false,
        place,
        now,
        forecasts: new Map(),
        problems: [problem],
        sources: new Map(),
      })
    },
  ],
  ['the jobs file', (texts) => jobsPart(standing(texts))],
  ['the backlog file', (texts) => backlogPart(standing(texts))],
  [
    'a progress file',
    (texts) =>
      progressPart(standing(texts).phase.tasks.find(({ task }) => task.id === 'held')!, 'held', standing(texts)),
  ],
]

/** Tags in order, and everything that is live in a page outside of its pictures. */
function looks(markdown: string) {
  const html = renderMarkdown(markdown.replace(/^<!-- phase-coordinator:data .*$/m, ''))
  const drawn = html.replace(/<pre><code class="language-mermaid">[\s\S]*?<\/code><\/pre>/g, '<pre>')
  const bare = drawn.replace(/<!-- phase-coordinator:[a-z]+ ?[\w. -]*-->/g, '')
  const tags = [...bare.matchAll(/<[^>]*>/g)].map(([tag]) => tag)
  const names = tags.map((tag) => /^<\/?([a-z0-9]*)/.exec(tag)![1]!)
  return { tags, text: visibleText(bare, names) }
}

/** With the texts taken in turn, from one on. */
function inTurn(texts: readonly string[], from = 0): Texts {
  const known = new Map<string, string>()
  return (place) => {
    if (!known.has(place)) known.set(place, texts[(from + known.size) % texts.length]!)
    return known.get(place)!
  }
}

function expectInert(write: (texts: Texts) => string, texts: Texts): string {
  const usual = looks(write(harmless))
  const markdown = write(texts)
  const found = looks(markdown)
  const [live, usualLive] = [liveParts(found.text), liveParts(usual.text)]
  // What tells people something is cut where it would be long.
  const isLetter = markdown.startsWith('<!-- phase-coordinator:tell ')
  expect(isLetter ? found.tags.filter((tag) => !usual.tags.includes(tag)) : found.tags).toEqual(
    isLetter ? [] : usual.tags,
  )
  expect(isLetter ? live.filter((part) => !usualLive.includes(part)) : live).toEqual(isLetter ? [] : usualLive)
  return withoutZeroWidth(found.text).replace(/\s+/g, ' ')
}

/** The texts of a message in which Slack looks for links; its header is none of them. */
function mrkdwnOf({ text, blocks }: SlackMessage): readonly string[] {
  return [
    text,
    ...blocks.flatMap((block) => {
      if (block.type === 'header') return []
      return block.type === 'section' ? [block.text.text] : [block.elements[0].text]
    }),
  ]
}

describe('whatever the texts of others are', () => {
  test.each(pages)('%s has the same parts and links as with plain words', (_, write) => {
    for (let from = 0; from < hostileTexts.length; from += 7) expectInert(write, inTurn(hostileTexts, from))
  })

  test('so it is with any texts', () => {
    const some = fc.array(
      anyHostileText.filter((text) => shown(text) !== ''),
      { minLength: 5, maxLength: 12 },
    )
    fc.assert(
      fc.property(fc.constantFrom(...pages), some, ([, write], texts) => {
        expectInert(write, inTurn(texts))
      }),
      { seed: 4, numRuns: 120 },
    )
  })

  test.each(hostileTexts)('%j comes back from the rows of a progress issue, and its record is whole', (text) => {
    const write = (texts: Texts) => writeProgress(pageOf(standing(texts)), undefined, numberOf)
    const seen = expectInert(write, () => text)
    expect(seen.split(shown(text)).length).toBeGreaterThan(states.length)
    const { part, after } = splitBody(
      write(() => text),
      { kind: 'phase', id: '4' },
    )
    expect(parseRecord(part)).toBeDefined()
    expect(after).toBe('')
  })

  test.each(hostileTexts)('%j comes back from a task issue', (text) => {
    expect(
      expectInert(
        (texts) => taskBody(standing(texts), 'held'),
        () => text,
      ),
    ).toContain(`${shown(text)}); /unhold`)
  })

  test('a message for Slack has no link and no mention but ours', () => {
    const naming = slackNaming('https://github.com', 'octo/demo', numberOf)
    const live = (texts: Texts) => {
      const found = standing(texts)
      const notices = [digestNotice(found, changes(found), '2026-02-24'), launchNotice(found)]
      const said = notices.flatMap((notice) => mrkdwnOf(slackMessage(notice, naming, ['U012AB3CD']))).join('\n')
      return said.match(/<[^>]*>/g)!.map((link) => link.replace(/\|.*/, ''))
    }
    const usual = live(harmless)
    expect(usual).toContain('<@U012AB3CD>')
    for (let from = 0; from < hostileTexts.length; from += 3) {
      expect(live(inTurn(hostileTexts, from)).filter((link) => !usual.includes(link))).toEqual([])
    }
  })
})

import { describe, expect, test } from 'vitest'
import type { Issue } from '../../../src/core/issues/issue.ts'
import { type Observation, type PullRequest, type Question, questionKey } from '../../../src/core/observation.ts'
import type { Task } from '../../../src/core/phase.ts'
import type { Claim } from '../../../src/core/records/claim.ts'
import { emptyTaskRecord, type TaskRecord } from '../../../src/core/records/task-record.ts'
import type { PhaseView, TaskView } from '../../../src/core/tasks/task-view.ts'
import { isWorker, openPulls, withReview } from '../../../src/core/workers/hand-in.ts'
import { fullRecord } from '../full-record.ts'
import { launch } from '../scene.ts'
import { workedPhase } from '../worker-scene.ts'

const at = (time: string) => `2026-02-22T${time}.000Z`
const now = Date.parse(at('18:00:00'))
/** When the page was written. */
const written = at('14:00:00')

const { outcome, observation: observed } = launch(workedPhase(['a'])).latest
const launched = outcome!.phases[0]!.view
const number = launched.tasks[0]!.number!
const untouched: Observation = { ...observed, answered: new Set(), writers: new Map(), pulls: new Map(), wrote: false }
const { me } = untouched
const someClaim = fullRecord(['a']).claims.get('a')!

interface Given {
  readonly task?: Partial<Task>
  readonly issue?: Partial<Issue>
  readonly claim?: Partial<Claim>
  /** The record that the issue bears, and what else this run has found out since. */
  readonly known?: Partial<TaskRecord>
  readonly record?: Partial<TaskRecord>
  readonly picked?: string
  readonly page?: Partial<PhaseView['record']>
  readonly timezone?: string
  readonly observation?: Partial<Observation>
}

const claimWith = (given: Partial<Claim>): Claim => ({ ...someClaim, ...given })
const over = (how: NonNullable<Claim['end']>['how'], time = '13:00:00'): Claim['end'] => ({ how, at: at(time) })

/** A task of a page that was written today; its issue was not touched since, and nothing was asked. */
function made({ task, issue, claim, picked, timezone = 'UTC', ...given }: Given) {
  const seen = launched.tasks[0]!
  const picks = new Map(picked === undefined ? [] : [['a', picked]])
  const phase: PhaseView = {
    ...launched,
    phase: { ...launched.phase, timezone },
    progress: { ...launched.progress!, issue: { ...launched.progress!.issue, updatedAt: written } },
    record: { ...launched.record, swept: '2026-02-22', picks, ...given.page },
  }
  const known: TaskRecord = { ...emptyTaskRecord, ...(claim && { claim: claimWith(claim) }), ...given.known }
  const view: TaskView = {
    ...seen,
    task: { ...seen.task, ...task },
    issue: { ...seen.issue!, updatedAt: at('13:00:00'), ...issue },
    record: known,
  }
  const observation = { ...untouched, ...given.observation }
  const context = { phase, observation, now, questions: [] as Question[], wanted: new Set<number>() }
  return { view, record: { ...known, ...given.record }, context }
}

function pull(id: number, author: string | undefined, draft = false): PullRequest {
  return { number: id, author, draft, updatedAt: written }
}

const numbersOf = (pulls: readonly { number: number }[]) => pulls.map((each) => each.number)

describe('whether a login does the task', () => {
  test.each<[login: string, given: string, expected: boolean, Given]>([
    ['mona', 'who is assigned', true, { issue: { assignees: ['hubot', 'Mona'] } }],
    ['mona', 'while somebody else is', false, { issue: { assignees: ['hubot'] } }],
    ['mona', 'while nobody is', false, {}],
    ['mona', 'whose claim it is', true, { claim: { worker: 'person', logins: ['mona'] } }],
    ['Copilot', 'whom its model is assigned to', true, { task: { model: 'copilot' } }],
    ['copilot-swe-agent[bot]', 'whom its model is assigned to', true, { task: { model: 'copilot' } }],
    ['Builder', 'whom its model names', true, { task: { model: 'elsewhere' } }],
    ['builder[bot]', 'an app that its model names without [bot]', true, { task: { model: 'elsewhere' } }],
    ['mona[bot]', 'an app that is called as who is assigned', false, { issue: { assignees: ['mona'] } }],
    ['renovate', 'as an app that is assigned is called', false, { issue: { assignees: ['renovate[bot]'] } }],
    ['builder', 'whom another model names', false, {}],
    ['builder', 'where the task has no model', false, { task: { model: undefined } }],
    ['builder', 'where no file has its model', false, { task: { model: 'opus' } }],
    ['builder', 'whom the model of its claim names', true, { claim: { model: 'elsewhere' } }],
    ['builder', 'whom the model in the file names', false, { task: { model: 'elsewhere' }, claim: {} }],
    [me, 'for a run of ours', true, { claim: { worker: 'run' } }],
    [me, 'for a job of somebody else’s workflow', true, { claim: { worker: 'agent' } }],
    [me, 'for a person', false, { claim: { worker: 'person', logins: ['mona'] } }],
    [me, 'for nobody', false, {}],
    ['helper[bot]', 'for a run of ours', false, { claim: { worker: 'run' } }],
  ])('%s, %s: %s', (login, _, expected, given) => {
    const { view, record } = made(given)
    expect(isWorker(login, view, record.claim, untouched)).toBe(expected)
  })

  test('nobody is assigned to a task without an issue', () => {
    const view = { ...made({ task: { model: 'elsewhere' } }).view, issue: undefined }
    expect(['mona', 'builder'].map((login) => isWorker(login, view, undefined, untouched))).toEqual([false, true])
  })
})

describe('an open pull request', () => {
  const octocat: Question = { ask: 'writer', login: 'OctoCat' }
  const may = (write: boolean): Partial<Observation> => ({
    answered: new Set([questionKey(octocat)]),
    writers: new Map([['octocat', write]]),
  })

  test.each<[name: string, author: string | undefined, Given, counts: boolean, asked: Question[]]>([
    ['by somebody of whom nothing is known counts once they may write', 'OctoCat', {}, false, [octocat]],
    ['by somebody who may write counts', 'OctoCat', { observation: may(true) }, true, []],
    ['by somebody who may not write does not', 'OctoCat', { observation: may(false) }, false, []],
    ['by its worker counts, and nobody is asked', 'mona', { issue: { assignees: ['mona'] } }, true, []],
    ['by our own login counts for its run', me, { claim: { worker: 'run' } }, true, []],
    ['by a deleted account does not count', undefined, {}, false, []],
    ['that counted once counts, and nobody is asked', 'OctoCat', { record: { pulls: [3, 7] } }, true, []],
    ['that counted once counts although its account was deleted', undefined, { record: { pulls: [7] } }, true, []],
    ['beside one that counted once is judged by itself', 'OctoCat', { record: { pulls: [3, 8] } }, false, [octocat]],
  ])('%s', (_, author, given, counts, asked) => {
    const observation = { pulls: new Map([[number, [pull(7, author)]]]), ...given.observation }
    const { view, record, context } = made({ ...given, observation })
    expect(numbersOf(openPulls(view, record, context))).toEqual(counts ? [7] : [])
    expect(context.questions).toEqual(asked)
  })

  test('counts also where the record of the task was lost', () => {
    const pulls = new Map([[number, [pull(8, 'stranger'), pull(7, 'OctoCat', true), pull(9, 'OctoCat')]]])
    const { view, context } = made({ observation: { ...may(true), pulls } })
    expect(numbersOf(openPulls({ ...view, record: undefined }, undefined, context))).toEqual([7, 9])
    expect([...context.wanted]).toEqual([])
  })
})

describe('GitHub is asked for pull requests', () => {
  const picked = at('12:00:00')
  const touched = { issue: { updatedAt: at('14:00:01') } }
  const wrote = { observation: { wrote: true } }
  const yesterday = { page: { swept: '2026-02-21' } }
  const timezone = 'Asia/Tokyo'
  const ended = (end: Claim['end'], attempt = 1): Given => ({ claim: { attempt, end } })
  const justEnded = (end: Claim['end'], attempt = 1): Given => ({
    claim: { attempt },
    record: { claim: claimWith({ attempt, end }) },
  })

  test.each<[name: string, expected: boolean, Given]>([
    ['in review', true, { known: { reviewSince: written } }],
    ['in review, after this run has written', true, { known: { reviewSince: written }, ...wrote }],
    ['in the queue', false, {}],
    ['in the queue, its issue touched, on another day', false, { ...touched, ...yesterday }],
    ['while its run works', false, { claim: {}, picked }],
    ['its worker ended well', true, ended(over('green'))],
    ['its worker failed just now', true, justEnded(over('failed'))],
    ['its worker failed just now, at its last attempt', true, justEnded(over('lost'), 2)],
    ['its worker was released just now', false, justEnded(over('released'))],
    ['its worker was released', false, ended(over('released'))],
    ['the start was refused that somebody asked for', false, ended(over('refused'))],
    ['the first start was refused', true, { record: { claim: claimWith({ by: undefined, end: over('refused') }) } }],
    ['its next attempt is due', true, ended(over('failed', '17:45:00'))],
    ['its next attempt is due in a second', false, ended(over('failed', '17:45:01'))],
    ['its next attempt is due for long', true, ended(over('silent', '12:00:00'))],
    ['all its attempts are used up', false, ended(over('failed'), 2)],
    ['picked, its issue not touched since the page', false, { picked }],
    ['picked, its issue touched in that very second', false, { picked, issue: { updatedAt: written } }],
    ['picked, its issue touched', true, { picked, ...touched }],
    ['picked, on another day', true, { picked, ...yesterday }],
    ['picked, on another day where the phase is', true, { picked, timezone }],
    ['picked, its issue touched, on another day', true, { picked, ...touched, timezone }],
    ['picked, its issue touched by this run', false, { picked, ...touched, ...wrote }],
    ['picked, on another day, after this run has written', false, { picked, ...yesterday, ...wrote }],
  ])('%s: %s', (_, expected, given) => {
    const { view, record, context } = made(given)
    openPulls(view, record, context)
    expect([...context.wanted]).toEqual(expected ? [number] : [])
  })
})

describe('what is handed in: a task', () => {
  const today = at('18:00:00')
  const handed = over('green', '18:00:00')
  const picked = at('12:00:00')
  const [draft, ready] = [pull(6, 'mona', true), pull(7, 'mona')]
  const agent: Partial<Claim> = { worker: 'agent', workflow: '', logins: ['mona'], run: undefined }
  const failed: Given = { claim: { end: over('failed') } }
  const released: Given = { claim: { end: over('released') } }
  // Given back at noon: it stays behind the others until noon.
  const back = { behindUntil: '2026-02-23T12:00:00.000Z' }
  const noon = [at('12:00:00'), at('12:00:01')] as const

  test.each<[name: string, PullRequest[], Given, since: string | undefined, end?: Claim['end']]>([
    ['with a slot and no worker', [ready], { picked }, today],
    ['with a draft beside it', [draft, ready], { picked }, today],
    ['not with a draft alone', [draft], { picked }, undefined],
    ['not without a pull request', [], { picked }, undefined],
    ['not without a slot', [ready], {}, undefined],
    ['not while a run is at it', [ready], { claim: {}, picked }, undefined],
    ['while an agent is at it', [ready], { claim: agent, picked }, today, handed],
    ['while an agent is at it, of a pick that no page shows', [ready], { claim: agent }, today, handed],
    ['while a person is at it', [ready], { claim: { ...agent, worker: 'person' }, picked }, today, handed],
    ['whose run failed', [ready], failed, today, over('failed')],
    ['not whose run failed and left a draft', [draft], failed, undefined, over('failed')],
    ['not whose run was released', [ready], released, undefined, over('released')],
    ['not released since it was picked', [ready], { ...released, picked: at('13:00:00') }, undefined, over('released')],
    ['picked since it was released', [ready], { ...released, picked: at('13:00:01') }, today, over('released')],
    ['whose start was refused', [ready], { claim: { end: over('refused') }, picked }, today, over('refused')],
    ['not given back since it was picked', [ready], { known: back, picked: noon[0] }, undefined],
    ['picked since it was given back', [ready], { known: back, picked: noon[1] }, today],
    ['whose run ended well, from then on', [draft], { claim: { end: over('green') } }, at('13:00:00'), over('green')],
    ['that is in review', [draft], { ...failed, known: { reviewSince: written } }, written, over('failed')],
  ])('%s', (_, pulls, given, since, end) => {
    const { view, record, context } = made(given)
    const next = withReview(view, record, pulls, context)!
    expect([next.reviewSince, next.claim?.end]).toEqual([since, end])
    expect(next.pulls).toEqual(since === undefined ? [] : numbersOf(pulls))
  })

  test('whose record was lost waits until it has one', () => {
    const { view, context } = made({ picked })
    expect(withReview(view, undefined, [ready], context)).toBeUndefined()
  })

  const upTo = (last: number) => Array.from({ length: last }, (_, at) => at + 1)
  test.each([
    ['each once, in the order in which they came', [3, 9], [9, 5, 3, 7], [3, 9, 5, 7]],
    ['also those that are closed by now', [3, 9], [], [3, 9]],
    ['as many as there is room for', upTo(18), [31, 32], [...upTo(18), 31, 32]],
    ['the newest where there is no room', upTo(19), [2, 31, 32, 33], [...upTo(19).slice(2), 31, 32, 33]],
  ])('remembers its pull requests: %s', (_, pulls, open, expected) => {
    const { view, record, context } = made({ known: { reviewSince: written, pulls } })
    const next = open.map((each) => pull(each, 'mona'))
    expect(withReview(view, record, next, context)?.pulls).toEqual(expected)
  })
})

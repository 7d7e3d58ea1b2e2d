import { describe, expect, test } from 'vitest'
import type { Observation, Question, Start, WorkerRun } from '../../../src/core/observation.ts'
import type { Claim } from '../../../src/core/records/claim.ts'
import type { PhaseView } from '../../../src/core/tasks/task-view.ts'
import { isCancelled, runToCancel } from '../../../src/core/workers/follow-workers.ts'
import { aMinute, anHour } from '../worker-scene.ts'
import {
  agent,
  ago,
  aSecond,
  atWork,
  ended,
  follow,
  type Given,
  now,
  person,
  runWith,
  shown,
  today,
  untouched,
  viewOf,
} from './followed-task.ts'

const aQuarter = 15 * aMinute
const question = (look: number): Question => ({ ask: 'run', id: 500, look })
const search = (look: number): Question => ({ ask: 'claim-run', claim: 'a#1', workflow: 'worker.yml', look })
const claimRun = (run: Partial<WorkerRun> | 'none' | 'unreadable', look = 0): Partial<Observation> => ({
  claimRuns: new Map([['a#1', typeof run === 'object' ? runWith(run) : run]]),
  answered: new Set([JSON.stringify(search(look))]),
})
const began = (start: Start): Partial<Observation> => ({ starts: new Map([['a#1', start]]) })

type Changed = Partial<Pick<Claim, 'started' | 'run' | 'end' | 'cancelled'>>

/** The claim with these changes, and these questions about runs, are what comes of it. */
function expectChange(given: Given, changed: Changed, asked: readonly Question[] = []): void {
  const { claim, questions } = follow(given)
  expect(claim).toEqual({ ...atWork, ...given.claim, ...changed })
  expect(questions.filter(({ ask }) => ask !== 'pulls')).toEqual(asked)
}

describe('a claim of which it is not recorded that its worker was started', () => {
  const claimed = { started: undefined, run: undefined }
  const since = atWork.since
  const long = 'no '.repeat(100)

  test.each<[what: string, claim: Partial<Claim>, Partial<Observation>, Changed, asked: Question[]]>([
    [
      'GitHub took the start',
      {},
      began({ as: 'started', at: today, run: 500 }),
      { started: today, run: 500 },
      [question(0)],
    ],
    [
      'GitHub refused it, at length',
      {},
      began({ as: 'refused', at: today, why: long }),
      { end: { at: today, how: 'refused', why: long.slice(0, 200) } },
      [],
    ],
    ['nothing is known: its run is looked for', {}, {}, {}, [search(0)]],
    ['GitHub did not say: its run is looked for once more', {}, began({ as: 'unknown' }), {}, [search(1)]],
    ['no list shows its run', {}, claimRun('none'), {}, []],
    ['the lists could not be read', {}, claimRun('unreadable'), {}, []],
    [
      'its run was found: since that was made',
      {},
      claimRun({ createdAt: ago(aMinute) }),
      { started: ago(aMinute), run: 500 },
      [question(0)],
    ],
    [
      'by a clock ahead of ours',
      {},
      claimRun({ createdAt: ago(-aMinute) }),
      { started: today, run: 500 },
      [question(0)],
    ],
    ['of a run that this one starts itself', {}, { claimed: new Map([['a', atWork]]) }, {}, []],
    [
      'of one that this run took under another number',
      {},
      { claimed: new Map([['a', { ...atWork, number: 0 }]]) },
      {},
      [search(0)],
    ],
    ['of a person who is not assigned', { ...person, logins: ['octocat'] }, {}, {}, []],
    ['of a person who is', person, {}, { started: since }, []],
    ['of several, one of whom is', { ...person, logins: ['octocat', 'Mona'] }, {}, { started: since }, []],
    ['of a person of whom GitHub did not say', person, began({ as: 'unknown' }), { started: since }, []],
  ])('%s', (_, claim, observation, changed, asked) => {
    const issue = { assignees: ['hubot', 'mona'] }
    expectChange({ claim: { ...claimed, ...claim }, issue, observation }, changed, asked)
  })
})

describe('a dispatch that named no run', () => {
  const sent = (before: number, given: Partial<Claim> = {}) => ({ started: ago(before), run: undefined, ...given })

  test.each<[what: string, Partial<Claim>, Partial<Observation>, Changed, asked: Question[]]>([
    ['is looked for', sent(anHour), {}, {}, [search(0)]],
    ['is looked for again where GitHub did not answer', sent(0), began({ as: 'unknown' }), {}, [search(1)]],
    ['is found by its name', sent(anHour), claimRun({}), { run: 500 }, []],
    [
      'and has ended when it is found',
      sent(anHour),
      claimRun({ status: 'completed', conclusion: 'success' }),
      { run: 500, end: ended('green', ago(10 * aMinute)) },
      [],
    ],
    ['is waited for', sent(aQuarter - 1), claimRun('none'), {}, []],
    ['is lost after a quarter of an hour', sent(aQuarter), claimRun('none'), { end: ended('lost') }, []],
    ['not where the lists could not be read', sent(aQuarter), claimRun('unreadable'), {}, []],
    [
      'is released where it was given back',
      sent(aQuarter, { giveUp: 'release' }),
      claimRun('none'),
      { end: ended('released') },
      [],
    ],
    [
      'is released where it is held',
      sent(aQuarter, { giveUp: 'hold' }),
      claimRun('none'),
      { end: ended('released') },
      [],
    ],
  ])('%s', (_, claim, observation, changed, asked) => expectChange({ claim, observation }, changed, asked))
})

describe('a run', () => {
  const completed = (conclusion: string, updatedAt = ago(10 * aMinute)) =>
    shown({ status: 'completed', conclusion, updatedAt })
  const over = (how: NonNullable<Claim['end']>['how']) => ({ end: ended(how, ago(10 * aMinute)) })

  test.each<[what: string, Given['claim'], Partial<Observation>, Changed, asked?: Question[]]>([
    ['is asked about', {}, {}, {}, [question(0)]],
    [
      'is asked about once more where this run asked to cancel it',
      { giveUp: 'release' },
      { ...shown({}), cancelled: new Set([500]) },
      { cancelled: today },
      [question(1)],
    ],
    ['goes on', {}, shown({}), {}],
    ['is left alone where it could not be read', {}, shown('unreadable'), {}],
    ['ended well', {}, completed('success'), over('green')],
    ['ended neither well nor badly', {}, completed('neutral'), over('green')],
    ['failed', {}, completed('failure'), over('failed')],
    ['was cancelled by others', {}, completed('cancelled'), over('failed')],
    ['ended by a clock ahead of ours', {}, completed('failure', ago(-aMinute)), { end: ended('failed') }],
    ['ended well after it was given back', { giveUp: 'release' }, completed('success'), over('released')],
    ['was cancelled because its task is held', { giveUp: 'hold' }, completed('cancelled'), over('released')],
    ['was cancelled because it was silent', { giveUp: 'silence' }, completed('cancelled'), over('silent')],
    ['was deleted', {}, shown('deleted'), { end: ended('lost') }],
    ['is in another repository', {}, shown('moved'), { end: ended('lost') }],
    ['was given back and deleted', { giveUp: 'release' }, shown('deleted'), { end: ended('released') }],
    ['was given up to hold its task, and deleted', { giveUp: 'hold' }, shown('deleted'), { end: ended('released') }],
    ['was given up as silent, and deleted', { giveUp: 'silence' }, shown('moved'), { end: ended('silent') }],
  ])('that %s', (_, claim, observation, changed, asked) => expectChange({ claim, observation }, changed, asked))

  const waits = (before: number, given: Partial<Claim> = {}) => ({ started: ago(before), ...given })
  test.each<[what: string, claim: Partial<Claim>, status: WorkerRun['status'], Claim['giveUp'], work: string]>([
    ['waits for a runner', waits(4 * anHour - 1), 'queued', undefined, 'running'],
    ['does so for long', waits(4 * anHour), 'queued', undefined, 'stalled'],
    ['does so for nearly too long', waits(24 * anHour - 1), 'queued', undefined, 'stalled'],
    ['does so for too long', waits(24 * anHour), 'queued', 'silence', 'ending'],
    ['has a sign of life', waits(25 * anHour, { heartbeat: ago(anHour) }), 'queued', undefined, 'running'],
    ['is in progress for long', waits(25 * anHour), 'running', undefined, 'running'],
    ['is given back already', waits(25 * anHour, { giveUp: 'release' }), 'queued', 'release', 'ending'],
  ])('that %s', (_, claim, status, giveUp, work) => {
    const found = follow({ claim, observation: shown({ status }) })
    expect([found.claim, found.work.kind]).toEqual([{ ...atWork, ...claim, giveUp }, work])
  })

  test('that was found by its name stalls as well', () => {
    const found = follow({
      claim: { run: undefined, started: ago(4 * anHour) },
      observation: claimRun({ status: 'queued' }),
    })
    expect([found.claim?.run, found.work.kind]).toEqual([500, 'stalled'])
  })
})

describe('a failed run that somebody may have run once more', () => {
  const failed = (before: number, given: Partial<Claim> = {}): Partial<Claim> => ({
    attempt: 1,
    end: ended('failed', ago(before)),
    ...given,
  })
  const due = failed(aQuarter)

  test.each<[what: string, claim: Partial<Claim>, Partial<Observation>, Changed, asked?: Question[]]>([
    ['is asked about when the next attempt is due', due, {}, {}, [question(2)]],
    ['also after it was cancelled', due, { cancelled: new Set([500]) }, {}, [question(2)]],
    ['and not before', failed(aQuarter - 1), {}, {}],
    ['and not once all attempts are used up', { ...due, attempt: 2 }, {}, {}],
    ['and not where it never appeared', { ...due, run: undefined }, {}, {}],
    ['and not where it did not fail', { ...due, end: ended('released', ago(anHour)) }, {}, {}],
    ['is at work again', due, again(shown({})), { end: undefined }],
    ['waits for a runner again', due, again(shown({ status: 'queued' })), { end: undefined }],
    ['ended well', due, again(shown({ status: 'completed', conclusion: 'success' })), { end: ended('green') }],
    ['failed', due, again(shown({ status: 'completed', conclusion: 'failure' })), {}],
    ['was deleted', due, again(shown('deleted')), {}],
  ])('%s', (_, claim, observation, changed, asked) => expectChange({ claim, observation }, changed, asked))

  function again(observation: Partial<Observation>): Partial<Observation> {
    return { ...observation, answered: new Set([JSON.stringify(question(2))]) }
  }
})

describe('GitHub is asked to cancel a run', () => {
  const given = (claim: Partial<Claim> | undefined, cancelled: readonly number[] = []) => {
    const observation = { ...untouched, cancelled: new Set(cancelled) }
    return runToCancel(viewOf({ claim: claim && { giveUp: 'release', ...claim } }), observation, now)
  }

  test.each<[what: string, expected: number | undefined, found: number | undefined]>([
    ['that was given up', 500, given({})],
    ['that was not', undefined, given({ giveUp: undefined })],
    ['that has ended', undefined, given({ end: ended('released') })],
    ['that is not known', undefined, given({ run: undefined })],
    ['not twice in a run', undefined, given({}, [500])],
    ['also after another one', 500, given({}, [501])],
    ['not while that takes its time', undefined, given({ cancelled: ago(aQuarter - aSecond) })],
    ['again after a quarter of an hour', 500, given({ cancelled: ago(aQuarter) })],
    ['not where no worker was ever started', undefined, given(undefined)],
  ])('%s: %s', (_, expected, found) => expect(found).toBe(expected))

  test('not where the record is lost', () => {
    expect(runToCancel(viewOf({ record: 'none' }), untouched, now)).toBeUndefined()
  })

  test('and what it was asked for just now counts, whatever is recorded', () => {
    const observation = { ...untouched, cancelled: new Set([500]) }
    expect(isCancelled(atWork, observation, now)).toBe(true)
    expect(isCancelled({ ...atWork, run: undefined }, observation, now)).toBe(false)
  })
})

describe('a task that left the plan', () => {
  const claims = (claim: Partial<Claim>) => new Map([['gone', { ...atWork, ...claim }]])
  const entry = { id: 'gone', number: 9, open: true, atWork: true }

  test.each<[what: string, claim: Partial<Claim>, Partial<Observation>, atWork: boolean, asked?: Question[]]>([
    ['keeps its slot until its run is known', {}, {}, true, [question(0)]],
    ['while it is in progress', {}, shown({}), true],
    ['while it waits for a runner', {}, shown({ status: 'queued' }), true],
    ['while it cannot be read', {}, shown('unreadable'), true],
    ['and not once it has ended', {}, shown({ status: 'completed' }), false],
    ['nor once it was deleted', {}, shown('deleted'), false],
    ['nor once it is in another repository', {}, shown('moved'), false],
    ['and while it is not known which run that is', { run: undefined }, {}, true],
    ['and while an agent does it', agent, {}, true],
  ])('%s', (_, claim, observation, isAtWork, asked = []) => {
    const { view, questions } = follow({ left: [entry], page: { claims: claims(claim) }, observation })
    expect(view.left).toEqual<PhaseView['left']>([{ ...entry, atWork: isAtWork }])
    expect(questions).toEqual(asked)
  })

  test.each([
    ['of which no claim is known', true, new Map<string, Claim>()],
    ['that has no slot', false, claims({})],
  ])('%s is not asked about', (_, isAtWork, known) => {
    const { view, questions } = follow({ left: [{ ...entry, atWork: isAtWork }], page: { claims: known } })
    expect([view.left, questions]).toEqual([[{ ...entry, atWork: isAtWork }], []])
  })
})

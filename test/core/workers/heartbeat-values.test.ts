import { describe, expect, test } from 'vitest'
import type { Command } from '../../../src/core/commands/command.ts'
import { writeProgressFile } from '../../../src/core/mirror/files/progress-file.ts'
import type { FileCommit, Observation, PullRequest, Question, Remark } from '../../../src/core/observation.ts'
import type { Claim } from '../../../src/core/records/claim.ts'
import { aDay, aMinute, anHour } from '../worker-scene.ts'
import {
  agent,
  ago,
  aSecond,
  atWork,
  ended,
  follow,
  type Given,
  launched,
  me,
  number,
  person,
  shown,
  today,
} from './followed-task.ts'

const beat = (percent?: number): Command => ({ name: 'heartbeat', percent, note: '' })
const assigned = { issue: { assignees: ['Copilot'] } }
const noPulls = new Map<number, readonly PullRequest[]>([[number, []]])

function remark(at: number, given: Partial<Remark> = {}): Remark {
  const nothing = { bot: false, member: false, marked: false, ours: undefined }
  return {
    ...nothing,
    id: 7000,
    author: 'Copilot',
    createdAt: ago(aDay),
    updatedAt: ago(at),
    commands: [beat()],
    ...given,
  }
}

const said = (...remarks: Remark[]): Partial<Observation> => ({ remarks: new Map([[number, remarks]]) })

describe('a comment by its worker', () => {
  const known = { heartbeat: ago(30 * aMinute), percent: 40 }
  const percent = (value: number) => ({ commands: [beat(value)] })
  const [early, old, late] = [ago(50 * aMinute), ago(30 * aMinute), ago(10 * aMinute)]
  const ours = { answers: '', refusal: false }
  const before = anHour + aMinute

  test.each<[what: string, Partial<Claim>, Remark[], heartbeat: string | undefined, percent: number | undefined]>([
    ['is a sign of life', {}, [remark(50 * aMinute)], early, undefined],
    ['says how far the work is', {}, [remark(50 * aMinute, percent(20))], early, 20],
    ['says that nothing is done', known, [remark(10 * aMinute, percent(0))], late, 0],
    ['leaves how far it was', known, [remark(10 * aMinute)], late, 40],
    ['older than another sign is none', known, [remark(50 * aMinute, percent(20))], old, 40],
    ['of the same instant is none', known, [remark(30 * aMinute, percent(20))], old, 40],
    ['as old as the claim is none', {}, [remark(before)], undefined, undefined],
    ['a moment younger is', {}, [remark(before - aSecond)], ago(before - aSecond), undefined],
    [
      'counts where it is the newest of several',
      {},
      [remark(10 * aMinute, percent(60)), remark(50 * aMinute, percent(20))],
      late,
      60,
    ],
    ['counts where others came before', {}, [remark(50 * aMinute, percent(20)), remark(10 * aMinute)], late, 20],
    ['without a command is none', {}, [remark(aMinute, { commands: [] })], undefined, undefined],
    ['with another command is none', {}, [remark(aMinute, { commands: [{ name: 'next' }] })], undefined, undefined],
    ['may have other commands too', {}, [remark(10 * aMinute, { commands: [{ name: 'next' }, beat(30)] })], late, 30],
    ['by a stranger is none', {}, [remark(aMinute, { author: 'stranger' })], undefined, undefined],
    ['by a deleted account is none', {}, [remark(aMinute, { author: undefined })], undefined, undefined],
    ['by the login of our runs', {}, [remark(10 * aMinute, { author: me })], late, undefined],
    ['of our own is none', {}, [remark(aMinute, { author: me, ours })], undefined, undefined],
  ])('%s', (_, claim, remarks, heartbeat, done) => {
    const scene = { claim: { ...agent, ...claim }, ...assigned, observation: said(...remarks) }
    expect(follow(scene).claim).toMatchObject({ heartbeat, percent: done, end: undefined })
  })

  test.each<[who: string, claim: Partial<Claim>, author: string]>([
    ['of a dispatched run', { run: 500 }, me],
    ['of a person', person, 'Mona'],
  ])('%s counts as well', (_, claim, author) => {
    const issue = { assignees: ['mona'] }
    const { claim: found } = follow({ claim, issue, observation: said(remark(aMinute, { author })) })
    expect(found?.heartbeat).toBe(ago(aMinute))
  })

  test('counts no more once its claim is over', () => {
    const claim = { ...agent, end: ended('green', ago(30 * aMinute)) }
    expect(follow({ claim, observation: said(remark(aMinute)) }).claim).toEqual({ ...atWork, ...claim })
  })
})

describe('an agent', () => {
  const since = ago(2 * anHour)
  const page = { read: new Map([[String(number), { count: 1, at: since, id: 7 }]]) }
  const [pulls, comments]: [Question, Question] = [
    { ask: 'pulls', numbers: [number] },
    { ask: 'remarks', number, since },
  ]
  const answered = new Set([JSON.stringify(comments)])
  const read = said()
  const opened = (before: number) => ({
    pulls: new Map([[number, [{ number: 8, draft: true, author: 'Copilot', updatedAt: ago(before) }]]]),
  })
  const silent = { end: ended('silent') }

  test.each<[what: string, before: number, Partial<Observation>, changed: Partial<Claim>, asked: Question[]]>([
    ['may have opened a pull request', anHour, { pulls: new Map() }, {}, [pulls]],
    ['that is not silent yet is not asked about further', 4 * anHour - 1, {}, {}, []],
    ['may have commented once it is silent', 4 * anHour, {}, {}, [comments]],
    ['whose comments are read is not asked about', 4 * anHour, read, {}, []],
    ['whose comments could not be read is not asked about again', 4 * anHour, { answered }, {}, []],
    ['keeps its task for a day', aDay - 1, read, {}, []],
    ['loses it then', aDay, read, silent, []],
    ['not while its comments are unread', aDay, {}, {}, [comments]],
    ['not while they cannot be read', 2 * aDay, { answered }, {}, []],
    ['shows by a pull request that it is alive', 2 * aDay, { ...read, ...opened(aDay - 1) }, {}, []],
    ['not by an old one', 2 * aDay, { ...read, ...opened(aDay) }, silent, []],
    ['shows it by a comment', 2 * aDay, said(remark(aMinute)), { heartbeat: ago(aMinute) }, []],
  ])('%s', (_, before, observation, changed, asked) => {
    const claim = { ...agent, since: ago(3 * aDay), started: ago(before) }
    const found = follow({ claim, ...assigned, page, observation: { pulls: noPulls, ...observation } })
    expect(found.claim).toEqual({ ...atWork, ...claim, ...changed })
    expect(found.questions).toEqual(asked)
  })

  test('of whose comments none were ever read is asked about from the first', () => {
    const claim = { ...agent, started: ago(4 * anHour) }
    const { questions } = follow({ claim, ...assigned, observation: { pulls: noPulls } })
    expect(questions).toEqual([{ ask: 'remarks', number, since: undefined }])
  })
})

describe('whoever is assigned', () => {
  const both = { ...agent, logins: ['Copilot', 'mona'] }
  const released = { end: ended('released') }
  const helper = { worker: 'person', logins: ['hubot'] } as const

  test.each<[what: string, Partial<Claim>, ours: string[], assignees: string[], changed: Partial<Claim>]>([
    ['is at it', agent, ['Copilot'], ['Copilot'], {}],
    ['is at it under another name', agent, ['copilot-swe-agent[bot]'], ['Copilot'], {}],
    ['is at it beside others', agent, ['Copilot'], ['hubot', 'Copilot'], {}],
    ['was taken off: its slot is given back', agent, ['Copilot'], [], released],
    ['was never assigned by us is not missed', agent, [], [], {}],
    ['was replaced: the other one is at it', agent, ['Copilot'], ['hubot'], helper],
    ['was replaced, although we assigned others before', agent, ['Copilot', 'mona'], ['hubot'], helper],
    ['came without us is not at it', agent, [], ['hubot'], {}],
    ['came while we had assigned somebody else before', agent, ['octocat'], ['hubot'], {}],
    ['is one of two, the other taken off', both, ['Copilot', 'mona'], ['mona'], {}],
    ['is a person who was taken off', person, ['mona'], [], released],
    ['is given back', { ...agent, giveUp: 'release' }, ['Copilot'], ['Copilot'], released],
    ['is stopped to hold its task', { ...person, giveUp: 'hold' }, ['mona'], ['mona'], released],
    ['is silent', { ...agent, giveUp: 'silence' }, ['Copilot'], ['Copilot'], { end: ended('silent') }],
    ['is silent, and was taken off', { ...agent, giveUp: 'silence' }, ['Copilot'], [], released],
  ])('%s', (_, claim, ours, assignees, changed) => {
    const scene: Given = { claim, issue: { assignees }, record: { assigned: ours } }
    const found = follow({ ...scene, observation: { pulls: noPulls } })
    expect([found.claim, found.questions]).toEqual([{ ...atWork, ...claim, ...changed }, []])
  })

  test('and taken off has given back, however long nothing was heard', () => {
    const claim = { ...agent, started: ago(2 * aDay) }
    const found = follow({ claim, record: { assigned: ['Copilot'] }, observation: said() })
    expect([found.claim?.end, found.questions]).toEqual([ended('released'), []])
  })
})

describe('a commit to the progress file', () => {
  const files = { branch: 'main', progress: 'p', jobs: undefined, backlog: undefined }
  const mirror = { jobs: '', backlog: '', tasks: new Map([['a', '0a1b2c3d']]), ended: [], refused: undefined }
  const given: Given = { phase: { files }, page: { mirror } }
  const place = { path: 'p/a.md', branch: 'main' }
  const written = writeProgressFile(
    {
      ...{ file: 'progress', path: place.path, phase: launched.phase.id, task: 'a', issue: number, status: 'running' },
      ...{ percent: undefined, heartbeat: undefined, part: 'Ours.', seen: undefined },
    },
    undefined,
  )
  const asked: Question[] = [
    { ask: 'file', ...place },
    { ask: 'commits', ...place },
    { ask: 'run', id: 500, look: 0 },
  ]
  const answered = new Set(asked.map((question) => JSON.stringify(question)))

  function committed(at: string, text: string, login: FileCommit['login'] = 'mona'): Partial<Observation> {
    const commits = new Map([['main:p/a.md', { at, login }]])
    return { ...shown({}), branch: 'main', files: new Map([['main:p/a.md', text]]), commits, answered }
  }

  const note = `${written}\nA note.`
  const further = note.replace(/^percent:.*$/m, 'percent: 60')
  const none = note.replace(/^percent:.*$/m, 'percent: 0')
  const known = { heartbeat: ago(30 * aMinute), percent: 40 }
  const late = ago(10 * aMinute)

  test.each<[what: string, Partial<Claim>, at: string, text: string, Partial<Claim>]>([
    ['is a sign of life', {}, late, note, { heartbeat: late }],
    ['says how far the work is', known, late, further, { heartbeat: late, percent: 60 }],
    ['says that nothing is done', known, late, none, { heartbeat: late, percent: 0 }],
    ['leaves how far it was', known, late, note, { heartbeat: late, percent: 40 }],
    ['from the future is one of now', {}, ago(-anHour), note, { heartbeat: today }],
    ['older than another sign is none', known, ago(50 * aMinute), further, {}],
    ['of the same instant is none', known, known.heartbeat, further, {}],
    ['as old as the claim is none', {}, atWork.since, further, {}],
    ['that left the file as it was is none', {}, late, written, {}],
  ])('%s', (_, claim, at, text, changed) => {
    const found = follow({ ...given, claim, observation: committed(at, text) })
    expect(found.claim).toEqual({ ...atWork, ...claim, ...changed })
    expect(found.questions).toEqual([])
  })

  test('counts beside a comment that is older', () => {
    const remarks = said(remark(20 * aMinute, { author: me, commands: [beat(20)] }))
    const found = follow({ ...given, claim: {}, observation: { ...committed(late, note), ...remarks } })
    expect(found.claim).toMatchObject({ heartbeat: late, percent: 20 })
  })

  test('is looked for', () => {
    const found = follow({ ...given, claim: {}, observation: { ...shown({}), branch: 'main' } })
    expect([found.claim, found.questions]).toEqual([atWork, [asked[0]]])
  })
})

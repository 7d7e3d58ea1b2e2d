import { expect, test } from 'vitest'
import { emptyObservation, type Observation } from '../../../src/core/observation.ts'
import { emptyProgressRecord } from '../../../src/core/records/progress-record.ts'
import { type Letter, nothingTold, type Told } from '../../../src/core/records/told.ts'
import type { PhaseView } from '../../../src/core/tasks/task-view.ts'
import {
  finishedTelling,
  isToBeTold,
  letterKey,
  tellingOperations,
  undeliveredLetters,
  wouldTell,
} from '../../../src/core/telling/telling-operations.ts'
import type { Settings, World } from '../../../src/core/world.ts'
import { worldOf } from '../simulation.ts'
import { standingOf } from './standing.ts'

const now = '2026-02-24T09:15:00.000Z'
const webhook: Partial<Settings> = { slack: { webhook: true } }

function letter(key: string, given: Partial<Letter> = {}): Letter {
  const notice = { title: `Title of ${key}`, lead: [], sections: [] }
  return { key, at: now, notice, comment: undefined, slack: true, ...given }
}

const told = (...letters: Letter[]): Told => ({ ...nothingTold, letters })

/** A phase whose record on GitHub says this. */
function viewOf(recorded: Told | undefined): PhaseView {
  return standingOf({ states: new Map([['a', 'ready']]), record: { told: recorded } }).phase
}

function world(given: Partial<Observation> = {}, settings: Partial<Settings> = webhook): World {
  const observation = emptyObservation({ me: 'coordinator[bot]', trusted: [], repository: 'octo/product' })
  return worldOf([], { ...observation, ...given }, Date.parse(now), { settings })
}

const kinds = (operations: readonly { readonly do: string }[]) => operations.map(({ do: verb }) => verb)

test('what the record holds is delivered, and whether this very run has recorded it is said', () => {
  const view = viewOf(told(letter('a'), letter('b', { comment: ['octocat'] })))
  expect(tellingOperations(view, world())).toMatchObject([
    { do: 'tell', letters: [{ key: 'a' }, { key: 'b' }], fresh: true },
  ])
  const older = viewOf(told(letter('a', { at: '2026-02-24T08:15:00.000Z' }), letter('b')))
  expect(tellingOperations(older, world())).toMatchObject([{ do: 'tell', fresh: false }])
})

test('nothing is delivered that is not recorded, that did not arrive in this run, or that another run is at', () => {
  const view = viewOf(told(letter('a')))
  expect(tellingOperations(viewOf(undefined), world())).toEqual([])
  expect(tellingOperations(viewOf(nothingTold), world())).toEqual([])
  expect(tellingOperations(view, world({ delivering: new Set(['4']) }))).toEqual([])
  expect(tellingOperations(view, world({ undelivered: new Map([[letterKey('4', letter('a')), away]]) }))).toEqual([])
  expect(tellingOperations(view, world({ delivered: new Map([['4', told()]]) }))).toEqual([])
  expect(tellingOperations(view, world({}, {})), 'there is no Slack any more').toEqual([])
})

const away = { code: 'slack-unreachable', reason: 'no' } as const
const archived = { code: 'slack-channel-archived', reason: 'the channel is archived' } as const

test('letters that are not recorded yet are to be told, and a dry run says so', () => {
  const view = viewOf(told(letter('a')))
  const next = told(letter('a'), letter('b'))
  expect(isToBeTold(view, { told: next })).toBe(true)
  expect(isToBeTold(view, { told: told(letter('a')) })).toBe(false)
  expect(isToBeTold(view, { told: undefined })).toBe(false)
  const standing = { ...standingOf({ states: new Map() }), record: { ...emptyProgressRecord, told: next } }
  expect(wouldTell([{ view, standing }], world())).toMatchObject([
    { do: 'tell', letters: [{ key: 'a' }, { key: 'b' }] },
  ])
  const same = { ...standing, record: { ...emptyProgressRecord, told: told(letter('a')) } }
  expect(wouldTell([{ view, standing: same }], world()), 'that stands among the operations already').toEqual([])
})

test('of a finished phase only what is left over is told, and then forgotten', () => {
  const view = viewOf(told(letter('a')))
  expect(finishedTelling(viewOf(told()), world())).toEqual([])
  expect(finishedTelling(viewOf(undefined), world())).toEqual([])
  expect(kinds(finishedTelling(view, world()))).toEqual(['tell'])
  expect(kinds(finishedTelling(view, world({ delivered: new Map([['4', told()]]) })))).toEqual(['note-told'])
  const refused = world({ undelivered: new Map([[letterKey('4', letter('a')), away]]) })
  expect(finishedTelling(view, refused)).toEqual([])
  expect(kinds(finishedTelling(view, world({}, {}))), 'there is no Slack any more').toEqual(['note-told'])
  const old = viewOf(told(letter('a', { at: '2026-02-01T08:15:00.000Z' })))
  expect(kinds(finishedTelling(old, world())), 'it is too old').toEqual(['note-told'])
})

test('what did not arrive is a sentence that says why', () => {
  const view = viewOf(told(letter('a'), letter('b')))
  const undelivered = new Map([[letterKey('4', letter('b')), archived]])
  expect(undeliveredLetters([view], world({ undelivered }))).toEqual([
    { code: 'slack-channel-archived', message: 'Could not tell "Title of b": the channel is archived.' },
  ])
  expect(undeliveredLetters([view], world())).toEqual([])
})

import { expect, test } from 'vitest'
import { parseProgressRecord } from '../../src/core/records/progress-record.ts'
import { htmlInstead } from '../../src/local/faults.ts'
import type { Intercepted } from '../../src/local/intercept.ts'
import type { Tracker } from '../../src/local/tracker.ts'
import { issuesOn, progressIn, taskIn } from '../run/board.ts'
import { rehearse } from './rehearsal.ts'
import type { Scenario } from './scenarios.ts'
import { compare, onTracker, runToQuiet } from './trial.ts'

const planWith = (more: string) => `phase: 4
title: Release readiness
slots: 1
tasks:
  - { id: guide, title: Guide, priority: 1${more} }
  - { id: docker, title: Docker images }
  - { id: helm, title: Helm charts }
`

/** The one task that holds a slot comes to wait for another, which then is the next pick. */
const blocked: Scenario = {
  name: 'a pick that becomes blocked',
  before: planWith(''),
  plan: planWith(', depends_on: [docker]'),
  people: async () => {},
  tasks: { guide: ['docker'], docker: [], helm: [] },
  holders: ['docker'],
}

const isLabelling = ({ method, path }: { method: string; path: string }) =>
  method === 'POST' && /\/issues\/\d+\/labels$/.test(path)
const recordedPicks = ({ store }: Tracker) => [...parseProgressRecord(progressIn(store, '4').body)!.picks.keys()]
const shownAtWork = ({ store }: Tracker) =>
  issuesOn(store).flatMap(({ title, labels }) => (labels.includes('status:assigned') ? [title] : []))

test('a slot that could not be given back is not given on, stays on record, and is given on by the next run', async () => {
  await onTracker(blocked, async (tracker, rehearsal) => {
    expect(recordedPicks(tracker)).toEqual(['guide'])
    const { number } = taskIn(tracker.store, 'guide')
    const isOfGuide = (request: Intercepted) => isLabelling(request) && request.path.includes(`/issues/${number}/`)
    tracker.setIntercept(htmlInstead(isOfGuide, { carriedOut: true }))
    const first = tracker.requests.length
    const report = await rehearse(tracker, rehearsal)
    tracker.setIntercept(undefined)
    const labelled = tracker.requests.slice(first).filter(isLabelling)

    expect(report).toMatchObject({ picked: [], error: undefined, cutShort: undefined })
    expect(report === 'failed' ? [] : report.warnings).toMatchObject([{ code: 'operation-unanswered' }])
    // Not even for a moment: a run that is killed before it takes the label back would leave it.
    expect(labelled.map(({ body }) => body)).toEqual([{ labels: ['status:blocked'] }])
    expect(taskIn(tracker.store, 'guide').status).toBe('assigned,blocked')
    expect(shownAtWork(tracker)).toEqual(['guide: Guide'])
    expect(recordedPicks(tracker)).toEqual(['guide'])

    expect(await runToQuiet(tracker, rehearsal)).toEqual([])
    expect(compare(tracker, blocked)).toEqual([])
    expect(recordedPicks(tracker)).toEqual(['docker'])
  })
})

import { describe, expect, test } from 'vitest'
import type { Phase } from '../../../src/core/phase.ts'
import type { Claim } from '../../../src/core/records/claim.ts'
import type { ProgressRecord } from '../../../src/core/records/progress-record.ts'
import { shortInstant } from '../../../src/core/records/record-columns.ts'
import { emptyTaskRecord, type TaskRecord } from '../../../src/core/records/task-record.ts'
import type { PhaseView, TaskView } from '../../../src/core/tasks/task-view.ts'
import { type Brake, brakeOf, nextTries } from '../../../src/core/workers/spawn-limit.ts'
import { fullRecord } from '../full-record.ts'
import { launch } from '../scene.ts'
import { aDay, aMinute, anHour, workedPhase } from '../worker-scene.ts'

const now = Date.parse('2026-02-22T18:00:00Z')
const ago = (milliseconds: number) => new Date(now - milliseconds).toISOString()
/** As the progress issue remembers a start, or a failure, of an issue. */
const key = (number: number, milliseconds: number) => `${number}@${shortInstant(ago(milliseconds))}`

/** The issues of `a` and `b` are #2 and #3. */
const launched = launch(workedPhase(['a', 'b'], { slots: 2 })).latest.outcome!.phases[0]!.view
const someClaim = fullRecord(['a']).claims.get('a')!
const endedWith = (how: NonNullable<Claim['end']>['how'], milliseconds: number): Claim => ({
  ...someClaim,
  end: { how, at: ago(milliseconds) },
})

interface Change extends Omit<Partial<TaskView>, 'record' | 'issue'> {
  readonly record?: Partial<TaskRecord> | 'lost'
  readonly issue?: Partial<NonNullable<TaskView['issue']>>
}

interface Given {
  readonly limit?: Partial<Phase['spawnLimit']>
  readonly page?: Partial<ProgressRecord>
  readonly a?: Change
  readonly b?: Change
}

function phaseWith({ limit, page, ...changes }: Given): PhaseView {
  const changed = (view: TaskView): TaskView => {
    const { record, issue, ...rest }: Change = changes[view.task.id as 'a' | 'b'] ?? {}
    return {
      ...view,
      ...rest,
      issue: { ...view.issue!, ...issue },
      record: record === 'lost' ? undefined : { ...emptyTaskRecord, ...record },
    }
  }
  return {
    ...launched,
    phase: { ...launched.phase, spawnLimit: { perDay: 2, failuresInARow: 2, ...limit } },
    record: { ...launched.record, ...page },
    tasks: launched.tasks.map(changed),
  }
}

const paused: Brake = {
  code: 'phase-paused',
  reason: ['phase 4 was paused by mona: /phase resume lets it go on'],
}
const startedWithinADay = (workers: string): Brake => ({
  code: 'spawn-limit-day',
  reason: [`${workers} started within a day, as many as spawn_limit allows: /phase resume lets it go on`],
})
const failedInARow = (attempts: string): Brake => ({
  code: 'spawn-limit-failures',
  reason: [`${attempts} in a row failed, as many as spawn_limit allows: see why, then /phase resume lets it go on`],
})

describe('what is started within a day', () => {
  const full = startedWithinADay('2 workers were')
  const both: Given = { page: { starts: [key(2, anHour), key(3, aMinute)] } }
  const at = (milliseconds: number): Given => ({ page: { starts: [key(2, milliseconds), key(3, aMinute)] } })
  const own = (...starts: readonly string[]): Change => ({ record: { starts } })
  const resumed = (milliseconds: number): Given => ({ page: { ...both.page, resumed: ago(milliseconds) } })

  test.each<[what: string, given: Given, brake: Brake | undefined, begun?: number]>([
    ['is nothing at first', {}, undefined],
    ['is less than the limit', { page: { starts: [key(2, anHour)] } }, undefined],
    ['reaches it', both, full],
    ['reaches one of one', { ...at(2 * aDay), limit: { perDay: 1 } }, startedWithinADay('1 worker was')],
    ['with what this run has begun', { page: { starts: [key(2, anHour)] } }, full, 1],
    ['with that alone', { limit: { perDay: 1 } }, startedWithinADay('1 worker was'), 1],
    ['counts for a day to the millisecond', at(aDay - 1), full],
    ['and not longer', at(aDay), undefined],
    ['is counted by the records of tasks as well', { a: own(ago(anHour)), b: own(ago(anHour)) }, full],
    ['once where both tell of it', { page: { starts: [key(2, anHour)] }, a: own(ago(anHour)) }, undefined],
    ['for a day there too', { a: own(ago(aDay)), b: own(ago(anHour)) }, undefined],
    ['without what somebody has damaged there', { a: own('zzzzzzzz', 'yesterday'), b: own(ago(anHour)) }, undefined],
    ['or on the progress issue', { page: { starts: ['2@', '2@no date', key(3, anHour)] } }, undefined],
    ['without tasks whose records are lost', { ...both, a: { record: 'lost' } }, full],
    ['is forgotten once somebody lets the phase go on', resumed(aMinute), undefined],
    ['also by a clock that was five minutes ahead', resumed(-5 * aMinute), undefined],
    ['not by one further ahead', resumed(-5 * aMinute - 1), full],
    ['but not what began since', resumed(2 * anHour), full],
    ['stands behind a pause', { page: { ...both.page, paused: { by: 'mona', at: '' } } }, paused],
  ])('%s', (_, given, brake, begun) => {
    expect(brakeOf(phaseWith(given), now, begun)).toEqual(brake)
  })
})

describe('what failed in a row', () => {
  const full = failedInARow('2 attempts')
  const both = { failures: [key(2, 3 * aDay), key(3, anHour)] }
  const closed = { closedAt: ago(aMinute) }

  test.each<[what: string, given: Given, brake: Brake | undefined]>([
    ['is less than the limit', { page: { failures: [key(2, anHour)] } }, undefined],
    ['reaches it, however long ago', { page: both }, full],
    [
      'reaches one of one',
      { page: { failures: [key(2, 60)] }, limit: { failuresInARow: 1 } },
      failedInARow('1 attempt'),
    ],
    ['also as told by tasks', { a: { record: { failures: [ago(anHour), ago(aMinute)] } } }, full],
    ['ends with a worker that ended well', { page: both, b: { record: { claim: endedWith('green', 60) } } }, undefined],
    ['not with one that did not', { page: both, b: { record: { claim: endedWith('failed', 60) } } }, full],
    [
      'nor with one that ended well before',
      { page: both, b: { record: { claim: endedWith('green', 4 * aDay) } } },
      full,
    ],
    [
      'begins anew after it',
      { page: { failures: [key(2, 60), key(3, 60)] }, b: { record: { claim: endedWith('green', aMinute) } } },
      full,
    ],
    [
      'not at the very moment',
      { page: { failures: [key(2, 60), key(3, 60)] }, b: { record: { claim: endedWith('green', 60) } } },
      undefined,
    ],
    [
      'ends with a task that its worker has done',
      { page: both, b: { outcome: 'done', record: { claims: 1 }, issue: closed } },
      undefined,
    ],
    ['not with one that never had a worker', { page: both, b: { outcome: 'done', issue: closed } }, full],
    ['nor where its record is lost', { page: both, b: { outcome: 'done', record: 'lost', issue: closed } }, full],
    [
      'nor with one that was dropped',
      { page: both, b: { outcome: 'dropped', record: { claims: 1 }, issue: closed } },
      full,
    ],
    [
      'nor where GitHub does not say when it was closed',
      { page: both, b: { outcome: 'done', record: { claims: 1 }, issue: { closedAt: undefined } } },
      full,
    ],
    ['ends once somebody lets the phase go on', { page: { ...both, resumed: ago(aMinute) } }, undefined],
    [
      'is told after the limit of a day',
      { page: { ...both, starts: [key(2, 60), key(3, 60)] } },
      startedWithinADay('2 workers were'),
    ],
  ])('%s', (_, given, brake) => {
    expect(brakeOf(phaseWith(given), now)).toEqual(brake)
  })
})

describe('what the progress issue remembers', () => {
  const old = key(2, 2 * aDay)
  const own = (...milliseconds: readonly number[]): Change => ({
    record: { starts: milliseconds.map(ago), failures: milliseconds.map(ago) },
  })

  test.each<[what: string, starts: readonly string[], tasks: Pick<Given, 'a' | 'b'>, kept: readonly string[]]>([
    ['is nothing at first', [], {}, []],
    ['gets what its tasks tell', [], { a: own(anHour) }, [key(2, anHour)]],
    ['stays as it is where nothing is new, the old with it', [key(3, 60), old], { b: own(60) }, [key(3, 60), old]],
    ['loses what is too old once something new comes', [old, key(3, 60)], { a: own(30) }, [key(3, 60), key(2, 30)]],
    [
      'has the oldest first, whichever task comes first',
      [key(3, 60)],
      { a: own(30, 90), b: own(10) },
      [key(2, 90), key(3, 60), key(2, 30), key(3, 10)],
    ],
    ['has issues of one moment in their order', [key(3, 60)], { a: own(60) }, [key(2, 60), key(3, 60)]],
    ['whichever of them is new', [key(2, 60)], { b: own(60) }, [key(2, 60), key(3, 60)]],
  ])('%s', (_, starts, tasks, kept) => {
    expect(nextTries(phaseWith({ page: { starts }, ...tasks }), now).starts).toEqual(kept)
  })

  test('are two hundred at most, the newest', () => {
    const known = Array.from({ length: 200 }, (_, time) => key(2, 1000 - time))
    const next = nextTries(phaseWith({ page: { starts: known, failures: known }, b: own(1) }), now)
    expect(next.starts).toEqual([...known.slice(1), key(3, 1)])
    expect(next.failures).toEqual(next.starts)
  })

  test('are failures since the last attempt that ended well', () => {
    const given: Given = { page: { failures: [old, key(2, anHour)] }, a: own(60), b: own() }
    expect(nextTries(phaseWith(given), now).failures).toEqual([old, key(2, anHour), key(2, 60)])
    const good: Change = { record: { claim: endedWith('green', aMinute) } }
    expect(nextTries(phaseWith({ ...given, b: good }), now).failures).toEqual([key(2, 60)])
  })
})

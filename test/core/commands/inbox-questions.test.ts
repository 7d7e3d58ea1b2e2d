import { describe, expect, test } from 'vitest'
import type { Question } from '../../../src/core/observation.ts'
import type { PhaseView } from '../../../src/core/tasks/task-view.ts'
import { phaseIn } from './said.ts'
import { all, ask, cursor, type Given, hold, inbox, number, scene, words, written } from './seen-inbox.ts'
import { inState, type Situation } from './task-in-state.ts'

describe('comments are asked for', () => {
  const at = cursor(2, 100)
  const later = '2026-02-22T15:00:00.000Z'
  const work = (situation: Situation) => {
    const other = inState[situation]()
    other.run()
    return phaseIn(other).tasks.find(({ task }) => task.id === 'a')!.work
  }
  const claimed = (worker: 'run' | 'agent', heartbeat?: string) => {
    const other = inState.running()
    other.run()
    const { record } = phaseIn(other).tasks.find(({ task }) => task.id === 'a')!
    return { ...record!, claim: { ...record!.claim!, worker, heartbeat } }
  }
  const lookAt = { lookAt: [{ number, open: true }] }

  test.each<[string, Given, readonly Question[]]>([
    ['not, where there are none', {}, []],
    ['where there are some', { count: 1 }, [all]],
    ['not, where as many were read', { count: 2, known: at }, []],
    ['from the last one on, where there are more', { count: 3, known: at }, [ask(at.at)]],
    ['where there are fewer', { count: 1, known: at }, [ask(at.at)]],
    ['not again, where they could not be read', { count: 3, known: at, answered: [ask(at.at)] }, []],
    ['where an event is about the issue', { settings: lookAt }, [all]],
    ['not for what this run has written', { settings: lookAt, observation: { wrote: true } }, []],
    [
      'where the issue was touched, once a day',
      { count: 2, known: at, touched: later, record: { swept: '2026-02-21' } },
      [ask(at.at)],
    ],
    [
      'once a day too where there is no page',
      { count: 2, known: at, record: { swept: '2026-02-21' }, phase: { progress: undefined } },
      [ask(at.at)],
    ],
    ['and not twice', { count: 2, known: at, touched: later }, []],
    ['not, where nobody has touched it', { count: 2, known: at, record: { swept: '2026-02-21' } }, []],
    [
      'nor where that was when the page was written',
      { count: 2, known: at, touched: written, record: { swept: '' } },
      [],
    ],
    ['nor where it has no comment', { touched: later, record: { swept: '2026-02-21' } }, []],
    [
      'not, where it is this run that has touched it',
      { count: 2, known: at, touched: later, record: { swept: '' }, observation: { wrote: true } },
      [],
    ],
    [
      'where it was touched while its worker is at work',
      { count: 2, known: at, touched: later, view: { work: work('running') } },
      [ask(at.at)],
    ],
    ['not, where its worker has only begun', { count: 2, known: at, view: { work: work('running') } }, []],
    [
      'where its worker may edit its sign of life',
      { count: 2, known: at, view: { work: work('running'), record: claimed('agent', later) } },
      [ask(at.at)],
    ],
    [
      'not, where it has given none',
      { count: 2, known: at, view: { work: work('running'), record: claimed('agent') } },
      [],
    ],
    [
      'nor where this run has written',
      {
        count: 2,
        known: at,
        view: { work: work('running'), record: claimed('agent', later) },
        observation: { wrote: true },
      },
      [],
    ],
    ['not of a worker that is at it no more', { count: 2, known: at, view: { record: claimed('agent', later) } }, []],
    [
      'where an agent is silent',
      { count: 2, known: at, view: { work: work('stalled'), record: claimed('agent') }, observation: { wrote: true } },
      [ask(at.at)],
    ],
    [
      'not, where a run waits for a runner',
      { count: 2, known: at, view: { work: work('stalled'), record: claimed('run') } },
      [],
    ],
    [
      'where it has a worker and no record',
      { count: 2, known: at, view: { work: work('stalled'), record: undefined } },
      [ask(at.at)],
    ],
    [
      'not, where it is at work and has none',
      { count: 2, known: at, view: { work: work('running'), record: undefined } },
      [],
    ],
  ])('%s', (_, given, questions) => {
    expect(inbox(given).questions).toEqual(questions)
  })

  test.each<[string, Given, readonly Question[]]>([
    ['where the new ones explain the count: no', { count: 3, known: at, remarks: [words(101)] }, []],
    ['where they do not: all', { count: 4, known: at, remarks: [words(101)] }, [all]],
    ['where an old one was read again: all', { count: 3, known: at, remarks: [words(100)] }, [all]],
    ['where all were read: no', { count: 9, known: at, remarks: [words(101)], answered: [all] }, []],
    ['where the cursor is lost, and one is not there: all', { count: 2, remarks: [words(101)] }, [all]],
    ['where the cursor is lost, and none is missing: no', { count: 1, remarks: [words(101)] }, []],
  ])('once more %s', (_, given, questions) => {
    expect(inbox(given).questions).toEqual(questions)
  })
})

test('a phase that is over, or not begun, has no inbox', () => {
  const { survey } = phaseIn(scene)
  const finished = { phase: { survey: { ...survey, stage: 'finished' } as PhaseView['survey'] } }
  expect(inbox({ count: 1, remarks: [hold(101)], ...finished })).toEqual({
    letters: [],
    cursors: new Map(),
    swept: new Set(),
    questions: [],
  })
})

test('a phase counts as looked through where it was due and an issue was touched', () => {
  const touched = { count: 1, remarks: [words(101)], touched: '2026-02-22T15:00:00.000Z' }
  const swept = (given: Given) => [...inbox({ answered: [all], ...given }).swept]
  expect(swept({ ...touched, record: { swept: '2026-02-21' } })).toEqual(['4'])
  expect(swept(touched)).toEqual([])
  expect(swept({ count: 1, remarks: [words(101)], record: { swept: '2026-02-21' } })).toEqual([])
})

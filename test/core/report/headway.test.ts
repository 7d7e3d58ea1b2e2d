import { describe, expect, test } from 'vitest'
import type { Operation } from '../../../src/core/operation.ts'
import { headwayAt, longWork, roughTime, writesOfAll } from '../../../src/core/report/headway.ts'

const opening = (task: string) => ({ do: 'open-task', phase: '4', task }) as Operation
const link = (task: string): Operation => ({ do: 'link', phase: '4', task, blocker: 'p1' })
const progress = { do: 'open-progress', phase: '4' } as Operation
const tasks = Array.from({ length: 99 }, (_, at) => opening(`p${at}`))

describe('how far a run is', () => {
  test('says what it does, the how manieth of its kind that is, and how many writes there are', () => {
    expect(headwayAt([progress, ...tasks, link('p2')], 37, 40, 400)).toEqual({
      doing: 'opening p36, 37 of 99',
      done: 40,
      total: 104,
    })
  })

  test('counts no writes beyond the limit of the run', () => {
    expect(headwayAt(tasks, 0, 10, 50).total).toBe(50)
    expect(headwayAt(tasks, 0, 60, 50).total).toBe(60)
  })

  test('says of a single operation no number', () => {
    expect(headwayAt([link('p2')], 0, 0, 400).doing).toBe('linking p2 to p1')
  })

  test('counts each request of an operation that takes several', () => {
    const claim = { do: 'claim', phase: '4', task: 'a', claim: 'a#1' } as Operation
    const tell = { do: 'tell', phase: '4', letters: [{ comment: 'x' }, { comment: undefined }] } as unknown as Operation
    expect(writesOfAll([claim, tell, link('a')])).toBe(2 + 3 + 1)
  })
})

describe('a long launch', () => {
  test('is told beforehand, with the time that it takes at the pace of GitHub', () => {
    const links = Array.from({ length: 114 }, (_, at) => link(`p${at}`))
    expect(longWork([progress, ...tasks, ...links], 400)).toBe(
      'Opens 100 issues, 214 writes: about 3 minutes at the pace that GitHub allows.',
    )
  })

  test('is told with what this run leaves to the next one', () => {
    expect(longWork(tasks, 80)).toBe(
      'Opens 99 issues, 99 writes: about 1 minute at the pace that GitHub allows. This run makes 80 of them, and the next one continues.',
    )
  })

  test('is not told where it takes less than a minute', () => {
    expect(longWork(tasks.slice(0, 74), 400)).toBeUndefined()
    expect(longWork(tasks.slice(0, 75), 400)).toBeDefined()
  })
})

test.each([
  [800, 'some seconds'],
  [18_000, 'about 20 seconds'],
  [59_000, 'about 1 minute'],
  [300_000, 'about 5 minutes'],
  [7_200_000, 'about 2 hours'],
])('%i milliseconds are %s', (milliseconds, words) => {
  expect(roughTime(milliseconds)).toBe(words)
})

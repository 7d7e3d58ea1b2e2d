import { describe, expect, test } from 'vitest'
import {
  answerLost,
  emptyPage,
  freshMissing,
  htmlInstead,
  isIssueCreation,
  isIssueList,
  isPost,
  killed,
  laggingLists,
  layered,
  nth,
  primaryLimit,
  refusedBefore,
  secondaryLimit,
  shortPage,
  silent,
  slow,
  startingAt,
} from '../../src/local/faults.ts'
import { interleave, seeded } from '../../src/local/interleave.ts'
import { type Bed, createIssues, demo, openBed, refusal } from './bed.ts'

const create = (bed: Bed, title = 'One') => bed.ours.rest.issues.create({ ...demo, title })
const numbers = async (bed: Bed) => (await bed.ours.rest.issues.listForRepo(demo)).data.map(({ number }) => number)

describe('an answer lost after the commit', () => {
  test.each(['500', '502', 'reset', 'half'] as const)(
    '%s: the client sees an error, and the issue is there',
    async (how) => {
      const bed = await openBed()
      bed.tracker.setIntercept(answerLost(isIssueCreation, how))
      const seen = await create(bed).then(
        (response) => ({ status: response.status, data: response.data as unknown }),
        (error) => ({ status: error.status as number, data: undefined }),
      )
      if (how === 'half') expect(typeof seen.data === 'object' && seen.data !== null).toBe(false)
      else expect(seen.status).toBe(how === '502' ? 502 : 500)
      expect(await numbers(bed)).toEqual([1])
      expect(bed.tracker.requests[0]?.done?.status).toBe(201)
    },
  )

  test('a 201 whose body is cut short reaches the caller as success with data a string', async () => {
    const bed = await openBed()
    bed.tracker.setIntercept(answerLost(0, 'short'))
    const { status, data } = await create(bed)
    expect([status, typeof data]).toEqual([201, 'string'])
  })

  test('502 comes as a page for people', async () => {
    const bed = await openBed()
    bed.tracker.setIntercept(answerLost(0, '502'))
    expect((await create(bed).catch((error) => error)).response.headers['content-type']).toContain('text/html')
  })
})

describe('refused before the commit', () => {
  test.each(['500', '502', '503', 'reset'] as const)('%s: nothing was done', async (how) => {
    const bed = await openBed()
    bed.tracker.setIntercept(refusedBefore(0, how))
    await expect(create(bed)).rejects.toThrow()
    expect(await numbers(bed)).toEqual([])
    expect(bed.tracker.requests[0]?.done).toBeUndefined()
  })
})

describe('other trouble', () => {
  test.each([true, false])('HTML instead of JSON with 200, carried out: %s', async (carriedOut) => {
    const bed = await openBed()
    bed.tracker.setIntercept(htmlInstead(0, { carriedOut }))
    expect(typeof (await create(bed)).data).toBe('string')
    expect(await numbers(bed)).toEqual(carriedOut ? [1] : [])
  })

  test('slow: the answer waits, the deed does not', async () => {
    const bed = await openBed()
    let release = () => {}
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    bed.tracker.setIntercept(slow(isIssueCreation, released))
    const made = create(bed)
    while ((await numbers(bed)).length === 0);
    release()
    expect((await made).data.number).toBe(1)
  })

  test('silence: the client has to give up by itself', async () => {
    const bed = await openBed()
    const impatience = new AbortController()
    bed.tracker.setIntercept(
      layered(
        async (_, proceed) => {
          impatience.abort()
          return proceed()
        },
        silent(0, { carriedOut: true }),
      ),
    )
    await expect(
      bed.ours.rest.issues.create({ ...demo, title: 'One', request: { signal: impatience.signal } }),
    ).rejects.toThrow()
  })

  test('a kill, before the request is carried out and after', async () => {
    const bed = await openBed()
    const deaths: string[] = []
    for (const carriedOut of [false, true]) {
      bed.tracker.setIntercept(killed(0, () => deaths.push('killed'), { carriedOut }))
      await expect(create(bed)).rejects.toThrow()
    }
    expect(deaths).toHaveLength(2)
    expect(await numbers(bed)).toEqual([1])
  })
})

describe('lists', () => {
  test('404 for the next reads of a fresh issue', async () => {
    const bed = await openBed()
    bed.tracker.setIntercept(freshMissing(2))
    await create(bed)
    const read = () => bed.ours.rest.issues.get({ ...demo, issue_number: 1 })
    expect((await refusal(read())).status).toBe(404)
    expect((await refusal(read())).status).toBe(404)
    expect((await read()).status).toBe(200)
  })

  test('harm may begin in the middle: what was made before is found at once', async () => {
    const bed = await openBed()
    bed.tracker.setIntercept(startingAt(1, freshMissing(1)))
    await createIssues(bed.ours, 2)
    const read = (number: number) => bed.ours.rest.issues.get({ ...demo, issue_number: number })
    expect((await read(1)).status).toBe(200)
    expect((await refusal(read(2))).status).toBe(404)
  })

  test('lists lag behind writes: a new issue is invisible to the next lists', async () => {
    const bed = await openBed()
    bed.tracker.setIntercept(laggingLists(bed.tracker.store, { hide: true, stale: false, requests: 2 }))
    await createIssues(bed.ours, 2)
    expect([await numbers(bed), await numbers(bed), await numbers(bed)]).toEqual([[], [], [2, 1]])
    expect((await bed.ours.rest.issues.get({ ...demo, issue_number: 2 })).status).toBe(200)
  })

  test('the label filter lags too: a changed issue is listed as it was', async () => {
    const bed = await openBed()
    await bed.ours.rest.issues.create({ ...demo, title: 'One', labels: ['old'] })
    bed.tracker.setIntercept(laggingLists(bed.tracker.store, { hide: false, stale: true, requests: 2 }))
    await bed.ours.rest.issues.setLabels({ ...demo, issue_number: 1, labels: ['new'] })
    const labelled = async (labels: string) => (await bed.ours.rest.issues.listForRepo({ ...demo, labels })).data.length
    expect([await labelled('old'), await labelled('new'), await labelled('old'), await labelled('new')]).toEqual([
      1, 0, 0, 1,
    ])
  })

  test('only the last of the new ones are invisible', async () => {
    const bed = await openBed()
    bed.tracker.setIntercept(laggingLists(bed.tracker.store, { hide: true, stale: false, requests: 1, most: 1 }))
    await createIssues(bed.ours, 3)
    expect(await numbers(bed)).toEqual([2, 1])
  })

  test('empty page and short page', async () => {
    const bed = await openBed()
    await createIssues(bed.ours, 3)
    bed.tracker.setIntercept(layered(emptyPage(nth(isIssueList, 0)), shortPage(nth(isIssueList, 1), 2)))
    expect([await numbers(bed), await numbers(bed), await numbers(bed)]).toEqual([[], [3, 2], [3, 2, 1]])
  })
})

describe('limits', () => {
  test.each([
    [403, 60],
    [429, 60],
    [403, undefined],
    [429, undefined],
  ] as const)('secondary limit: %s, retry-after %s, on POST alone', async (status, retryAfter) => {
    const bed = await openBed()
    bed.tracker.setIntercept(secondaryLimit(isPost, { status, ...(retryAfter !== undefined && { retryAfter }) }))
    const refused = await refusal(create(bed))
    expect(refused.status).toBe(status)
    expect(refused.headers['retry-after']).toBe(retryAfter === undefined ? undefined : '60')
    expect(await numbers(bed)).toEqual([])
  })

  test('primary limit with a reset in 40 minutes', async () => {
    const bed = await openBed()
    bed.tracker.setIntercept(primaryLimit(bed.tracker.store, 1))
    await create(bed)
    const refused = await refusal(create(bed))
    expect(refused.headers).toMatchObject({
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Date.parse('2026-02-22T12:40:00Z') / 1000),
    })
    expect((await refusal(numbers(bed))).status).toBe(403)
    bed.tracker.setNow(() => new Date('2026-02-22T12:40:00Z'))
    expect(await numbers(bed)).toEqual([1])
  })
})

describe('races', () => {
  async function race(order: (waiting: readonly string[]) => string): Promise<string[]> {
    const bed = await openBed()
    bed.tracker.addToken('a', { login: 'github-actions[bot]', kind: 'installation', permissions: { issues: 'write' } })
    bed.tracker.addToken('b', { login: 'github-actions[bot]', kind: 'installation', permissions: { issues: 'write' } })
    const races = interleave(['a', 'b'], order)
    bed.tracker.setIntercept(races.intercept)
    const run = async (token: string) => {
      for (let n = 1; n <= 3; n += 1) await bed.as(token).rest.issues.create({ ...demo, title: `${token}${n}` })
      races.ended(token)
    }
    await Promise.all([run('a'), run('b')])
    expect(races.order).toHaveLength(6)
    return bed.tracker.store.issues.map(({ title }) => title)
  }

  test('two runs go request by request in the order that the scheduler gives', async () => {
    const alternate = ['b', 'a', 'a', 'b', 'b', 'a']
    expect(await race(() => alternate.shift() ?? '')).toEqual(['b1', 'a1', 'a2', 'b2', 'b3', 'a3'])
  })

  test('the same seed gives the same order', async () => {
    const first = await race(seeded(7))
    expect(await race(seeded(7))).toEqual(first)
    expect(first.toSorted()).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'b3'])
  })
})

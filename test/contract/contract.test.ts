import { describe, expect, test } from 'vitest'
import type { RequestRecord } from '../../src/local/tracker.ts'
import { demo, openBed } from '../local/bed.ts'
import { checkExchange, expectContract } from './contract.ts'
import { readDescription } from './description.ts'

/** An exchange that is right, to be made wrong in one place. */
async function rightExchange(): Promise<RequestRecord> {
  const { ours, tracker } = await openBed()
  await ours.rest.issues.create({ ...demo, title: 'One', labels: ['docs'] })
  return structuredClone(tracker.requests[0]!)
}

const answer = (record: RequestRecord) => record.done!.answer as Record<string, unknown>

describe('the contract', () => {
  test('a right exchange has no mismatch', async () => {
    expect(checkExchange(await rightExchange())).toEqual([])
  })

  test.each<[string, string, (record: RequestRecord) => void]>([
    [
      'a field of the wrong kind in the request',
      '/title must be string',
      (record) => Object.assign(record, { body: { title: [] } }),
    ],
    [
      'a missing field in the request',
      "must have required property 'title'",
      (record) => Object.assign(record, { body: {} }),
    ],
    [
      'an unknown field in the request',
      'the request has /lables',
      (record) => Object.assign(record, { body: { title: 'One', lables: [] } }),
    ],
    [
      'an unknown parameter',
      'the query has lables',
      (record) => Object.assign(record, { path: `${record.path}?lables=docs` }),
    ],
    [
      'an operation that is not there',
      'no such operation',
      (record) => Object.assign(record, { path: '/repos/octo/demo/tasks' }),
    ],
    ['a status that is not described', 'the status 206', (record) => Object.assign(record.done!, { status: 206 })],
    [
      'a field of the wrong kind in the answer',
      '/number must be integer',
      (record) => Object.assign(answer(record), { number: '1' }),
    ],
    [
      'a missing field in the answer',
      "required property 'html_url'",
      (record) => Reflect.deleteProperty(answer(record), 'html_url'),
    ],
    [
      'an invented field in the answer',
      'the answer 201 has /colour',
      (record) => Object.assign(answer(record), { colour: 'red' }),
    ],
    [
      'a time that is none',
      'must match format "date-time"',
      (record) => Object.assign(answer(record), { created_at: 'yesterday' }),
    ],
    [
      'null where none may be',
      '/html_url must be string',
      (record) => Object.assign(answer(record), { html_url: null }),
    ],
  ])('%s is a mismatch', async (_, expected, spoil) => {
    const record = await rightExchange()
    spoil(record)
    expect(checkExchange(record).join('\n')).toContain(expected)
  })

  test('a refusal without a message is a mismatch, one in GitHub’s form is none', async () => {
    const record = await rightExchange()
    record.done = { status: 429, answer: { message: 'Slow down', documentation_url: 'https://docs.github.com/rest' } }
    expect(checkExchange(record)).toEqual([])
    record.done = { status: 422, answer: { message: 'Validation Failed' } }
    expect(checkExchange(record).join('\n')).toContain("required property 'documentation_url'")
  })

  test('under 2026-03-10 the singular assignee is unknown, and not missed', async () => {
    const record = { ...(await rightExchange()), version: '2026-03-10' }
    expect(checkExchange(record).join('\n')).toContain('the answer 201 has /assignee')
    Reflect.deleteProperty(answer(record), 'assignee')
    expect(checkExchange(record)).toEqual([])
  })

  test('all mismatches are told at once', async () => {
    const record = await rightExchange()
    Object.assign(record, { body: { lables: [] } })
    expect(() => expectContract({ requests: [record] })).toThrow(/required property 'title'[\s\S]*\/lables/)
  })

  test('the cut names its source, version and licence', () => {
    const { about } = readDescription('2022-11-28')
    expect(about).toMatchObject({ source: expect.stringContaining('@octokit/openapi'), license: 'MIT' })
    expect(about.version).toMatch(/^\d+\.\d+\.\d+$/)
  })
})

import { describe, expect, test } from 'vitest'
import { commitFiles, filesOf, headOf } from '../../../src/local/git.ts'
import { sumOf } from '../../../src/local/pages/text.ts'
import { type Fields, home, openPages, type Pages, parse } from './bed.ts'

const issue = (pages: Pages, number = 1) => pages.playground.tracker.store.issue(number)
const bodySum = (pages: Pages) => sumOf(issue(pages).body)

type Case = readonly [
  what: string,
  path: string,
  fields: Fields | ((pages: Pages) => Fields),
  events: readonly string[],
  found: object,
]

const cases: readonly Case[] = [
  ['a comment', 'comments', { body: 'Hello', act: 'comment' }, ['issue_comment created'], { state: 'open' }],
  [
    'closing as completed',
    'comments',
    { body: '', act: 'completed' },
    ['issues closed'],
    { state: 'closed', stateReason: 'completed', closedBy: 'octocat' },
  ],
  [
    'closing as not planned',
    'comments',
    { act: 'not_planned' },
    ['issues closed'],
    { state: 'closed', stateReason: 'not_planned' },
  ],
  [
    'closing with a comment',
    'comments',
    { body: 'Done', act: 'completed' },
    ['issue_comment created', 'issues closed'],
    { state: 'closed' },
  ],
  ['a new title', 'title', { title: 'Another' }, ['issues edited'], { title: 'Another' }],
  [
    'a new body',
    '',
    (pages) => ({ body: 'New\r\nlines', sum: bodySum(pages) }),
    ['issues edited'],
    { body: 'New\nlines' },
  ],
  ['a lock', 'lock', { lock: 'on' }, ['issues locked'], { locked: true }],
  [
    'assignees',
    'assignees',
    { assignee: ['octocat', 'reader'] },
    ['issues assigned'],
    { assignees: ['octocat', 'reader'] },
  ],
]

describe('a form of an issue changes it, and fires the event that GitHub fires', () => {
  test.each(cases)('%s', async (_, path, fields, events, found) => {
    const pages = await openPages()
    const given = typeof fields === 'function' ? fields(pages) : fields
    const response = await pages.post(`${home}/issues/1${path && `/${path}`}`, given)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`${home}/issues/1`)
    expect(pages.events).toEqual(events)
    expect(issue(pages)).toMatchObject(found)
  })

  test('labels: one event for each that comes and each that goes, and a new one is made', async () => {
    const pages = await openPages()
    const { store } = pages.playground.tracker
    await pages.post(`${home}/issues/1/labels`, { label: ['docs', 'later', ''] })
    expect(store.labelsOf(issue(pages))).toEqual(['docs', 'later'])
    await pages.post(`${home}/issues/1/labels`, { label: ['later', 'soon'] })
    expect(store.labelsOf(issue(pages))).toEqual(['later', 'soon'])
    expect(pages.events).toEqual(['issues labeled', 'issues labeled', 'issues labeled', 'issues unlabeled'])
  })

  test('reopening, unlocking, and an assignee who goes', async () => {
    const pages = await openPages()
    await pages.post(`${home}/issues/1/comments`, { act: 'completed' })
    await pages.post(`${home}/issues/1/comments`, { act: 'reopen', body: 'Not yet' })
    await pages.post(`${home}/issues/1/lock`, { lock: 'on' })
    await pages.post(`${home}/issues/1/lock`, { lock: 'off' })
    await pages.post(`${home}/issues/1/assignees`, { assignee: 'reader' })
    await pages.post(`${home}/issues/1/assignees`, {})
    expect(issue(pages)).toMatchObject({ state: 'open', locked: false, assignees: [] })
    const told = ['closed', 'comment', 'reopened', 'locked', 'unlocked', 'assigned', 'unassigned']
    expect(pages.events).toEqual(told.map((each) => (each === 'comment' ? 'issue_comment created' : `issues ${each}`)))
  })

  test('a box of the description and one of a comment', async () => {
    const pages = await openPages()
    const { store } = pages.playground.tracker
    issue(pages).body = '- [ ] one\n- [ ] two'
    await pages.post(`${home}/issues/1/tick`, { sum: bodySum(pages), box: '1:on' })
    expect(issue(pages).body).toBe('- [ ] one\n- [x] two')
    await pages.post(`${home}/issues/1/comments`, { body: '* [x] three' })
    const [comment] = store.comments
    await pages.post(`${home}/comments/${comment!.id}/tick`, { sum: sumOf(comment!.body), box: '0:off' })
    expect(comment!.body).toBe('* [ ] three')
    await pages.post(`${home}/comments/${comment!.id}`, { sum: sumOf(comment!.body), body: '/heartbeat 40%' })
    expect(comment!.body).toBe('/heartbeat 40%')
    expect(pages.events).toEqual([
      'issues edited',
      'issue_comment created',
      'issue_comment edited',
      'issue_comment edited',
    ])
  })

  test('a blocker that is added and removed: GitHub starts no workflow for that, and the timeline tells it', async () => {
    const pages = await openPages()
    const { store } = pages.playground.tracker
    await pages.post(`${home}/issues/1/blocked-by`, { number: '#2' })
    expect(store.blockersOf(issue(pages)).map(({ number }) => number)).toEqual([2])
    await pages.post(`${home}/issues/1/blocked-by/remove`, { id: String(issue(pages, 2).id) })
    expect(store.blockersOf(issue(pages))).toEqual([])
    expect(pages.events).toEqual([])
    const told = [...(await pages.open(`${home}/issues/1`)).querySelectorAll('.event')].map(
      ({ textContent }) => textContent,
    )
    expect(told).toEqual([
      expect.stringMatching(/octocat marked this as blocked by .*Second #2/),
      expect.stringMatching(/octocat removed the block by .*Second #2/),
    ])
  })

  test('a new issue', async () => {
    const pages = await openPages()
    const response = await pages.post(`${home}/issues`, { title: 'Fourth', body: 'About it' })
    expect(response.headers.get('location')).toBe(`${home}/issues/4`)
    expect(issue(pages, 4)).toMatchObject({ title: 'Fourth', body: 'About it', user: 'octocat' })
    expect(pages.events).toEqual(['issues opened'])
  })
})

describe('merging', () => {
  test('takes the changes of the branch over, and closes the issues that the pull request names', async () => {
    const pages = await openPages()
    const { store } = pages.playground.tracker
    store.putFile('a.txt', 'one\n')
    store.state.git.refs['heads/change'] = headOf(store, 'heads/main')!
    commitFiles(
      store,
      'heads/change',
      new Map([
        ['b.txt', Buffer.from('two\n')],
        ['a.txt', null],
      ]),
      'Change',
      'reader',
    )
    store.putFile('c.txt', 'three\n')
    store.addPullRequest({ title: 'A change', head: 'change', closes: [1, 2] })
    pages.events.length = 0
    const response = await pages.post(`${home}/issues/4/merge`, {})
    expect(response.headers.get('location')).toBe(`${home}/pull/4`)
    expect([...filesOf(store, headOf(store, 'heads/main')!).keys()].sort()).toEqual(['b.txt', 'c.txt'])
    expect(issue(pages, 4).pullRequest?.mergedAt).toBe('2026-02-23T09:00:00Z')
    expect([issue(pages, 1), issue(pages, 2), issue(pages, 3)].map(({ state }) => state)).toEqual([
      'closed',
      'closed',
      'open',
    ])
    expect(pages.events).toEqual(['push', 'issues closed', 'issues closed'])
    expect((await pages.open(`${home}/pull/4`)).querySelector('.pill')?.textContent).toContain('Merged')
  })

  test('of a branch that is not there closes issues all the same, and cannot be done twice', async () => {
    const pages = await openPages()
    pages.playground.tracker.store.addPullRequest({ title: 'A change', head: 'gone', closes: [1] })
    expect((await pages.post(`${home}/issues/4/merge`, {})).status).toBe(303)
    expect(pages.events).toEqual(['issues closed'])
    expect((await pages.post(`${home}/issues/4/merge`, {})).status).toBe(409)
  })

  test('is refused where both branches changed one file, and to people who may only read', async () => {
    const pages = await openPages()
    const { store } = pages.playground.tracker
    store.putFile('a.txt', 'one\n')
    store.state.git.refs['heads/change'] = headOf(store, 'heads/main')!
    store.putFile('a.txt', 'two\n', { branch: 'change' })
    store.putFile('a.txt', 'three\n')
    store.addPullRequest({ title: 'A change', head: 'change' })
    expect((await pages.post(`${home}/issues/4/merge`, {}, { as: 'reader' })).status).toBe(403)
    const response = await pages.post(`${home}/issues/4/merge`, {})
    expect(response.status).toBe(409)
    expect(await response.text()).toContain('a.txt was changed on both branches.')
    expect(issue(pages, 4).state).toBe('open')
  })
})

describe('what is refused is told, and changes nothing', () => {
  test.each([
    ['an empty comment', 'comments', { body: '  ' }, 422],
    ['an act that there is not', 'comments', { body: 'x', act: 'explode' }, 400],
    ['an empty title', 'title', { title: ' ' }, 422],
    ['a text that was changed meanwhile', '', { body: 'x', sum: 'of another' }, 409],
    ['a tick of a text that was changed meanwhile', 'tick', { box: '0:on', sum: 'of another' }, 409],
    ['a blocker that is not there', 'blocked-by', { number: '77' }, 404],
    ['an issue that blocks itself', 'blocked-by', { number: '1' }, 422],
    ['a link that is gone', 'blocked-by/remove', { id: '5' }, 404],
    ['a merge of an issue', 'merge', {}, 409],
  ])('%s', async (_, path, fields, status) => {
    const pages = await openPages()
    const before = structuredClone(issue(pages))
    const response = await pages.post(`${home}/issues/1${path && `/${path}`}`, fields)
    expect(response.status).toBe(status)
    expect(parse(await response.text()).querySelector('.problem')?.textContent).not.toBe('')
    expect(issue(pages)).toEqual(before)
    expect(pages.events).toEqual([])
  })

  test('a box that is not in the text', async () => {
    const pages = await openPages()
    for (const box of ['0:on', 'x', '0:maybe', ''])
      expect((await pages.post(`${home}/issues/1/tick`, { box, sum: bodySum(pages) })).status).toBe(400)
  })

  test('people who may only read comment and close what is theirs, and nothing else', async () => {
    const pages = await openPages()
    const as = { as: 'reader' }
    expect((await pages.post(`${home}/issues/1/comments`, { body: 'Hello' }, as)).status).toBe(303)
    for (const [path, fields] of [
      ['comments', { act: 'completed' }],
      ['title', { title: 'x' }],
      ['labels', { label: 'x' }],
      ['assignees', { assignee: 'reader' }],
      ['lock', { lock: 'on' }],
      ['blocked-by', { number: '2' }],
    ] as const)
      expect((await pages.post(`${home}/issues/1/${path}`, fields, as)).status, path).toBe(403)
    const page = await pages.open(`${home}/issues/1`, 'reader')
    const actions = [...page.querySelectorAll('main form')].map((form) => form.getAttribute('action'))
    const own = pages.playground.tracker.store.comments[0]!.id
    expect(actions).toEqual([`${home}/comments/${own}/tick`, `${home}/comments/${own}`, `${home}/issues/1/comments`])
    await pages.post(`${home}/issues`, { title: 'Mine' }, as)
    expect((await pages.post(`${home}/issues/4/comments`, { act: 'completed' }, as)).status).toBe(303)
    await pages.post(`${home}/issues/1/lock`, { lock: 'on' })
    expect((await pages.post(`${home}/issues/1/comments`, { body: 'Hello' }, as)).status).toBe(403)
  })
})

describe('who one is', () => {
  test('is chosen in the header, for this browser', async () => {
    const pages = await openPages()
    const response = await pages.post('/user', { login: 'reader', back: `${home}/slack` })
    expect(response.headers.get('location')).toBe(`${home}/slack`)
    expect(response.headers.get('set-cookie')).toBe('phase-coordinator-user=reader; Path=/; HttpOnly; SameSite=Strict')
    expect(
      (await pages.open(`${home}/issues/1`, 'reader')).querySelector<HTMLOptionElement>('#who option[selected]')?.value,
    ).toBe('reader')
  })

  test.each(['https://evil.example', '//evil.example', '/\\evil.example', ''])('never leads to %j', async (back) => {
    const pages = await openPages()
    expect((await pages.post('/user', { login: 'reader', back })).headers.get('location')).toBe('/')
  })

  test('is nobody that there is not', async () => {
    const pages = await openPages()
    expect((await pages.post('/user', { login: 'github-actions[bot]' })).status).toBe(400)
    expect(
      (await pages.open(`${home}/issues`, 'nobody')).querySelector<HTMLOptionElement>('#who option[selected]')?.value,
    ).toBe('octocat')
  })
})

describe('the clock, the state and the workflow', () => {
  test('are moved, kept and started', async () => {
    const pages = await openPages()
    await pages.post('/clock/forward', { hours: '8' })
    await pages.post('/clock/forward', { hours: 'next' })
    await pages.post(`${home}/actions/start`, { dryRun: 'on' })
    expect(await (await pages.get('/state.json')).text()).toBe('{"a": 1}')
    expect((await pages.post('/state', { state: '{"a": 1}' })).headers.get('location')).toBe(`${home}/issues`)
    expect(pages.asked).toEqual(['forward 8', 'forward to next', 'dispatch {"dryRun":true,"confirm":false}', 'load'])
  })

  test('are refused where the form makes no sense', async () => {
    const pages = await openPages()
    for (const hours of ['', '0', '-1', 'x', 'Infinity', '1000000'])
      expect((await pages.post('/clock/forward', { hours })).status, hours).toBe(400)
    const response = await pages.post('/state', { state: '{}' })
    expect(response.status).toBe(422)
    expect(await response.text()).toContain('This is no state of the local tracker.')
    expect((await pages.post(`${home}/actions/start`, {}, { as: 'reader' })).status).toBe(403)
    expect(pages.asked).toEqual([])
  })
})

// The known accidents of comparable actions, replayed. Each test bears the name of the thread that tells of one, or of
// its advisory. Those about commands, claims and dispatches are in worker-accidents.test.ts.

import { access } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'vitest'
import {
  answerLost,
  emptyPage,
  freshMissing,
  isIssueList,
  isPost,
  refusedBefore,
  shortPage,
} from '../../src/local/faults.ts'
import type { Intercept, Intercepted } from '../../src/local/intercept.ts'
import type { RequestRecord } from '../../src/local/tracker.ts'
import { rehearse } from '../faults/rehearsal.ts'
import { type ActionRun, type Bed, type Plan, planText, test } from './bed.ts'
import { issuesOn } from './board.ts'
import { takeTurns } from './turns.ts'

const plan = { slots: 1, tasks: ['a', 'b', { id: 'c', depends_on: ['b'] }] } satisfies Plan

/** Issues besides duplicates that were closed as such. */
function titles(bed: Bed): string[] {
  return issuesOn(bed.board)
    .filter(({ reason }) => reason !== 'duplicate')
    .map(({ title }) => title)
    .toSorted()
}

const oneOfEach = ['Phase 1 progress: Trial', 'a: Task a', 'b: Task b', 'c: Task c']

/** Runs until a run writes nothing. */
async function runToQuiet(bed: Bed): Promise<void> {
  for (let run = 0; run < 4; run++) if ((await bed.runWell()).writes.length === 0) return
  await bed.expectQuiet()
}

const isLabelling = ({ method, path: address }: Pick<Intercepted, 'method' | 'path'>) =>
  method !== 'GET' && /\/issues\/\d+\/labels(\/|$)/.test(address)

/** The titles of the issues that a run asked for, in order. */
function created(requests: readonly RequestRecord[]): string[] {
  return requests
    .filter(({ method, path: address }) => method === 'POST' && /\/issues$/.test(address))
    .map(({ body }) => (body as { title: string }).title)
}

/** Two runs of one second, each with a token of its own and the same login, whose requests are done in turn. */
async function runTwoInTurn(bed: Bed): Promise<ActionRun[]> {
  let last: string | undefined
  return takeTurns(
    bed.tracker,
    2,
    (waiting) => {
      last = waiting.find((token) => token !== last) ?? waiting[0]!
      return last
    },
    (token) => bed.run({ event: 'issues', inputs: { token } }),
  )
}

test('probot/probot#921: a comment that was made though GitHub answered 500 is not made again', async ({ bed }) => {
  const wish = await bed.octocat.open('The old wish', 'Please.')
  await bed.plan({ slots: 1, tasks: [{ id: 'a', issue: wish }, 'b'] })
  bed.tracker.setIntercept(
    answerLost((request) => isPost(request) && request.path.endsWith(`/issues/${wish}/comments`), '500'),
  )
  const run = await bed.run()
  expect(run.code, run.log).toBe(0)
  expect(bed.issue(wish).comments).toHaveLength(1)
  await bed.run()
  bed.tracker.setIntercept(undefined)
  await runToQuiet(bed)
  expect(bed.issue(wish).comments).toHaveLength(1)
  expect(bed.issue(wish).comments[0]).toContain('**Assigned.**')
})

test('probot/probot#921: with 500 in answer to everything that a launch makes, nothing is made twice', async ({
  bed,
}) => {
  await bed.plan(plan)
  bed.tracker.setIntercept(answerLost(isPost, '500'))
  // The first question is a POST as well; a run that does not learn whose token it has makes nothing.
  expect((await bed.runWell()).writes).toEqual([])
  bed.tracker.setIntercept(answerLost((request) => isPost(request) && !request.path.startsWith('/graphql'), '500'))
  for (let run = 0; run < 2; run++) {
    const { requests } = await bed.run()
    expect(new Set(created(requests)).size).toBe(created(requests).length)
  }
  expect(titles(bed).filter((title, at, all) => all.indexOf(title) !== at)).toEqual([])
  bed.tracker.setIntercept(undefined)
  await runToQuiet(bed)
  expect(
    issuesOn(bed.board)
      .map(({ title }) => title)
      .toSorted(),
  ).toEqual(oneOfEach)
})

test('espressif/github-actions#11: two events of one second leave one issue for each task', async ({ bed }) => {
  await bed.plan(plan)
  await runTwoInTurn(bed)
  await runToQuiet(bed)
  expect(titles(bed)).toEqual(oneOfEach)
  for (const { open, reason } of issuesOn(bed.board)) expect(open).toBe(reason !== 'duplicate')
  expect(bed.states('a', 'b', 'c')).toEqual(['ready', 'assigned', 'blocked'])
})

test('espressif/github-actions#11: the second of two events opens nothing, though GitHub does not show yet what the first one made', async ({
  bed,
}) => {
  await bed.plan({ ...plan, tasks: plan.tasks.slice(0, 2) })
  await bed.runWell()
  await bed.plan(plan)
  bed.tracker.setIntercept(freshMissing(2))
  await bed.run()
  await bed.run()
  bed.tracker.setIntercept(undefined)
  await runToQuiet(bed)
  expect(titles(bed)).toEqual(oneOfEach)
})

test('googleapis/release-please#2754: an issue has its labels from the request that opens it', async ({ bed }) => {
  await bed.plan(plan)
  const run = await bed.runWell()
  const opened = run.writes.filter(({ method, path: address }) => method === 'POST' && /\/issues$/.test(address))
  expect(opened).toHaveLength(4)
  for (const { body } of opened) expect((body as { labels: string[] }).labels).toContain('phase:1')
  expect(run.writes.filter(isLabelling)).toEqual([])
})

test('googleapis/release-please#2754: a label that could not be set is told, and set by the next run', async ({
  bed,
}) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.close('b')
  bed.tracker.setIntercept(refusedBefore(isLabelling, '500'))
  const run = await bed.runWell()
  const warnings = run.annotations.filter(({ level }) => level === 'warning')
  expect(warnings.map(({ message }) => message).join('\n')).toMatch(/Could not .*status:/)
  bed.tracker.setIntercept(undefined)
  await runToQuiet(bed)
  expect(bed.states('a', 'b', 'c')).toEqual(['assigned', '', 'ready'])
})

const poorLists: Readonly<Record<string, Intercept>> = {
  'renovatebot/renovate#12049: an empty list is not taken for "there are no issues"': emptyPage(isIssueList),
  'renovatebot/renovate#12948: a list that breaks off is not taken for the whole': shortPage(isIssueList, 1),
  'renovatebot/renovate#12948: a refused list is not taken for an empty one': refusedBefore(isIssueList, '503'),
}

for (const [name, intercept] of Object.entries(poorLists)) {
  test(name, async ({ bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    const before = structuredClone(bed.board.issues)
    bed.tracker.setIntercept(intercept)
    for (let hour = 0; hour < 2; hour++) {
      bed.at(`2026-02-23T0${4 + hour}:15:00Z`)
      const run = await bed.run()
      expect(created(run.requests)).toEqual([])
    }
    expect(bed.board.issues).toEqual(before)
    bed.tracker.setIntercept(undefined)
    await bed.expectQuiet()
    expect(titles(bed)).toEqual(oneOfEach)
  })
}

/** With a discussion in front, looking from number to number does not help against empty lists: it answers 404. */
async function leaveDiscussion(bed: Bed): Promise<void> {
  bed.board.convertIssue(await bed.octocat.open('A question'))
}

test('renovatebot/renovate#12049: a run that opens nothing because the lists are empty says so', async ({ bed }) => {
  await leaveDiscussion(bed)
  await bed.plan(plan)
  await bed.runWell()
  bed.tracker.setIntercept(emptyPage(isIssueList))
  const run = await bed.expectQuiet()
  const warnings = run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toMatch(/counts 4 .*issues.* lists none|counts 4 .*issues.* lists 0/)
})

test('renovatebot/renovate#12049: an empty list is not believed where the phase has no milestone', async ({ bed }) => {
  await leaveDiscussion(bed)
  await bed.plan({ ...plan, milestone: false })
  await bed.runWell()
  bed.tracker.setIntercept(emptyPage(isIssueList))
  expect(created((await bed.run()).requests)).toEqual([])
})

test('Tracer-Cloud/opensre#5269: our comment is found behind a hundred others, and not made again', async ({ bed }) => {
  const wish = await bed.octocat.open('The old wish', 'Please.')
  for (let at = 0; at < 105; at++) await bed.octocat.comment(wish, `Me too (${at}).`)
  await bed.plan({ slots: 1, tasks: ['b', { id: 'a', issue: wish, depends_on: ['b'] }] })
  await bed.runWell()
  expect(bed.issue(wish).comments).toHaveLength(106)
  await bed.expectQuiet()
  await bed.octocat.close('b')
  await bed.runWell()
  expect(bed.issue(wish).comments).toHaveLength(106)
  expect(bed.issue(wish).comments.at(-1)).toContain('**Assigned.**')
  await bed.expectQuiet()
})

test('ovn-kubernetes/ovn-kubernetes#6632: the event of our own comment causes no further one', async ({ bed }) => {
  const wish = await bed.octocat.open('The old wish', 'Please.')
  await bed.plan({ slots: 1, tasks: [{ id: 'a', issue: wish, assignees: ['nobody-here'] }, 'b'] })
  await bed.runWell()
  expect(bed.section('Decisions needed')).toContain('cannot be assigned to nobody-here')
  const [body] = bed.issue(wish).comments
  const comment = { id: bed.board.comments.at(-1)!.id, body, user: { login: 'github-actions[bot]', type: 'Bot' } }
  const payload = { action: 'created', issue: { number: wish }, comment }
  await bed.expectQuiet({ event: 'issue_comment', payload })
  await bed.expectQuiet({ event: 'issue_comment', payload: { ...payload, action: 'edited' } })
  expect(bed.issue(wish).comments).toEqual([body])
})

test('digitaldrywood/detent#1237: what GitHub refuses is told once, not every hour', async ({ bed }) => {
  await bed.plan({ slots: 1, tasks: ['a', { id: 'b', assignees: ['nobody-here'] }, { id: 'c', depends_on: ['b'] }] })
  bed.tracker.setIntercept(async (request, proceed) => {
    if (!isPost(request) || !request.path.endsWith('/dependencies/blocked_by')) return proceed()
    return Response.json({ message: 'Validation Failed', status: '422' }, { status: 422 })
  })
  await bed.runWell()
  await bed.octocat.close('a')
  await bed.runWell()
  expect(bed.section('Decisions needed')).toContain('cannot be assigned to nobody-here')
  expect(bed.section('Decisions needed')).toContain('could not be linked')
  for (const hour of ['05', '06', '23']) {
    bed.at(`2026-02-23T${hour}:15:00Z`)
    const run = await bed.expectQuiet()
    expect(run.annotations).toEqual([])
  }
  expect(issuesOn(bed.board).flatMap(({ comments }) => comments)).toEqual([])
})

test('openai/symphony PR 15: a task that is blocked after the list was read is not picked', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const other = await bed.octocat.open('Something else')
  await bed.octocat.close('b')
  let lists = 0
  bed.tracker.setIntercept(async (request, proceed) => {
    const response = await proceed()
    // The last thing before the live look at the blockers.
    if (isIssueList(request) && request.token === 'local-token') lists += 1
    if (lists === 2 && isIssueList(request)) await bed.octocat.block('a', other)
    return response
  })
  const run = await bed.runWell()
  expect(lists).toBeGreaterThanOrEqual(2)
  expect(run.ids('picked')).toEqual(['c'])
  expect(bed.states('a', 'c')).toEqual(['blocked', 'assigned'])
  bed.tracker.setIntercept(undefined)
  await bed.expectQuiet()
})

test('openai/symphony PR 15: a task that is blocked is not picked, though its count of blockers does not show it', async ({
  bed,
}) => {
  Object.assign(bed.tracker.behaviour, { dependencySummary: 'stale' })
  await bed.plan({ slots: 1, tasks: ['a', 'b', 'c'] })
  await bed.runWell()
  const other = await bed.octocat.open('Something else')
  await bed.octocat.block('b', other)
  await bed.octocat.close('a')
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['c'])
  expect(bed.states('b', 'c')).toEqual(['blocked', 'assigned'])
  const labels = run.writes.filter(
    (request) => isLabelling(request) && request.path.includes(`/${bed.task('b').number}/`),
  )
  expect(JSON.stringify(labels)).not.toContain('status:assigned')
  await bed.expectQuiet()
})

test('openai/symphony PR 15: a task that is blocked after the last look goes back in the next run', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const other = await bed.octocat.open('Something else')
  await bed.octocat.close('b')
  let blocked = false
  bed.tracker.setIntercept(async (request, proceed) => {
    if (!blocked && request.method === 'POST' && isLabelling(request)) {
      blocked = true
      await bed.octocat.block('a', other)
    }
    return proceed()
  })
  await bed.runWell()
  expect(blocked).toBe(true)
  bed.tracker.setIntercept(undefined)
  await runToQuiet(bed)
  expect(bed.states('a', 'c')).toEqual(['blocked', 'assigned'])
})

for (const summary of ['exact', 'stale'] as const) {
  test(`digitaldrywood/detent#2509, z0al/dependent-issues#377: a closed blocker holds nothing up, with ${summary} counts`, async ({
    bed,
  }) => {
    Object.assign(bed.tracker.behaviour, { dependencySummary: summary })
    await bed.plan(plan)
    await bed.runWell()
    const other = await bed.octocat.open('Something else')
    await bed.octocat.block('a', other)
    await bed.octocat.close(other)
    const old = await bed.octocat.open('Closed long ago')
    await bed.octocat.close(old)
    bed.board.issue(old).stateReason = null
    await bed.octocat.block('c', old)
    await bed.octocat.close('b')
    await bed.runWell()
    await bed.octocat.close('a')
    const run = await bed.runWell()
    expect([...run.ids('active'), ...run.ids('done')]).toEqual(['c', 'a', 'b'])
    await bed.expectQuiet()
  })
}

for (const reason of ['not_planned', 'duplicate'] as const) {
  test(`nexu-io/looper#351: a blocker closed as ${reason} releases nothing, whether the file or people set the link`, async ({
    bed,
  }) => {
    await bed.plan({ slots: 2, tasks: ['b', 'x', { id: 'c', depends_on: ['b'] }, { id: 'd', depends_on: ['x'] }] })
    await bed.runWell()
    const other = await bed.octocat.open('Something else')
    await bed.octocat.block('d', other)
    await bed.octocat.close(other, reason)
    await bed.octocat.close('b', reason)
    await bed.octocat.close('x')
    const run = await bed.runWell()
    expect(run.ids('picked')).toEqual([])
    expect(bed.states('c', 'd')).toEqual(['blocked', 'blocked'])
    expect(bed.section('Decisions needed')).toContain('(c) waits for')
    expect(bed.section('Decisions needed')).toContain(`(d) waits for #${other}, closed without being done`)
    await bed.expectQuiet()
  })
}

test('gastownhall/beads#3570: two runs in turn, request by request, give the free slot to one task', async ({
  bed,
}) => {
  await bed.plan({ ...plan, tasks: [...plan.tasks, 'd', 'e'] })
  await bed.runWell()
  await bed.octocat.close('b')
  await runTwoInTurn(bed)
  expect(bed.states('a', 'c', 'd', 'e')).toEqual(['assigned', 'ready', 'ready', 'ready'])
  await runToQuiet(bed)
  expect((await bed.expectQuiet()).ids('active')).toEqual(['a'])
})

test('gastownhall/beads PR 4718: a state set by hand is no claim, and nothing expires because of it', async ({
  bed,
}) => {
  await bed.plan({ ...plan, heartbeat: { stall_after: '1h', release_after: '2h' } })
  await bed.runWell()
  await bed.octocat.label('a', 'status:running')
  await bed.octocat.assign('a', 'octocat')
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['b'])
  expect(bed.states('a', 'b')).toEqual(['ready', 'assigned'])
  bed.at('2026-02-23T12:15:00Z')
  await bed.expectQuiet()
  expect(bed.task('a').assignees).toEqual(['octocat'])
  expect(bed.section('Decisions needed')).toBe('')
})

test('marcusquinn/aidevops#18101: sixteen runs for one event pick one task, once', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.close('b')
  const rehearsal = { files: { '.github/phases/1.yml': planText(plan) }, now: '2026-02-23T04:15:00Z' }
  const reports = await Promise.all(Array.from({ length: 16 }, () => rehearse(bed.tracker, rehearsal)))
  expect(reports).not.toContain('failed')
  expect(bed.states('a', 'c')).toEqual(['assigned', 'ready'])
  await runToQuiet(bed)
  expect(bed.states('a', 'c')).toEqual(['assigned', 'ready'])
  expect(titles(bed)).toEqual(oneOfEach)
  expect(issuesOn(bed.board)).toHaveLength(4)
})

test('automazeio/ccpm#192: issues are opened in the repository that the workflow runs in, whatever the checkout or the event names', async ({
  bed,
}) => {
  const template = 'automazeio/template'
  await bed.plan(plan)
  await bed.write('.git/config', `[remote "origin"]\n\turl = https://github.com/${template}.git\n`)
  await bed.write('package.json', JSON.stringify({ repository: template }))
  const repository = {
    full_name: template,
    name: 'template',
    owner: { login: 'automazeio' },
    url: `${bed.tracker.url}/repos/${template}`,
    default_branch: 'main',
  }
  const run = await bed.runWell({ event: 'push', payload: { repository } })
  const strays = run.requests.filter(
    ({ path: address }) => !address.startsWith('/repos/octo/demo/') && address !== '/graphql',
  )
  expect(strays).toEqual([])
  expect(titles(bed)).toEqual(oneOfEach)
})

test('GHSA-4chw-4rhf-x3c2: text of a comment is neither run, nor logged, nor answered', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  const evil = `/spawn $(touch pwned) \`touch pwned\`; touch pwned\n::error::boom\n\${{ secrets.TOKEN }}`
  await bed.reader.comment('a', evil)
  const { number } = bed.task('a')
  const payload = { action: 'created', issue: { number, title: evil, body: evil }, comment: { id: 1, body: evil } }
  const run = await bed.runWell({ event: 'issue_comment', payload })
  // Somebody who may not write gets a reaction, and nothing of what they wrote.
  expect(run.writes.map(({ method, path }) => `${method} ${path.replace(/\d{6,}/, 'N')}`)).toEqual([
    'POST /repos/octo/demo/issues/comments/N/reactions',
    'PATCH /repos/octo/demo/issues/1',
  ])
  expect(JSON.stringify(run.writes)).not.toContain('pwned')
  await bed.expectQuiet()
  expect(run.log).not.toContain('pwned')
  expect(run.annotations).toEqual([])
  expect(run.summary).not.toContain('pwned')
  for (const folder of [bed.workspace, process.cwd()])
    await expect(access(path.join(folder, 'pwned'))).rejects.toThrow('ENOENT')
  expect(bed.task('a').comments).toEqual([evil])
})

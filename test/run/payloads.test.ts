import examples from '@octokit/webhooks-examples' with { type: 'json' }
import { expect } from 'vitest'
import { type ActionOptions, type Bed, test } from './bed.ts'
import { issuesOn } from './board.ts'

/** The package's own types say that each event has payloads of every kind. */
const catalogue = examples as unknown as readonly { readonly name: string; readonly examples: readonly Payload[] }[]

interface Payload {
  readonly action?: string
  readonly ref?: string
  readonly repository?: { readonly full_name: string; readonly default_branch: string; readonly owner: object }
  readonly issue?: { readonly number: number; readonly title: string }
  readonly [key: string]: unknown
}

const plan = { slots: 1, tasks: [{ id: 'a', priority: 1 }, 'b', { id: 'c', depends_on: ['b'] }] }

/** One real payload for each action of an event, or for each ref. */
function realPayloads(event: string): ReadonlyMap<string, Payload> {
  const known = catalogue.find(({ name }) => name === event)!
  return new Map(known.examples.map((payload) => [payload.action ?? payload.ref ?? '', payload]))
}

/** A real payload as our repository would have caused it, about an issue of ours if it is about one. */
function ours(payload: Payload, bed: Bed, issue = 0): Payload {
  const [login, name] = bed.tracker.repository.split('/')
  const repository = {
    ...payload.repository,
    name,
    full_name: bed.tracker.repository,
    owner: { ...payload.repository?.owner, login },
    default_branch: 'main',
  }
  return { ...payload, repository, ...(payload.issue && { issue: { ...payload.issue, number: issue } }) }
}

/** What there is, as people would notice: texts, labels, states, comments. */
const everything = (bed: Bed) => structuredClone({ issues: bed.board.issues, comments: bed.board.comments })

/** Events of our repository that start the shipped workflow or may be added to it. */
const events = ['issues', 'issue_comment', 'push', 'workflow_dispatch', 'workflow_run', 'repository_dispatch'] as const

/** Of another repository's payloads a few kinds of each event will do: all kinds are replayed as ours. */
const mostForeign = 4

for (const event of events) {
  test(`real payloads of ${event} from another repository change nothing here, nor there`, async ({ bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    const own = `/repos/${bed.tracker.repository}/`
    const before = everything(bed)
    for (const [kind, payload] of [...realPayloads(event)].slice(0, mostForeign)) {
      expect(payload.repository!.full_name, kind).not.toBe(bed.tracker.repository)
      const run = await bed.expectQuiet({ event, payload, env: refOf(event, payload) })
      const strays = run.requests.filter(({ path }) => path !== '/graphql' && !path.startsWith(own))
      expect(strays.map(({ path }) => path).filter((path) => !isOwnRepository(path, bed))).toEqual([])
      expect(run.annotations, kind).toEqual([])
      expect(run.ids('active'), kind).toEqual(['a'])
    }
    expect(everything(bed)).toEqual(before)
  })
}

/** The repository itself, which has nothing behind its name. */
const isOwnRepository = (path: string, bed: Bed) => path === `/repos/${bed.tracker.repository}`

function refOf(event: string, { ref }: Payload): Record<string, string> {
  return event === 'push' && ref !== undefined ? { GITHUB_REF: ref } : {}
}

for (const event of ['issues', 'issue_comment'] as const) {
  test(`real payloads of ${event} about a task of ours change nothing, because nothing has changed`, async ({
    bed,
  }) => {
    await bed.plan(plan)
    await bed.runWell()
    const before = everything(bed)
    for (const [kind, payload] of realPayloads(event)) {
      const run = await bed.expectQuiet({ event, payload: ours(payload, bed, bed.task('a').number) })
      expect(run.annotations, kind).toEqual([])
    }
    expect(everything(bed)).toEqual(before)
  })
}

test('a real issues.reopened drives the run that takes the task up again, and its replay changes nothing', async ({
  bed,
}) => {
  await bed.plan({ slots: 1, tasks: ['a', 'b', { id: 'c', depends_on: ['a'] }] })
  await bed.runWell()
  await bed.octocat.close('a')
  expect((await bed.runWell()).ids('picked')).toEqual(['b'])
  await bed.octocat.reopen('a')
  const payload = ours(realPayloads('issues').get('reopened')!, bed, bed.task('a').number)
  const run = await bed.runWell({ event: 'issues', payload })
  expect(run.ids('picked')).toEqual([])
  expect(bed.states('a', 'b', 'c')).toEqual(['ready', 'assigned', 'blocked'])
  await runToQuiet(bed, { event: 'issues', payload })
  const before = everything(bed)
  await bed.expectQuiet({ event: 'issues', payload })
  expect(everything(bed)).toEqual(before)
})

test('a real issues.reopened about an issue that was closed again since then reopens nothing', async ({ bed }) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.octocat.close('a')
  await bed.runWell()
  const payload = ours(realPayloads('issues').get('reopened')!, bed, bed.task('a').number)
  const run = await bed.expectQuiet({ event: 'issues', payload })
  expect(run.ids('done')).toEqual(['a'])
})

test('a real issues.reopened is believed where lists do not show yet that the issue is open again', async ({ bed }) => {
  await bed.plan({ tasks: ['a', 'b'] })
  await bed.runWell()
  await bed.octocat.close('a')
  await bed.runWell()
  await bed.octocat.reopen('a')
  const { number } = bed.task('a')
  const old = {
    ...structuredClone(bed.board.issue(number)),
    state: 'closed' as const,
    stateReason: 'completed' as const,
  }
  bed.board.lag = { hidden: new Set(), stale: new Map([[number, { ...old, updatedAt: old.createdAt }]]), requests: 2 }
  const payload = ours(realPayloads('issues').get('reopened')!, bed, number)
  await bed.runWell({ event: 'issues', payload })
  expect(bed.states('a')).toEqual(['ready'])
})

test('a real issues.reopened of a completed phase lets it go on in the same run', async ({ bed }) => {
  await bed.plan({ tasks: ['a'] })
  await bed.runWell()
  await bed.octocat.close('a')
  await bed.runWell()
  await bed.octocat.reopen('a')
  const payload = ours(realPayloads('issues').get('reopened')!, bed, bed.task('a').number)
  await bed.runWell({ event: 'issues', payload })
  expect(bed.progress().open).toBe(true)
  await runToQuiet(bed, { event: 'issues', payload })
})

for (const [action, lose] of [
  ['deleted', (bed: Bed, number: number) => bed.board.deleteIssue(number)],
  ['transferred', (bed: Bed, number: number) => bed.board.transferIssue(number, 'octo/other', 7)],
] as const) {
  test(`a real issues.${action} about a task of ours is a decision, and never a new issue`, async ({ bed }) => {
    await bed.plan(plan)
    await bed.runWell()
    const { number } = bed.task('a')
    lose(bed, number)
    const payload = ours(realPayloads('issues').get(action)!, bed, number)
    const run = await bed.runWell({ event: 'issues', payload })
    expect(run.ids('active')).toEqual(['b'])
    expect(bed.section('Decisions needed')).toContain(`a: its issue #${number}`)
    expect(issuesOn(bed.board)).toHaveLength(3)
    await bed.expectQuiet({ event: 'issues', payload })
  })
}

test('a real issue_comment.created about a pull request, or about an issue that is none of ours, is left alone', async ({
  bed,
}) => {
  await bed.plan(plan)
  await bed.runWell()
  const other = await bed.octocat.open('Spelling error in the README file', 'Fix it.')
  const payload = ours(realPayloads('issue_comment').get('created')!, bed, other)
  await bed.octocat.comment(other, 'You are totally right!')
  const before = everything(bed)
  await bed.expectQuiet({ event: 'issue_comment', payload })
  const pull_request = { url: `${bed.tracker.url}/repos/${bed.tracker.repository}/pulls/${other}` }
  await bed.expectQuiet({
    event: 'issue_comment',
    payload: { ...payload, issue: { ...payload.issue, pull_request } },
  })
  expect(everything(bed)).toEqual(before)
})

test('a real push to the default branch carries out an edit of the plan; one to a tag shows it only', async ({
  bed,
}) => {
  await bed.plan(plan)
  await bed.runWell()
  await bed.plan({ ...plan, tasks: [...plan.tasks, 'd'] })
  const pushes = realPayloads('push')
  const tag = ours(pushes.get('refs/tags/simple-tag')!, bed)
  const dry = await bed.expectQuiet({ event: 'push', payload: tag, env: { GITHUB_REF: tag.ref! } })
  expect(dry.log).toContain('would open an issue "d: Task d"')
  const branch = { ...ours(pushes.get('refs/heads/master')!, bed), ref: 'refs/heads/main' }
  const run = await bed.runWell({ event: 'push', payload: branch })
  expect(run.ids('ready')).toEqual(['b', 'd'])
  await bed.expectQuiet({ event: 'push', payload: branch })
})

test('a real workflow_dispatch on the default branch, whatever its name, carries out what is to do', async ({
  bed,
}) => {
  const payload = realPayloads('workflow_dispatch').get('refs/heads/master')!
  expect(payload.repository!.default_branch).toBe('master')
  bed.board.putFile('README.md', 'Hello')
  bed.board.renameDefaultBranch('master')
  await bed.plan(plan)
  const run = await bed.runWell({ event: 'workflow_dispatch', payload })
  expect(run.ids('picked')).toEqual(['a'])
  await bed.expectQuiet({ event: 'workflow_dispatch', payload })
})

/** A schedule tells next to nothing, and runners of other makers less. */
const bare: Readonly<Record<string, ActionOptions>> = {
  'a schedule that tells its rhythm alone': {
    event: 'schedule',
    payload: { schedule: '*/15 * * * *', repository: undefined },
  },
  'a payload that is not there': { event: 'schedule', env: { GITHUB_EVENT_PATH: '/nonexistent/event.json' } },
  'a payload without a path': { event: 'schedule', env: { GITHUB_EVENT_PATH: '' } },
  'an event without a name': { env: { GITHUB_EVENT_NAME: '', GITHUB_EVENT_PATH: '' } },
  'an issue that is no number': { event: 'issues', payload: { action: 'closed', issue: { number: 'a; b' } } },
  'an issue that is null, as is the repository': {
    event: 'issues',
    payload: { action: null, issue: null, repository: null },
  },
  'an issue that does not exist': {
    event: 'issues',
    payload: { action: 'reopened', issue: { number: 4_000_000_000 } },
  },
}

for (const [what, options] of Object.entries(bare)) {
  test(`the run of ${what} does what there is to do, and again nothing`, async ({ bed }) => {
    await bed.plan(plan)
    const run = await bed.runWell(options)
    expect(run.ids('picked')).toEqual(['a'])
    expect(run.annotations).toEqual([])
    await bed.expectQuiet(options)
  })
}

/** Runs the same event until nothing is left to do. */
async function runToQuiet(bed: Bed, options: ActionOptions): Promise<void> {
  for (let at = 0; at < 3; at++) if ((await bed.runWell(options)).writes.length === 0) return
  await bed.expectQuiet(options)
}

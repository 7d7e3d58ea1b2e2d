import { expect, test } from 'vitest'
import { openBare, openScratch, repository, smoke, visibleIn } from './bed.ts'

const patience = 600_000
const one = { arguments: ['--only', 'labels'] }
const isWrite = ({ method, path, status }: { method: string; path: string; status: number }) =>
  method !== 'GET' && path !== '/graphql' && status < 300

test(
  'what is not empty is refused, with what is there, and nothing is written',
  async () => {
    const tracker = await openScratch()
    tracker.store.addIssueRow({ title: 'Somebody else’s', user: 'octocat' })
    tracker.putFile('src/main.ts', 'run()')
    const before = visibleIn(tracker)
    const { code, errors } = await smoke(tracker, one)
    expect({ code, errors }).toEqual({
      code: 2,
      errors: `${repository} is not empty: it has 1 issue or pull request (#1), 1 file or folder (src). Make an empty one; or, if a trial left this, remove it with --clean-up-only; or allow it with --not-empty.\n`,
    })
    expect(tracker.requests.filter(isWrite)).toEqual([])
    expect(visibleIn(tracker)).toEqual(before)
  },
  patience,
)

test(
  'with --not-empty only what the trial made is touched',
  async () => {
    const tracker = await openScratch()
    const { store } = tracker
    store.addIssueRow({ title: 'Somebody else’s', user: 'octocat', body: 'pc-smoke-00000000 is quoted here' })
    store.state.labels.push({ id: store.nextId(), name: 'status:ready', color: 'ffffff', description: 'Not ours' })
    tracker.putFile('src/main.ts', 'run()')
    const before = visibleIn(tracker)
    const only = ['labels', 'files', 'phase']
    const { code, text } = await smoke(tracker, { arguments: ['--not-empty', '--only', ...only] })
    expect(code, text).toBe(0)
    const after = visibleIn(tracker)
    expect({ ...after, refs: undefined }).toEqual({ ...before, refs: undefined })
  },
  patience,
)

test(
  'a repository without a commit gets a README first, which stays',
  async () => {
    const tracker = await openBare()
    const { code, text } = await smoke(tracker, { arguments: ['--only', 'files', 'refs'] })
    expect(code, text).toBe(0)
    expect(text).toContain('The repository had no commit: README.md was added, and stays.')
    const { issues, files } = visibleIn(tracker)
    expect({ issues, files: Object.values(files).map((tree) => Object.keys(tree ?? {})) }).toEqual({
      issues: [],
      files: [['README.md']],
    })
  },
  patience,
)

test(
  'a repository in which this product works is refused even then',
  async () => {
    const tracker = await openScratch()
    tracker.store.state.labels.push({ id: 1, name: 'phase-progress', color: 'ffffff', description: null })
    const { code, errors } = await smoke(tracker, { arguments: ['--not-empty'] })
    expect({ code, errors }).toEqual({
      code: 2,
      errors: `${repository} has phases of Phase Coordinator, which a trial could disturb. Name another repository.\n`,
    })
  },
  patience,
)

test.each([
  ['no token', { GITHUB_TOKEN: '' }, 'There is no token: set GITHUB_TOKEN or GH_TOKEN.'],
  ['a token that is not accepted', { GITHUB_TOKEN: 'old' }, 'GitHub does not accept the token.'],
  [
    'a token without permissions',
    { GITHUB_TOKEN: 'reader-token' },
    'The token lacks "Issues: read and write" and "Contents: read and write" for octocat/scratch. Give a fine-grained token these permissions',
  ],
])(
  '%s is refused with what to do, and nothing is written',
  async (_, env, said) => {
    const tracker = await openScratch()
    const { code, errors } = await smoke(tracker, { env })
    expect({ code, lines: errors.trim().split('\n').length }).toEqual({ code: 2, lines: 1 })
    expect(errors).toContain(said)
    expect(tracker.requests.filter(isWrite)).toEqual([])
  },
  patience,
)

test(
  'an archived repository, one without issues and one that is not there are refused',
  async () => {
    const tracker = await openScratch()
    const { state } = tracker.store
    state.repository.archived = true
    expect((await smoke(tracker)).errors).toContain('is archived: nothing can be written')
    Object.assign(state.repository, { archived: false, hasIssues: false })
    expect((await smoke(tracker)).errors).toContain('has its issues turned off')
    const elsewhere = await smoke(tracker, { arguments: ['--repo', 'octocat/nowhere'] })
    expect(elsewhere.errors).toContain('octocat/nowhere cannot be read')
  },
  patience,
)

test(
  'probes whose permission the token lacks are left out, and named',
  async () => {
    const tracker = await openScratch()
    const permissions = { issues: 'write', contents: 'write', metadata: 'read' } as const
    tracker.addToken('narrow', { login: 'github-actions[bot]', kind: 'installation', permissions })
    const only = ['labels', 'who-am-i', 'pull-requests', 'workflow-runs', 'deleted-issue', 'link-limits']
    const { code, text } = await smoke(tracker, { arguments: ['--only', ...only], env: { GITHUB_TOKEN: 'narrow' } })
    expect(code, text).toBe(0)
    expect(text).toContain('pull-requests: left out, the token lacks "Pull requests: read and write"')
    expect(text).toContain('workflow-runs: left out, the token lacks "Actions: read and write"')
    expect(text).toContain('deleted-issue: left out, the token lacks "admin of the repository"')
    expect(text).toContain('link-limits: left out, it is played with --limits')
    // Such a token deletes no issue: they are closed, bare, and named.
    const left = visibleIn(tracker).issues
    expect(
      left.filter(({ state, labels, milestone }) => state === 'open' || labels.length > 0 || milestone !== null),
    ).toEqual([])
    for (const { number } of left) expect(text).toContain(`stays: #${number} `)
    expect((await smoke(tracker, { arguments: ['--only', 'labels'], env: { GITHUB_TOKEN: 'narrow' } })).code).toBe(0)
  },
  patience,
)

test.each(['SIGINT', 'SIGTERM'] as const)(
  'after %s what was made is taken away',
  async (signal) => {
    const tracker = await openScratch()
    const before = visibleIn(tracker)
    const { code, text } = await smoke(tracker, {
      onText: (child, printed) => void (!child.killed && printed.includes('issue-life:') && child.kill(signal)),
    })
    expect({ code, text }, text).toMatchObject({ code: 3, text: expect.stringContaining('It was interrupted.') })
    expect(visibleIn(tracker)).toEqual(before)
  },
  patience,
)

test(
  'what a killed trial has left is found by its mark and taken away later',
  async () => {
    const tracker = await openScratch()
    const before = visibleIn(tracker)
    const only = ['labels', 'milestones', 'files', 'phase', 'dependencies']
    const killed = await smoke(tracker, {
      arguments: ['--only', ...only],
      onText: (child, printed) => void (printed.includes('files:') && child.kill('SIGKILL')),
    })
    expect(killed.code).toBeNull()
    expect(visibleIn(tracker)).not.toEqual(before)
    const refused = await smoke(tracker, one)
    expect(refused.errors).toContain('if a trial left this, remove it with --clean-up-only')
    const { code, text, errors } = await smoke(tracker, { arguments: ['--clean-up-only'] })
    expect({ code, errors }, text).toEqual({ code: 0, errors: '' })
    expect(visibleIn(tracker)).toEqual(before)
  },
  patience,
)

test(
  'a trial that is killed in the middle of a phase leaves nothing either, once it is cleaned up',
  async () => {
    const tracker = await openScratch()
    const before = visibleIn(tracker)
    let kill = () => {}
    const usual = tracker.store.state
    tracker.store.listeners.push((happening) => {
      if (happening.event === 'issue_comment' && usual.runs.length === 0) kill()
    })
    await smoke(tracker, {
      arguments: ['--only', 'label-race', 'phase'],
      onText: (child) => {
        kill = () => void child.kill('SIGKILL')
      },
    })
    expect(visibleIn(tracker).labels.map(({ name }) => name)).toContain('phase-progress')
    const { code, text } = await smoke(tracker, { arguments: ['--clean-up-only'] })
    expect(code, text).toBe(0)
    expect(visibleIn(tracker)).toEqual(before)
  },
  patience,
)

test('--help and wrong options say how it is used', async () => {
  const tracker = await openScratch()
  expect(await smoke(tracker, { arguments: ['--help'] })).toMatchObject({
    code: 0,
    text: expect.stringContaining('Exit codes: 0'),
  })
  const wrong = await smoke(tracker, { arguments: ['--only', 'lables'] })
  expect(wrong.code).toBe(2)
  expect(wrong.errors).toContain("'lables' is invalid")
})

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import type { Level } from '../../src/local/state.ts'
import { type ActionOptions, type ActionRun, type Bed, planText, test } from './bed.ts'
import { handIn, pass, setWorker } from './worker-life.ts'

// For each use the permissions that docs/setup.md asks for: they suffice, and each of them is missed by its name.

type Permissions = Readonly<Record<string, Level>>

const text = (...of: string[]) => readFileSync(path.join(import.meta.dirname, '../..', ...of), 'utf8')

const reading: Permissions = { contents: 'read', issues: 'read', actions: 'read', pull_requests: 'read' }

/** What each use of the action needs. */
const uses = {
  'people do the tasks': { contents: 'read', issues: 'write', pull_requests: 'read' },
  'workflows do the tasks': { contents: 'read', issues: 'write', pull_requests: 'read', actions: 'write' },
  'files mirror the phase': { contents: 'write', issues: 'write', pull_requests: 'read' },
  'a dry run shows what would change': reading,
} as const satisfies Readonly<Record<string, Permissions>>

type Use = keyof typeof uses

const files = { progress: 'progress', jobs: 'JOBS.md' }
const plans = {
  'people do the tasks': {
    tasks: [
      { id: 'a', assignees: ['octocat'] },
      { id: 'b', depends_on: ['a'] },
    ],
  },
  'workflows do the tasks': {
    spawn: 'auto',
    models: { m: { workflow: 'worker.yml' } },
    tasks: [{ id: 'a', model: 'm' }],
  },
  'files mirror the phase': { files, tasks: [{ id: 'a', assignees: ['octocat'] }] },
  'a dry run shows what would change': {
    spawn: 'auto',
    models: { m: { workflow: 'worker.yml' } },
    tasks: [{ id: 'a', model: 'm' }, 'b'],
  },
} as const satisfies Readonly<Record<Use, object>>

function give(bed: Bed, permissions: Permissions): void {
  bed.tracker.addToken('least-token', { login: 'github-actions[bot]', kind: 'installation', permissions })
}

/** Reads its files through the API, so that nothing is had without a permission. */
const least: ActionOptions = { inputs: { token: 'least-token' }, env: { GITHUB_WORKSPACE: '/nonexistent' } }
const dry: ActionOptions = { ...least, inputs: { ...least.inputs, 'dry-run': 'true' } }

/** From the launch until a pull request has handed work in; `give` comes before each run that counts. */
async function play(bed: Bed, use: Use, permissions: Permissions): Promise<ActionRun[]> {
  bed.board.putFile('.github/phases/1.yml', planText(plans[use]))
  bed.addWorker()
  if (use === 'a dry run shows what would change') {
    await bed.runWell({ env: least.env! })
    setWorker(bed, 'a#1', 'success')
    handIn(bed, 'a')
    await bed.octocat.close('b')
    give(bed, permissions)
    return [await bed.run(dry)]
  }
  give(bed, permissions)
  const launch = await bed.run(least)
  if (launch.code !== 0) return [launch]
  if (bed.board.runs.length > 0) setWorker(bed, 'a#1', 'success')
  const isPersons = use !== 'workflows do the tasks'
  if (isPersons) await bed.octocat.comment('a', '/heartbeat')
  const begun = isPersons ? [await bed.run(least)] : []
  pass(bed, 30)
  handIn(bed, 'a', { user: 'octocat' })
  if (isPersons) await bed.octocat.comment('a', 'Please look.')
  return [launch, ...begun, await bed.run(least)]
}

const isRefusal = ({ status }: { status: number }) => status === 401 || status === 403

for (const use of Object.keys(uses) as Use[]) {
  test(`where ${use}, what the page asks for suffices`, async ({ bed }) => {
    const runs = await play(bed, use, uses[use])
    for (const run of runs) {
      expect(run.code, run.log).toBe(0)
      expect(run.annotations).toEqual([])
      expect(run.requests.filter(isRefusal)).toEqual([])
    }
    if (use === 'a dry run shows what would change') expect(runs[0]!.writes).toEqual([])
    else expect(bed.states('a')).toEqual(['review'])
    if (use === 'files mirror the phase') expect(bed.board.state.git.refs['heads/main']).toBeDefined()
  })
}

const red = 1
const green = 0

/** Of a use one permission less, with the exit of the first run that misses it, and the line that it names. */
const missing: readonly (readonly [use: Use, less: Permissions, code: number, line: string])[] = [
  ['people do the tasks', { contents: undefined! }, red, 'contents: read'],
  ['people do the tasks', { issues: 'read' }, red, 'issues: write'],
  ['people do the tasks', { issues: undefined! }, red, 'issues: write'],
  ['people do the tasks', { pull_requests: undefined! }, green, 'pull-requests: read'],
  ['workflows do the tasks', { contents: undefined! }, red, 'contents: read'],
  ['workflows do the tasks', { issues: 'read' }, red, 'issues: write'],
  ['workflows do the tasks', { pull_requests: undefined! }, green, 'pull-requests: read'],
  ['workflows do the tasks', { actions: 'read' }, green, 'actions: write'],
  ['workflows do the tasks', { actions: undefined! }, green, 'actions: write'],
  ['files mirror the phase', { contents: 'read' }, green, 'contents: write'],
  ['files mirror the phase', { issues: 'read' }, red, 'issues: write'],
  ['files mirror the phase', { pull_requests: undefined! }, green, 'pull-requests: read'],
  ['a dry run shows what would change', { contents: undefined! }, red, 'contents: read'],
  ['a dry run shows what would change', { issues: undefined! }, red, 'issues: read'],
  ['a dry run shows what would change', { actions: undefined! }, red, 'actions: read'],
  ['a dry run shows what would change', { pull_requests: undefined! }, green, 'pull-requests: read'],
]

for (const [use, less, code, line] of missing) {
  const [[scope, level]] = Object.entries(less) as [[string, Level | undefined]]
  const has = level === undefined ? `no ${scope}` : `${scope}: ${level} alone`
  test(`where ${use}, a token with ${has} is told to be given "${line}"`, async ({ bed }) => {
    const { [scope]: _, ...rest } = uses[use] as Permissions
    const runs = await play(bed, use, level === undefined ? rest : { ...rest, [scope]: level })
    const telling = runs.filter(({ annotations }) => annotations.length > 0)
    const told = telling.flatMap(({ annotations }) => annotations.map(({ message }) => message))
    const decisions = bed.board.issues.map(({ body }) => body).join('\n')
    expect(
      [...told, decisions].filter((words) => words.includes(`"${line}"`)),
      told.join('\n'),
    ).not.toEqual([])
    expect(Math.max(...runs.map((run) => run.code ?? 9))).toBe(code)
    for (const { annotations } of telling) expect(annotations).toHaveLength(1)
    expect(told.join()).not.toContain('mistake of Phase Coordinator')
  })
}

test('the page about setting it up and the workflows ask for these permissions, and for no others', () => {
  const inYaml = (permissions: Permissions) =>
    Object.entries(permissions).map(([scope, level]) => `${scope.replace('_', '-')}: ${level}`)
  const asked = new Set(
    Object.entries(uses).flatMap(([use, permissions]) => (use.startsWith('a dry') ? [] : inYaml(permissions))),
  )
  const section = /## Permissions\n([\s\S]*?)\n## /.exec(text('docs/setup.md'))![1]!
  expect([...section.matchAll(/^\| `([a-z-]+: \w+)`/gm)].map(([, line]) => line!).toSorted()).toEqual(
    [...asked].toSorted(),
  )
  for (const name of ['coordinator.yml', 'worker-matrix.yml']) {
    const workflow = text('examples/workflows', name)
    const jobs = [...workflow.matchAll(/^ {2}(coordinate|check):\n([\s\S]*?)\n {4}steps:/gm)]
    const given = jobs.map(([, job, body]) => [
      job,
      [...body!.matchAll(/^ {6}([a-z-]+: (?:read|write))/gm)].map(([, line]) => line!).toSorted(),
    ])
    const workers = inYaml(uses[name === 'coordinator.yml' ? 'workflows do the tasks' : 'people do the tasks'])
    expect(Object.fromEntries(given), name).toMatchObject({ check: inYaml(reading).toSorted() })
    expect(Object.fromEntries(given).coordinate, name).toEqual(expect.arrayContaining(workers))
  }
})

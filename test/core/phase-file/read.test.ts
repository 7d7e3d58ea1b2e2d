import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { phaseWith, readOne, tasksWith } from './read-one.ts'

const root = new URL('../../../', import.meta.url)

describe("the launch note's phase", () => {
  const phase = readOne(readFileSync(new URL('examples/phase-4.yml', root), 'utf8'))

  test('has the twelve tasks of the note', () => {
    expect(
      phase.tasks.map((task) => [task.id, task.title, task.stream, task.priority, task.effortHours, task.model]),
    ).toEqual([
      ['p4-1-1', 'User Guide Documentation', 'documentation', 1, 8, 'sonnet'],
      ['p4-1-2', 'Admin Guide', 'documentation', 2, 8, 'sonnet'],
      ['p4-1-3', 'Self-Host Guide', 'documentation', 3, 8, 'sonnet'],
      ['p4-2-1', 'Bundle Optimization', 'performance', 2, 16, 'sonnet'],
      ['p4-2-2', 'Sync Optimization', 'performance', 3, 16, 'sonnet'],
      ['p4-2-3', 'Image Optimization', 'performance', 3, 4, 'haiku'],
      ['p4-3-1', 'E2E Tests', 'testing', 2, 16, 'sonnet'],
      ['p4-3-2', 'Load Testing', 'testing', 3, 8, 'sonnet'],
      ['p4-4-1', 'Docker Images', 'devops', 1, 8, 'sonnet'],
      ['p4-4-2', 'Helm Charts', 'devops', 3, 8, 'sonnet'],
      ['p4-4-3', 'Release Automation', 'devops', 3, 8, 'sonnet'],
      ['p4-4-4', 'Fourth DevOps task: the launch note counts four and names three', 'devops', 3, 8, 'haiku'],
    ])
  })

  test('has the links of the note', () => {
    const links = phase.tasks.flatMap(({ id, dependsOn }) => dependsOn.map((other) => `${id} ${other}`))
    expect(links).toEqual(['p4-1-3 p4-4-1', 'p4-3-2 p4-3-1', 'p4-4-2 p4-4-1'])
    expect(phase.tasks.filter((task) => task.final).map(({ id }) => id)).toEqual(['p4-4-3'])
  })

  test('has the dates, slots and milestone of the note', () => {
    expect(phase).toMatchObject({
      id: '4',
      title: 'Release readiness',
      startDate: '2026-02-22',
      targetDate: '2026-03-08',
      timezone: 'America/New_York',
      slots: 2,
      milestone: 'v1.0.0',
      after: [],
    })
  })

  test('describes every task and says when it is done', () => {
    for (const task of phase.tasks) {
      expect(task.description).toMatch(/\w{3}/)
      expect(task.acceptanceCriteria.length).toBeGreaterThan(0)
    }
  })
})

test('a phase that says the least gets every default', () => {
  const { tasks, ...phase } = readOne('phase: 4\ntitle: Release\ntasks: [{ id: a, title: A }]\n')
  expect(phase).toEqual({
    id: '4',
    file: 'phase.yml',
    title: 'Release',
    goal: undefined,
    startDate: undefined,
    targetDate: undefined,
    timezone: 'UTC',
    workdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    slots: 2,
    after: [],
    milestone: 'Phase 4: Release',
    manager: [],
    operators: [],
    spawn: 'manual',
    onDropped: 'hold',
    models: new Map(),
    streams: new Map(),
    heartbeat: { stallAfter: 4 * 3_600_000, releaseAfter: 24 * 3_600_000 },
    retry: { maxAttempts: 2, backoff: 15 * 60_000 },
    review: { holdsSlot: false, decideAfter: 48 * 3_600_000 },
    spawnLimit: { perDay: 20, failuresInARow: 3 },
    report: undefined,
    slack: undefined,
    files: undefined,
  })
  expect(tasks).toEqual([
    {
      id: 'a',
      phase: '4',
      title: 'A',
      stream: undefined,
      priority: 3,
      effortHours: 8,
      complexity: 'substantial',
      model: undefined,
      dependsOn: [],
      assignees: [],
      labels: [],
      description: undefined,
      acceptanceCriteria: [],
      paths: [],
      issue: undefined,
      formerly: undefined,
      final: false,
      line: 3,
    },
  ])
})

test('a phase that says everything is read as it says', () => {
  const phase = readOne(everything)
  expect(phase).toMatchObject({
    id: '4.10',
    title: 'Release readiness',
    goal: 'v1.0.0',
    workdays: ['mon', 'fri'],
    slots: 3,
    after: ['3', '3.10'],
    milestone: '1.0',
    manager: ['octocat'],
    operators: ['dev', 'ops'],
    spawn: 'auto',
    onDropped: 'release',
    heartbeat: { stallAfter: 90 * 60_000, releaseAfter: 7 * 24 * 3_600_000 },
    retry: { maxAttempts: 4, backoff: 30_000 },
    review: { holdsSlot: true, decideAfter: 86_400_000 },
    spawnLimit: { perDay: 5, failuresInARow: 2 },
    report: { every: 2 * 86_400_000, at: '18:30' },
    slack: { channel: '#general', mention: ['U012AB3CD'], announce: ['launch', 'picks'] },
    files: { branch: 'main', progress: 'docs/progress', jobs: 'docs/JOBS.md', backlog: undefined },
  })
  expect([...phase.models.values()]).toEqual([
    {
      name: 'sonnet',
      workflow: 'worker.yml',
      inputs: { version: '4.10', debug: 'true' },
      assign: [],
      logins: ['bot-1'],
    },
    { name: 'copilot', workflow: undefined, inputs: {}, assign: ['copilot-swe-agent[bot]'], logins: [] },
    { name: 'matrix', workflow: undefined, inputs: {}, assign: [], logins: [] },
  ])
  expect([...phase.streams.values()]).toEqual([
    { id: 'docs', title: 'Documentation', slots: 1 },
    { id: 'ops', title: 'ops', slots: undefined },
  ])
  expect(phase.tasks[1]).toEqual({
    id: '1.10',
    phase: '4.10',
    title: 'First',
    stream: 'docs',
    priority: 1,
    effortHours: 60,
    complexity: 'huge',
    model: 'copilot',
    dependsOn: ['b'],
    assignees: ['octocat'],
    labels: ['Docs', 'ui'],
    description: 'Why.\n\nWhat.',
    acceptanceCriteria: ['It works'],
    paths: ['docs/**'],
    issue: 42,
    formerly: '1.9',
    final: false,
    line: 32,
  })
})

const everything = `phase: 4.10
title: " Release readiness "
goal: v1.0.0
x-note: { anything: [goes] }
workdays: [fri, mon]
slots: 3
after: [3, 3.10]
milestone: 1.0
manager: octocat
operators: [dev, ops, Dev]
spawn: auto
on_dropped: release
models:
  sonnet: { workflow: worker.yml, inputs: { version: 4.10, debug: true }, logins: [bot-1] }
  copilot: { assign: ["copilot-swe-agent[bot]"] }
  matrix:
  x-old: { what: ever }
allocation: { huge: copilot }
streams:
  docs: { title: Documentation, slots: 1, x-color: red }
  ops:
heartbeat: { stall_after: 1.5h, release_after: 1w }
retry: { max_attempts: 4, backoff: 0.5m }
review: { holds_slot: true, decide_after: 1d }
spawn_limit: { per_day: 5, failures_in_a_row: 2 }
report: { every: 2d, at: "18:30" }
slack: { channel: "#general", mention: [U012AB3CD], announce: [launch, picks] }
files: { branch: main, progress: docs/progress, jobs: docs/JOBS.md }
tasks:
  - { id: b, title: B, x-owner: me }
  # its line is that of its dash
  -
    id: 1.10
    title: First
    stream: docs
    priority: 1
    effort: 1.5w
    complexity: huge
    model: copilot
    depends_on: [b]
    assignees: [octocat]
    labels: [Docs, ui, docs]
    description: |
      Why.

      What.

    acceptance_criteria: [" It works "]
    paths: ["docs/**"]
    issue: 42
    formerly: 1.9
`

describe('the model of a task', () => {
  const head = 'models: { m: {}, n: {} }\nallocation: { simple: n }\n'
  const modelOf = (task: string) => readOne(head + tasksWith(`  - { id: a, title: A, ${task} }`)).tasks[0]!.model

  test('is its own', () => expect(modelOf('complexity: simple, model: m, assignees: [o]')).toBe('m'))
  test('else that of its complexity', () => expect(modelOf('complexity: simple')).toBe('n'))
  test('else none', () => expect(modelOf('complexity: substantial')).toBeUndefined())
  test('and none if people do it', () => expect(modelOf('complexity: simple, assignees: [o]')).toBeUndefined())
})

test('tasks take what they do not say from the defaults', () => {
  const text = `defaults: { priority: 7, effort: 4h, complexity: simple }\n${tasksWith('  - { id: a, title: A }')}`
  expect(readOne(text).tasks[0]).toMatchObject({ priority: 7, effortHours: 4, complexity: 'simple' })
})

test('the final task waits for all without saying for which', () => {
  const phase = readOne(tasksWith('  - { id: a, title: A }', '  - { id: z, title: Z, final: true, depends_on: [a] }'))
  expect(phase.tasks[1]).toMatchObject({ final: true, dependsOn: [] })
})

test('a manager gets a daily digest, and false a phase without a milestone', () => {
  const phase = readOne(phaseWith('manager: octocat', 'milestone: false'))
  expect(phase.report).toEqual({ every: 86_400_000, at: '09:00' })
  expect(phase.milestone).toBeUndefined()
})

test('aliases stand for what they name', () => {
  const phase = readOne(`x-labels: &docs [docs, ui]\n${tasksWith('  - { id: a, title: A, labels: *docs }')}`)
  expect(phase.tasks[0]?.labels).toEqual(['docs', 'ui'])
})

test('byte-order mark, carriage returns and a document marker change nothing', () => {
  const text = tasksWith('  - id: a', '    title: A', '    description: |', '      x', '      y')
  expect(readOne(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toEqual(readOne(text))
  expect(readOne(`---\n${text}...\n`).tasks[0]?.title).toBe('A')
})

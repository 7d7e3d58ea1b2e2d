// Requests of the first runs and of a run with nothing to do, their pace, and what such a run takes of the machine.

import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { hireRunner } from '../src/local/runner.ts'
import type { Tracker } from '../src/local/tracker.ts'
import { type Hour, launchByTheHour } from '../test/faults/hourly-launch.ts'
import { type Chapter, megabytes, milliseconds, times } from './chapter.ts'
import { phaseFileOf } from './phase-of-size.ts'
import { type Took, take } from './process.ts'

/** Requests of a quiet run with as many issues, measured elsewhere. */
const peers = new Map([
  [12, { stale: 6, dependentIssues: 13 }],
  [100, { stale: 6, dependentIssues: 101 }],
  [1000, { stale: 15, dependentIssues: 1010 }],
])

/** The action's own limit of writes in one run. */
const operationsPerRun = 400

interface Size {
  readonly tasks: number
  /** Of the launch; the last one finds nothing to do. */
  readonly hours: readonly Hour[]
  readonly budget: number
  readonly quiet: Took
}

export async function requests(root: string): Promise<Chapter> {
  const sizes: Size[] = []
  for (const tasks of peers.keys()) sizes.push(await measure(tasks, root))
  const empty = await take(['--eval', '0'], {})
  const [, , large] = sizes
  const bySize = sizes.map(({ tasks, hours }) => `${tasks}: ${hours.at(-1)!.requests}`).join(', ')
  return {
    title: 'Requests, pace and memory',
    about: [
      'On the local tracker, which keeps GitHub’s limits (1,000 requests an hour for a workflow’s token, 80 creations a minute, 500 an hour) by a clock of its own: it moves by 0.8 s for each write, the pace of the action, and by 0.2 s for each question. One run an hour, of at most 400 writes.',
    ],
    tables: [
      {
        head: [
          'tasks',
          'runs',
          'requests',
          'budget',
          'first run takes',
          'most requests in an hour',
          'most creations',
          'picked in the first',
        ],
        rows: sizes.map((size) => launchRow(size)),
        note: 'The budget is that of section "Budgets" for one run (2N + E + L + 8 + 3P); each further run may cost as much as a quiet one, and 2.',
      },
      {
        head: ['tasks', 'quiet run', 'budget', 'stale, elsewhere', 'dependent-issues, elsewhere'],
        rows: sizes.map(({ tasks, hours }) => [
          tasks.toLocaleString('en-US'),
          String(hours.at(-1)!.requests),
          String(quietBudget(tasks)),
          peers.get(tasks)!.stale.toLocaleString('en-US'),
          peers.get(tasks)!.dependentIssues.toLocaleString('en-US'),
        ]),
        note: 'Requests of a run that finds nothing to do.',
      },
      {
        head: ['', 'most memory', 'of an empty process', 'processor', 'of an empty process'],
        rows: [
          ['an empty Node process', megabytes(empty.peak), '', milliseconds(empty.processor), ''],
          ...sizes.map(({ tasks, quiet }) => [
            `a quiet run of ${tasks.toLocaleString('en-US')} tasks`,
            megabytes(quiet.peak),
            times(quiet.peak / empty.peak),
            milliseconds(quiet.processor),
            times(quiet.processor / empty.processor),
          ]),
        ],
        note: 'Of the whole process of the built action, from its start to its end.',
      },
    ],
    summary: [
      {
        what: 'Requests of a quiet run of 12, 100, 1,000 tasks',
        measured: bySize,
        against: 'stale 6, 6, 15; dependent-issues 13, 101, 1,010',
      },
      {
        what: 'Launch of 12 and of 100 tasks, at GitHub’s pace',
        measured: sizes
          .slice(0, 2)
          .map(({ hours }) => `${hours[0]!.minutes.toFixed(1)} min`)
          .join(', '),
        against: 'under 1 and 6 minutes',
      },
      {
        what: 'Launch of 1,000 tasks',
        measured: `${large!.hours.length - 1} runs, at most ${Math.max(...large!.hours.map((hour) => hour.requests))} requests and ${Math.max(...large!.hours.map(({ creations }) => creations))} creations an hour`,
        against: '1,000 requests and 500 creations an hour',
      },
      {
        what: 'Memory of a run with 1,000 tasks',
        measured: `${megabytes(large!.quiet.peak)}, ${times(large!.quiet.peak / empty.peak)} of an empty Node process`,
        against: '',
      },
    ],
  }
}

function launchRow({ tasks, hours, budget }: Size): string[] {
  const working = hours.slice(0, -1)
  const sum = working.reduce((total, hour) => total + hour.requests, 0)
  return [
    tasks.toLocaleString('en-US'),
    String(working.length),
    sum.toLocaleString('en-US'),
    (budget + (working.length - 1) * (quietBudget(tasks) + 2)).toLocaleString('en-US'),
    `${working[0]!.minutes.toFixed(1)} min`,
    String(Math.max(...working.map((hour) => hour.requests))),
    String(Math.max(...working.map(({ creations }) => creations))),
    String(working[0]!.picked.length),
  ]
}

function quietBudget(tasks: number): number {
  return Math.ceil((tasks + 1) / 100) + 2
}

function measure(tasks: number, root: string): Promise<Size> {
  const file = phaseFileOf(tasks)
  return launchByTheHour(file, operationsPerRun, async (hours, tracker) => {
    const made = (place: string) =>
      tracker.requests.filter(({ method, path: address, status }) => {
        return method === 'POST' && status === 201 && address.endsWith(place)
      }).length
    const picks = hours.reduce((sum, { picked }) => sum + picked.length, 0)
    const budget = 2 * tasks + made('/blocked_by') + made('/labels') + 8 + 3 * picks
    return { tasks, hours, budget, quiet: await quietRun(file, tracker, root) }
  })
}

/** A run of the built action that has to find nothing to do. */
async function quietRun(file: string, tracker: Tracker, root: string): Promise<Took> {
  const workspace = await mkdtemp(path.join(tmpdir(), 'bench-workspace-'))
  try {
    const place = (name: string) => path.join(workspace, name)
    await Promise.all(['outputs', 'summary'].map((name) => writeFile(place(name), '')))
    await writeFile(place('event.json'), '{}')
    await mkdir(place('.github/phases'), { recursive: true })
    await writeFile(place('.github/phases/1.yml'), file)
    const there = { apiUrl: tracker.url, repository: tracker.repository, workspace }
    const { entry, environment } = await hireRunner(root, workspace, there, {
      token: 'local-token',
      slackWebhookUrl: '',
    })
    const took = await take([entry], {
      ...environment,
      GITHUB_EVENT_NAME: 'schedule',
      GITHUB_EVENT_PATH: place('event.json'),
      GITHUB_OUTPUT: place('outputs'),
      GITHUB_STEP_SUMMARY: place('summary'),
      PHASE_COORDINATOR_NOW: tracker.store.clock().toISOString(),
    })
    const isQuiet = /^writes<<.*\r?\n0$/m.test(await readFile(place('outputs'), 'utf8'))
    if (took.code !== 0 || !isQuiet) throw new Error('The run that should find nothing to do is not quiet.')
    return took
  } finally {
    await rm(workspace, { recursive: true, force: true })
  }
}

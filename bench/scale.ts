// Where the limits lie: requests by open phases, time by slots, minutes by schedule.

import { forecastLaunch } from '../src/core/forecast/launch.ts'
import { readPhases } from '../src/core/phase-file/read.ts'
import { startTracker } from '../src/local/tracker.ts'
import { rehearse } from '../test/faults/rehearsal.ts'
import type { Chapter } from './chapter.ts'
import { phaseFileOf } from './phase-of-size.ts'

const now = '2026-03-02T10:00:00Z'
/** What GitHub gives a workflow's own token, for the whole repository. */
const hourly = 1000

export async function scale(): Promise<Chapter> {
  return {
    title: 'Scale',
    about: [],
    tables: [await requestsByPhases(), timeBySlots(), minutesBySchedule()],
    summary: [],
  }
}

const tasksOfPhase = 30

async function requestsByPhases() {
  const primaryLimit = { installation: 1_000_000, user: 1_000_000 }
  const tracker = await startTracker({ now: () => new Date(now), behaviour: { primaryLimit } })
  const files: Record<string, string> = {}
  const rows: string[][] = []
  try {
    for (const open of [1, 5, 20]) {
      for (let phase = 1; phase <= open; phase++)
        files[`.github/phases/${phase}.yml`] ??= phaseFileOf(tasksOfPhase, { phase, slots: 2 })
      await rehearse(tracker, { files, now })
      const before = tracker.requests.length
      await rehearse(tracker, { files, now })
      const quiet = tracker.requests.length - before
      rows.push(rowOfPhases(open, quiet))
    }
  } finally {
    await tracker.close()
  }
  return {
    head: [
      'open phases',
      'quiet run',
      'with two workers at work in each',
      'runs an hour within 1,000',
      'an hour, scheduled hourly and 20 events',
      'scheduled every 15 minutes and 60 events',
    ],
    rows,
    note: `Phases of ${tasksOfPhase} tasks. A run asks once for each worker at work; an event costs a run, and what it changes some 10 requests more.`,
  }
}

const eventCosts = 10

function rowOfPhases(open: number, quiet: number): string[] {
  const busy = quiet + 2 * open
  const inAnHour = (runs: number, events: number) =>
    ((runs + events) * busy + events * eventCosts).toLocaleString('en-US')
  return [
    String(open),
    String(quiet),
    String(busy),
    String(Math.floor(hourly / busy)),
    inAnHour(1, 20),
    inAnHour(4, 60),
  ]
}

const manyTasks = 200

function timeBySlots() {
  const rows = [1, 2, 3, 5, 10, 20, 30, 50].map((slots) => {
    const { phases } = readPhases([{ path: '1.yml', text: phaseFileOf(manyTasks, { slots }) }])
    const { forecast, plan } = forecastLaunch(phases, Date.parse(now))[0]!
    const work = plan.tasks.reduce((sum, { effortHours }) => sum + effortHours, 0)
    const used = work / (slots * forecast.finish.hours)
    return [
      String(slots),
      (forecast.finish.hours / 8).toFixed(1),
      (forecast.bound.hours / 8).toFixed(1),
      `${Math.round(100 * used)} %`,
    ]
  })
  return {
    head: ['slots', 'working days to the end', 'no order ends before', 'of the slots used'],
    rows,
    note: `A phase of ${manyTasks} tasks of 1 to 16 hours, in seven streams whose chains cross, with some paths that keep tasks apart.`,
  }
}

function minutesBySchedule() {
  const tasks = [12, 100, 1000]
  const rows = [
    ['every 15 minutes', 4],
    ['every 30 minutes', 2],
    ['every hour', 1],
    ['every 6 hours', 1 / 6],
  ].map(([name, runs]) => {
    const scheduled = Math.round(Number(runs) * 24 * 30)
    const whole = (count: number) => (scheduled + count * runsOfTask).toLocaleString('en-US')
    return [String(name), scheduled.toLocaleString('en-US'), ...tasks.map(whole)]
  })
  return {
    head: [
      'schedule',
      'minutes a month',
      ...tasks.map((count) => `with ${count.toLocaleString('en-US')} tasks done in it`),
    ],
    rows,
    note: `A job is billed by the minute, rounded up, and a run takes less than one: as many minutes as runs. A task makes about ${runsOfTask} runs: the comment that starts it, its worker's end by two ways, its pull request, its closing.`,
  }
}

const runsOfTask = 5

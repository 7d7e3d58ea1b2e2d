// Fills the tables of docs/how-it-decides.md from the example phase, by the rules themselves.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { forecastLaunch } from '../src/core/forecast/launch.ts'
import type { Phase } from '../src/core/phase.ts'
import { readPhases } from '../src/core/phase-file/read.ts'
import { rankTasks } from '../src/core/picks/rank.ts'
import type { Generator } from './generator.ts'
import { markdownTable } from './markdown-table.ts'
import { fill } from './readme.ts'

const page = 'docs/how-it-decides.md'
/** When the launch note was written. */
const launch = Date.parse('2026-02-23T03:15:00Z')

export const explainPick: Generator = async (root) => {
  const text = readFileSync(path.join(root, 'examples/phase-4.yml'), 'utf8')
  const { phases } = readPhases([{ path: 'examples/phase-4.yml', text }])
  const phase = phases[0]!
  const parts = new Map([
    ['order', orderTable(phase)],
    ['schedule', scheduleTable(phase)],
  ])
  return [{ path: page, content: fill(readFileSync(path.join(root, page), 'utf8'), parts) }]
}

function orderTable({ tasks }: Phase): string {
  const ranks = rankTasks(
    tasks.map((task) => ({ ...task, waitsFor: task.final ? [] : task.dependsOn, next: false, behind: false })),
  )
  const levelOf = new Map(ranks.map(({ id, level }) => [id, level]))
  const rows = ranks.map(({ id, priority, lentBy, level }, at) => {
    const { title, final } = tasks.find((task) => task.id === id)!
    const followers = tasks.filter((task) => task.dependsOn.includes(id)).map((task) => days(levelOf.get(task.id)!))
    const urgency = lentBy === undefined ? String(priority) : `${priority}, lent by ${lentBy}`
    const waits = final ? 'every other task' : tasks.find((task) => task.id === id)!.dependsOn.join(', ')
    return [String(at + 1), `\`${id}\` ${title.replace(/:.*/, '')}`, urgency, days(level), followers.join(', '), waits]
  })
  return markdownTable(['place', 'task', 'urgency', 'longest chain', 'of its followers', 'waits for'], rows)
}

function scheduleTable(phase: Phase): string {
  const [{ forecast }] = forecastLaunch([phase], launch) as [ReturnType<typeof forecastLaunch>[number]]
  const rows = forecast.schedule.map(({ task, slot, startHours, finishHours }) => {
    return [days(startHours), `\`${task}\``, String(slot), days(finishHours)]
  })
  return markdownTable(['day', 'picked', 'slot', 'expected end'], rows)
}

function days(hours: number): string {
  return `${hours / 8} d`
}

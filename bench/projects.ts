import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ForecastPlan } from '../src/core/forecast/plan.ts'

export interface BenchProject {
  readonly name: string
  readonly plan: ForecastPlan
  readonly optimumHours: number
}

const hoursOfHalfDay = 4

interface StoredProject {
  readonly name: string
  readonly slots: number
  readonly optimum_half_days: number
  readonly tasks: readonly { readonly id: number; readonly effort_half_days: number; readonly depends_on: number[] }[]
}

/** The projects of project-like.json: 8 to 24 tasks in two slots, all equally urgent, of which the optimum is known. */
export function benchProjects(): readonly BenchProject[] {
  const text = readFileSync(path.join(import.meta.dirname, 'project-like.json'), 'utf8')
  return (JSON.parse(text) as readonly StoredProject[]).map((project) => ({
    name: project.name,
    plan: planOf(project),
    optimumHours: project.optimum_half_days * hoursOfHalfDay,
  }))
}

function planOf({ tasks, slots }: StoredProject): ForecastPlan {
  return {
    tasks: tasks.map(({ id, effort_half_days, depends_on }) => ({
      id: String(id),
      waitsFor: depends_on.map(String),
      priority: 3,
      effortHours: effort_half_days * hoursOfHalfDay,
      final: false,
      next: false,
      behind: false,
      model: undefined,
      stream: undefined,
      paths: [],
      notBeforeHours: 0,
      atWork: false,
      takenHours: 0,
      assumedFree: false,
      endless: false,
    })),
    elsewhere: [],
    slots,
    streamCaps: new Map(),
    maxActive: undefined,
    finished: [],
  }
}

import type { Model, Phase, Stream, Task, Weekday } from '../phase.ts'
import { parseClock, parseEffort } from './duration.ts'
import type {
  Model as ModelEntry,
  PhaseFile,
  Stream as StreamEntry,
  Task as TaskEntry,
} from './generated/phase-schema.ts'

const week: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/**
 * A phase file with every default filled in.
 * @param lines 1-based line on which each task begins, in file order
 */
export function normalize(content: PhaseFile, file: string, lines: readonly number[]): Phase {
  const id = String(content.phase)
  const title = content.title.trim()
  return {
    id,
    file,
    title,
    goal: content.goal?.trim(),
    startDate: content.start_date,
    targetDate: content.target_date,
    timezone: content.timezone ?? 'UTC',
    workdays: content.workdays === undefined ? week : week.filter((day) => content.workdays?.includes(day)),
    slots: content.slots ?? 2,
    after: toList(content.after).map(String),
    milestone: milestoneTitle(content.milestone, `Phase ${id}: ${title}`),
    manager: unique(content.manager ?? []),
    operators: unique(content.operators ?? []),
    spawn: content.spawn ?? 'manual',
    onDropped: content.on_dropped ?? 'hold',
    models: new Map(Object.entries(content.models ?? {}).map(([name, model]) => [name, toModel(name, model)])),
    streams: new Map(Object.entries(content.streams ?? {}).map(([key, stream]) => [key, toStream(key, stream)])),
    tasks: content.tasks.map((task, index) => toTask(task, content, lines[index] ?? 1)),
    ...rhythm(content),
    slack: toSlack(content.slack),
    files: toFiles(content.files),
  }
}

function rhythm({ heartbeat, retry, review, spawn_limit, report, manager }: PhaseFile) {
  const reports = report !== undefined || toList(manager).length > 0
  return {
    heartbeat: {
      stallAfter: clock(heartbeat?.stall_after ?? '4h'),
      releaseAfter: clock(heartbeat?.release_after ?? '24h'),
    },
    retry: { maxAttempts: retry?.max_attempts ?? 2, backoff: clock(retry?.backoff ?? '15m') },
    review: { holdsSlot: review?.holds_slot ?? false, decideAfter: clock(review?.decide_after ?? '2d') },
    spawnLimit: { perDay: spawn_limit?.per_day ?? 20, failuresInARow: spawn_limit?.failures_in_a_row ?? 3 },
    report: reports ? { every: clock(report?.every ?? '1d'), at: report?.at ?? '09:00' } : undefined,
  }
}

function toTask(task: TaskEntry, content: PhaseFile, line: number): Task {
  const complexity = task.complexity ?? content.defaults?.complexity ?? 'substantial'
  const assignees = unique(task.assignees ?? [])
  const final = task.final ?? false
  return {
    id: String(task.id),
    phase: String(content.phase),
    title: task.title.trim(),
    stream: toText(task.stream),
    priority: task.priority ?? content.defaults?.priority ?? 3,
    effortHours: effort(task.effort ?? content.defaults?.effort ?? '1d'),
    complexity,
    model: toText(task.model) ?? (assignees.length > 0 ? undefined : allocated(content, complexity)),
    dependsOn: final ? [] : (task.depends_on ?? []).map(String),
    assignees,
    labels: unique((task.labels ?? []).map((label) => label.trim())),
    description: task.description?.trimEnd() || undefined,
    acceptanceCriteria: (task.acceptance_criteria ?? []).map((criterion) => criterion.trim()),
    paths: task.paths ?? [],
    issue: task.issue,
    formerly: toText(task.formerly),
    final,
    line,
  }
}

function allocated({ allocation }: PhaseFile, complexity: string): string | undefined {
  return toText(new Map(Object.entries(allocation ?? {})).get(complexity))
}

function toModel(name: string, model: ModelEntry): Model {
  const inputs = Object.entries(model?.inputs ?? {}).map(([input, value]) => [input, String(value)])
  return {
    name,
    workflow: model?.workflow,
    inputs: Object.fromEntries(inputs),
    assign: unique(model?.assign ?? []),
    logins: unique(model?.logins ?? []),
  }
}

function toStream(id: string, stream: StreamEntry): Stream {
  return { id, title: stream?.title?.trim() ?? id, slots: stream?.slots }
}

function toSlack(slack: PhaseFile['slack']): Phase['slack'] {
  if (slack === undefined) return undefined
  const announce = slack.announce ?? ['launch', 'digest', 'complete']
  return { channel: slack.channel, mention: slack.mention ?? [], announce }
}

function toFiles(files: PhaseFile['files']): Phase['files'] {
  if (files === undefined) return undefined
  return { branch: files.branch, progress: files.progress, jobs: files.jobs, backlog: files.backlog }
}

function milestoneTitle(given: PhaseFile['milestone'], fallback: string): string | undefined {
  if (given === false) return undefined
  return given === undefined ? fallback : String(given).trim()
}

/** Each name once, as first written: logins and labels are the same to GitHub in any case. */
function unique(names: string | readonly string[]): readonly string[] {
  const first = new Map<string, string>()
  for (const name of toList(names)) if (!first.has(name.toLowerCase())) first.set(name.toLowerCase(), name)
  return [...first.values()]
}

function toList<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value as T]
}

function toText(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value)
}

// The schema has checked these texts; a parser that refuses one has drifted from the schema.
function effort(text: string): number {
  return checked(parseEffort(text), text)
}

function clock(text: string): number {
  return checked(parseClock(text), text)
}

function checked(value: number | undefined, text: string): number {
  if (value === undefined) throw new Error(`The schema takes the duration ${text}, but its parser does not.`)
  return value
}

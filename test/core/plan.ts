import type { Phase, Stream, Task } from '../../src/core/phase.ts'
import type { Blocking } from '../../src/core/picks/blocking.ts'

const anHour = 60 * 60 * 1000

/** A task as the reader of phase files would give it, with what the test cares about. */
export function taskOf(id: string, given: Partial<Task> = {}): Task {
  return {
    id,
    phase: '4',
    title: `Task ${id}`,
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
    line: 1,
    ...given,
  }
}

/** A phase with these tasks; every stream that they name exists, without a cap. */
export function phaseOf(tasks: readonly Task[], given: Partial<Phase> = {}): Phase {
  const id = given.id ?? '4'
  const named = new Set(tasks.flatMap(({ stream }) => stream ?? []))
  return {
    id,
    file: `.github/phases/${id}.yml`,
    title: 'Release readiness',
    goal: undefined,
    startDate: undefined,
    targetDate: undefined,
    timezone: 'UTC',
    workdays: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'],
    slots: 2,
    after: [],
    milestone: `Phase ${id}`,
    manager: [],
    operators: [],
    spawn: 'manual',
    onDropped: 'hold',
    models: new Map(),
    streams: new Map([...named].map((stream): [string, Stream] => [stream, streamOf(stream)])),
    heartbeat: { stallAfter: 4 * anHour, releaseAfter: 24 * anHour },
    retry: { maxAttempts: 2, backoff: anHour / 4 },
    review: { holdsSlot: false, decideAfter: 48 * anHour },
    spawnLimit: { perDay: 20, failuresInARow: 3 },
    report: undefined,
    slack: undefined,
    files: undefined,
    ...given,
    tasks: tasks.map((task) => ({ ...task, phase: id })),
  }
}

export function streamOf(id: string, slots?: number): Stream {
  return { id, title: id, slots }
}

/** Nothing stands in the way of a task, and its links are as they should be. */
export const unblocked: Blocking = {
  obstacles: [],
  declared: [],
  link: [],
  restore: [],
  contested: [],
  unlink: [],
  unsure: [],
  byHand: [],
  questions: [],
}

import type { ModelDraft, PhaseDraft, TaskDraft, Worker } from '../note/phase-draft.ts'

export interface FirstPhase {
  readonly phase: string
  readonly title: string
  readonly targetDate: string | undefined
  readonly workers: ReadonlySet<Worker>
}

/** A small phase to begin with, whose tasks show what tasks can say. It may run as it stands. */
export function firstPhase({ phase, title, targetDate, workers }: FirstPhase): PhaseDraft {
  return {
    phase,
    title,
    goal: undefined,
    startDate: undefined,
    targetDate,
    slots: undefined,
    manager: undefined,
    slackChannel: undefined,
    ...modelsFor(workers),
    files: {},
    streams: [
      { id: 'docs', title: 'Documentation' },
      { id: 'release', title: 'Release' },
    ],
    tasks: exampleTasks(phase.length <= 24 ? `p${phase}` : 'p'),
    gaps: [],
    remarks: [],
  }
}

/** Models for the workers that were chosen; none where people do the work. */
export function modelsFor(workers: ReadonlySet<Worker>): Pick<PhaseDraft, 'models' | 'allocation'> {
  const claude: readonly ModelDraft[] = ['sonnet', 'haiku'].map((name) => ({ name, worker: 'claude' }))
  const models = [
    ...(workers.has('claude') ? claude : []),
    ...(workers.has('copilot') ? [{ name: 'copilot', worker: 'copilot' } as const] : []),
    ...(workers.has('script') ? [{ name: 'script', worker: 'script' } as const] : []),
  ]
  const first = models[0]?.name
  // Where people work too, a task is theirs unless it names a model.
  if (first === undefined || workers.has('people')) return { models, allocation: new Map() }
  const simple = workers.has('claude') ? 'haiku' : first
  return {
    models,
    allocation: new Map([
      ['substantial', first],
      ['simple', simple],
    ]),
  }
}

function exampleTasks(prefix: string): readonly TaskDraft[] {
  return [
    {
      ...anyTask,
      id: `${prefix}-1-1`,
      title: 'Write the user guide',
      stream: 'docs',
      priority: 1,
      effort: '2d',
      description: 'What to do and why, in Markdown: it becomes the text of the issue.',
      criteria: ['Every feature has a page', 'A second person has read it'],
    },
    {
      ...anyTask,
      id: `${prefix}-1-2`,
      title: 'Write the release notes',
      stream: 'docs',
      effort: '4h',
      complexity: 'simple',
    },
    { ...anyTask, id: `${prefix}-2-1`, title: 'Build the packages', stream: 'release', effort: '1d' },
    {
      ...anyTask,
      id: `${prefix}-2-2`,
      title: 'Try an upgrade',
      stream: 'release',
      effort: '4h',
      dependsOn: [`${prefix}-2-1`],
    },
    { ...anyTask, id: `${prefix}-2-3`, title: 'Publish', stream: 'release', effort: '4h', isFinal: true },
  ]
}

const anyTask = {
  idNote: undefined,
  priority: undefined,
  effort: undefined,
  complexity: undefined,
  model: undefined,
  dependsOn: [],
  assignees: [],
  issue: undefined,
  isFinal: false,
  description: '',
  criteria: [],
  line: 1,
} as const

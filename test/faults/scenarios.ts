import type { Person } from '../run/person.ts'

/** Something that a run has to deal with: how things stood, what people did, and what the file says now. */
export interface Scenario {
  readonly name: string
  /** The plan of the run before; undefined where there was none. */
  readonly before: string | undefined
  readonly plan: string
  readonly people: (person: Person) => Promise<void>
  /** Ids of the tasks that have an issue afterwards, with the ids of their blockers. */
  readonly tasks: Readonly<Record<string, readonly string[]>>
  /** Ids of the tasks that hold a slot afterwards. */
  readonly holders: readonly string[]
}

const plan = `phase: 4
title: Release readiness
target_date: 2026-03-08
milestone: v1.0.0
streams: { doc: { title: Documentation, slots: 1 } }
tasks:
  - { id: guide, title: Guide, stream: doc, priority: 1, assignees: [octocat] }
  - { id: admin, title: Admin guide, stream: doc, priority: 2 }
  - { id: docker, title: Docker images, priority: 1 }
  - { id: helm, title: Helm charts, depends_on: [docker] }
  - { id: release, title: Release, final: true }
`

/** A task more, a dependency moved, a title and a priority changed, a slot more, another target date. */
const editedPlan = `phase: 4
title: Release readiness
target_date: 2026-03-15
milestone: v1.0.0
slots: 3
streams: { doc: { title: Documentation, slots: 1 } }
tasks:
  - { id: guide, title: Guide, stream: doc, priority: 1, assignees: [octocat] }
  - { id: admin, title: Administration, stream: doc, priority: 1 }
  - { id: docker, title: Docker images, priority: 1 }
  - { id: helm, title: Helm charts, depends_on: [guide] }
  - { id: load, title: Load tests, depends_on: [docker, admin] }
  - { id: smoke, title: Smoke tests, priority: 2, assignees: [octocat] }
  - { id: release, title: Release, final: true }
`

const blockers = { guide: [], admin: [], docker: [], helm: ['docker'], release: ['admin', 'guide', 'helm'] }

export const launch: Scenario = {
  name: 'a launch',
  before: undefined,
  plan,
  people: async () => {},
  tasks: blockers,
  holders: ['docker', 'guide'],
}

export const sync: Scenario = {
  name: 'a sync after closings',
  before: plan,
  plan,
  async people(person) {
    await person.close('guide')
    await person.close('docker')
  },
  tasks: blockers,
  holders: ['admin', 'helm'],
}

export const edit: Scenario = {
  name: 'a plan edit',
  before: plan,
  plan: editedPlan,
  people: async () => {},
  tasks: {
    guide: [],
    admin: [],
    docker: [],
    helm: ['guide'],
    load: ['admin', 'docker'],
    smoke: [],
    release: ['helm', 'load', 'smoke'],
  },
  holders: ['docker', 'guide', 'smoke'],
}

/** The last tasks are closed: the phase is completed. */
export const completion: Scenario = {
  name: 'a completion',
  before: plan,
  plan,
  async people(person) {
    for (const task of ['guide', 'docker', 'admin', 'helm', 'release']) await person.close(task)
  },
  tasks: blockers,
  holders: [],
}

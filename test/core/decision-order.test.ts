import { describe, expect, test } from 'vitest'
import { decide } from '../../src/core/decide.ts'
import { emptyObservation, type Observation, type Question } from '../../src/core/observation.ts'
import type { Operation } from '../../src/core/operation.ts'
import { withTold } from '../../src/core/pages/progress-page.ts'
import type { Phase } from '../../src/core/phase.ts'
import { emptyMirrorRecord } from '../../src/core/records/mirror-record.ts'
import { nothingTold } from '../../src/core/records/told.ts'
import type { World } from '../../src/core/world.ts'
import { phaseOf, taskOf } from './plan.ts'
import { launch, type Scene } from './scene.ts'
import { addBlocker, closeIssue, coordinator, emptyGitHub, type GitHub, storedIssue } from './simulated-github.ts'
import { run, settle, worldOf } from './simulation.ts'
import { workedPhase } from './worker-scene.ts'

interface Given {
  /** What is known before anything is asked. */
  readonly seen?: Partial<Observation>
  readonly last?: boolean
  readonly settings?: Partial<World['settings']>
}

const start = emptyObservation({ me: coordinator, trusted: [], repository: 'octo/product' })

/** The first decision of a run that has something to do, and what it asked before. */
function firstDecision(github: GitHub, phases: readonly Phase[], { seen, last = false, settings = {} }: Given = {}) {
  const world = worldOf(phases, { ...start, ...seen }, github.clock, { settings })
  const settled = settle(github, { ...world, last })
  if ('stop' in settled) throw new Error(settled.stop.message)
  const asked = [...settled.observation.answered].map((key) => (JSON.parse(key) as Question).ask)
  return { ...settled, asked }
}

const files = { jobs: 'docs/jobs.md', backlog: undefined, progress: undefined, branch: undefined } as const
const inOrder = (operations: readonly Operation[]) =>
  operations.map((each) =>
    [each.do, 'task' in each ? each.task : undefined, each.do === 'link' ? each.blocker : undefined]
      .filter((word) => word !== undefined)
      .join(' '),
  )
const verbs = (operations: readonly Operation[]) => operations.map(({ do: verb }) => verb)
const five = (tasks: Phase['tasks'], given: Partial<Phase> = {}) => phaseOf(tasks, { id: '5', ...given })
const firstOf = (scene: Scene, given?: Given) => firstDecision(scene.github, scene.phases, given)

describe('a decision asks', () => {
  test('the same once, for however many phases', () => {
    const decision = decide(worldOf([phaseOf([taskOf('a')]), five([taskOf('b')])], start, 0))
    expect(decision).toEqual({ kind: 'ask', questions: [{ ask: 'progress-issues' }] })
  })

  test('what blocks a pick, and how that was closed, before it is written', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] })])])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    const { asked, operations } = firstOf(scene)
    expect(asked.filter((ask) => ask === 'blockers' || ask === 'closings')).toEqual(['blockers', 'closings'])
    expect(inOrder(operations)).toContain('add-labels b')
  })

  test('which branch files are on, before they are written', () => {
    const scene = launch([phaseOf([taskOf('a')])])
    const [asked, known] = [{}, { branch: 'main' }].map((seen) => {
      return firstDecision(scene.github, [phaseOf([taskOf('a')], { files })], { seen })
    })
    expect([asked!.asked.includes('branch'), known!.asked.includes('branch')]).toEqual([true, false])
    expect(verbs(known!.operations)).toContain('commit-files')
  })

  test('whether a milestone can be closed once nothing else is to be done', () => {
    const scene = launch([phaseOf([taskOf('a')])])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    expect(firstOf(scene).asked).not.toContain('milestone')
    const { answered } = scene.run().observation
    expect([...answered].filter((key) => key.includes('"milestone"'))).toHaveLength(1)
    expect(scene.github.milestones[0]!.open).toBe(false)
  })

  test('what it has to know of a worker before anything is done', () => {
    const [auto] = workedPhase(['b'], { id: '5', spawn: 'auto' })
    const scene = launch([phaseOf([taskOf('a')]), five([taskOf('b')])])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.phases = [scene.phases[0]!, auto]
    const { asked, operations } = firstOf(scene)
    expect(asked).toContain('workflow')
    expect(operations.length).toBeGreaterThan(0)
  })
})

test('nothing is opened for a phase without a progress issue while its milestone counts more than GitHub lists', () => {
  const theirs = { number: 1, creator: 'octocat', title: 'Phase 4', dueDate: undefined, open: true }
  const github = emptyGitHub({ milestones: [theirs] })
  const phases = [phaseOf([taskOf('a')]), five([taskOf('x')])]
  const { observation: known } = firstDecision(github, phases)
  const launched = (count: number) => {
    const milestones = known.milestones!.map((milestone) => ({ ...milestone, count }))
    return firstDecision(github, phases, { seen: { ...known, milestones } })
  }
  const phasesOf = ({ operations }: ReturnType<typeof launched>) => [...new Set(operations.map(({ phase }) => phase))]
  expect(phasesOf(launched(0))).toEqual(['4', '5'])
  expect(phasesOf(launched(1))).toEqual(['5'])
  expect(launched(1).outcome.doubts.map(({ code }) => code)).toEqual(['short-list'])
})

describe('in a decision', () => {
  test('links to tasks of another phase that are still to be opened come after these', () => {
    const phases = [
      phaseOf([taskOf('a', { dependsOn: ['b', 'x'] }), taskOf('b')]),
      five([taskOf('x'), taskOf('y', { dependsOn: ['b'] })]),
    ]
    const order = inOrder(firstDecision(emptyGitHub(), phases).operations).filter((each) => /^(open|link)/.test(each))
    expect(order).toEqual([
      'open-progress',
      'open-task b',
      'open-task a',
      'link a b',
      'open-progress',
      'open-task x',
      'open-task y',
      'link a x',
      'link y b',
    ])
  })

  test('links to what is there already do not wait', () => {
    const scene = launch([phaseOf([taskOf('a')]), five([taskOf('x')])])
    scene.phases = [phaseOf([taskOf('a', { dependsOn: ['x'] })]), five([taskOf('x'), taskOf('y')])]
    const order = inOrder(firstOf(scene).operations)
    expect(order.indexOf('link a x')).toBeLessThan(order.indexOf('open-task y'))
    expect(order).toContain('link a x')
  })

  test('a link that would close a circle with one made by hand is not made, and all others are', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b'), taskOf('c'), taskOf('d')])])
    addBlocker(scene.github, scene.numberOf('a'), scene.numberOf('b'))
    addBlocker(scene.github, scene.numberOf('c'), scene.numberOf('d'))
    scene.phases = [
      phaseOf([
        taskOf('a'),
        taskOf('b', { dependsOn: ['a', 'c', 'd'] }),
        taskOf('c'),
        taskOf('d', { dependsOn: ['c'] }),
      ]),
    ]
    const links = inOrder(scene.run().operations).filter((each) => each.startsWith('link'))
    expect(links.toSorted()).toEqual(['link b c', 'link b d'])
  })

  const withWork = () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b'), taskOf('c')])])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    return scene
  }

  test('a page is written with its dates when all else is done, or must be', () => {
    const page = (given: Given = {}) => {
      const write = firstOf(withWork(), given).operations.find(({ do: verb }) => verb === 'write-progress')
      return write?.do === 'write-progress' ? write.page : undefined
    }
    expect(page()?.record.outlook?.steady).not.toBe(page({ last: true })?.record.outlook?.steady)
    expect(page()?.pictures).toEqual([])
    expect(page({ last: true })?.pictures).not.toEqual([])
    expect(page({ last: false })?.pictures).toEqual([])
  })

  test('a page is current where nothing is to be done and it is not written', () => {
    const current = ({ outcome }: ReturnType<typeof firstDecision>) => outcome.phases.map(({ isCurrent }) => isCurrent)
    const scene = launch([phaseOf([taskOf('a'), taskOf('b')]), five([taskOf('x')])])
    expect(current(firstOf(scene))).toEqual([true, true])
    const progress = storedIssue(scene.github, 1)
    progress.body = progress.body.replace(/^\| .*\n/m, '')
    expect(verbs(firstOf(scene).operations)).toEqual(['write-progress'])
    expect(current(firstOf(scene))).toEqual([false, true])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    expect(current(firstOf(scene))).toEqual([false, false])
  })

  test('a letter is told once, of an open phase and of a finished one', () => {
    const told = { ...nothingTold, launched: true, letters: [letterAt('2026-02-22T12:00:00.000Z')] }
    const tells = (scene: Scene) => {
      for (const issue of scene.github.issues.values()) {
        issue.body = withTold(issue.body, '4', told) ?? issue.body
      }
      const settings = { slack: { webhook: true } }
      return verbs(firstOf(scene, { settings }).operations).filter((verb) => verb === 'tell')
    }
    expect(tells(launch([phaseOf([taskOf('a')])]))).toEqual(['tell'])
    const finished = launch([phaseOf([taskOf('a')])])
    closeIssue(finished.github, finished.numberOf('a'), 'completed')
    finished.run()
    finished.run()
    expect(storedIssue(finished.github, 1).open).toBe(false)
    expect(tells(finished)).toEqual(['tell'])
  })

  test('a phase is not closed before its letters are told', () => {
    const told = { ...nothingTold, launched: true, completed: true, letters: [letterAt('2026-02-22T12:00:00.000Z')] }
    const scene = launch([phaseOf([taskOf('a')], { milestone: undefined })])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    const progress = storedIssue(scene.github, 1)
    progress.body = withTold(progress.body, '4', told)!
    const done = (settings: World['settings'] | object) => verbs(firstOf(scene, { settings }).operations)
    expect(done({ slack: { webhook: true } })).toContain('tell')
    expect(done({ slack: { webhook: true } })).not.toContain('close-progress')
    expect(done({})).toContain('close-progress')
  })

  test('an issue on which something went wrong is left alone', () => {
    const scene = launch([phaseOf([taskOf('a'), taskOf('b')])])
    for (const id of ['a', 'b']) scene.issue(id).labels = []
    expect(inOrder(firstOf(scene, { seen: { troubled: new Set(['a']) } }).operations)).toEqual(['add-labels b'])
  })

  const letterAt = (at: string) => {
    return { key: 'digest', at, notice: { title: 'News', lead: [], sections: [] }, comment: undefined, slack: true }
  }
})

describe('a phase that is complete just now', () => {
  const plan = [phaseOf([taskOf('a')], { milestone: undefined, files })]

  const closedTask = () => {
    const scene = launch([phaseOf([taskOf('a')], { milestone: undefined })])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    return scene
  }
  const closes = ({ github }: Scene, jobs: string) => {
    const mirrored = new Map([['4', { ...emptyMirrorRecord, jobs }]])
    return verbs(firstDecision(github, plan, { seen: { mirrored } }).operations).includes('close-progress')
  }

  test('is closed once its files are written, or a run later', () => {
    expect(closes(closedTask(), 'written')).toBe(true)
    expect(closes(closedTask(), '')).toBe(false)
    const noted = closedTask()
    const all = run(structuredClone(noted.github), noted.phases).operations
    run(noted.github, noted.phases, { killedAfter: verbs(all).indexOf('close-progress') })
    expect(closes(noted, '')).toBe(true)
  })
})

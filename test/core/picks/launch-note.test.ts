import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPhases } from '../../../src/core/phase-file/read.ts'
import { splitBody } from '../../../src/core/records/managed-part.ts'
import { closeIssue, emptyGitHub, type GitHub, storedIssue } from '../simulated-github.ts'
import { run, type SimulatedRun } from '../simulation.ts'

const file = 'examples/phase-4.yml'
const text = readFileSync(path.join(import.meta.dirname, '../../..', file), 'utf8')
const { phases, problems } = readPhases([{ path: file, text }])
const settings = { phaseFiles: [file] }
/** An hour after the launch note was written. */
const launchDay = Date.parse('2026-02-23T04:15:00Z')

function launched(): { github: GitHub; result: SimulatedRun } {
  const github = emptyGitHub({ clock: launchDay })
  return { github, result: run(github, phases, { settings }) }
}

const heldBy = ({ outcome }: SimulatedRun) => [...outcome!.slots.holders]
const waiting = ({ outcome }: SimulatedRun) => [...outcome!.slots.waits.keys()]

function finish(github: GitHub, task: string, { outcome }: SimulatedRun): SimulatedRun {
  closeIssue(github, outcome!.numbers.get(task)!, 'completed')
  const result = run(github, phases, { settings })
  expect(run(github, phases, { settings }).operations).toEqual([])
  return result
}

describe("the launch note's phase", () => {
  test('is a good phase file of twelve tasks', () => {
    expect(problems).toEqual([])
    expect(phases[0]!.tasks).toHaveLength(12)
  })

  test('opens one progress issue and twelve tasks, with every link', () => {
    const { github, result } = launched()
    const linksOf = (task: string) => storedIssue(github, result.outcome!.numbers.get(task)!).blockedBy
    const number = (task: string) => result.outcome!.numbers.get(task)!
    expect(github.issues.size).toBe(13)
    expect(linksOf('p4-1-3')).toEqual([number('p4-4-1')])
    expect(linksOf('p4-3-2')).toEqual([number('p4-3-1')])
    expect(linksOf('p4-4-2')).toEqual([number('p4-4-1')])
    expect(linksOf('p4-4-3').toSorted()).toEqual(
      ['p4-1-1', 'p4-1-2', 'p4-1-3', 'p4-2-1', 'p4-2-2', 'p4-2-3', 'p4-3-2', 'p4-4-2', 'p4-4-4'].map(number).toSorted(),
    )
    expect(linksOf('p4-1-1')).toEqual([])
  })

  test('gives its two slots to p4-1-1 and p4-4-1, and has p4-1-2, p4-2-1 and p4-3-1 stand next', () => {
    const { result } = launched()
    expect(heldBy(result).toSorted()).toEqual(['p4-1-1', 'p4-4-1'])
    expect(waiting(result).slice(0, 3).toSorted()).toEqual(['p4-1-2', 'p4-2-1', 'p4-3-1'])
    // The longest chain of the three is three days, then two, then one.
    expect(waiting(result).slice(0, 3)).toEqual(['p4-3-1', 'p4-2-1', 'p4-1-2'])
  })

  test('labels and models its first picks as the note has them', () => {
    const { github, result } = launched()
    const issue = storedIssue(github, result.outcome!.numbers.get('p4-1-1')!)
    expect(issue.title).toBe('p4-1-1: User Guide Documentation')
    expect(issue.labels).toEqual([
      'phase-task',
      'phase:4',
      'stream:documentation',
      'priority:1',
      'model:sonnet',
      'status:assigned',
    ])
  })

  test('frees p4-1-3 and p4-4-2 when p4-4-1 is closed, and takes the next pick in the same run', () => {
    const { github, result } = launched()
    const after = finish(github, 'p4-4-1', result)
    expect(heldBy(after).toSorted()).toEqual(['p4-1-1', 'p4-3-1'])
    const blocking = after.outcome!.phases[0]!.standing.blocking
    expect(blocking.get('p4-1-3')!.obstacles).toEqual([])
    expect(blocking.get('p4-4-2')!.obstacles).toEqual([])
    expect(waiting(after)).toEqual(expect.arrayContaining(['p4-1-3', 'p4-4-2']))
  })

  test('picks nothing before its first day in its own zone, but opens everything', () => {
    const github = emptyGitHub({ clock: Date.parse('2026-02-22T04:59:00Z') })
    const result = run(github, phases, { settings })
    expect(github.issues.size).toBe(13)
    expect(heldBy(result)).toEqual([])
    expect(run(github, phases, { settings }).operations).toEqual([])
    github.clock = Date.parse('2026-02-22T05:00:00Z')
    expect(heldBy(run(github, phases, { settings })).toSorted()).toEqual(['p4-1-1', 'p4-4-1'])
  })

  test('plays to its end two by two, with p4-4-3 last, and is closed with its milestone', () => {
    const { github, result: start } = launched()
    const order: string[] = []
    let result = start
    while (heldBy(result).length > 0) {
      expect(heldBy(result).length).toBeLessThanOrEqual(2)
      const next = heldBy(result)[0]!
      order.push(next)
      result = finish(github, next, result)
    }
    expect(order).toHaveLength(12)
    expect(order.at(-1)).toBe('p4-4-3')
    expect([...github.issues.values()].filter(({ open }) => open)).toEqual([])
    expect(github.milestones.map(({ title, dueDate, open }) => ({ title, dueDate, open }))).toEqual([
      { title: 'v1.0.0', dueDate: '2026-03-08', open: false },
    ])
    const page = splitBody(storedIssue(github, 1).body, { kind: 'phase', id: '4' }).part!
    expect(page).toContain('**Phase 4 is complete: 12 of 12 done.**')
  })
})

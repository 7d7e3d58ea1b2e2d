import { describe, expect, test } from 'vitest'
import { forecastOutcome } from '../../../src/core/forecast/outcome-forecast.ts'
import { emptyObservation } from '../../../src/core/observation.ts'
import { pageForReading } from '../../../src/core/pages/page-operations.ts'
import { type ProgressPage, renderPage } from '../../../src/core/pages/progress-page.ts'
import type { Phase } from '../../../src/core/phase.ts'
import { ownersInside, recordLine, splitBody } from '../../../src/core/records/managed-part.ts'
import { parseProgressRecord } from '../../../src/core/records/progress-record.ts'
import { onGitHub } from '../../../src/core/text/phrase.ts'
import { longDate } from '../../../src/core/time/calendar.ts'
import { phaseOf, taskOf } from '../plan.ts'
import { launch, operationsOf, type Scene } from '../scene.ts'
import { changeIssue, closeIssue, coordinator, emptyGitHub, storedIssue } from '../simulated-github.ts'
import { settle, worldOf } from '../simulation.ts'
import { aDay, aMinute, anHour, later, say, workedPhase } from '../worker-scene.ts'

const dawn = Date.parse('2026-02-23T00:30:00Z')

/** Launched half an hour after midnight, so that a whole local day lies before it. */
function launchAtDawn(phases: readonly Phase[]): Scene {
  return launch(phases, { github: emptyGitHub({ clock: dawn }) })
}

const body = ({ github }: Scene) => storedIssue(github, 1).body
const outlook = (scene: Scene) => parseProgressRecord(body(scene))!.outlook!
/** What the run that comes after so long does. */
function runAfter(scene: Scene, milliseconds: number): readonly string[] {
  scene.github.clock += milliseconds
  return operationsOf(scene.run())
}

/** Chains of a day each; `picked` by nobody, so dates move with the clock. */
const idlePhase = () =>
  phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], { slots: 1, targetDate: '2026-02-25' })
/** Nothing may start before April: no date moves with the clock. */
const farPhase = () => phaseOf([taskOf('a'), taskOf('b', { dependsOn: ['a'] })], { startDate: '2026-04-01' })

describe('a progress issue to which nothing happens', () => {
  test('is not rewritten within a local day, although its dates move with the clock', () => {
    const scene = launchAtDawn([idlePhase()])
    const before = body(scene)
    for (let hour = 1; hour <= 19; hour += 3) expect(runAfter(scene, 3 * anHour - aMinute), `${hour}`).toEqual([])
    expect(body(scene)).toBe(before)
  })

  test('is rewritten once on a day on which the dates that it shows have changed, because a task takes longer', () => {
    const scene = launchAtDawn([workedPhase([taskOf('a', { model: 'sonnet' }), taskOf('b', { model: 'sonnet' })])[0]])
    const before = outlook(scene)
    expect(runAfter(scene, 2 * aDay)).toEqual(['write-progress'])
    expect(outlook(scene).on).toBe('2026-02-25')
    expect(outlook(scene).dates).not.toBe(before.dates)
    expect(outlook(scene).finish! > before.finish!).toBe(true)
    for (const wait of [anHour, 6 * anHour, 10 * anHour]) expect(runAfter(scene, wait)).toEqual([])
  })

  test('counts days in the zone of the phase', () => {
    const [phase] = workedPhase(['a', 'b'], { timezone: 'Asia/Tokyo' })
    const scene = launchAtDawn([phase])
    expect(outlook(scene).on).toBe('2026-02-23')
    expect(runAfter(scene, 14 * anHour)).toEqual([])
    // Midnight in Tokyo was at 15:00 UTC.
    expect(runAfter(scene, anHour)).toEqual(['write-progress'])
    expect(outlook(scene).on).toBe('2026-02-24')
  })

  test('is left as it is on another day where no date has changed', () => {
    const scene = launchAtDawn([farPhase()])
    for (let day = 0; day < 3; day++) expect(runAfter(scene, aDay)).toEqual([])
    expect(outlook(scene).on).toBe('2026-02-23')
  })
})

describe('pictures of tasks with hostile titles', () => {
  const titles = [
    '<!-- phase-coordinator:end -->',
    '<!-- phase-coordinator:phase 4 -->',
    '\n<!-- phase-coordinator:end -->\n',
    '```\n<!-- phase-coordinator:end -->',
    '``` ~~~ """ %% end',
    '--> subgraph x; click a href "javascript:alert(1)"',
    '<!-- phase-coordinator:data v1 00000000 {"file":"x","tasks":{}} -->',
    '</details></summary> @octocat #1 **b** | c',
    '"]:::done; %%{init: {"theme":"x"}}%% <br> #quot; #35;',
    '---\ntitle: x\n---',
  ]
  const given = titles.map((title, at) => taskOf(`t${at}`, { title, stream: `s${at % 3}` }))
  const scene = launchAtDawn([
    phaseOf(given, {
      goal: titles.join(' '),
      targetDate: '2026-03-08',
      streams: new Map(titles.map((title, at) => [`s${at}`, { id: `s${at}`, title, slots: undefined }])),
    }),
  ])

  test('end neither the fence that they stand in, nor the managed part, nor its record', () => {
    const around = body(scene)
    const { before, part, after } = splitBody(around, { kind: 'phase', id: '4' })
    expect([before, after]).toEqual(['', ''])
    expect(part).toMatch(/flowchart[\s\S]*gantt[\s\S]*<\/details>\n\n<!-- phase-coordinator:data v1 .* -->$/)
    expect(around.match(/^```mermaid$/gm)).toHaveLength(2)
    expect(around.match(/^```$/gm)).toHaveLength(2)
    expect(ownersInside(around)).toEqual([{ kind: 'phase', id: '4' }])
    expect(around.match(/<!-- phase-coordinator:/g)).toHaveLength(3)
    expect(parseProgressRecord(part)!.tasks.size).toBe(titles.length)
    expect(recordLine(around)).toBe(part!.split('\n').at(-1))
  })

  test('are left as they are with people’s text around them, also in pictures of theirs', () => {
    const theirs = '```mermaid\nflowchart LR\na["<!-- phase-coordinator:end -->"]\n```'
    changeIssue(scene.github, 1, { body: `${theirs}\n\n${body(scene)}\n\n${theirs}\n` })
    expect(operationsOf(scene.run())).toEqual([])
    const { before, after } = splitBody(body(scene), { kind: 'phase', id: '4' })
    expect(before).toBe(`${theirs}\n\n`)
    expect(after).toBe(`\n\n${theirs}\n`)
    closeIssue(scene.github, scene.numberOf('t0'), 'completed')
    scene.run()
    expect(body(scene).startsWith(`${theirs}\n\n<!--`)).toBe(true)
    expect(body(scene).endsWith(`-->\n\n${theirs}\n`)).toBe(true)
  })
})

describe('the page in the summary of a run', () => {
  const scene = launchAtDawn([farPhase()])
  later(scene, anHour)
  const now = scene.github.clock
  const [phase] = scene.latest.outcome!.phases
  const told = forecastOutcome(scene.latest.outcome!, now, undefined).get('4')
  const textOf = (page: ProgressPage) => renderPage(page, { numberOf: () => 1, reference: onGitHub }, 100)

  test('shows what was played for the progress issue, where that has nothing new to say', () => {
    expect(phase!.isCurrent).toBe(true)
    const { record } = phase!.standing.phase
    const played = { p50: '2031-05-17', p85: '2032-05-17', gain: undefined }
    const remembered = { ...record, outlook: { ...record.outlook!, played } }
    const standing = { ...phase!.standing, phase: { ...phase!.standing.phase, record: remembered } }
    const shown = textOf(pageForReading({ standing, isCurrent: true }, told, now))
    expect(shown).toContain('as likely later as earlier than 17 May 2031, and by 17 May 2032')
    expect(textOf(pageForReading({ standing, isCurrent: false }, told, now))).not.toContain('2031')
  })

  test('is the same as if it were played anew within the hour', () => {
    const anew = textOf(pageForReading({ ...phase!, isCurrent: false }, told, now))
    expect(textOf(pageForReading(phase!, told, now))).toBe(anew)
    expect(anew).toContain('as likely later as earlier than')
  })

  test('is played where the progress issue is still to be written', () => {
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    const start = emptyObservation({ me: coordinator, trusted: [], repository: 'octo/product' })
    const settled = settle(scene.github, worldOf(scene.phases, start, scene.github.clock))
    expect('outcome' in settled && settled.outcome.phases[0]!.isCurrent).toBe(false)
  })
})

describe('a progress issue with something new to say', () => {
  test('is rewritten at once, with the dates of that hour', () => {
    const scene = launchAtDawn([workedPhase(['a', 'b', 'c'])[0]])
    const before = outlook(scene)
    scene.github.clock += anHour
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    expect(outlook(scene).steady).not.toBe(before.steady)
    expect(outlook(scene).finish! < before.finish!).toBe(true)
    expect(body(scene)).toContain('1 of 3 done')
    expect(body(scene)).toContain(`expected ${longDate(outlook(scene).finish!)}`)
  })

  test('is put right where somebody has edited our part by hand, also its dates, and left alone around it', () => {
    const scene = launchAtDawn([farPhase()])
    const before = body(scene)
    for (const edit of [
      (text: string) => text.replace('0 of 2 done', '2 of 2 done'),
      (text: string) => text.replace(/expected \d+/, 'expected 1'),
      (text: string) => text.replace('### Forecast', '### Fore'),
      (text: string) => text.replace('```mermaid', '```text'),
      (text: string) => text.replace('flowchart', 'flow'),
    ]) {
      expect(edit(body(scene))).not.toBe(body(scene))
      changeIssue(scene.github, 1, { body: edit(body(scene)) })
      expect(operationsOf(scene.run())).toEqual(['write-progress'])
      expect(body(scene)).toBe(before)
    }
    changeIssue(scene.github, 1, { body: `Mine.\r\n\r\n${body(scene).replaceAll('\n', '\r\n')}\r\n\r\nAnd mine.` })
    expect(operationsOf(scene.run())).toEqual([])
  })

  test('is written once in a run that does a lot, and without dates until the end', () => {
    const scene = launchAtDawn([workedPhase(['a', 'b'])[0]])
    const writes = scene.latest.operations.filter((operation) => operation.do === 'write-progress')
    expect(writes.length).toBeLessThanOrEqual(1)
    say(scene, 'a', '/spawn')
    const run = scene.run()
    const pages = run.operations.flatMap((operation) => (operation.do === 'write-progress' ? [operation.page] : []))
    expect(pages).toHaveLength(1)
    expect(pages[0]!.pictures).not.toEqual([])
  })

  test('expects nothing where all that is left waits for review, and says so', () => {
    const scene = launchAtDawn([workedPhase(['a'], { targetDate: '2026-03-08' })[0]])
    expect(body(scene)).toContain('expected')
    say(scene, 'a', '/spawn')
    scene.run()
    for (const worker of scene.github.runs) Object.assign(worker, { status: 'completed', conclusion: 'success' })
    later(scene, anHour)
    expect(body(scene)).toContain('0 of 1 done · 0 of 1 slots in use · target 8 March 2026')
    expect(body(scene)).toContain('All that is left waits for review, or cannot start.')
    expect(outlook(scene).finish).toBeUndefined()
    for (let day = 0; day < 2; day++) expect(runAfter(scene, aDay / 2)).toEqual([])
  })

  test('says when a phase that is complete ended, and is never rewritten for its dates', () => {
    const scene = launchAtDawn([workedPhase(['a'], { targetDate: '2026-03-08' })[0]])
    closeIssue(scene.github, scene.numberOf('a'), 'completed')
    scene.run()
    expect(body(scene)).toContain('Phase 4 is complete: 1 of 1 done.')
    expect(body(scene)).not.toContain('### Forecast')
    expect(outlook(scene)).toMatchObject({ finish: '2026-02-23', p85: '2026-02-23' })
    expect(runAfter(scene, 3 * aDay)).toEqual([])
  })
})

// What a run computes: reading the file, deciding, forecasting; each against `JSON.parse` of the same data.

import { parse } from 'yaml'
import { decide, type Outcome } from '../src/core/decide.ts'
import { forecastOutcome } from '../src/core/forecast/outcome-forecast.ts'
import { outlook } from '../src/core/forecast/outlook.ts'
import { readPhases } from '../src/core/phase-file/read.ts'
import { rankTasks } from '../src/core/picks/rank.ts'
import type { World } from '../src/core/world.ts'
import { unchangedWorld } from '../test/core/launched-world.ts'
import { type Chapter, milliseconds, times } from './chapter.ts'
import { phaseFileOf } from './phase-of-size.ts'
import { type Compared, compared, pairsOf, spread } from './timing.ts'

/** A world of so many thousand tasks, a thousand to a phase, in which nothing is left to do. */
export function worldOf(thousands: number): { readonly world: World; readonly outcome: Outcome } {
  const files = Array.from({ length: thousands }, (_, at) => {
    return { path: `${at}.yml`, text: phaseFileOf(1000, { phase: at + 1 }) }
  })
  const world = unchangedWorld(readPhases(files).phases)
  const decision = decide(world)
  if (decision.kind !== 'act' || decision.operations.length > 0) throw new Error('The world is not as it should be.')
  return { world, outcome: decision.outcome }
}

export function deciding(): Chapter {
  const { world, outcome } = worldOf(1)
  const file = phaseFileOf(1000)
  const [fileJson, issuesJson] = [JSON.stringify(parse(file)), JSON.stringify([...world.observation.issues.values()])]
  const forecasts = () => forecastOutcome(outcome, world.now, undefined)
  const { plan } = forecasts().get('1')!
  const phase = world.phases[0]!
  const readFile = () => readPhases([{ path: '1.yml', text: file }])
  const ofFile = { floor: () => JSON.parse(fileJson), floorRepeats: 10 }
  const ofIssues = { floor: () => JSON.parse(issuesJson), floorRepeats: 3 }
  const rows = [
    { name: 'read and check the phase file', against: 'file', ...measure(readFile, ofFile) },
    { name: 'decide, with nothing to do', against: 'issues', ...measure(() => decide(world), ofIssues) },
    { name: 'forecast by the rule', against: 'issues', ...measure(forecasts, ofIssues) },
    {
      name: 'likely dates and search',
      against: 'issues',
      ...measure(() => outlook(plan, phase, world.now), ofIssues),
    },
  ]
  const decided = rows[1]!
  const growth = growthTo(10, world)
  return {
    title: 'Deciding',
    about: [
      `For 1,000 tasks: ${kilobytes(file)} of YAML, whose content takes ${kilobytes(fileJson)} as JSON, and ${kilobytes(issuesJson)} of issues. Each against \`JSON.parse\` of the JSON of that data, measured just before; time of the processor, once the code is warm.`,
    ],
    tables: [
      {
        head: ['', 'takes', 'of `JSON.parse`', 'middle half', 'of the JSON of'],
        rows: rows.map((row) => [row.name, milliseconds(row.subject), times(row.ratio), spread(row), row.against]),
        note: `To parse those issues takes ${milliseconds(decided.floor)} here; the budget of 20 ms to decide is ${times(20 / decided.floor)} of that. Dates and search are played only where a page is written or shown.`,
      },
      {
        head: ['growth from 1,000 to 10,000 tasks', 'factor', 'middle half'],
        rows: [
          ['decide, ten phases of a thousand', times(growth.decide.ratio), spread(growth.decide)],
          ['order all of them for the picks', times(growth.rank.ratio), spread(growth.rank)],
        ],
        note:
          'n log n grows by 13.3. To build the graph of 10,000 tasks and order them for the picks takes ' +
          `${milliseconds(growth.rank.subject)}; a general graph library (graphlib) took 264 ms to build and order as many, measured elsewhere.`,
      },
    ],
    summary: [
      {
        what: 'Decide about 1,000 tasks, nothing to do',
        measured: `${milliseconds(decided.subject)}, ${times(decided.ratio)} of \`JSON.parse\` of its issues`,
        against: 'at most 20 ms',
      },
      {
        what: 'From 1,000 to 10,000 tasks',
        measured: times(growth.decide.ratio),
        against: 'n log n: 13.3 ×',
      },
    ],
  }
}

function measure(
  subject: () => unknown,
  { floor, floorRepeats }: { readonly floor: () => unknown; readonly floorRepeats: number },
): Compared {
  return compared(pairsOf(floor, subject, { floorRepeats }))
}

function growthTo(thousands: number, small: World): { readonly decide: Compared; readonly rank: Compared } {
  const large = worldOf(thousands).world
  const rank = (world: World) => {
    const tasks = world.phases.flatMap((phase) => phase.tasks.map(rankableOf))
    return () => rankTasks(tasks)
  }
  const deciding = { rounds: 9, floorRepeats: 3 }
  return {
    decide: compared(
      pairsOf(
        () => decide(small),
        () => decide(large),
        deciding,
      ),
    ),
    rank: compared(pairsOf(rank(small), rank(large), { rounds: 31, floorRepeats: 10 })),
  }
}

function rankableOf(task: World['phases'][number]['tasks'][number]) {
  return { ...task, waitsFor: task.dependsOn, next: false, behind: false }
}

function kilobytes(text: string): string {
  return `${Math.round(text.length / 1024).toLocaleString('en-US')} KB`
}

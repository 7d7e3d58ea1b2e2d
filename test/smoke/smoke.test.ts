import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { facts } from '../../scripts/smoke/facts.ts'
import { probes } from '../../scripts/smoke/probes.ts'
import { questions } from '../../scripts/smoke/questions.ts'
import { readRecordings } from '../../scripts/smoke/recording.ts'
import { readDescription } from '../contract/description.ts'
import { operationFinder } from '../contract/operations.ts'
import { openScratch, smoke, visibleIn } from './bed.ts'
import { checkRecording, disagreements } from './recorded.ts'

/** Whole trials take their time on a machine that is busy. */
const patience = 600_000

/** Operations that no probe plays. */
const unplayed = new Map([
  ['delete /repos/{owner}/{repo}/actions/runs/{run_id}', 'takes runs away when the trial is cleaned up'],
])

test(
  'against the local tracker nothing is different, everything is asked, and nothing is left',
  async () => {
    const tracker = await openScratch()
    const before = visibleIn(tracker)
    const { code, text, errors, folder } = await smoke(tracker, { arguments: ['--limits'] })
    const report = await readFile(path.join(folder, 'report.md'), 'utf8')
    expect({ code, errors, differences: report.includes('## Differences') }, report).toEqual({
      code: 0,
      errors: '',
      differences: false,
    })
    expect(text).toContain(
      `${probes.length} probes, no difference, ${questions.length} of ${questions.length} open questions answered`,
    )
    expect(Number(/(\d+) requests/.exec(text)![1])).toBeLessThan(1000)
    expect(visibleIn(tracker)).toEqual(before)

    const recordings = await readRecordings(path.join(folder, 'answers'))
    expect(recordings.map(({ probe }) => probe).sort()).toEqual(probes.map(({ name }) => name).sort())
    expect(recordings.flatMap(checkRecording)).toEqual([])
    const find = operationFinder(readDescription('2022-11-28'))
    const played = new Set(
      recordings.flatMap(({ steps }) =>
        steps.flatMap(({ request }) => {
          const found = request && find(request.method, request.path.split('?')[0]!)
          return found === undefined ? [] : [`${found.method} ${found.template}`]
        }),
      ),
    )
    expect(operationsDescribed().filter((operation) => !played.has(operation) && !unplayed.has(operation))).toEqual([])

    // The same recordings, read again without the one who gave them; what takes long is left out.
    const long = ['phase', 'link-limits', 'comment-edits']
    for (const recording of recordings.filter(({ probe }) => !long.includes(probe)))
      expect(await disagreements(recording)).toEqual([])
    const doctored = structuredClone(recordings.find(({ probe }) => probe === 'issue-life')!)
    const closing = doctored.steps.find(({ step }) => step === 'close as not_planned')!
    Object.assign(closing.answer.body as object, { state_reason: null })
    expect(await disagreements(doctored)).toEqual([
      'issue-life, close as not_planned: state_reason was null, is string',
    ])
  },
  patience,
)

function operationsDescribed(): string[] {
  const { paths } = readDescription('2022-11-28')
  return Object.entries(paths).flatMap(([template, methods]) =>
    Object.keys(methods).map((method) => `${method} ${template}`),
  )
}

const kept = await readRecordings(path.join(import.meta.dirname, 'recorded'))

test.each(kept)(
  'what GitHub answered to the probe $probe is as it describes it, and the tracker still gives the same',
  async (recording) => {
    expect([...checkRecording(recording), ...(await disagreements(recording))]).toEqual([])
  },
)

test('every fact names probes that there are, or why there is none; every probe serves a fact', () => {
  const all = Object.values(facts).flat()
  const named = new Set(all.flatMap((fact) => ('probes' in fact ? fact.probes : [])))
  expect([...named].sort()).toEqual(probes.map(({ name }) => name).sort())
  expect(all.filter((fact) => 'unprobed' in fact && fact.unprobed.length < 10)).toEqual([])
  expect(new Set(all.map(({ fact }) => fact)).size).toBe(all.length)
})

test(
  'a rehearsal needs neither GitHub nor a token',
  async () => {
    const tracker = await openScratch()
    const none = { GITHUB_TOKEN: undefined, GITHUB_API_URL: undefined }
    const { code, text } = await smoke(tracker, {
      arguments: ['--repo', 'local', '--only', 'labels', 'dependencies'],
      env: none,
    })
    expect({ code, asked: tracker.requests.length }).toEqual({ code: 0, asked: 0 })
    expect(text).toContain('2 probes, no difference, 1 of')
  },
  patience,
)

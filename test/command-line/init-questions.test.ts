import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import type { InitAnswers } from '../../src/command-line/init-options.ts'
import { askInit } from '../../src/command-line/init-questions.ts'
import type { PresentFolder } from '../../src/command-line/present-folder.ts'

const nothingSaid: InitAnswers = {
  phase: undefined,
  title: undefined,
  targetDate: undefined,
  workers: undefined,
  action: 'octo/coordinator@v2',
  branch: undefined,
}
const present: PresentFolder = {
  phaseFiles: [],
  phases: new Map([['4', '.github/phases/phase-4.yml']]),
  nextPhase: '5',
  defaultBranch: undefined,
}

/** Answers each question as soon as it stands there, and gives what came of it. */
async function answered(given: InitAnswers, answers: readonly (readonly [question: string, keys: string])[]) {
  const input = new PassThrough()
  // Each question ends what it wrote to; a terminal stays open all the same.
  const output = new PassThrough()
  output.end = () => output
  const waiting = [...answers]
  let shown = ''
  output.on('data', (chunk) => {
    shown += chunk
    const [question, keys] = waiting[0] ?? []
    if (question === undefined || !shown.includes(question)) return
    waiting.shift()
    shown = ''
    setImmediate(() => input.write(keys))
  })
  const result = await askInit(given, present, { input, output })
  expect(waiting).toEqual([])
  return result
}

test('asks for id, title, date and workers, and takes what is set for an empty answer', async () => {
  const answers = await answered(nothingSaid, [
    ['Id of the phase', '\r'],
    ['Title', 'Release: #1\r'],
    ['Target date', '\r'],
    ['Who does the work?', '\r'],
  ])
  expect(answers).toEqual({ ...nothingSaid, phase: '5', title: 'Release: #1', workers: new Set(['people']) })
})

test('asks again where an answer cannot be used', async () => {
  const clear = '\u0015'
  const answers = await answered(nothingSaid, [
    ['Id of the phase', '4\r'],
    ['phase 4 is there already', `${clear}6\r`],
    ['Title', '\r'],
    ['Target date', '2030-02-30\r'],
    ['write a day of the calendar', `${clear}2030-02-28\r`],
    ['Who does the work?', ' \u001b[B \r'],
  ])
  expect(answers).toMatchObject({
    phase: '6',
    title: 'Phase 6',
    targetDate: '2030-02-28',
    workers: new Set(['claude']),
  })
})

test('asks nothing that an option says', async () => {
  const given = {
    ...nothingSaid,
    phase: '7',
    title: 'T',
    targetDate: '2030-01-01',
    workers: new Set(['script'] as const),
  }
  expect(await answered(given, [])).toEqual(given)
})

test('gives nothing where somebody breaks off', async () => {
  expect(await answered(nothingSaid, [['Id of the phase', '\u0003']])).toBeUndefined()
})

// Recorded answers as fixtures: held against GitHub's description, and against what the tracker answers today.

import { compare } from '../../scripts/smoke/compare.ts'
import { probes } from '../../scripts/smoke/probes.ts'
import type { Recording, Step } from '../../scripts/smoke/recording.ts'
import { rehearse } from '../../scripts/smoke/trial.ts'
import { checkAnswered } from '../contract/contract.ts'

/** Plays the probe of a recording on a fresh tracker that answers open questions as the recording does. */
function replay(recording: Recording): Promise<Recording> {
  const probe = probes.find(({ name }) => name === recording.probe)
  if (probe === undefined) throw new Error(`There is no probe ${recording.probe} any more: record its successor.`)
  return rehearse(probe, recording, recording.answers)
}

/** Where the tracker answers otherwise today, a sentence each. */
export async function disagreements(recording: Recording): Promise<string[]> {
  const { differences } = compare(recording, await replay(recording))
  return differences.map(
    ({ probe, step, where, remote, local }) => `${probe}, ${step}: ${where} was ${remote}, is ${local}`,
  )
}

/** Where recorded answers are not as GitHub describes them, a sentence each. */
export function checkRecording({ probe, steps }: Recording): string[] {
  return steps.flatMap((step) => checkStep(step).map((problem) => `${probe}, ${step.step}: ${problem}`))
}

function checkStep({ request, answer }: Step): string[] {
  if (request === undefined) return []
  const done = { status: answer.status, answer: answer.body }
  const { method, path, body, version } = request
  const unknown = { index: 0, login: undefined, token: undefined, accept: undefined, at: '' }
  return checkAnswered({ ...unknown, version, method, path, body, status: answer.status, answer: answer.body, done })
}

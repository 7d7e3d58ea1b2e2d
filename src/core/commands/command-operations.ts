import type { PhaseForecast } from '../forecast/phase-forecast.ts'
import type { Operation } from '../operation.ts'
import { explainWait, type Standing } from '../pages/progress-sections.ts'
import type { SlotPlan } from '../picks/slots.ts'
import type { Phrase } from '../text/phrase.ts'
import type { World } from '../world.ts'
import { answerOf } from './answers.ts'
import { begin, refuse, reply, type Step } from './steps.ts'

/** What a command does first, and what shows last that it, or another one, is finished. */
export function commandOperations(
  { acting, operations }: Step,
  standingOf: (phase: string) => Standing,
  slots: SlotPlan,
  { observation }: World,
  forecastOf: (phase: string) => PhaseForecast | undefined,
): { readonly first: readonly Operation[]; readonly last: readonly Operation[] } {
  if (acting === undefined) return { first: [], last: operations }
  const { pending, effect } = acting
  switch (effect.do) {
    case 'refuse':
      return { first: [refuse(pending, effect)], last: operations }
    case 'answer': {
      const { id } = pending.phase.phase
      const expected = effect.what === 'why' ? forecastOf(id)?.spans.get(pending.task!.task.id) : undefined
      const lines = answerOf(effect.what, pending, standingOf(id), expected)
      return { first: [reply(pending, undefined, lines)], last: operations }
    }
    case 'start': {
      const wait = slots.waits.get(effect.task)
      if (slots.holders.has(effect.task)) return { first: begin(pending, observation), last: operations }
      const why: Phrase = wait === undefined ? [] : [': ', ...explainWait(wait)]
      const reason: Phrase = [{ task: effect.task }, ' may not start', ...why]
      return { first: [refuse(pending, { code: 'no-slot-free', reason })], last: operations }
    }
    default:
      return { first: begin(pending, observation), last: operations }
  }
}

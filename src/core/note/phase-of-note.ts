import { cutText } from '../text/cut-text.ts'
import type { Collected } from './collect.ts'
import type { GivenFacts } from './given-facts.ts'
import type { FilesDraft, PhaseDraft, Remark } from './phase-draft.ts'
import type { PhaseFact } from './phase-lines.ts'
import { loginsOf } from './task-line.ts'

type PhaseKeys =
  | 'phase'
  | 'title'
  | 'goal'
  | 'startDate'
  | 'targetDate'
  | 'slots'
  | 'manager'
  | 'slackChannel'
  | 'files'
type Fact = Collected['facts'][number]

/** What the note says of the phase itself. Of two that say the same thing differently the first counts. */
export function phaseOf(collected: Collected, given: GivenFacts, remarks: Remark[]): Pick<PhaseDraft, PhaseKeys> {
  const { heading, facts } = collected
  const first = (key: PhaseFact['key']) => firstFact(facts, key, remarks)
  const start = heading.start === undefined ? first('start') : { value: heading.start, line: heading.line }
  const goal = first('goal')
  const startDate = existing(start, 'start_date', remarks)
  const target = first('target')
  const targetDate = given.targetDate ?? existing(target, 'target_date', remarks)
  const zone = first('zone')
  if (zone !== undefined) {
    const text = `The note has a time in ${zone.value}; dates are in UTC, unless a place stands here, such as Europe/Berlin.`
    remarks.push({ about: 'timezone', line: zone.line, text })
  }
  return {
    phase: phaseId(heading, given, remarks),
    ...titleAndGoal(heading, goal?.value, given, remarks),
    startDate,
    targetDate: notBefore(startDate, targetDate, target?.line ?? 1, remarks),
    slots: slotsOf(first('slots'), remarks),
    manager: managerOf(first('manager'), remarks),
    slackChannel: first('slack')?.value,
    files: filesOf(first),
  }
}

const keyOf: Readonly<Record<PhaseFact['key'], string>> = {
  start: 'start_date',
  target: 'target_date',
  goal: 'goal',
  zone: 'timezone',
  slots: 'slots',
  manager: 'manager',
  slack: 'slack',
  progress: 'files',
  jobs: 'files',
  backlog: 'files',
}

function firstFact(facts: readonly Fact[], key: PhaseFact['key'], remarks: Remark[]): Fact | undefined {
  const found = facts.filter((fact) => fact.key === key)
  const other = found.find(({ value }) => value !== found[0]!.value)
  if (other !== undefined) {
    const text = `The note also says "${cutText(other.value, 80)}" here; the first that it says counts.`
    remarks.push({ about: keyOf[key], line: other.line, text })
  }
  return found[0]
}

function phaseId({ phase, line }: Collected['heading'], given: GivenFacts, remarks: Remark[]): string {
  if (given.phase !== undefined) return given.phase
  if (phase !== undefined) return phase
  const text = 'The first heading names no phase, as "Phase 4: Release readiness" does, so this is the next number.'
  remarks.push({ about: 'phase', line, text })
  return given.nextPhase
}

function titleAndGoal(
  heading: Collected['heading'],
  goal: string | undefined,
  given: GivenFacts,
  remarks: Remark[],
): { readonly title: string; readonly goal: string | undefined } {
  const whole = given.title ?? heading.title ?? goal ?? `Phase ${given.phase ?? heading.phase ?? given.nextPhase}`
  if (given.title === undefined && heading.title === undefined) {
    const instead = goal === undefined ? 'this one is made up' : 'its goal stands here'
    remarks.push({
      about: 'title',
      line: heading.line,
      text: `The first heading gives the phase no title, so ${instead}.`,
    })
  }
  return { title: cutText(whole, 200), goal }
}

function existing(fact: Pick<Fact, 'value' | 'line'> | undefined, about: string, remarks: Remark[]) {
  if (fact === undefined) return undefined
  const day = new Date(`${fact.value}T00:00:00Z`)
  if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(fact.value)) return fact.value
  remarks.push({ about, line: fact.line, text: `The calendar has no day ${fact.value}.` })
  return undefined
}

function notBefore(start: string | undefined, target: string | undefined, line: number, remarks: Remark[]) {
  if (start === undefined || target === undefined || target >= start) return target
  remarks.push({ about: 'target_date', line, text: `The date ${target} is before the first day, so it is left out.` })
  return undefined
}

function slotsOf(fact: Fact | undefined, remarks: Remark[]): number | undefined {
  const slots = Number(fact?.value)
  if (fact === undefined || (slots >= 1 && slots <= 1000)) return fact === undefined ? undefined : slots
  remarks.push({ about: 'slots', line: fact.line, text: `A phase has from 1 to 1,000 slots, and not ${slots}.` })
  return undefined
}

function managerOf(fact: Fact | undefined, remarks: Remark[]): string | undefined {
  const login = loginsOf(/^@[A-Za-z0-9-]+/.exec(fact?.value ?? '')?.[0] ?? '')?.[0]
  if (fact !== undefined && login === undefined) {
    const text = `The note names "${cutText(fact.value, 80)}", which is no login of GitHub: write that.`
    remarks.push({ about: 'manager', line: fact.line, text })
  }
  return login
}

function filesOf(first: (key: PhaseFact['key']) => Fact | undefined): FilesDraft {
  const [progress, jobs, backlog] = [first('progress')?.value, first('jobs')?.value, first('backlog')?.value]
  return {
    ...(progress === undefined ? {} : { progress }),
    ...(jobs === undefined ? {} : { jobs }),
    ...(backlog === undefined ? {} : { backlog }),
  }
}

import { explain } from '../core/pages/progress-sections.ts'
import {
  type Change,
  type ChangedPart,
  changeList,
  countChanges,
  type PhaseChanges,
  type PlanCounts,
} from '../core/report/change-list.ts'
import { timeFor } from '../core/report/headway.ts'
import type { TaskView } from '../core/tasks/task-view.ts'
import { counted } from '../core/text/counted.ts'
import { plainText } from '../core/text/inert.ts'
import { withCode } from '../core/troubleshooting/message.ts'
import type { Look, Paint } from './paint.ts'
import type { Rehearsal } from './rehearsal.ts'
import { restingPhases } from './resting-phases.ts'
import { listUnder, type NumberOf, taskHead, terminalText, usualWidth } from './terminal-text.ts'
import { wrappedLines } from './wrapped-lines.ts'

const lookOf = { '+': 'added', '~': 'changed', '-': 'removed' } as const satisfies Record<string, Look>

/** What a plan shows, for people and for programs alike. */
interface Plan {
  readonly phases: readonly PhaseChanges[]
  readonly counts: PlanCounts
  readonly picks: readonly { readonly view: TaskView; readonly why: string }[]
  readonly decisions: readonly string[]
  readonly numberOf: NumberOf
}

function planOf({ report }: Rehearsal): Plan {
  const { operations, outcome, picked } = report
  const numberOf: NumberOf = (task) => outcome?.numbers.get(task)
  const phases = changeList(operations, outcome)
  const views = new Map((outcome?.phases ?? []).flatMap(({ view }) => view.tasks.map((task) => [task.task.id, task])))
  const picks = (outcome?.slots.ranks ?? []).flatMap((rank) => {
    const view = views.get(rank.id)
    if (view === undefined || !picked.includes(rank.id)) return []
    return [{ view, why: terminalText(explain(rank, view, undefined), numberOf) }]
  })
  const decisions = (outcome?.phases ?? []).flatMap(({ standing }) =>
    standing.decisions.map(({ code, message }) => withCode({ code, message: terminalText(message, numberOf) })),
  )
  return { phases, counts: countChanges(operations, phases), picks, decisions, numberOf }
}

/** The plan in lines of at most 80 columns, where words allow it. */
export function planAsText(rehearsal: Rehearsal, paint: Paint): string {
  const plan = planOf(rehearsal)
  const titles = new Map(rehearsal.phases.map(({ id, title, file }) => [id, { title, file }]))
  const phases = plan.phases.flatMap(({ phase, parts }) => [
    paint('strong', phaseHead(phase, titles.get(phase))),
    ...parts.flatMap((part) => partLines(part, plan.numberOf, paint)),
    '',
  ])
  const resting = restingPhases(rehearsal).map(({ phase, why }) =>
    plainText(`Phase ${phase.id}: ${phase.title} ${why}`),
  )
  return [
    ...phases,
    ...(resting.length === 0 ? [] : [...resting, '']),
    ...wrappedLines(summaryOf(plan, rehearsal), usualWidth),
    ...listUnder(
      'Picks',
      plan.picks.map(({ view, why }) => [taskHead(view.task, view.number), why]),
      paint,
    ),
    ...listUnder(
      'Decisions needed',
      plan.decisions.map((text) => [text]),
      paint,
    ),
    ...listUnder(
      'Warnings',
      rehearsal.report.warnings.map((warning) => [plainText(withCode(warning))]),
      paint,
    ),
  ].join('\n')
}

function phaseHead(phase: string, known: { readonly title: string; readonly file: string } | undefined): string {
  return plainText(known === undefined ? `Phase ${phase}` : `Phase ${phase}: ${known.title} (${known.file})`)
}

function partLines({ sign, part, title, changes }: ChangedPart, numberOf: NumberOf, paint: Paint): string[] {
  if (part === 'phase') return changes.flatMap((change) => changeLines(change, '  ', numberOf, paint))
  const name = part === 'progress' ? 'progress issue' : taskHead({ id: part.task, title }, numberOf(part.task))
  return [
    ...painted(wrappedLines(name, usualWidth, `  ${sign} `, '    '), sign, paint),
    ...changes.flatMap((change) => changeLines(change, '      ', numberOf, paint)),
  ]
}

function changeLines({ sign, what }: Change, indent: string, numberOf: NumberOf, paint: Paint): string[] {
  return painted(
    wrappedLines(terminalText(what, numberOf), usualWidth, `${indent}${sign} `, `${indent}  `),
    sign,
    paint,
  )
}

/** Only the sign has a colour: it is the first one in its line. */
function painted([first = '', ...rest]: readonly string[], sign: keyof typeof lookOf, paint: Paint): string[] {
  const at = first.indexOf(sign)
  return [first.slice(0, at) + paint(lookOf[sign], sign) + first.slice(at + 1), ...rest]
}

function summaryOf({ counts, picks }: Plan, { repository }: Rehearsal): string {
  if (counts.writes === 0)
    return `No changes: ${repository === undefined ? 'there is nothing to do' : `${repository} is as these files say`}.`
  const parts = [
    [counts.open, counted(counts.open, 'issue'), ' to open'],
    [counts.change, counted(counts.change, 'issue'), ' to change'],
    [counts.close, counted(counts.close, 'issue'), ' to close'],
    [counts.link, counted(counts.link, 'link'), ''],
    [counts.unlink, counted(counts.unlink, 'link'), ' to take away'],
    [picks.length, counted(picks.length, 'pick'), ''],
    [counts.start, counted(counts.start, 'worker'), ' to start'],
  ] as const
  const told = parts.flatMap(([count, what, how]) => (count === 0 ? [] : [what + how]))
  return `Plan: ${told.length === 0 ? '' : `${told.join(', ')}; `}${effortText(counts.writes)}.`
}

/** The most writes of one run, unless its workflow says otherwise. */
const writesPerRun = 400

function effortText(writes: number): string {
  const minutes = Math.round(timeFor(writes) / 60_000)
  const time = minutes < 1 ? 'less than a minute' : `about ${counted(minutes, 'minute')}`
  const runs = Math.ceil(writes / writesPerRun)
  return `${counted(writes, 'write')}${runs === 1 ? '' : ` in ${runs} runs`}, ${time} at GitHub's pace`
}

/** The plan as one object for programs. */
export function planAsJson(rehearsal: Rehearsal): object {
  const { phases, counts, picks, decisions, numberOf } = planOf(rehearsal)
  return {
    repository: rehearsal.repository ?? null,
    phases: phases.map(({ phase, parts }) => ({
      phase,
      changes: parts.flatMap(({ sign, part, changes }) => {
        const about = aboutAsJson(part, numberOf)
        const lines = changes.map((change) => ({
          ...about,
          sign: change.sign,
          what: terminalText(change.what, numberOf),
        }))
        return sign === '+' ? [{ ...about, sign, what: 'open' }, ...lines] : lines
      }),
    })),
    resting: restingPhases(rehearsal).map(({ phase, why }) => ({ phase: phase.id, why })),
    picks: picks.map(({ view, why }) => ({
      task: view.task.id,
      issue: view.number ?? null,
      title: view.task.title,
      why,
    })),
    counts: { ...counts, pick: picks.length },
    decisions,
    warnings: rehearsal.report.warnings,
  }
}

function aboutAsJson(part: ChangedPart['part'], numberOf: NumberOf): object {
  if (typeof part === 'string') return { about: part, task: null, issue: null }
  return { about: 'task', task: part.task, issue: numberOf(part.task) ?? null }
}

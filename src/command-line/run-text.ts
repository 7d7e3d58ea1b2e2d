import { describe, type Operation } from '../core/operation.ts'
import type { Outputs } from '../core/report/outputs.ts'
import type { RunReport } from '../core/report/run-report.ts'
import { outcomeSentence } from '../core/report/summary.ts'
import { counted } from '../core/text/counted.ts'
import { withCode } from '../core/troubleshooting/message.ts'

/** How a run ended. */
export interface Ending {
  readonly report: RunReport
  readonly dryRun: boolean
  /** The login that the token acts as. */
  readonly me: string
  /** Where no phase file was found; undefined where one was. */
  readonly noFileAt: readonly string[] | undefined
}

/** What a run did, in a few lines; of a dry run, each operation. */
export function runAsText(ending: Ending): string[] {
  const { report, dryRun } = ending
  const { outcome, picked, spawned } = report
  const numbered = (ids: readonly string[]) =>
    ids.map((id) => (outcome?.numbers.has(id) ? `${id} (#${outcome.numbers.get(id)})` : id)).join(', ')
  return [
    ...(dryRun ? report.operations.map((operation) => `would ${describe(operation)}`) : []),
    ...(picked.length === 0 ? [] : [`${dryRun ? 'Would be picked' : 'Picked'}: ${numbered(picked)}`]),
    ...(spawned.length === 0 ? [] : [`Started: ${numbered(spawned)}`]),
    ...(dryRun || report.operations.length === 0 ? [] : [`Done: ${whatWasDone(report.operations)}`]),
    ...warningsOf(ending).map((warning) => `Warning: ${warning}`),
    outcomeSentence({ ...report, picked: [], spawned: [] }, dryRun),
  ]
}

/** The same for programs: the outputs of the action as values, and what else there is to say. */
export function runAsJson(ending: Ending, outputs: Outputs): Readonly<Record<string, unknown>> {
  const { report, dryRun } = ending
  return {
    ...Object.fromEntries(Object.entries(outputs).map(([name, text]) => [name, valueIn(name, text)])),
    outcome: outcomeSentence(report, dryRun),
    operations: report.operations.map(describe),
    warnings: warningsOf(ending),
    error: report.error ?? (report.stop && { code: report.stop.code, message: report.stop.message }) ?? null,
  }
}

/** The only output that is a text by nature is the date; one without a value is empty. */
function valueIn(name: string, text: string): unknown {
  if (text === '') return null
  return name === 'forecast-date' ? text : JSON.parse(text)
}

function warningsOf({ report, dryRun, me, noFileAt }: Ending): readonly string[] {
  const opened = report.operations.some(({ do: verb }) => verb === 'open-task' || verb === 'open-progress')
  return [
    ...(noFileAt === undefined
      ? []
      : [
          withCode({
            code: 'no-phase-file',
            message: `No phase file was found at ${noFileAt.join(', ')} on the default branch. Name it with --phase-file.`,
          }),
        ]),
    ...report.warnings.map(withCode),
    ...(opened && !dryRun ? [openedAs(me)] : []),
  ]
}

/** Whoever runs next with another login would take them for strangers'. */
function openedAs(me: string): string {
  return `These issues were opened by ${me}. Where a workflow with another token is to go on with them, write "trusted-authors: ${me}" there.`
}

const kinds: Readonly<Partial<Record<Operation['do'], string>>> = {
  'open-task': 'task issue',
  'open-progress': 'progress issue',
  'create-label': 'label',
  'create-milestone': 'milestone',
  link: 'link',
  'add-sub-issue': 'sub-issue',
  claim: 'claim',
  'start-run': 'worker',
  'start-agent': 'agent',
  reply: 'answer',
  tell: 'announcement',
  'commit-files': 'commit',
}

/** `12 task issues, 3 labels, 4 changes`. */
function whatWasDone(operations: readonly Operation[]): string {
  const counts = new Map<string, number>()
  for (const operation of operations) {
    const kind = kinds[operation.do] ?? 'change'
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
  }
  return [...counts].map(([kind, count]) => counted(count, kind)).join(', ')
}

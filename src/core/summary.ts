import type { PhaseForecast } from './forecast/phase-forecast.ts'
import { inlineText } from './inert.ts'
import { describe } from './operation.ts'
import { pageForReading } from './page-operations.ts'
import type { Phase } from './phase.ts'
import { type Naming, type Phrase, renderPhrase } from './phrase.ts'
import type { Problem } from './problem.ts'
import { type ProgressPage, renderPage, renderSection } from './progress-page.ts'
import { explain } from './progress-sections.ts'
import type { RunReport } from './run-report.ts'

/** A step's summary may have 1 MiB; beyond, GitHub drops it whole. */
const mostBytes = 1_000_000
const rowLimits = [1000, 200, 50, 10]
const mostOperations = 200
const mostProblems = 100

/** How addresses are written where the summary is shown. */
type Place = Pick<Required<Naming>, 'reference' | 'runAddress' | 'codeReference'>

export interface SummaryContext {
  readonly dryRun: boolean
  readonly place: Place
  /** Milliseconds since 1970. */
  readonly now: number
  readonly forecasts: ReadonlyMap<string, PhaseForecast>
  /** What a pull request does to the plans; undefined where the run is about none. */
  readonly changes?: readonly Phrase[] | undefined
  /** Mistakes in the phase files. */
  readonly problems: readonly Problem[]
}

/** The job summary: what was done, and how each phase stands, as Markdown. */
export function summarize(report: RunReport, about: SummaryContext): string {
  const pages = (report.outcome?.phases ?? []).map((each) => {
    const { phase } = each.standing.phase
    return { phase, page: pageForReading(each, about.forecasts.get(phase.id), about.now) }
  })
  for (const limit of rowLimits) {
    const text = render(report, about, pages, limit)
    if (new TextEncoder().encode(text).length < mostBytes) return text
  }
  return render(report, about, pages, 0)
}

function render(
  report: RunReport,
  { dryRun, place, changes, problems }: SummaryContext,
  pages: readonly { readonly phase: Phase; readonly page: ProgressPage }[],
  limit: number,
): string {
  const { outcome } = report
  const naming = { numberOf: (task: string) => outcome?.numbers.get(task), ...place }
  const blocks = [
    '## Phase Coordinator',
    report.error === undefined
      ? ''
      : `**${inlineText(report.error.message)}** ${place.codeReference(report.error.code)}`,
    report.stop === undefined ? '' : `**${inlineText(report.stop.message)}** ${place.codeReference(report.stop.code)}`,
    `${inlineText(outcomeSentence(report, dryRun))}${report.cutShort === undefined ? '' : ` ${place.codeReference(report.cutShort.code)}`}`,
    brokenFiles(problems, place),
    changes === undefined ? '' : changedPlans(changes, naming),
    dryRun ? plannedOperations(report) : '',
    pickedTasks(report, naming, limit),
    report.warnings.map(({ code, message }) => `- ${inlineText(message)} ${place.codeReference(code)}`).join('\n'),
    ...pages.flatMap(({ phase, page }) => [
      `## Phase ${inlineText(phase.id)}: ${inlineText(phase.title)}`,
      renderPage(page, naming, limit),
    ]),
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

/** What the run did, in one sentence: for the log and the summary. */
export function outcomeSentence(report: RunReport, dryRun: boolean): string {
  const { operations, left, cutShort } = report
  if (report.stop !== undefined || report.error !== undefined)
    return operations.length === 0 ? 'Nothing was changed.' : `${operations.length} operations were done before that.`
  if (dryRun)
    return operations.length === 0
      ? 'Dry run: nothing would be changed.'
      : `Dry run: ${operations.length} operations would be done.`
  if (cutShort !== undefined && operations.length + left === 0)
    return `Nothing was changed, because ${cutShort.reason}; the next run tries again.`
  if (cutShort !== undefined)
    return `${operations.length} of ${operations.length + left} done, because ${cutShort.reason}; the next run continues.`
  const picks = report.picked.length === 0 ? '' : ` Picked: ${report.picked.join(', ')}.`
  const starts = report.spawned.length === 0 ? '' : ` Started: ${report.spawned.join(', ')}.`
  return operations.length === 0
    ? 'Everything is as it should be: nothing was changed.'
    : `${operations.length} operations done.${picks}${starts}`
}

/** What this run gave a slot to, the most urgent first, and why. */
function pickedTasks({ outcome, picked }: RunReport, naming: Naming, limit: number): string {
  const views = new Map(
    (outcome?.phases ?? []).flatMap(({ view }) => view.tasks.map((task) => [task.task.id, task] as const)),
  )
  const rows = (outcome?.slots.ranks ?? []).flatMap((rank): Phrase[][] => {
    const view = views.get(rank.id)
    if (view === undefined || !picked.includes(rank.id)) return []
    return [[[{ task: rank.id }], [view.task.title], explain(rank, view, undefined)]]
  })
  return renderSection({ title: 'Picked', columns: ['Task', 'Title', 'Why'], rows, empty: undefined }, naming, limit)
}

function brokenFiles(problems: readonly Problem[], { codeReference }: Place): string {
  const lines = problems.slice(0, mostProblems).map(({ file, line, column, code, message }) => {
    return `- ${inlineText(`${file}:${line}:${column}: ${message}`)} ${codeReference(code)}`
  })
  const more = problems.length - lines.length
  return [...lines, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n')
}

function changedPlans(changes: readonly Phrase[], naming: Naming): string {
  if (changes.length === 0) return 'This changes no plan.'
  return changes.map((phrase) => `- ${renderPhrase(phrase, naming)}`).join('\n')
}

function plannedOperations({ operations }: RunReport): string {
  const lines = operations.slice(0, mostOperations).map((operation) => `- would ${inlineText(describe(operation))}`)
  const more = operations.length - lines.length
  return [...lines, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n')
}

import type { PhaseForecast } from '../forecast/phase-forecast.ts'
import { describe } from '../operation.ts'
import { pageForReading } from '../pages/page-operations.ts'
import { type ProgressPage, renderPage, renderSection } from '../pages/progress-page.ts'
import { explain } from '../pages/progress-sections.ts'
import type { Phase } from '../phase.ts'
import type { Problem } from '../problem.ts'
import { counted } from '../text/counted.ts'
import { inlineText } from '../text/inert.ts'
import { type Naming, type Phrase, renderPhrase } from '../text/phrase.ts'
import type { FailureCode } from '../troubleshooting/codes.ts'
import type { Message } from '../troubleshooting/message.ts'
import { type MistakesContext, mistakesSummary } from './mistakes-summary.ts'
import type { RunReport } from './run-report.ts'

/** A step's summary may have 1 MiB; beyond, GitHub drops it whole. */
const mostBytes = 1_000_000
const rowLimits = [1000, 200, 50, 10]
const mostOperations = 200
const mostUnfolded = 10

/** How addresses are written where the summary is shown. */
type Place = Pick<Required<Naming>, 'reference' | 'runAddress' | 'codeReference'> & Pick<MistakesContext, 'lineAddress'>

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
  readonly sources: MistakesContext['sources']
}

/** The job summary: what stopped the run, what was done, and how each phase stands, as Markdown. */
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
  { dryRun, place, changes, problems, sources }: SummaryContext,
  pages: readonly { readonly phase: Phase; readonly page: ProgressPage }[],
  limit: number,
): string {
  const { outcome } = report
  const naming = { numberOf: (task: string) => outcome?.numbers.get(task), ...place }
  const blocks = [
    '## Phase Coordinator',
    report.error === undefined ? '' : toldStrongly(report.error, place),
    report.stop === undefined ? '' : toldStrongly(report.stop, place),
    `${inlineText(outcomeSentence(report, dryRun))}${report.cutShort === undefined ? '' : ` ${place.codeReference(report.cutShort.code)}`}`,
    mistakesSummary(problems, { sources, ...place }),
    warningList(report, place),
    changes === undefined ? '' : changedPlans(changes, naming),
    changes === undefined ? overview(pages, naming) : '',
    pickedTasks(report, dryRun, naming, limit),
    operationList(report, dryRun),
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

function toldStrongly({ code, message }: Message<FailureCode>, { codeReference }: Place): string {
  return `**${inlineText(message)}** ${codeReference(code)}`
}

function warningList({ warnings }: RunReport, { codeReference }: Place): string {
  if (warnings.length === 0) return ''
  const lines = warnings.map(({ code, message }) => `- ${inlineText(message)} ${codeReference(code)}`)
  return `### Warnings\n\n${lines.join('\n')}`
}

/** How each phase stands, in a line each, where there are more than one. */
function overview(pages: readonly { readonly phase: Phase; readonly page: ProgressPage }[], naming: Naming): string {
  if (pages.length < 2) return ''
  return pages
    .map(({ phase, page }) => `- Phase ${inlineText(phase.id)}: ${renderPhrase(page.verdict, naming)}`)
    .join('\n')
}

/** What this run gave a slot to, the most urgent first, and why. */
function pickedTasks({ outcome, picked }: RunReport, dryRun: boolean, naming: Naming, limit: number): string {
  const views = new Map(
    (outcome?.phases ?? []).flatMap(({ view }) => view.tasks.map((task) => [task.task.id, task] as const)),
  )
  const rows = (outcome?.slots.ranks ?? []).flatMap((rank): Phrase[][] => {
    const view = views.get(rank.id)
    if (view === undefined || !picked.includes(rank.id)) return []
    return [[[{ task: rank.id }], [view.task.title], explain(rank, view, undefined)]]
  })
  const title = dryRun ? 'Would be picked' : 'Picked'
  return renderSection({ title, columns: ['Task', 'Title', 'Why'], rows, empty: undefined }, naming, limit)
}

function changedPlans(changes: readonly Phrase[], naming: Naming): string {
  if (changes.length === 0) return 'This changes no plan.'
  return changes.map((phrase) => `- ${renderPhrase(phrase, naming)}`).join('\n')
}

/** Folded where there are many: they tell how, and the rest tells what. */
function operationList({ operations }: RunReport, dryRun: boolean): string {
  const lines = operations.slice(0, mostOperations).map((operation) => {
    return `- ${dryRun ? 'would ' : ''}${inlineText(describe(operation))}`
  })
  if (lines.length === 0) return ''
  const more = operations.length - lines.length
  const list = [...lines, ...(more > 0 ? [`- … and ${more} more`] : [])].join('\n')
  if (dryRun && operations.length <= mostUnfolded) return list
  const title = `${counted(operations.length, 'operation')}${dryRun ? ' that would be done' : ''}, in order`
  return `<details>\n<summary>${title}</summary>\n\n${list}\n\n</details>`
}

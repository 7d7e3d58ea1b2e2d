import { BadInput, shorten } from '../actions/bad-input.ts'
import { type Worker, workers } from '../core/note/phase-draft.ts'
import { plainText } from '../core/text/inert.ts'

/** As they stand on the command line. */
export interface InitOptions {
  readonly from?: string
  readonly phase?: string
  readonly title?: string
  readonly target?: string
  readonly workers?: string
  readonly action: string
  readonly branch?: string
  readonly yes?: true
  readonly dryRun?: true
}

/** What somebody said about the phase; undefined where nobody did. */
export interface InitAnswers {
  readonly phase: string | undefined
  readonly title: string | undefined
  /** ISO date. */
  readonly targetDate: string | undefined
  readonly workers: ReadonlySet<Worker> | undefined
  /** `owner/repository@ref`. */
  readonly action: string
  readonly branch: string | undefined
}

/** Throws `BadInput` for an option that cannot be used. */
export function readInitOptions({ phase, title, target, workers, action, branch }: InitOptions): InitAnswers {
  refuse('--phase', phase, faultOfPhase)
  refuse('--title', title, faultOfTitle)
  refuse('--target', target, faultOfDate)
  refuse('--action', action, faultOfAction)
  refuse('--branch', branch, faultOfBranch)
  return {
    phase,
    title: title?.trim(),
    targetDate: target,
    workers: workers === undefined ? undefined : readWorkers(workers),
    action,
    branch,
  }
}

function refuse(option: string, value: string | undefined, faultOf: (value: string) => string | undefined): void {
  const fault = value === undefined ? undefined : faultOf(value)
  if (fault !== undefined) throw new BadInput('wrong-use', `${option} ${quoted(value!)} cannot be used: ${fault}`)
}

function quoted(value: string): string {
  return `"${shorten(plainText(value))}"`
}

/** What is wrong with the id of a phase; undefined for nothing. */
export function faultOfPhase(id: string): string | undefined {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/.test(id)) return undefined
  return 'an id has 1 to 32 letters, digits, dots, underscores or hyphens, and begins with a letter or digit.'
}

export function faultOfTitle(title: string): string | undefined {
  const isLine = plainText(title) === title.trim() && title.trim() !== ''
  return isLine && title.length <= 200 ? undefined : 'a title is one line of at most 200 characters.'
}

export function faultOfDate(date: string): string | undefined {
  const day = new Date(`${date}T00:00:00Z`)
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date)
  return isDay ? undefined : 'write a day of the calendar, such as 2030-01-31.'
}

function faultOfAction(action: string): string | undefined {
  if (/^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+@[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(action)) return undefined
  return 'write owner/repository@ref, where the full commit is the safest ref.'
}

function faultOfBranch(branch: string): string | undefined {
  return /^[^\s~^:?*[\\]{1,200}$/.test(branch) ? undefined : 'write the name of a branch, such as main.'
}

function readWorkers(list: string): ReadonlySet<Worker> {
  const names = list.split(',').map((name) => name.trim().toLowerCase())
  return new Set(
    names.map((name) => {
      const worker = workers.find((each) => each === name)
      if (worker === undefined) {
        throw new BadInput(
          'wrong-use',
          `--workers ${quoted(list)} cannot be used: write some of ${workers.join(', ')}.`,
        )
      }
      return worker
    }),
  )
}

import path from 'node:path'
import { plainText } from '../core/text/inert.ts'
import type { InitPlan } from './init-plan.ts'
import type { WrittenFile } from './new-files.ts'

export interface InitResult {
  /** How this command line was called, as somebody would type it. */
  readonly program: string
  readonly folder: string
  readonly note: string | undefined
  readonly plan: InitPlan
  /** Undefined where files were only printed. */
  readonly written: readonly WrittenFile[] | undefined
}

/** What a person reads at the end of `init`: what was written, what was assumed, and what to do next. */
export function initReport({ program, folder, note, plan, written }: InitResult): string {
  // Where everything was there already, nothing was taken and nothing comes next.
  const isChanged = written === undefined || written.some(({ result }) => result === 'written')
  const parts = [
    (written ?? []).map((file) => fileLine(folder, file)),
    plan.remarks.map(({ line, text }) => plainText(`${note}:${line}: ${text}`)),
    assumedLines(plan, isChanged),
    written === undefined || !isChanged ? [] : nextLines(program, folder, plan, note, written),
  ]
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

function fileLine(folder: string, { path: file, result }: WrittenFile): string {
  const place = shown(folder, file)
  if (result === 'written') return `written  ${place}`
  if (result === 'left') return `left     ${place}: it is there already, and stays as it is`
  return `failed   ${place}: ${result.fault}`
}

function shown(folder: string, file: string): string {
  return plainText(path.join(folder, file))
}

function assumedLines({ assumed, phaseFile }: InitPlan, isChanged: boolean): readonly string[] {
  const lines =
    assumed.length === 0 || !isChanged ? [] : [`Taken, because nothing else was said: ${assumed.join(', ')}.`]
  if (phaseFile !== undefined) return lines
  return [...lines, 'There are phase files already. For another one, give its id with --phase.']
}

function nextLines(
  program: string,
  folder: string,
  plan: InitPlan,
  note: string | undefined,
  written: readonly WrittenFile[],
): readonly string[] {
  const steps = setUpSteps(plan, written)
  return [
    ...(plan.phaseFile === undefined ? [] : commandLines(program, quoted(shown(folder, plan.phaseFile)), note)),
    ...(steps.length === 0 ? [] : ['Before you push:', ...steps.map((step) => `  - ${step}`)]),
    'Then open a pull request: its check shows which issues would be opened. Merging it opens them.',
  ]
}

function commandLines(program: string, phaseFile: string, note: string | undefined): readonly string[] {
  const first = note === undefined ? 'write your tasks into the phase file' : 'read the comments in the phase file'
  return [
    `Next, ${first}, and see what comes of it:`,
    `  ${program} check ${phaseFile}`,
    `  ${program} forecast ${phaseFile}`,
  ]
}

function setUpSteps({ action, workers, mirrorsFiles }: InitPlan, written: readonly WrittenFile[]): readonly string[] {
  const coordinator = written.find(({ path }) => path.endsWith('/coordinator.yml'))
  const hasPlaceholders = action.startsWith('OWNER/') && written.some(({ result }) => result === 'written')
  const steps: readonly (readonly [isNeeded: boolean, step: string])[] = [
    [
      hasPlaceholders,
      'Replace OWNER and COMMIT_SHA by the place and the commit of the action; --action does it for you.',
    ],
    [
      mirrorsFiles && coordinator?.result === 'left',
      'For `files`, the coordinator.yml that is there needs "contents: write".',
    ],
    [
      workers.has('claude'),
      'Claude takes the secret ANTHROPIC_API_KEY, and the setting that Actions may open pull requests.',
    ],
    [workers.has('copilot'), 'Copilot takes the secret AGENT_TOKEN, a token of a user who may assign it.'],
    [workers.has('script'), 'A script does a task as scripts/tasks/<task id>, which has to be executable.'],
  ]
  return steps.flatMap(([isNeeded, step]) => (isNeeded ? [step] : []))
}

function quoted(place: string): string {
  return /^[\w./@-]+$/.test(place) ? place : `'${place.replaceAll("'", "'\\''")}'`
}

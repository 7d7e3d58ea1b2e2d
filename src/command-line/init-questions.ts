import checkbox from '@inquirer/checkbox'
import input from '@inquirer/input'
import type { Worker } from '../core/note/phase-draft.ts'
import { faultOfDate, faultOfPhase, faultOfTitle, type InitAnswers } from './init-options.ts'
import type { PresentFolder } from './present-folder.ts'

/** Where to ask; the terminal unless given. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
}

const choices: readonly { readonly value: Worker; readonly name: string }[] = [
  { value: 'people', name: 'people, who are assigned or take a task' },
  { value: 'claude', name: 'Claude Code, in a workflow (takes an API key)' },
  { value: 'copilot', name: "GitHub's Copilot (takes a user's token)" },
  { value: 'script', name: 'a script for each task, in a workflow' },
]

/** Asks for what no option says. Undefined where somebody breaks off. */
export async function askInit(
  given: InitAnswers,
  present: PresentFolder,
  terminal?: Terminal,
): Promise<InitAnswers | undefined> {
  try {
    const phase = given.phase ?? (await ask('Id of the phase', present.nextPhase, faultOfNew(present), terminal))
    const title = given.title ?? (await ask('Title', `Phase ${phase}`, faultOfTitle, terminal))
    const date = given.targetDate ?? (await ask('Target date (empty for none)', '', faultOfTarget, terminal))
    const workers = given.workers ?? (await askWorkers(terminal))
    return { ...given, phase, title, targetDate: date === '' ? undefined : date, workers }
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') return undefined
    throw error
  }
}

function faultOfNew({ phases }: PresentFolder): (id: string) => string | undefined {
  return (id) => faultOfPhase(id) ?? (phases.has(id) ? `phase ${id} is there already.` : undefined)
}

function faultOfTarget(date: string): string | undefined {
  return date === '' ? undefined : faultOfDate(date)
}

function ask(
  message: string,
  preset: string,
  faultOf: (text: string) => string | undefined,
  terminal: Terminal | undefined,
): Promise<string> {
  const validate = (text: string) => faultOf(text.trim()) ?? true
  return input({ message, validate, ...(preset === '' ? {} : { default: preset }) }, terminal).then((text) =>
    text.trim(),
  )
}

async function askWorkers(terminal: Terminal | undefined): Promise<ReadonlySet<Worker>> {
  const picked = choices.map((choice) => ({ ...choice, checked: choice.value === 'people' }))
  return new Set(await checkbox<Worker>({ message: 'Who does the work?', choices: picked, required: true }, terminal))
}

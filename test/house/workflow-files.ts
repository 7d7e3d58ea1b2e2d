import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'

export interface Step {
  readonly name?: string
  readonly if?: string
  readonly shell?: string
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}

export interface Job {
  readonly if?: string
  readonly needs?: string | readonly string[]
  readonly permissions?: Readonly<Record<string, string>>
  readonly 'timeout-minutes'?: number
  readonly 'continue-on-error'?: boolean
  readonly steps: readonly Step[]
}

export interface DispatchInput {
  readonly required?: boolean
  readonly default?: unknown
}

export interface Workflow {
  readonly name: string
  readonly 'run-name'?: string
  readonly on: {
    readonly workflow_dispatch?: { readonly inputs?: Readonly<Record<string, DispatchInput>> }
    readonly workflow_run?: { readonly workflows: readonly string[] }
  }
  readonly permissions?: unknown
  readonly concurrency?: unknown
  readonly jobs: Readonly<Record<string, Job>>
}

export const root = path.join(import.meta.dirname, '../..')

/** Every workflow of this repository, as paths in it: those that it runs, and those to copy. */
export const workflowFiles: readonly string[] = ['.github/workflows', 'examples/workflows'].flatMap((folder) =>
  readdirSync(path.join(root, folder)).map((name) => `${folder}/${name}`),
)

export function readText(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
}

export function readWorkflow(file: string): Workflow {
  return parse(readText(file))
}

export function readExample(name: string): Workflow {
  return readWorkflow(`examples/workflows/${name}`)
}

export function jobsOf(file: string): Job[] {
  return Object.values(readWorkflow(file).jobs)
}

export function stepsOf(file: string): Step[] {
  return jobsOf(file).flatMap(({ steps }) => steps)
}

/** The step of that name. Throws where the example has none. */
export function stepOf(name: string, step: string): Step {
  const found = stepsOf(`examples/workflows/${name}`).find((each) => each.name === step)
  if (found === undefined) throw new Error(`${name} has no step "${step}"`)
  return found
}

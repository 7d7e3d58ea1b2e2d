import { parse } from 'yaml'

export interface WorkflowInput {
  required: boolean
  default: string | undefined
  options: string[] | undefined
}

/** What matters of a workflow file here. */
export interface WorkflowFile {
  name: string | undefined
  runName: string | undefined
  /** Undefined: it cannot be dispatched. */
  inputs: Map<string, WorkflowInput> | undefined
}

type Table = Record<string, unknown>

const table = (value: unknown): Table | undefined =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Table) : undefined

/** Reads a workflow file; undefined where it is none. */
export function readWorkflow(text: string): WorkflowFile | undefined {
  const file = table(parse(text))
  if (!file) return undefined
  return {
    name: typeof file.name === 'string' ? file.name : undefined,
    runName: typeof file['run-name'] === 'string' ? file['run-name'] : undefined,
    inputs: dispatchInputs(file.on),
  }
}

function dispatchInputs(on: unknown): Map<string, WorkflowInput> | undefined {
  const events = Array.isArray(on) ? on : [on]
  if (events.includes('workflow_dispatch')) return new Map()
  const trigger = table(on)
  if (!trigger || !Object.hasOwn(trigger, 'workflow_dispatch')) return undefined
  const inputs = table(table(trigger.workflow_dispatch)?.inputs) ?? {}
  return new Map(Object.entries(inputs).map(([name, about]) => [name, inputOf(table(about) ?? {})]))
}

function inputOf(about: Table): WorkflowInput {
  return {
    required: about.required === true,
    default: about.default === undefined ? undefined : String(about.default),
    options: about.type === 'choice' && Array.isArray(about.options) ? about.options.map(String) : undefined,
  }
}

/** A `run-name` with its inputs filled in; of other expressions nothing is known here, and nothing remains. */
export function fillRunName(template: string, inputs: Readonly<Record<string, string>>, actor: string): string {
  return template.replace(/\$\{\{(.*?)\}\}/g, (_, expression: string) => {
    const found = /^(?:github\.event\.)?inputs(?:\.([\w-]+)|\['([^']+)'\])$/.exec(expression.trim())
    const name = found?.[1] ?? found?.[2]
    if (name !== undefined) return inputs[name] ?? ''
    return expression.trim() === 'github.actor' ? actor : ''
  })
}

import { forbiddenKeys } from '../phase-file/compose.ts'
import type { Remark, TaskDraft, Worker } from './phase-draft.ts'
import type { SettledTask } from './settled-task.ts'
import { type Detail, effortOf, loginsOf, priorityOf } from './task-line.ts'

export interface KnownNames {
  readonly models: ReadonlySet<string>
  readonly complexities: ReadonlySet<string>
}

type Values = Pick<TaskDraft, 'priority' | 'effort' | 'complexity' | 'model' | 'assignees' | 'issue'>

/** The details of a task, as a phase file writes them. The first of a kind counts; one that cannot be read is a remark. */
export function detailsOf(task: SettledTask, known: KnownNames, remarks: Remark[]): Values {
  const details = task.named.flatMap((each) => each.details)
  const read = <T>(key: Detail['key'], parse: (value: string) => T | undefined, form: string): T | undefined => {
    const detail = details.find((each) => each.key === key)
    const value = detail === undefined ? undefined : parse(detail.value.trim())
    if (detail !== undefined && value === undefined) {
      const text = `The ${key} "${detail.value.slice(0, 80)}" is left out: ${form}.`
      remarks.push({ about: `task ${task.id}`, line: detail.line, text })
    }
    return value
  }
  return {
    priority: read('priority', priorityOf, 'write a number from 1, the most urgent, to 99'),
    effort: read('effort', (value) => effortOf(value.replace(/ *\(.*$/, '')), 'write 4 hours, 1 day or 2 weeks'),
    complexity: read('complexity', (value) => nameIn(value, known.complexities), 'write substantial or simple'),
    model: read('model', (value) => nameIn(modelName(value) ?? '', known.models), 'write one name'),
    assignees: read('assignee', loginsOf, 'write logins of GitHub, such as @octocat') ?? [],
    issue: read('issue', issueNumber, 'write the number of an issue'),
  }
}

function nameIn(value: string, names: ReadonlySet<string>): string | undefined {
  const name = value.toLowerCase().replace(/ *\(.*$/, '')
  return names.has(name) ? name : undefined
}

function issueNumber(text: string): number | undefined {
  const number = Number(text)
  return number > 0 ? number : undefined
}

/** The name of a model in a phase file: `Claude Sonnet 4.5` is `claude-sonnet-4.5`. */
export function modelName(text: string): string | undefined {
  const name = text
    .toLowerCase()
    .replace(/ *\(.*$/, '')
    .trim()
    .replace(/ +/g, '-')
  return /^(?!x-)[a-z0-9][a-z0-9._-]{0,31}$/.test(name) && !forbiddenKeys.has(name) ? name : undefined
}

/** What does the work of a model that everybody knows by this name. */
export function workerOf(model: string): Worker | undefined {
  if (claudeModel(model) !== undefined) return 'claude'
  return model === 'copilot' || model === 'github-copilot' ? 'copilot' : undefined
}

/** The model as Claude Code calls it. */
export function claudeModel(model: string): string | undefined {
  return /(?:^|[._-])(sonnet|haiku|opus)(?:$|[._-])/.exec(model)?.[1]
}

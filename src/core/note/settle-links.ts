import { cutText } from '../text/cut-text.ts'
import type { Collected, NamedTask } from './collect.ts'
import type { Remark } from './phase-draft.ts'
import { type Reference, referencesIn } from './sentences.ts'
import type { SettledTask } from './settled-task.ts'
import { idKey } from './task-line.ts'
import { titleIndex, titleKey } from './title-index.ts'

/** Whether the note ticks it off. */
export function isDone({ named }: SettledTask): boolean {
  return named.some(({ tick }) => tick === 'done')
}

/** What each task waits for. What the note links without naming it clearly is a remark instead. */
export function linksOf(
  { dependencies }: Collected,
  settled: readonly SettledTask[],
  remarks: Remark[],
): ReadonlyMap<SettledTask, ReadonlySet<SettledTask>> {
  const links = new Map<SettledTask, Set<SettledTask>>()
  const stated = settled.flatMap((task) =>
    task.named.flatMap(({ details }) =>
      details.flatMap(({ key, value, line }) => (key === 'after' ? [{ task, on: referencesIn(value), line }] : [])),
    ),
  )
  const find = taskFinder(settled)
  const told = dependencies.map(({ task, on, line }) => ({ task: find(task), on, line }))
  for (const { task, on, line } of [...told, ...stated]) {
    if (typeof task === 'string') {
      remarks.push({ about: 'tasks', line, text: `A dependency is left out: ${unclear[task]} its first task.` })
      continue
    }
    for (const reference of on) {
      const other = find(reference)
      if (typeof other === 'string') {
        const name = reference.issue === undefined ? (reference.id ?? reference.title!) : `#${reference.issue}`
        const text = `A dependency on "${cutText(name, 80)}" is left out: ${unclear[other]} that.`
        remarks.push({ about: `task ${task.id}`, line, text })
      } else if (other === task) {
        remarks.push({ about: `task ${task.id}`, line, text: 'A dependency of the task on itself is left out.' })
      } else if (other.title !== undefined && !isDone(other)) {
        links.set(task, (links.get(task) ?? new Set()).add(other))
      }
    }
  }
  return links
}

const unclear = { none: 'no task of the note is called', several: 'more than one task is called' } as const

export function finalOf(
  { finals }: Collected,
  settled: readonly SettledTask[],
  remarks: Remark[],
): SettledTask | undefined {
  const find = taskFinder(settled)
  let final: SettledTask | undefined
  for (const { line, ...reference } of finals) {
    const found = find(reference)
    if (typeof found === 'string') {
      remarks.push({ about: 'tasks', line, text: `The final task is left out: ${unclear[found]} that.` })
    } else if (final !== undefined && final !== found) {
      remarks.push({ about: `task ${found.id}`, line, text: `The note calls two tasks final; ${final.id} is.` })
    } else final = found
  }
  return final
}

/** Finds what a reference names: the task itself, or why that is not known. */
function taskFinder(tasks: readonly SettledTask[]): (reference: Reference) => SettledTask | 'none' | 'several' {
  const byId = new Map(tasks.map((task) => [idKey(task.id), task]))
  const byIssue = Map.groupBy(tasks, ({ named }) => issueOf(named))
  const byTitle = Map.groupBy(tasks, ({ title }) => titleKey(title ?? ''))
  const alike = titleIndex(tasks)
  return ({ id, issue, title }) => {
    if (id !== undefined) return byId.get(idKey(id)) ?? 'none'
    if (issue !== undefined) return only(byIssue.get(issue) ?? [])
    return only(byTitle.get(titleKey(title!)) ?? alike(title!))
  }
}

function issueOf(named: readonly NamedTask[]): number | undefined {
  const detail = named.flatMap(({ details }) => details).find(({ key }) => key === 'issue')
  return detail === undefined ? undefined : Number(detail.value)
}

function only(found: readonly SettledTask[]): SettledTask | 'none' | 'several' {
  return found.length > 1 ? 'several' : (found[0] ?? 'none')
}

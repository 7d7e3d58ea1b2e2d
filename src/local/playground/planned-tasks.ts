import type { Task } from '../../core/phase.ts'
import { readPhases } from '../../core/phase-file/read.ts'
import { filesOnDefaultBranch } from '../check-out.ts'
import { headOf } from '../git.ts'
import type { Store } from '../store.ts'

/** Tasks of the phase files of the default branch, by id; read again only when the branch has moved. */
export function planReader(store: Store): () => ReadonlyMap<string, Task> {
  let read: { readonly head: string | undefined; readonly tasks: ReadonlyMap<string, Task> } | undefined
  return () => {
    const head = headOf(store, `heads/${store.state.repository.defaultBranch}`)
    if (read === undefined || read.head !== head)
      read = { head, tasks: head === undefined ? new Map() : tasksIn(store) }
    return read.tasks
  }
}

function tasksIn(store: Store): ReadonlyMap<string, Task> {
  const files = [...filesOnDefaultBranch(store)].filter(([path]) => isPhaseFile(path))
  const { phases } = readPhases(files.map(([path, text]) => ({ path, text })))
  return new Map(phases.flatMap(({ tasks }) => tasks).map((task) => [task.id, task]))
}

/** Where the action looks for phase files unless it is told otherwise. */
export function isPhaseFile(path: string): boolean {
  return /^\.github\/phases\/[^/]+\.ya?ml$/.test(path)
}

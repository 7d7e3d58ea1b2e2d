import { readPhases } from '../../core/phase-file/read.ts'
import type { Problem } from '../../core/problem.ts'
import { filesOf } from '../git.ts'
import type { Store } from '../store.ts'

/** An entry of a folder. */
export interface Entry {
  readonly name: string
  readonly kind: 'file' | 'folder'
}

/** What lies directly in a folder, folders first; undefined where there is no such folder. The root is ''. */
export function entriesIn(paths: Iterable<string>, folder: string): readonly Entry[] | undefined {
  const prefix = folder === '' ? '' : `${folder}/`
  const kinds = new Map<string, Entry['kind']>()
  for (const path of paths) {
    if (!path.startsWith(prefix)) continue
    const [name = '', ...below] = path.slice(prefix.length).split('/')
    kinds.set(name, below.length > 0 ? 'folder' : 'file')
  }
  if (kinds.size === 0 && folder !== '') return undefined
  const entries = [...kinds].map(([name, kind]) => ({ name, kind }))
  return entries.sort((one, other) => order(one).localeCompare(order(other), 'en'))
}

const order = ({ name, kind }: Entry) => `${kind === 'folder' ? 0 : 1} ${name}`

/** Splits `main/docs/a.md` where a branch ends: of several that fit, the longest. */
export function splitRef(
  place: string,
  branches: readonly string[],
): { readonly ref: string; readonly path: string } | undefined {
  const fitting = branches.filter((branch) => place === branch || place.startsWith(`${branch}/`))
  const [ref] = fitting.sort((one, other) => other.length - one.length)
  return ref === undefined ? undefined : { ref, path: place.slice(ref.length + 1).replace(/\/+$/, '') }
}

export const isPhaseFile = (path: string) => /^\.github\/phases\/[^/]+\.ya?ml$/.test(path)

/** What the coordinator would say of the phase files of a commit; `change` is a file that is not committed yet. */
export function problemsAt(
  store: Store,
  commit: string,
  change?: { readonly path: string; readonly text: string },
): readonly Problem[] {
  const texts = new Map(
    [...filesOf(store, commit)].filter(([path]) => isPhaseFile(path)).map(([path, sha]) => [path, textOf(store, sha)]),
  )
  if (change !== undefined && isPhaseFile(change.path)) texts.set(change.path, change.text)
  const key = JSON.stringify([...texts])
  const known = checked.get(key) ?? readPhases([...texts].map(([path, text]) => ({ path, text }))).problems
  if (checked.size >= mostChecked) checked.clear()
  checked.set(key, known)
  return known
}

/** A history shows many commits with the same phase files. */
const checked = new Map<string, readonly Problem[]>()
const mostChecked = 100

export function textOf(store: Store, sha: string): string {
  return Buffer.from(store.state.git.blobs[sha] ?? '', 'base64').toString()
}

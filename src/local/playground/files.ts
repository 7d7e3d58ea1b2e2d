import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** What the repository of a playground begins with. */
export interface Begin {
  /** Texts by path. */
  readonly files: ReadonlyMap<string, string>
  /** Path of the workflow that runs the coordinator. */
  readonly coordinator: string
  /** The folder had no phase file, so the example was taken. */
  readonly isExample: boolean
}

const phases = '.github/phases'
const workflows = '.github/workflows'
const usualCoordinator = `${workflows}/coordinator.yml`

/** Phase files and workflows of a folder; what it lacks of them comes from the examples of the package at `root`. */
export async function filesToBegin(folder: string, root: string): Promise<Begin> {
  const own = new Map([...(await readFolder(folder, phases)), ...(await readFolder(folder, workflows))])
  const isExample = ![...own.keys()].some((file) => file.startsWith(`${phases}/`))
  const coordinator = [...own].find(([file, text]) => isCoordinator(file, text))?.[0] ?? usualCoordinator
  const example = (name: string) => readFile(path.join(root, 'examples', name), 'utf8')
  const lacking = new Map<string, string>()
  if (!own.has(coordinator)) lacking.set(coordinator, await example('workflows/coordinator.yml'))
  if (isExample) {
    lacking.set(`${phases}/phase-4.yml`, await example('phase-4.yml'))
    lacking.set(`${workflows}/worker-claude.yml`, await example('workflows/worker-claude.yml'))
  }
  return { files: new Map([...lacking, ...own]), coordinator, isExample }
}

/** By what the workflow uses, or by its name. */
export function isCoordinator(file: string, text: string): boolean {
  if (!file.startsWith(`${workflows}/`)) return false
  return /^ *(?:- )?uses: *\S*\/phase-coordinator@/m.test(text) || /\/coordinator\.ya?ml$/.test(file)
}

async function readFolder(folder: string, place: string): Promise<(readonly [string, string])[]> {
  const names = await readdir(path.join(folder, place)).catch(() => [])
  const files = names.filter((name) => /\.ya?ml$/.test(name)).sort()
  return Promise.all(
    files.map(async (name) => [`${place}/${name}`, await readFile(path.join(folder, place, name), 'utf8')] as const),
  )
}

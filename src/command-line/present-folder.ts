import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { BadInput } from '../actions/bad-input.ts'
import { readWorkspace } from '../actions/workspace.ts'
import { type PhaseSource, readPhases } from '../core/phase-file/read.ts'
import { plainText } from '../core/text/inert.ts'

/** What a repository has already. */
export interface PresentFolder {
  readonly phaseFiles: readonly PhaseSource[]
  /** Id of each phase → the file that has it. */
  readonly phases: ReadonlyMap<string, string>
  /** The number after the highest that a phase has. */
  readonly nextPhase: string
  /** As a clone remembers it; undefined where that is not known. */
  readonly defaultBranch: string | undefined
}

/** Throws `BadInput` where there is no such folder. */
export async function lookAtFolder(folder: string): Promise<PresentFolder> {
  const found = await stat(folder).catch(() => undefined)
  if (!found?.isDirectory()) {
    throw new BadInput('wrong-use', `There is no folder ${plainText(folder)}. Name the root of your repository.`)
  }
  const sources = await readWorkspace(folder, ['.github/phases/*.{yml,yaml}'])
  const phaseFiles = sources?.files ?? []
  const { phases, bad } = readPhases(phaseFiles)
  const ids = [
    ...phases.map(({ id, file }) => [id, file] as const),
    ...bad.map(({ phase, file }) => [phase, file] as const),
  ]
  const known = new Map(ids.flatMap(([id, file]) => (id === undefined ? [] : [[id, file]])))
  const numbers = [...known.keys()].filter((id) => /^\d{1,9}$/.test(id)).map(Number)
  return {
    phaseFiles,
    phases: known,
    nextPhase: String(Math.max(0, ...numbers) + 1),
    defaultBranch: await defaultBranchOf(folder),
  }
}

/** Git keeps the default branch of where a clone came from as one line of text. */
async function defaultBranchOf(folder: string): Promise<string | undefined> {
  const head = await readFile(path.join(folder, '.git/refs/remotes/origin/HEAD'), 'utf8').catch(() => '')
  return /^ref: refs\/remotes\/origin\/([^\s~^:?*[\\]{1,200})\n?$/.exec(head)?.[1]
}

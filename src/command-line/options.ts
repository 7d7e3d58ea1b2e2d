import { InvalidArgumentError } from 'commander'
import { BadInput } from '../actions/bad-input.ts'
import { checkGlob } from '../actions/phase-globs.ts'

/** Whole numbers above 0. */
export function readCount(text: string): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value > 0) return value
  throw new InvalidArgumentError('Write a whole number above 0.')
}

/** One more login, which people may write with an @. */
export function addLogin(text: string, logins: readonly string[] = []): readonly string[] {
  const login = text.replace(/^@/, '')
  if (/^[A-Za-z0-9][A-Za-z0-9_-]*(?:\[bot\])?$/.test(login)) return [...logins, login]
  throw new InvalidArgumentError('Write a login of GitHub, such as octocat or "github-actions[bot]".')
}

/** One more path or glob inside the repository. */
export function addGlob(text: string, globs: readonly string[] = []): readonly string[] {
  try {
    return [...globs, checkGlob(text)]
  } catch (error) {
    if (error instanceof BadInput) throw new InvalidArgumentError(error.message.replace('The input phase-file', 'It'))
    throw error
  }
}

/** One more id of a phase. */
export function addPhase(text: string, phases: readonly string[] = []): readonly string[] {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$/.test(text)) return [...phases, text]
  throw new InvalidArgumentError('Write the id that the phase file gives as phase, such as 4.')
}

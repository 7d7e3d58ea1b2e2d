import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { State } from './state.ts'

const file = (directory: string) => join(directory, 'state.json')

export function readState(directory: string): State | undefined {
  const path = file(directory)
  if (!existsSync(path)) return undefined
  const state = JSON.parse(readFileSync(path, 'utf8')) as State
  if (state.version !== 1)
    throw new Error(`${path} is of another version (${state.version}); delete it to begin again.`)
  return state
}

/** Temp file and rename: a kill between two bytes leaves the former state whole. */
export function writeState(directory: string, state: State): void {
  mkdirSync(directory, { recursive: true })
  const temporary = `${file(directory)}.${process.pid}.tmp`
  writeFileSync(temporary, JSON.stringify(state))
  renameSync(temporary, file(directory))
}

// Stands in for node:child_process while mutants are tried: what the bed of whole runs starts as a process is the
// bundle, in which there is no mutant, so the action runs here instead, from its sources, one run after the other.

import { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import * as core from '@actions/core'
import { graphqlUrlOf, whoAmI } from '../../src/github/who-am-i.ts'
import { main } from '../../src/main.ts'

type Environment = Readonly<Record<string, string>>

const own: typeof import('node:child_process') = createRequire(import.meta.url)('node:child_process')
export const { execFile, execFileSync, spawnSync } = own

let turn: Promise<void> = Promise.resolve()

export function spawn(_program: string, _args: readonly string[], { env }: { env: Environment }) {
  const stdout = new EventEmitter()
  const child = Object.assign(new EventEmitter(), { stdout, stderr: new EventEmitter() })
  const tell = (text: string) => stdout.emit('data', text)
  turn = turn.then(async () => {
    try {
      child.emit('close', await runInside(env, tell))
    } catch (error) {
      child.emit('error', error)
    }
  })
  return child
}

/** What src/index.ts does, in the environment of a runner; answers with the code that the process would end with. */
async function runInside(env: Environment, tell: (text: string) => void): Promise<number> {
  const { env: before, exitCode } = process
  const { write } = process.stdout
  // The library keeps the place of the summary from the first run on.
  Object.assign(core.summary, { _filePath: undefined })
  process.env = { ...env }
  process.exitCode = 0
  process.stdout.write = (chunk: string | Uint8Array) => {
    tell(String(chunk))
    return true
  }
  try {
    const apiUrl = env.GITHUB_API_URL ?? ''
    const token = env.INPUT_TOKEN?.trim() ?? ''
    await main(token === '' ? undefined : whoAmI(env.GITHUB_GRAPHQL_URL ?? graphqlUrlOf(apiUrl), token).viewer)
    return Number(process.exitCode)
  } finally {
    process.stdout.write = write
    process.env = before
    process.exitCode = exitCode
  }
}

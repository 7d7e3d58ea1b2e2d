import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { ask } from '../../src/local/playground/api.ts'
import { type PlaygroundOptions, startPlayground } from '../../src/local/playground/playground.ts'

export type Played = Awaited<ReturnType<typeof startPlayground>>

/** The repository, with the bundle that this run of the tests has built in place of the committed one. */
const root = path.dirname(path.dirname(inject('action')))
export const launch = new Date('2026-02-23T03:15:00Z')
const coordinator = '.github/workflows/coordinator.yml'

const repository = path.join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(repository, file), 'utf8')

/** The example phase with the workflows to copy; `phase` changes its text. */
export function exampleFiles(phase: (text: string) => string = (text) => text): ReadonlyMap<string, string> {
  return new Map([
    ['.github/phases/phase-4.yml', phase(read('examples/phase-4.yml'))],
    [coordinator, read('examples/workflows/coordinator.yml')],
    ['.github/workflows/worker-claude.yml', read('examples/workflows/worker-claude.yml')],
  ])
}

/** A playground whose clock stands; it is closed with the test. */
export async function play(options: Partial<PlaygroundOptions> = {}): Promise<Played> {
  const playground = await startPlayground({ root, coordinator, files: exampleFiles(), standsAt: launch, ...options })
  onTestFinished(() => playground.close())
  await playground.begin()
  await playground.settled()
  return playground
}

export function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'playground-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** A program in a folder of its own. */
export function program(text: string): string {
  const file = path.join(folder(), 'worker.sh')
  writeFileSync(file, text)
  chmodSync(file, 0o755)
  return file
}

/** As octocat. */
export async function say(playground: Played, issue: number, body: string): Promise<void> {
  await ask(playground.tracker, {
    token: 'octocat-token',
    method: 'POST',
    path: `/issues/${issue}/comments`,
    body: { body },
  })
  await playground.settled()
}

export function issueOf({ tracker }: Played, task: string) {
  const { store } = tracker
  const row = store.issues.find(({ title, pullRequest }) => title.startsWith(`${task}: `) && pullRequest === null)!
  const state = row.state === 'closed' ? 'done' : (store.labelsOf(row).find((name) => name.startsWith('status:')) ?? '')
  return { number: row.number, state: state.replace('status:', ''), row }
}

export function progressOf({ tracker }: Played) {
  return tracker.store.issues.find(({ title }) => title.includes('progress: '))!
}

export const list = (text: string | undefined): string[] => JSON.parse(text ?? '[]')

// Stands in for GitHub's runner: starts the built action as a process, with the environment that a runner gives.

import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parse } from 'yaml'
import type { Delivery } from './events.ts'

export interface Runner {
  /** What is the same in every run. */
  readonly environment: Environment
  /** The file of `runs.main` in action.yml. */
  readonly entry: string
  /** Each run gets a folder of its own under it, which stays: its event, log, outputs and summary. */
  readonly folder: string
  /** Program of Node.js that runs it; without it, the one that runs this. */
  readonly node?: string
  /** Milliseconds after which a run counts as hanging; without it, far beyond what one on loopback takes. */
  readonly longest?: number
}

export interface Run {
  readonly code: number | null
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  /** Markdown. */
  readonly summary: string
}

/** Of the token that the coordinator's workflow gives to the action: what phases without `files` need, and writing them. */
export const coordinatorPermissions = {
  issues: 'write',
  contents: 'write',
  actions: 'write',
  pull_requests: 'read',
} as const

type Environment = Readonly<Record<string, string>>

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>
  readonly runs: { readonly main: string }
}

/** So that a run that hangs ends the demo too. */
const longestRun = 60_000

export async function hireRunner(
  root: string,
  folder: string,
  place: { readonly apiUrl: string; readonly repository: string; readonly workspace: string },
  secrets: { readonly token: string; readonly slackWebhookUrl: string },
): Promise<Runner> {
  const action: Action = parse(await readFile(path.join(root, 'action.yml'), 'utf8'))
  const entry = path.join(root, action.runs.main)
  if (!existsSync(entry)) throw new Error(`${action.runs.main} is missing: npm run build writes it.`)
  const [owner = ''] = place.repository.split('/')
  const environment = {
    ...ofThisMachine(),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: place.apiUrl,
    GITHUB_GRAPHQL_URL: `${place.apiUrl}/graphql`,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: place.repository,
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_WORKSPACE: place.workspace,
    GITHUB_WORKFLOW: 'Phase Coordinator',
    GITHUB_JOB: 'coordinate',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_RUN_ATTEMPT: '1',
    PHASE_COORDINATOR_PACE: 'off',
    ...inputVariables(action, secrets.token),
    'INPUT_SLACK-WEBHOOK-URL': secrets.slackWebhookUrl,
  }
  return { environment, entry, folder }
}

/** All else is left out: somebody's proxy, or the job that the demo runs in, would change what the action does. */
function ofThisMachine(): Environment {
  const names = ['PATH', 'SystemRoot', 'TEMP']
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}

function inputVariables({ inputs }: Action, token: string): Environment {
  const value = (text: string) => text.replace(/^\$\{\{ *github\.token *\}\}$/, token)
  return Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [`INPUT_${name.toUpperCase()}`, value(input.default ?? '')]),
  )
}

interface RunFacts {
  readonly number: number
  /** The clock that the action sees. */
  readonly now: Date
  /** Head of the default branch. */
  readonly sha: string
  /** Inputs of the step that differ from the defaults, by name. */
  readonly inputs?: Readonly<Record<string, string>>
  /** Kills the process. */
  readonly signal?: AbortSignal
}

/** Code null: the process was killed. */
export async function runAction(
  { environment, entry, folder, longest = longestRun, node = process.execPath }: Runner,
  delivery: Delivery,
  { number, now, sha, inputs = {}, signal }: RunFacts,
): Promise<Run> {
  const place = path.join(folder, String(number).padStart(2, '0'))
  const file = (name: string) => path.join(place, name)
  await mkdir(place, { recursive: true })
  await writeFile(file('event.json'), `${JSON.stringify(delivery.payload, undefined, 2)}\n`)
  await Promise.all(['outputs.txt', 'summary.md'].map((name) => writeFile(file(name), '')))
  const { code, log } = await execute(
    [node, entry],
    {
      ...environment,
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      GITHUB_EVENT_NAME: delivery.name,
      GITHUB_EVENT_PATH: file('event.json'),
      GITHUB_OUTPUT: file('outputs.txt'),
      GITHUB_STEP_SUMMARY: file('summary.md'),
      GITHUB_RUN_ID: String(1000 + number),
      GITHUB_RUN_NUMBER: String(number),
      GITHUB_SHA: sha,
      PHASE_COORDINATOR_NOW: now.toISOString(),
    },
    { timeout: longest, ...(signal && { signal }) },
  )
  await writeFile(file('log.txt'), log)
  const outputs = parseOutputs(await readFile(file('outputs.txt'), 'utf8'))
  return { code, log, outputs, summary: await readFile(file('summary.md'), 'utf8') }
}

function execute(
  [node, entry]: readonly [string, string],
  env: Environment,
  until: { readonly timeout: number; readonly signal?: AbortSignal },
): Promise<Pick<Run, 'code' | 'log'>> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'], ...until })
    let log = ''
    const keep = (text: string) => {
      log += text
    }
    child.stdout.setEncoding('utf8').on('data', keep)
    child.stderr.setEncoding('utf8').on('data', keep)
    child.on('error', (error) => (error.name === 'AbortError' ? undefined : reject(error)))
    child.on('close', (code) => resolve({ code, log }))
  })
}

/** The runner's file format: `name<<delimiter`, lines, delimiter. */
function parseOutputs(text: string): Record<string, string> {
  const found = text.matchAll(/^(.+?)<<(ghadelimiter_\S+)\r?\n([\s\S]*?)\r?\n\2$/gm)
  return Object.fromEntries([...found].map(([, name, , value]) => [name, value]))
}

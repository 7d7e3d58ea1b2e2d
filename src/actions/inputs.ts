import { getInput } from '@actions/core'
import type { SlackAccess } from '../slack/access.ts'
import { BadInput, shorten } from './bad-input.ts'
import { checkGlob } from './phase-globs.ts'
import { proxyVariables } from './proxy-variables.ts'
import { maskCredentials, maskInput } from './secrets.ts'
import { readSlackAccess } from './slack-inputs.ts'

export { BadInput } from './bad-input.ts'

/** The action's inputs, checked. */
export interface Inputs {
  /** Empty where the workflow was given no secret to take it from. */
  readonly token: string
  readonly phaseFiles: readonly string[]
  readonly dryRun: boolean
  readonly trustedAuthors: readonly string[]
  readonly operationsPerRun: number
  readonly maxActive: number | undefined
  readonly confirm: boolean
  /** A user's token, for agents that only a user may assign; empty where none was given. */
  readonly agentToken: string
  /** Undefined where neither a webhook nor a token of Slack was given. */
  readonly slack: SlackAccess | undefined
}

const secrets = ['token', 'agent-token', 'slack-webhook-url', 'slack-token']

export function readInputs(): Inputs {
  for (const name of secrets) maskInput(name)
  for (const name of proxyVariables) maskCredentials(process.env[name] ?? '')
  return {
    token: token('token'),
    phaseFiles: lines(getInput('phase-file') || '.github/phases/*.{yml,yaml}').map(checkGlob),
    dryRun: flag('dry-run'),
    trustedAuthors: lines(getInput('trusted-authors').replaceAll(',', '\n')).map((login) => login.replace(/^@/, '')),
    operationsPerRun: count('operations-per-run') ?? 400,
    maxActive: count('max-active'),
    confirm: flag('confirm'),
    agentToken: token('agent-token'),
    slack: readSlackAccess(),
  }
}

/** Anything else fails only where it is put in a header, with an error that shows it. */
function token(name: string): string {
  const text = getInput(name)
  if (/^[\x21-\x7e]*$/.test(text)) return text
  throw new BadInput(
    'token-malformed',
    `The input ${name} holds spaces, lines or letters that no token of GitHub has: copy it once more into its secret.`,
  )
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function flag(name: string): boolean {
  const text = getInput(name).toLowerCase()
  if (text === '' || text === 'false') return false
  if (text === 'true') return true
  throw new BadInput('input-not-boolean', `The input ${name} is "${shorten(text)}": write true or false.`)
}

function count(name: string): number | undefined {
  const text = getInput(name)
  if (text === '') return undefined
  const value = Number(text)
  if (Number.isSafeInteger(value) && value > 0) return value
  throw new BadInput('input-not-a-number', `The input ${name} is "${shorten(text)}": write a whole number above 0.`)
}

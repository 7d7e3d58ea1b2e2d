import { readFile } from 'node:fs/promises'

/** What the runner says of this run. An event only says "look now": nothing of it decides what is done. */
export interface Event {
  readonly name: string
  readonly ref: string | undefined
  readonly sha: string | undefined
  readonly defaultBranch: string | undefined
  /** A second attempt of an old run: its checkout may be old too. */
  readonly rerun: boolean
  /** Commit that a pull request asks to be merged onto; undefined for other events. */
  readonly base: string | undefined
  /** The issues that it is about, and whether it left them open; undefined where it does not say. */
  readonly issues: readonly { readonly number: number; readonly open: boolean | undefined }[]
}

type Environment = Readonly<Record<string, string | undefined>>

export async function readEvent(env: Environment): Promise<Event> {
  const payload = await readPayload(env.GITHUB_EVENT_PATH)
  const name = env.GITHUB_EVENT_NAME ?? ''
  return {
    name,
    ref: env.GITHUB_REF,
    sha: env.GITHUB_SHA,
    defaultBranch: payload.repository?.default_branch,
    base: typeof payload.pull_request?.base?.sha === 'string' ? payload.pull_request.base.sha : undefined,
    rerun: Number(env.GITHUB_RUN_ATTEMPT ?? 1) > 1,
    issues:
      typeof payload.issue?.number === 'number'
        ? [{ number: payload.issue.number, open: leftOpen(name, payload) }]
        : [],
  }
}

/** GitHub runs these on the default branch whatever else happened. */
const onDefaultBranch = new Set([
  '',
  'schedule',
  'issues',
  'issue_comment',
  'workflow_run',
  'repository_dispatch',
  'milestone',
  'label',
])

/** Whether the run may write; undefined where the default branch has to be asked for first. */
export function mayWrite(event: Event): boolean | undefined {
  if (isPullRequest(event)) return false
  if (event.ref === undefined || onDefaultBranch.has(event.name)) return true
  if (!event.ref.startsWith('refs/heads/')) return false
  return event.defaultBranch === undefined ? undefined : event.ref === `refs/heads/${event.defaultBranch}`
}

/** Whether it is about a pull request, which may come from a fork. */
export function isPullRequest({ name }: Event): boolean {
  return name.startsWith('pull_request')
}

function leftOpen(name: string, { action }: Payload): boolean | undefined {
  if (name !== 'issues') return undefined
  return action === 'closed' ? false : action === 'reopened' ? true : undefined
}

interface Payload {
  readonly action?: unknown
  readonly issue?: { readonly number?: unknown }
  readonly pull_request?: { readonly base?: { readonly sha?: unknown } }
  readonly repository?: { readonly default_branch?: string }
}

async function readPayload(path: string | undefined): Promise<Payload> {
  if (path === undefined || path === '') return {}
  try {
    const payload: unknown = JSON.parse(await readFile(path, 'utf8'))
    return typeof payload === 'object' && payload !== null ? payload : {}
  } catch {
    return {}
  }
}

// Looks at the repository before anything is written: what it is, who asks, what the token may, and whether it is empty.

import { isMarked } from './mark.ts'
import type { Need } from './probe.ts'
import type { Role, Source } from './recording.ts'
import { Refusal } from './refusal.ts'
import { type Fields, fieldsOf, listIn } from './site.ts'
import type { Exchange, Wire } from './wire.ts'

export interface Repository {
  readonly source: Source
  /** Where its pages are: `https://github.com`. */
  readonly pagesUrl: string
  /** Names of all labels that were there before. */
  readonly labels: readonly string[]
  /** Head of the default branch; undefined where there is no commit. */
  readonly head: string | undefined
}

export async function lookAt(wire: Wire): Promise<Repository> {
  const { owner, repo, apiUrl } = wire.options
  const answer = await wire.send('GET')
  const { status, body } = answer.answer
  if (status === 401)
    throw new Refusal('GitHub does not accept the token. Make a new one, or check that it has not expired.')
  if (status !== 200)
    throw new Refusal(
      `${owner}/${repo} cannot be read at ${apiUrl} (status ${status}). Check the name, and that the token may see this repository.`,
    )
  const about = fieldsOf(body)
  if (about.archived === true)
    throw new Refusal(`${owner}/${repo} is archived: nothing can be written. Name another one.`)
  if (about.has_issues === false)
    throw new Refusal(`${owner}/${repo} has its issues turned off. Turn them on in its settings.`)
  const login = await readLogin(wire)
  const branch = String(about.default_branch ?? 'main')
  const source: Source = {
    api: 'GitHub',
    repository: String(about.full_name),
    login,
    kind: login.endsWith('[bot]') ? 'installation' : 'user',
    role: roleIn(fieldsOf(about.permissions)),
    isPrivate: about.private === true,
    branch,
    startsWorkers: false,
  }
  const labels = (await readAll(wire, 'GET labels')).map(({ name }) => String(name))
  const pagesUrl = String(about.html_url).replace(/\/[^/]+\/[^/]+$/, '')
  return { source, pagesUrl, labels, head: await readHead(wire, branch) }
}

async function readLogin(wire: Wire): Promise<string> {
  const { answer } = await wire.send('POST /graphql', { query: 'query { viewer { login } }' })
  const { login } = fieldsOf(fieldsOf(fieldsOf(answer.body).data).viewer)
  if (typeof login === 'string') return login
  throw new Refusal(`GitHub does not say whose token this is (status ${answer.status}). Use a personal access token.`)
}

function roleIn(permissions: Fields): Role {
  const ladder = ['admin', 'maintain', 'push', 'triage'] as const
  const found = ladder.find((name) => permissions[name] === true)
  if (found === undefined) return 'read'
  return found === 'push' ? 'write' : found
}

export async function readHead(wire: Wire, branch: string): Promise<string | undefined> {
  const { answer } = await wire.send('GET git/ref/{+ref}', { ref: `heads/${branch}` })
  if (answer.status !== 200) return undefined
  return String(fieldsOf(fieldsOf(answer.body).object).sha)
}

/** More pages than that no repository to try things in has. */
const mostPages = 30

/** A whole list; empty where it cannot be read. */
export async function readAll(wire: Wire, route: string, parameters: object = {}): Promise<Fields[]> {
  const all: Fields[] = []
  for (let page = 1; page <= mostPages; page++) {
    const { answer } = await wire.send(route, { per_page: 100, ...parameters, page })
    const items = listIn(answer.body)
    all.push(...items)
    if (!/rel="next"/.test(answer.headers.link ?? '')) break
  }
  return all
}

const usualLabels = new Set(
  [
    'bug',
    'documentation',
    'duplicate',
    'enhancement',
    'good first issue',
    'help wanted',
    'invalid',
    'question',
    'wontfix',
  ].map((name) => name.toLowerCase()),
)

const usualFiles = /^(readme|licen[cs]e)(\.\w+)?$|^\.git(ignore|attributes)$/i

/** What there is that an empty repository has not, a few words each; what earlier runs could not delete does not count. */
export async function whatIsThere(wire: Wire, { labels, source }: Repository): Promise<string[]> {
  const issues = (await readAll(wire, 'GET issues', { state: 'all' })).filter(
    (issue) => !isLeftOver(issue, source.login),
  )
  const milestones = await readAll(wire, 'GET milestones', { state: 'all' })
  const { answer } = await wire.send('GET contents')
  const files = listIn(answer.body)
    .map(({ name }) => String(name))
    .filter((name) => !usualFiles.test(name))
  const workflows = (
    (fieldsOf((await wire.send('GET actions/workflows')).answer.body).workflows ?? []) as Fields[]
  ).filter(({ path }) => !isMarked(path))
  const others = labels.filter((name) => !usualLabels.has(name.toLowerCase()))
  return [
    ...counted(
      issues.map(({ number }) => `#${number}`),
      'issue or pull request',
      'issues or pull requests',
    ),
    ...counted(others, 'label', 'labels'),
    ...counted(
      milestones.map(({ title }) => String(title)),
      'milestone',
      'milestones',
    ),
    ...counted(files, 'file or folder', 'files or folders'),
    ...counted(
      workflows.map(({ name }) => String(name)),
      'workflow',
      'workflows',
    ),
  ]
}

function isLeftOver({ title, state, user }: Fields, login: string): boolean {
  return isMarked(title) && state === 'closed' && fieldsOf(user).login === login
}

function counted(names: readonly string[], one: string, many: string): string[] {
  if (names.length === 0) return []
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '')
  return [`${names.length} ${names.length === 1 ? one : many} (${shown})`]
}

/** Whether this product has worked here: its run might take another phase's missing file for deleted. */
export const hasPhases = ({ labels }: Repository) => labels.some((name) => name === 'phase-progress')

interface Right {
  /** As GitHub's settings call it. */
  readonly permission: string
  /** A request that changes nothing, because it is incomplete: whoever may not is told so first. */
  readonly ask: readonly [route: string, parameters: object]
  /** What is left out without it; undefined where nothing can be done. */
  readonly without: Need | undefined
}

const rights: readonly Right[] = [
  { permission: 'Issues: read and write', ask: ['POST labels', {}], without: undefined },
  { permission: 'Contents: read and write', ask: ['POST git/refs', {}], without: undefined },
  { permission: 'Pull requests: read and write', ask: ['POST pulls', {}], without: 'pulls' },
  { permission: 'Actions: read and write', ask: ['POST actions/runs/{run}/cancel', { run: 0 }], without: 'workflows' },
]

export interface Missing {
  readonly permission: string
  readonly without: Need | undefined
}

/** What the token lacks. */
export async function missingRights(wire: Wire, { source }: Repository): Promise<Missing[]> {
  const missing: Missing[] = []
  for (const { permission, ask, without } of rights) {
    const { answer } = await wire.send(...ask)
    const lacks = answer.status === 403 || (answer.status === 404 && !ask[0].includes('/runs/'))
    if (lacks) missing.push({ permission, without })
  }
  if (source.kind !== 'user' || source.role !== 'admin')
    missing.push({ permission: 'admin of the repository', without: 'deletion' })
  return missing
}

/** Writing a workflow file is a permission of its own, which only a trial tells. The branch bears the mark. */
export async function mayWriteWorkflows(wire: Wire, mark: string, head: string): Promise<boolean> {
  const branch = `${mark}-trial`
  await wire.send('POST git/refs', { ref: `refs/heads/${branch}`, sha: head })
  const content = Buffer.from('on: workflow_dispatch\npermissions: {}\njobs: {}\n').toString('base64')
  const path = `.github/workflows/${mark}-trial.yml`
  const { answer }: Exchange = await wire.send('PUT contents/{+path}', {
    path,
    branch,
    message: `${mark} trial`,
    content,
  })
  return answer.status < 300
}

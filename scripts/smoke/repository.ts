// What the repository is, and who asks.

import type { Role, Source } from './recording.ts'
import { Refusal } from './refusal.ts'
import { type Fields, fieldsOf, listIn } from './site.ts'
import type { Wire } from './wire.ts'

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

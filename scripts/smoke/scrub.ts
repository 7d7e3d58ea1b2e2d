// Takes out of answers what must not be published: tokens, e-mail addresses, names of people and places. The same name
// always gets the same stand-in, so that two answers still tell whether they mean one account.

export type Scrub = <T>(value: T) => T

export interface Secrets {
  readonly token: string
  readonly owner: string
  readonly repo: string
  readonly login: string
  readonly apiUrl: string
  /** Where its pages are: `https://github.com`. */
  readonly pagesUrl: string
}

type Table = Record<string, unknown>

/** Accounts of GitHub itself, which everybody knows. */
const publicLogins = new Set(['ghost', 'web-flow', 'github'])

const tokenPattern = /\b(?:gh[a-z]_\w{10,}|github_pat_\w{10,}|v1\.[0-9a-f]{40})\b/g
/** Bounded, because texts of 65,536 letters are searched for it. */
const emailPattern = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g
const tokenParameter = /([?&](?:token|access_token|sig|jwt)=)[^&"\s]+/gi

/** Fields of an account that its owner may have told GitHub alone. */
const publicFields = new Set(['login', 'id', 'node_id', 'type', 'user_view_type', 'site_admin'])

export function createScrub(secrets: Secrets): Scrub {
  const people = new People()
  for (const login of [secrets.owner, secrets.login]) people.meet(login)
  const clean = (text: string) => cleanText(text, secrets, people)
  const scrub = (value: unknown): unknown => {
    if (typeof value === 'string') return clean(value)
    if (Array.isArray(value)) return value.map(scrub)
    if (typeof value !== 'object' || value === null) return value
    return scrubTable(value as Table, secrets, people, scrub)
  }
  return <T>(value: T) => {
    meetAll(value, people)
    return scrub(value) as T
  }
}

class People {
  readonly #standIns = new Map<string, string>()
  #pattern: RegExp | undefined

  meet(login: string): void {
    const key = login.toLowerCase()
    if (login === '' || login.endsWith('[bot]') || publicLogins.has(key) || this.#standIns.has(key)) return
    if (/^person-\d+$/.test(key)) this.#standIns.set(key, key)
    else this.#standIns.set(key, `person-${this.#standIns.size + 1}`)
    const names = [...this.#standIns.keys()].sort((one, other) => other.length - one.length).map(literal)
    this.#pattern = new RegExp(`(?<![\\w-])(?:${names.join('|')})(?![\\w-])`, 'gi')
  }

  inText(text: string): string {
    if (this.#pattern === undefined) return text
    return text.replace(this.#pattern, (login) => this.#standIns.get(login.toLowerCase()) ?? login)
  }

  standInOf(login: string): string {
    return this.#standIns.get(login.toLowerCase()) ?? login
  }

  /** Apps and GitHub's own accounts keep theirs. */
  idOf(login: string, id: unknown): unknown {
    const number = /^person-(\d+)$/.exec(this.standInOf(login))?.[1]
    return number === undefined ? id : 1000 + Number(number)
  }
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Every account that an answer shows, before anything of it is cleaned. */
function meetAll(value: unknown, people: People): void {
  if (Array.isArray(value)) for (const item of value) meetAll(item, people)
  else if (typeof value === 'object' && value !== null) {
    const { login } = value as Table
    if (typeof login === 'string') people.meet(login)
    for (const inner of Object.values(value)) meetAll(inner, people)
  }
}

function cleanText(text: string, { token, owner, repo, apiUrl, pagesUrl }: Secrets, people: People): string {
  const hidden = text
    .replaceAll(token, 'TOKEN')
    .replace(tokenPattern, 'TOKEN')
    .replace(tokenParameter, '$1TOKEN')
    .replaceAll(apiUrl, 'https://api.github.com')
    .replaceAll(pagesUrl, 'https://github.com')
    .replaceAll(new URL(pagesUrl).host, 'github.com')
    .replace(/\/repositories\/\d+/g, '/repositories/1')
    .replace(/(avatars[^/]*\/u\/|\/avatars\/)\d+/g, '$11')
    .replace(
      new RegExp(`(?<![\\w-])${literal(`${owner}/${repo}`)}(?![\\w-])`, 'gi'),
      `${people.standInOf(owner)}/scratch`,
    )
    .replace(emailPattern, 'somebody@example.com')
  return people.inText(hidden)
}

function scrubTable(table: Table, secrets: Secrets, people: People, scrub: (value: unknown) => unknown): Table {
  const isAccount = typeof table.login === 'string' && typeof table.id === 'number'
  const isRepository = typeof table.full_name === 'string'
  const isAuthor = typeof table.email === 'string' && typeof table.name === 'string'
  return Object.fromEntries(
    Object.entries(table).map(([key, value]): [string, unknown] => {
      if (secretFields.has(key)) return [key, typeof value === 'string' ? 'removed' : value]
      if (isAccount && !publicFields.has(key) && !/(^|_)url$/.test(key)) return [key, blank(value)]
      if (isAccount && key === 'id') return [key, people.idOf(String(table.login), value)]
      if (isAccount && key === 'node_id') return [key, 'U_1']
      if ((isRepository || isAuthor) && key === 'name') return [key, isRepository ? 'scratch' : 'Somebody']
      if (isRepository && ['description', 'homepage'].includes(key)) return [key, blank(value)]
      if (key === 'repo' && value === secrets.repo) return [key, 'scratch']
      return [key, scrub(value)]
    }),
  )
}

/** `signature` and `payload` are a signed commit's, with name and address in them. */
const secretFields = new Set(['temp_clone_token', 'signature', 'payload', 'gravatar_id', 'authorization', 'cookie'])

/** Its kind and form stay. */
function blank(value: unknown): unknown {
  if (typeof value === 'string') return blankText(value)
  if (typeof value === 'number') return 0
  if (typeof value === 'boolean') return false
  if (Array.isArray(value)) return value.map(blank)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, blank(inner)]))
}

function blankText(text: string): string {
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return '2000-01-01T00:00:00Z'
  if (text.includes('@')) return 'somebody@example.com'
  return URL.canParse(text) ? 'https://example.com' : 'removed'
}

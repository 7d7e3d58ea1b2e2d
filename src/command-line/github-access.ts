import { BadInput, shorten } from '../actions/bad-input.ts'
import { fetchByProxy } from '../actions/fetch-by-proxy.ts'
import { proxyVariables } from '../actions/proxy-variables.ts'
import { keepSecret } from '../actions/secrets.ts'
import { type Client, createClient } from '../github/client.ts'
import { questionsOnly } from './questions-only.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** A client that only asks, for the repository that somebody named, with the token and at the address that the environment says. */
export async function connectToAsk(repo: string, environment: Environment): Promise<Client> {
  return connectBy(questionsOnly(await fetchOf(environment)), repo, environment, (line) => console.error(line))
}

/** A client for the repository that somebody named, with the token and at the address that the environment says. */
export async function connect(
  repo: string,
  environment: Environment,
  say: (line: string) => void = (line) => console.error(line),
): Promise<Client> {
  return connectBy(await fetchOf(environment), repo, environment, say)
}

function connectBy(
  fetch: typeof globalThis.fetch,
  repo: string,
  environment: Environment,
  say: (line: string) => void,
): Client {
  return createClient({
    token: tokenIn(environment),
    apiUrl: environment.GITHUB_API_URL || 'https://api.github.com',
    repository: repositoryNamed(repo),
    paced: isPaced(environment),
    fetch,
    onWait: (seconds, why) => say(`Waiting ${seconds} seconds, because ${why}.`),
  })
}

/** The same client with the token of `AGENT_TOKEN`; undefined where there is none. */
export async function connectAgent(
  repo: string,
  environment: Environment,
  say: (line: string) => void,
): Promise<Client | undefined> {
  const { AGENT_TOKEN, ...rest } = environment
  return AGENT_TOKEN ? connect(repo, { ...rest, GH_TOKEN: AGENT_TOKEN }, say) : undefined
}

export function isPaced({ PHASE_COORDINATOR_PACE }: Environment): boolean {
  return PHASE_COORDINATOR_PACE !== 'off'
}

/** Through the proxy that the environment names, if it names one. */
export async function fetchOf(environment: Environment): Promise<typeof globalThis.fetch> {
  if (!proxyVariables.some((name) => environment[name])) return globalThis.fetch
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 22 || (major === 22 && minor >= 19)) return fetchByProxy()
  throw new BadInput(
    'wrong-use',
    `https_proxy or http_proxy names a proxy, which takes Node.js 22.19 or newer; this is ${process.version}.`,
  )
}

function repositoryNamed(text: string): { readonly owner: string; readonly repo: string } {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(text) ?? []
  if (owner === undefined || repo === undefined)
    throw new BadInput('wrong-use', `"${shorten(text)}" is no repository: write --repo owner/name.`)
  return { owner, repo }
}

/** Anything else fails only where it is put in a header, with an error that shows it. */
function tokenIn({ GH_TOKEN, GITHUB_TOKEN }: Environment): string {
  const token = (GH_TOKEN || GITHUB_TOKEN || '').trim()
  if (token === '')
    throw new BadInput(
      'wrong-use',
      'there is no token for GitHub. Set GH_TOKEN, for example with: export GH_TOKEN=$(gh auth token)',
    )
  keepSecret(token)
  if (/^[\x21-\x7e]+$/.test(token)) return token
  throw new BadInput(
    'wrong-use',
    'GH_TOKEN or GITHUB_TOKEN holds spaces, lines or letters that no token of GitHub has.',
  )
}

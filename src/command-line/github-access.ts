import { BadInput, shorten } from '../actions/bad-input.ts'
import { fetchByProxy } from '../actions/fetch-by-proxy.ts'
import { proxyVariables } from '../actions/proxy-variables.ts'
import { type Client, createClient } from '../github/client.ts'
import { questionsOnly } from './questions-only.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** A client that only asks, for the repository that somebody named, with the token and at the address that the environment says. */
export async function connect(repo: string, environment: Environment): Promise<Client> {
  const fetch = proxyVariables.some((name) => environment[name]) ? await fetchByProxy() : globalThis.fetch
  return createClient({
    token: tokenIn(environment),
    apiUrl: environment.GITHUB_API_URL || 'https://api.github.com',
    repository: repositoryNamed(repo),
    paced: environment.PHASE_COORDINATOR_PACE !== 'off',
    fetch: questionsOnly(fetch),
    onWait: (seconds, why) => console.error(`Waiting ${seconds} seconds, because ${why}.`),
  })
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
      'there is no token to read GitHub with. Set GH_TOKEN, for example with: export GH_TOKEN=$(gh auth token)',
    )
  if (/^[\x21-\x7e]+$/.test(token)) return token
  throw new BadInput(
    'wrong-use',
    'GH_TOKEN or GITHUB_TOKEN holds spaces, lines or letters that no token of GitHub has.',
  )
}

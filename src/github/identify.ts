import type { Client } from './client.ts'
import { send } from './request.ts'
import { Trouble } from './trouble.ts'
import type { Viewer } from './who-am-i.ts'

/**
 * The login that the token acts as, which everything rests on: what it opened is ours. The early answer is taken where
 * there is one; otherwise GraphQL is asked again, which knows workflow tokens, and then REST, which knows users.
 */
export async function identify(early: Promise<Viewer> | undefined, client: Client): Promise<string> {
  const viewer = await early
  if (viewer !== undefined && 'login' in viewer) return viewer.login
  if (viewer?.status === 401) throw new Trouble('forbidden', viewer.problem, 401)
  return (await askGraphql(client)) ?? askRest(client)
}

async function askGraphql({ octokit }: Client): Promise<string | undefined> {
  try {
    const { viewer } = await octokit.graphql<{ viewer?: { login?: string } }>('query { viewer { login } }')
    return viewer?.login
  } catch {
    // Whatever it was, the question below meets it too, and says it more clearly.
    return undefined
  }
}

async function askRest(client: Client): Promise<string> {
  try {
    return await send(client, (octokit) => octokit.rest.users.getAuthenticated(), readLogin)
  } catch (error) {
    // A workflow's token may not ask this; that GraphQL gave no answer is what stands in the way.
    if (error instanceof Trouble && error.kind === 'forbidden' && error.status !== 401) {
      throw new Trouble('unknown', 'it did not say whose token this is', error.status)
    }
    throw error
  }
}

function readLogin(data: unknown): string {
  const { login } = data as { login?: unknown }
  if (typeof login === 'string' && login !== '') return login
  throw new Trouble('unknown', 'it did not say whose token this is', 200)
}

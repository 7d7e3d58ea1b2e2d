import { emptyObservation } from '../../../src/core/observation.ts'
import type { Site } from '../../../src/github/apply/site.ts'
import { createClient } from '../../../src/github/client.ts'

/** A place to work at, at an instant (milliseconds), where requests are answered by a function. */
export function siteAt(now: number, fetch: typeof globalThis.fetch): Site {
  const client = createClient({
    token: 't',
    apiUrl: 'http://127.0.0.1',
    repository: { owner: 'octo', repo: 'demo' },
    paced: false,
    fetch,
    onWait: () => {},
  })
  const observation = emptyObservation({ me: 'us', trusted: [], repository: 'octo/demo' })
  const site = { client, agentClient: client, slack: undefined, pages: '', clock: () => now, observation }
  return { ...site, numbers: new Map(), progress: new Map() }
}

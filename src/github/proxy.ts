import { EnvHttpProxyAgent, fetch } from 'undici'

/** A fetch that goes through the proxies that the runner's environment names (`https_proxy`, `no_proxy`). */
export function proxiedFetch(): typeof globalThis.fetch {
  const dispatcher = new EnvHttpProxyAgent()
  return ((input: string, init: object) => fetch(input, { ...init, dispatcher })) as unknown as typeof globalThis.fetch
}

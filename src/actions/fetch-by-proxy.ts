import { BadInput } from './bad-input.ts'

/** A fetch that goes through the proxy that the environment names. The error does not repeat its address, which may hold a password. */
export async function fetchByProxy(): Promise<typeof globalThis.fetch> {
  const { proxiedFetch } = await import('../github/proxy.ts')
  try {
    return proxiedFetch()
  } catch {
    throw new BadInput(
      'The proxy that https_proxy or http_proxy names is no web address: write it as http://user:password@proxy.example.com:3128, with special characters of the password in percent encoding.',
    )
  }
}

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Playground } from '../playground/playground.ts'

/** Lists the issues as text. */
export async function servePages(
  { tracker }: Playground,
  { port }: { readonly port: number },
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/plain; charset=utf-8')
    response.end(tracker.store.issues.map(({ number, state, title }) => `#${number} ${state} ${title}\n`).join(''))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

import { existsSync, realpathSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { Playground } from '../playground/playground.ts'
import { createPages } from './app.ts'
import { openDesk } from './desk.ts'
import { tellUpdates } from './updates.ts'

export interface Served {
  readonly url: string
  close(): Promise<void>
}

/** Shows the playground in the browser. Only this machine can reach it. */
export async function servePages(playground: Playground, { port }: { readonly port: number }): Promise<Served> {
  const desk = openDesk(playground)
  const updates = tellUpdates(playground)
  let taken = port
  const hosts = () => [`127.0.0.1:${taken}`, `localhost:${taken}`]
  const app = createPages({ desk, updates, hosts, mermaid: findMermaid() })
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  taken = (server.address() as AddressInfo).port
  return {
    url: `http://127.0.0.1:${taken}`,
    close() {
      desk.close()
      updates.close()
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** Mermaid is too large to be bundled: it is taken from where the program was installed, if it is there. */
function findMermaid(): string | undefined {
  const program = process.argv[1]
  if (program === undefined || !existsSync(program)) return undefined
  let folder = path.dirname(realpathSync(program))
  for (;;) {
    const file = path.join(folder, 'node_modules/mermaid/dist/mermaid.min.js')
    if (existsSync(file)) return file
    if (folder === path.dirname(folder)) return undefined
    folder = path.dirname(folder)
  }
}

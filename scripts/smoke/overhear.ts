// Stands between the action and GitHub, on loopback, and hears what they say to each other.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { graphqlUrlOf } from '../../src/github/who-am-i.ts'
import { parseBody } from '../../src/local/body.ts'
import type { Answer, Exchange } from './wire.ts'

export interface Ear {
  /** What the action takes for GitHub's API. */
  readonly url: string
  /** Since the last time that it was asked. */
  take(): Exchange[]
  close(): Promise<void>
}

/** Headers that belong to one connection, or to a body that is passed on unpacked. */
const hopByHop = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'content-encoding',
  'accept-encoding',
])

export async function overhear(apiUrl: string): Promise<Ear> {
  let heard: Exchange[] = []
  const server = createServer((request, response) => {
    passOn(apiUrl, request, response).then(
      (exchange) => heard.push(exchange),
      // The action sees what it would have seen: no answer.
      () => response.destroy(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take() {
      const taken = heard
      heard = []
      return taken
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function passOn(apiUrl: string, request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const path = request.url ?? '/'
  const method = request.method ?? 'GET'
  const sent = await buffer(request)
  const target = path === '/graphql' ? graphqlUrlOf(apiUrl) : `${apiUrl}${path}`
  const headers = Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
    hopByHop.has(name) || value === undefined ? [] : [[name, String(value)]],
  )
  const body = sent.length === 0 ? {} : { body: sent }
  const answer = await fetch(target, { method, headers, redirect: 'manual', ...body })
  const content = Buffer.from(await answer.arrayBuffer())
  const kept = Object.fromEntries([...answer.headers].filter(([name]) => !hopByHop.has(name)))
  response.writeHead(answer.status, kept).end(content)
  return {
    request: { method, path, body: parseBody(sent.toString()) },
    answer: { status: answer.status, headers: kept, body: parseBody(content.toString()) } satisfies Answer,
  }
}

/** The operation that a request of the action stands for: numbers, SHAs and names in its path do not matter. */
export function operationOf({ method, path }: Exchange['request']): string {
  const [place = ''] = path.replace(/^\/repos\/[^/]+\/[^/]+/, '').split('?')
  const general = place
    .replace(/\/\d+(?=\/|$)/g, '/{number}')
    .replace(/\/[0-9a-f]{40}(?=\/|$)/g, '/{sha}')
    .replace(/(\/(?:labels|workflows|collaborators|assignees))\/[^/]+/, '$1/{name}')
    .replace(/(\/(?:contents|git\/ref|git\/refs|git\/trees|commits))\/.+/, '$1/{path}')
  return `${method} ${general || '/'}`
}

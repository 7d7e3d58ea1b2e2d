import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { createApi } from './api.ts'
import { parseBody } from './body.ts'
import type { Fault, Intercept, Intercepted } from './intercept.ts'
import type { Store } from './store.ts'

/** What was asked and what was answered. */
export interface RequestRecord {
  index: number
  method: string
  /** With the query. */
  path: string
  body: unknown
  login: string | undefined
  token: string | undefined
  /** GitHub's API version that the request chose, if any. */
  version: string | undefined
  accept: string | undefined
  /** The tracker's time. */
  at: string
  /** What the client saw; 0 where it saw no answer. */
  status: number
  answer: unknown
  /** What the tracker did, if the request came to it: a fault may have hidden or replaced this. */
  done: { status: number; answer: unknown } | undefined
}

export interface Listening {
  requests: RequestRecord[]
  intercept: Intercept | undefined
  close(): Promise<void>
}

/** Serves the API on loopback, records every request, and lets the intercept stand between. */
export async function listen(store: Store, port: number): Promise<Listening> {
  const api = createApi(store)
  const listening: Listening = { requests: [], intercept: undefined, close: () => close(server) }
  const server = createAdaptorServer({
    fetch: async (request, env) => handle(store, listening, request, env as HttpBindings, (whole) => api.fetch(whole)),
    overrideGlobalObjects: false,
  }) as Server
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  store.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return listening
}

function close(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}

type Answer = (request: Request) => Response | Promise<Response>

async function handle(
  store: Store,
  listening: Listening,
  request: Request,
  env: HttpBindings,
  answer: Answer,
): Promise<Response> {
  const url = ownPath(store, new URL(request.url))
  const text = await request.text()
  const record = begin(store, listening, request, url, text)
  let own: Response | undefined
  const proceed = async () => {
    const init = { method: request.method, headers: request.headers, ...(text !== '' && { body: text }) }
    own = await answer(new Request(url, init))
    record.done = { status: own.status, answer: await read(own) }
    if (request.method !== 'GET') store.save()
    return own
  }
  const seen: Intercepted = {
    method: record.method,
    path: url.pathname,
    query: url.searchParams,
    body: record.body,
    login: record.login,
    token: record.token,
    headers: request.headers,
    index: record.index,
  }
  const result = listening.intercept ? await listening.intercept(seen, proceed) : await proceed()
  if (!(result instanceof Response)) return spoil(result, record, env.outgoing)
  record.status = result.status
  record.answer = result === own ? record.done?.answer : await read(result)
  return result
}

/** GitHub's page links name the repository by its id, and an Enterprise Server has its API in a folder; here all goes by one path. */
function ownPath(store: Store, url: URL): URL {
  url.pathname = url.pathname
    .replace(/^\/api\/(v3(?=\/)|(?=graphql$))\/?/, '/')
    .replace(`/repositories/${store.state.repository.id}`, `/repos/${store.repository}`)
  return url
}

function begin(store: Store, listening: Listening, request: Request, url: URL, text: string): RequestRecord {
  const token = request.headers.get('authorization')?.replace(/^(token|bearer)\s+/i, '')
  const record: RequestRecord = {
    index: listening.requests.length,
    method: request.method,
    path: url.pathname + url.search,
    body: parseBody(text),
    login: store.state.tokens.find((row) => row.token === token)?.login,
    token,
    version: request.headers.get('x-github-api-version') ?? undefined,
    accept: request.headers.get('accept') ?? undefined,
    at: store.timestamp(),
    status: 0,
    answer: undefined,
    done: undefined,
  }
  listening.requests.push(record)
  return record
}

async function read(response: Response): Promise<unknown> {
  return parseBody(await response.clone().text())
}

async function spoil(fault: Fault, record: RequestRecord, outgoing: ServerResponse): Promise<Response> {
  if (fault.fault === 'reset') outgoing.socket?.resetAndDestroy()
  if (fault.fault === 'cut') await cut(fault, record, outgoing)
  return RESPONSE_ALREADY_SENT
}

async function cut(
  fault: Extract<Fault, { fault: 'cut' }>,
  record: RequestRecord,
  outgoing: ServerResponse,
): Promise<void> {
  const whole = Buffer.from(await fault.response.arrayBuffer())
  const part = whole.subarray(0, fault.bytes)
  const dropped = fault.end !== 'whole'
  record.status = fault.response.status
  record.answer = part.toString()
  const length = dropped ? whole.length : part.length
  outgoing.writeHead(fault.response.status, {
    ...Object.fromEntries(fault.response.headers),
    'content-length': String(length),
  })
  // The reset waits until the part has left, or it would overtake it.
  await new Promise<void>((resolve) => outgoing.write(part, () => resolve()))
  if (dropped) outgoing.socket?.destroy()
  else outgoing.end()
}

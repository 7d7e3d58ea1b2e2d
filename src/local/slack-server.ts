import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { slackRoutes } from './slack-routes.ts'
import type { SlackWorkspace } from './slack-workspace.ts'

/** What may happen to a request: Slack refuses it, the connection breaks before or after Slack took it, or no answer comes. */
export type SlackFault =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body: string
      readonly headers?: Record<string, string>
    }
  | { readonly kind: 'lost'; readonly when: 'before' | 'after' }
  | { readonly kind: 'half' }
  | { readonly kind: 'silent' }

export interface SlackRequest {
  readonly method: string
  readonly path: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

interface SlackServer {
  readonly url: string
  readonly requests: readonly SlackRequest[]
  setFault(fault: SlackFault | undefined, times: number): void
  close(): Promise<void>
}

export async function serveSlack(workspace: SlackWorkspace, port: number): Promise<SlackServer> {
  const routes = slackRoutes(workspace)
  const requests: SlackRequest[] = []
  let next: SlackFault | undefined
  let left = 0
  const server = createAdaptorServer({
    overrideGlobalObjects: false,
    fetch: async (request, env) => {
      requests.push(await record(request))
      left -= 1
      if (next === undefined || left < 0) return routes.fetch(request)
      return spoil(next, () => Promise.resolve(routes.fetch(request)), (env as HttpBindings).outgoing)
    },
  }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    setFault(fault, times) {
      next = fault
      left = times
    },
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

async function record(request: Request): Promise<SlackRequest> {
  const { pathname } = new URL(request.url)
  const body = await request.clone().text()
  return { method: request.method, path: pathname, body, headers: Object.fromEntries(request.headers) }
}

async function spoil(fault: SlackFault, take: () => Promise<Response>, outgoing: ServerResponse): Promise<Response> {
  if (fault.kind === 'answer') return new Response(fault.body, { status: fault.status, headers: fault.headers ?? {} })
  // The connection stays open until the server closes.
  if (fault.kind === 'silent') return RESPONSE_ALREADY_SENT
  const answer = fault.kind === 'half' || fault.when === 'after' ? await take() : undefined
  if (fault.kind === 'half' && answer !== undefined) await sendHalf(answer, outgoing)
  else outgoing.socket?.resetAndDestroy()
  return RESPONSE_ALREADY_SENT
}

async function sendHalf(answer: Response, outgoing: ServerResponse): Promise<void> {
  const whole = Buffer.from(await answer.arrayBuffer())
  outgoing.writeHead(answer.status, { 'content-length': String(whole.length) })
  await new Promise<void>((resolve) => outgoing.write(whole.subarray(0, whole.length / 2), () => resolve()))
  outgoing.socket?.destroy()
}

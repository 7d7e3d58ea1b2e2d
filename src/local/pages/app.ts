import { Hono, type MiddlewareHandler } from 'hono'
import { same } from '../records.ts'
import { assetRoutes } from './asset-routes.ts'
import { codeRoutes } from './code-routes.ts'
import type { Desk } from './desk.ts'
import { entrance } from './entrance.ts'
import { newToken } from './guard.ts'
import { issueRoutes } from './issue-routes.ts'
import { messageRoutes, playRoutes } from './play-routes.ts'
import { runRoutes } from './run-routes.ts'
import { openSite, type Site } from './site.ts'
import { missing, Trouble } from './trouble.ts'
import type { Updates } from './updates.ts'

export interface PagesOptions {
  readonly desk: Desk
  readonly updates: Updates
  /** `127.0.0.1:4400`: what a browser may call this server. */
  readonly hosts: () => readonly string[]
  /** File of Mermaid for browsers; without it pictures are shown as their source. */
  readonly mermaid: string | undefined
}

/** The pages as one function from request to response: no socket. */
export function createPages({ desk, updates, hosts, mermaid }: PagesOptions): Hono {
  const token = newToken()
  const site = openSite(desk, token, mermaid)
  const app = new Hono({ strict: false })
  app.use(entrance(site, hosts, token))
  app.route('/', assetRoutes(updates, mermaid))
  app.route('/', playRoutes(site))
  app.use('/:owner/:name/*', ownRepository(site))
  for (const routes of [codeRoutes, issueRoutes, runRoutes, messageRoutes]) app.route('/:owner/:name', routes(site))
  app.notFound((call) => {
    const isReading = call.req.method === 'GET' || call.req.method === 'HEAD'
    if (isReading) return site.tell(call, 'Not found', 404, 'There is no such page here.')
    return site.tell(call, 'Not possible', 405, 'Nothing can be sent to this address in this way.')
  })
  app.onError((error, call) => {
    if (error instanceof Trouble)
      return site.tell(call, error.status === 404 ? 'Not found' : 'This was refused', error.status, error.message)
    if (error instanceof URIError) return site.tell(call, 'Not found', 404, 'This is no address.')
    return site.tell(call, 'The pages failed', 500, error.message)
  })
  return app
}

/** Of other repositories there is nothing here. */
function ownRepository(site: Site): MiddlewareHandler {
  return async (call, next) => {
    const asked = `${call.req.param('owner')}/${call.req.param('name')}`
    if (!same(asked, site.store().repository)) throw missing('such repository')
    await next()
  }
}

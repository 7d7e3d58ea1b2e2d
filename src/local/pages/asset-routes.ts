import { readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { browserScript } from './browser.ts'
import { securityHeaders } from './guard.ts'
import { styles } from './styles.ts'
import { missing } from './trouble.ts'
import type { Updates } from './updates.ts'

const script = { 'content-type': 'text/javascript; charset=utf-8' }

/** `mermaid`: file of Mermaid for browsers. */
export function assetRoutes(updates: Updates, mermaid: string | undefined): Hono {
  const routes = new Hono()
  routes.get('/assets/pages.css', (call) => call.body(styles, 200, { 'content-type': 'text/css; charset=utf-8' }))
  routes.get('/assets/pages.js', (call) => call.body(browserScript, 200, script))
  routes.get('/assets/mermaid.js', (call) => {
    if (mermaid === undefined) throw missing('Mermaid')
    return call.body(readFileSync(mermaid), 200, { ...script, 'cache-control': 'private, max-age=86400' })
  })
  routes.get('/updates', () => {
    const response = updates.stream()
    for (const [name, value] of Object.entries(securityHeaders)) response.headers.set(name, value)
    return response
  })
  return routes
}

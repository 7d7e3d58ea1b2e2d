import type { MiddlewareHandler } from 'hono'
import { readForm } from './form.ts'
import { isToken, refusalBefore, securityHeaders } from './guard.ts'
import type { Site } from './site.ts'

/** Bytes of a form, and of one with a whole state in it. */
const most = { form: 5 * 1024 * 1024, state: 256 * 1024 * 1024 }

/** Lets nobody in but our own pages; `hosts` are what a browser may call this server. Forms are read here, and checked. */
export function entrance(site: Site, hosts: () => readonly string[], token: string): MiddlewareHandler {
  return async (call, next) => {
    for (const [name, value] of Object.entries(securityHeaders)) call.header(name, value)
    call.header('cache-control', 'no-store')
    const header = (name: string) => call.req.header(name)
    const refused = refusalBefore({ method: call.req.method, header }, hosts())
    if (refused !== undefined) return call.text(`${refused}\n`, 403)
    if (call.req.method !== 'POST') return await next()
    const limit = call.req.path === '/state' ? most.state : most.form
    const whole = await takeWhole(call.req.raw, limit)
    if (whole === undefined)
      return site.tell(call, 'Too large', 413, `A form may have ${limit / 1024 / 1024} MB at most.`)
    const form = await readForm(whole)
    if (form === undefined) return site.tell(call, 'No form', 400, 'This is not a form of these pages.')
    if (!isToken(form.text('token'), token)) {
      return site.tell(
        call,
        'Refused',
        403,
        'The form is not from this server, or from before it was started. Load its page again.',
      )
    }
    site.forms.set(call.req.raw, form)
    return await next()
  }
}

/** The request with its body in memory; undefined where that is larger than it may be. */
async function takeWhole(request: Request, limit: number): Promise<Request | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return undefined
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of request.body ?? []) {
    size += piece.length
    if (size > limit) return undefined
    pieces.push(piece)
  }
  return new Request(request.url, { method: 'POST', headers: request.headers, body: Buffer.concat(pieces) })
}

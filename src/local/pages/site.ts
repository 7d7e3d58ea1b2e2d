import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Playground } from '../playground/playground.ts'
import type { Store } from '../store.ts'
import type { Desk, Refused } from './desk.ts'
import type { Form } from './form.ts'
import { type Frame, type Html, problemPage } from './layout.ts'
import { hasAtLeast } from './rights.ts'
import { missing, notAllowed, troubleOf } from './trouble.ts'

/** Which of the people somebody chose to be. */
export const chosenLogin = 'phase-coordinator-user'

/** What every address needs: who asks, what they sent, and how to answer. */
export interface Site {
  readonly desk: Desk
  readonly playground: Playground
  readonly store: () => Store
  /** Address of a page of the repository. */
  readonly home: () => string
  readonly login: (call: Context) => string
  readonly frame: (call: Context) => Frame
  readonly forms: WeakMap<Request, Form>
  readonly form: (call: Context) => Form
  readonly query: (call: Context) => URLSearchParams
  /** Throws where there is no page. */
  readonly show: (call: Context, shown: Html | undefined, status?: ContentfulStatusCode) => Response | Promise<Response>
  /** Goes on to a page. Throws where it was refused. */
  readonly done: (call: Context, refused: Refused | undefined, to: string) => Response
  readonly tell: (call: Context, title: string, status: number, message: string) => Response | Promise<Response>
  /** Throws unless whoever asks may write. */
  readonly requireWriter: (call: Context, what: string) => void
}

export function openSite(desk: Desk, token: string, mermaid: string | undefined): Site {
  const { playground } = desk
  const store = () => playground.tracker.store
  const forms = new WeakMap<Request, Form>()
  const query = (call: Context) => new URL(call.req.url).searchParams
  const login = (call: Context) => {
    const chosen = getCookie(call, chosenLogin)
    const logins = desk.logins()
    return logins.find((each) => each === chosen) ?? logins[0] ?? 'octocat'
  }
  const frame = (call: Context): Frame => ({
    repository: store().repository,
    login: login(call),
    logins: desk.logins(),
    token,
    now: playground.now(),
    busy: playground.busy,
    counts: countsOf(playground),
    mermaid: mermaid && '/assets/mermaid.js',
    path: call.req.method === 'GET' ? call.req.path + new URL(call.req.url).search : `/${store().repository}/issues`,
  })
  return {
    ...{ desk, playground, store, forms, query, login, frame },
    home: () => `/${store().repository}`,
    form: (call) => forms.get(call.req.raw) as Form,
    show(call, shown, status = 200) {
      if (shown === undefined) throw missing('such page')
      return call.html(shown, status)
    },
    done(call, refused, to) {
      if (refused !== undefined) throw troubleOf(refused)
      return call.redirect(to, 303)
    },
    tell: (call, title, status, message) =>
      call.html(problemPage(frame(call), title, message), status as ContentfulStatusCode),
    requireWriter(call, what) {
      if (!hasAtLeast(store(), login(call), 'write')) throw notAllowed(what)
    },
  }
}

function countsOf({ tracker, slack }: Playground): Frame['counts'] {
  const open = tracker.store.issues.filter((row) => row.state === 'open' && row.elsewhere === null && !row.deleted)
  const pulls = open.filter(({ pullRequest }) => pullRequest !== null).length
  return { issues: open.length - pulls, pulls, slack: slack.messages.length }
}

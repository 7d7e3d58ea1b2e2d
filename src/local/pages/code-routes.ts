import { type Context, Hono } from 'hono'
import { headOf } from '../git.ts'
import { problemsAt, splitRef } from './code-files.ts'
import { commitPage, draftOf, editPage, emptyPage, filePage, folderPage, historyPage, type Place } from './code-page.ts'
import type { Site } from './site.ts'
import { sumOf } from './text.ts'
import { missing, Trouble } from './trouble.ts'

export function codeRoutes(site: Site): Hono {
  const routes = new Hono()
  const { store } = site
  routes.get('/', (call) => {
    const { defaultBranch } = store().state.repository
    if (headOf(store(), `heads/${defaultBranch}`) === undefined) return site.show(call, emptyPage(site.frame(call)))
    return site.show(call, folderPage(site.frame(call), store(), placeOf(site, defaultBranch)))
  })
  routes.get('/tree/*', (call) => site.show(call, folderPage(site.frame(call), store(), placeIn(site, call, 'tree'))))
  routes.get('/blob/*', (call) => {
    const isPlain = site.query(call).get('plain') === '1'
    return site.show(call, filePage(site.frame(call), store(), placeIn(site, call, 'blob'), isPlain))
  })
  routes.get('/commits/*', (call) =>
    site.show(call, historyPage(site.frame(call), store(), placeIn(site, call, 'commits'))),
  )
  routes.get('/commit/:sha{[0-9a-f]+}', (call) =>
    site.show(call, commitPage(site.frame(call), store(), call.req.param('sha'))),
  )
  routes.get('/edit/*', (call) => {
    const place = placeIn(site, call, 'edit')
    const draft = draftOf(store(), place)
    return site.show(call, draft && editPage(site.frame(call), place, draft))
  })
  routes.post('/edit/*', (call) => commitEdit(site, call))
  return routes
}

function placeIn(site: Site, call: Context, kind: string): Place {
  const before = `${site.home()}/${kind}/`
  return placeOf(site, decodeURIComponent(call.req.path.slice(before.length)))
}

/** `main/docs/a.md`, or a commit's SHA in the branch's stead. */
function placeOf(site: Site, words: string): Place {
  const { refs, commits } = site.store().state.git
  const branches = Object.keys(refs).flatMap((ref) => (ref.startsWith('heads/') ? [ref.slice('heads/'.length)] : []))
  const [first = ''] = words.split('/')
  const found = splitRef(words, branches) ?? splitRef(words, Object.hasOwn(commits, first) ? [first] : [])
  if (found === undefined) throw missing('such branch or commit')
  return { ...found, commit: headOf(site.store(), `heads/${found.ref}`) ?? found.ref }
}

/** A phase file with mistakes is shown with them first; who insists may commit it, as on GitHub. */
function commitEdit(site: Site, call: Context): Response | Promise<Response> {
  site.requireWriter(call, 'change files')
  const store = site.store()
  const place = placeIn(site, call, 'edit')
  const before = draftOf(store, place)
  if (before === undefined || headOf(store, `heads/${place.ref}`) === undefined) throw missing('such file on a branch')
  const form = site.form(call)
  const [text, message, act] = [form.text('text'), form.text('message').trim() || before.message, form.text('act')]
  if (form.text('sum') !== before.sum)
    throw new Trouble(409, 'The file was changed meanwhile. Look at it again, then repeat your change.')
  const problems = problemsAt(store, place.commit, { path: place.path, text })
  if (act === 'check' || (act === 'commit' && problems.length > 0)) {
    const draft = { text, message, sum: before.sum, problems }
    return site.show(call, editPage(site.frame(call), place, draft), act === 'check' ? 200 : 422)
  }
  const login = site.login(call)
  if (sumOf(text) !== before.sum) store.putFile(place.path, text, { branch: place.ref, login, message })
  return call.redirect(call.req.path.replace('/edit/', '/blob/'), 303)
}

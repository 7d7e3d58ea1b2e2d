import { type Context, Hono } from 'hono'
import type { CommentRow, IssueRow } from '../state.ts'
import { editComment, issueActions, tickComment } from './issue-actions.ts'
import { issueListPage } from './issue-list-page.ts'
import { issuePage } from './issue-page.ts'
import { issueHref } from './issue-state.ts'
import { newIssuePage } from './new-issue-page.ts'
import type { Site } from './site.ts'
import { missing } from './trouble.ts'

export function issueRoutes(site: Site): Hono {
  const routes = new Hono()
  const { desk, store } = site
  for (const kind of ['issues', 'pulls'] as const) {
    routes.get(`/${kind}`, (call) => site.show(call, issueListPage(site.frame(call), store(), kind, site.query(call))))
  }
  routes.get('/issues/new', (call) => site.show(call, newIssuePage(site.frame(call))))
  routes.post('/issues', async (call) => {
    const number = store().state.nextNumber
    const body = { title: site.form(call).text('title'), body: site.form(call).text('body') }
    return site.done(
      call,
      await desk.send(site.login(call), 'POST', '/issues', body),
      `${site.home()}/issues/${number}`,
    )
  })
  for (const kind of ['issues', 'pull'] as const) {
    routes.get(`/${kind}/:number{[0-9]+}`, (call) => {
      const row = issueIn(site, call)
      const address = addressOf(site, row)
      const isHere = call.req.path === address
      return isHere ? site.show(call, issuePage(site.frame(call), store(), row)) : call.redirect(address, 302)
    })
  }
  for (const [name, act] of issueActions) {
    routes.post(`/issues/:number{[0-9]+}${name === '' ? '' : `/${name}`}`, async (call) => {
      const row = issueIn(site, call)
      return site.done(call, await act(desk, site.login(call), row, site.form(call)), addressOf(site, row))
    })
  }
  for (const [name, act] of [
    ['', editComment],
    ['/tick', tickComment],
  ] as const) {
    routes.post(`/comments/:comment{[0-9]+}${name}`, async (call) => {
      const { comment, row } = commentIn(site, call)
      return site.done(call, await act(desk, site.login(call), comment, site.form(call)), addressOf(site, row))
    })
  }
  return routes
}

const addressOf = (site: Site, row: IssueRow) => issueHref(site.store(), row) ?? site.home()

function issueIn(site: Site, call: Context): IssueRow {
  const number = Number(call.req.param('number'))
  const row = site.store().findIssue(number)
  if (row === undefined || row.deleted) throw missing(`#${number}`)
  return row
}

function commentIn(site: Site, call: Context): { readonly comment: CommentRow; readonly row: IssueRow } {
  const comment = site.store().comments.find(({ id }) => id === Number(call.req.param('comment')))
  const row = site.store().issues.find(({ id }) => id === comment?.issue)
  if (comment === undefined || row === undefined) throw missing('such comment')
  return { comment, row }
}

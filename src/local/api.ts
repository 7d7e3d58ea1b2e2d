import { Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { identify } from './access.ts'
import { assigneeRoutes } from './assignees.ts'
import { collaboratorRoutes } from './collaborators.ts'
import { commentRoutes } from './comments.ts'
import { commitRoutes } from './commits.ts'
import { contentRoutes } from './contents.ts'
import { dependencyRoutes } from './dependencies.ts'
import type { Call, Exchange, Guard } from './exchange.ts'
import { gitRoutes } from './git-objects.ts'
import { graphqlRoutes } from './graphql.ts'
import { issueLabelRoutes } from './issue-labels.ts'
import { showIssue } from './issue-view.ts'
import { issueRoutes } from './issues.ts'
import { labelRoutes } from './labels.ts'
import { Limits } from './limits.ts'
import { milestoneRoutes } from './milestones.ts'
import { pullRoutes } from './pulls.ts'
import { reactionRoutes } from './reactions.ts'
import { same } from './records.ts'
import { gone, moved, notFound, Refusal } from './refusal.ts'
import { repositoryRoutes } from './repository.ts'
import { runRoutes } from './runs.ts'
import type { Store } from './store.ts'
import { subIssueRoutes } from './sub-issues.ts'
import { userRoutes } from './users.ts'
import { workflowRoutes } from './workflows.ts'

const usualVersion = '2022-11-28'
const versions = [usualVersion, '2026-03-10']

const resources = [
  repositoryRoutes,
  commentRoutes,
  reactionRoutes,
  issueRoutes,
  issueLabelRoutes,
  assigneeRoutes,
  dependencyRoutes,
  subIssueRoutes,
  labelRoutes,
  milestoneRoutes,
  collaboratorRoutes,
  contentRoutes,
  gitRoutes,
  commitRoutes,
  pullRoutes,
  workflowRoutes,
  runRoutes,
]

/** The whole API as one function from request to response: no socket, no faults. */
export function createApi(store: Store): Hono<Exchange> {
  const api = new Hono<Exchange>()
  const limits = new Limits(store)
  let serial = 0
  api.use(async (call, next) => {
    serial += 1
    for (const [name, value] of Object.entries(commonHeaders(store, call, serial))) call.header(name, value)
    await next()
    if (call.res.headers.get('content-type') === 'application/json')
      call.res.headers.set('content-type', 'application/json; charset=utf-8')
  })
  api.use(async (call, next) => {
    call.set('version', versionOf(call))
    const caller = identify(store, call.req.header('authorization'))
    call.set('caller', caller)
    for (const [name, value] of Object.entries(limits.count(caller))) call.header(name, value)
    limits.checkPace(call.req.method !== 'GET', isCreation(call))
    call.set('body', parseBody(await call.req.text()))
    await next()
  })
  api.use('/repos/:owner/:repo/*', ownRepository(store))
  api.use('/repos/:owner/:repo', ownRepository(store))
  for (const routes of resources) api.route('/repos/:owner/:repo', routes(store))
  api.route('/', userRoutes(store))
  api.route('/', graphqlRoutes(store))
  api.notFound((call) => refuse(call, notFound()))
  api.onError((error, call) => {
    if (error instanceof Refusal) return refuse(call, error)
    console.error(error)
    return refuse(call, new Refusal(500, `The local tracker failed: ${error.message}`))
  })
  return api
}

function commonHeaders(store: Store, call: Call, serial: number): Record<string, string> {
  const { enterprise } = store.behaviour
  return {
    date: store.clock().toUTCString(),
    'x-github-media-type': 'github.v3; format=json',
    'x-github-api-version-selected': call.req.header('x-github-api-version') ?? usualVersion,
    'x-github-request-id': `L0CA:${serial.toString(16).toUpperCase().padStart(8, '0')}`,
    ...(enterprise !== null && { 'x-github-enterprise-version': enterprise }),
  }
}

function versionOf(call: Call): string {
  const asked = call.req.header('x-github-api-version') ?? usualVersion
  if (!versions.includes(asked)) throw new Refusal(400, `The API version ${asked} is not supported.`)
  return asked
}

const isCreation = (call: Call) =>
  call.req.method === 'POST' && /\/(issues|comments|sub_issues|blocked_by)$/.test(call.req.path)

function parseBody(text: string): unknown {
  if (text === '') return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'Problems parsing JSON')
  }
  if (value === null || typeof value !== 'object') throw new Refusal(400, 'Body should be a JSON object')
  return value
}

function refuse(call: Call, refusal: Refusal): Response {
  for (const [name, value] of Object.entries(refusal.headers)) call.header(name, value)
  return call.json(refusal.body, refusal.status as ContentfulStatusCode)
}

/** Only this repository is here; a former name of it redirects; of others there are the issues that are linked. */
function ownRepository(store: Store): Guard {
  return async (call, next) => {
    const asked = `${call.req.param('owner')}/${call.req.param('repo')}`
    const tail = call.req.path.split('/').slice(4).join('/')
    if (!same(asked, store.repository)) {
      const former = store.state.repository.formerNames.some((name) => same(name, asked))
      if (former)
        throw moved(
          `${store.url}/repositories/${store.state.repository.id}${tail ? `/${tail}` : ''}${new URL(call.req.url).search}`,
          call.req.method,
        )
      return showElsewhere(store, call, asked, tail)
    }
    if (tail.split('/')[0] === 'issues' && !store.state.repository.hasIssues)
      throw gone('Issues are disabled for this repo')
    await next()
  }
}

function showElsewhere(store: Store, call: Call, repository: string, tail: string): Response {
  const number = /^issues\/(\d+)$/.exec(tail)?.[1]
  const row = store.issues.find(
    (issue) => issue.elsewhere !== null && same(issue.elsewhere, repository) && issue.number === Number(number),
  )
  if (call.req.method !== 'GET' || !row || row.unreadable) throw notFound()
  return call.json(showIssue(call, store, row))
}

import type { Probe } from '../probe.ts'
import { fieldsOf, listIn, madeIn, type Site } from '../site.ts'
import { base64 } from './files.ts'

export const pullProbes: readonly Probe[] = [
  {
    name: 'pull-requests',
    about: 'pull requests in lists, as blockers, and as what will close an issue',
    needs: 'pulls',
    play: playPulls,
  },
]

const closers = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    issue(number: $number) {
      closedByPullRequestsReferences(first: 10) { nodes { number state isDraft updatedAt author { login } } }
    }
  }
}`

async function playPulls(site: Site): Promise<void> {
  const [owner = '', repo] = site.source.repository.split('/')
  const issue = await site.issue('a')
  const head = await openBranch(site)
  const fields = {
    title: site.name('change'),
    head,
    base: site.source.branch,
    body: `Fixes #${issue.number}`,
    draft: false,
  }
  const opened = await site.ask('open', 'POST pulls', fields)
  const pull = madeIn(opened)
  const labels = site.name('label')
  await site.ask('label it', 'POST issues/{number}/labels', { number: pull.number, labels: [labels] })
  await site.ask('open again', 'POST pulls', fields)
  await site.until(
    'list',
    'GET pulls',
    { head: `${owner}:${head}`, state: 'open' },
    ({ body }) => listIn(body).length === 1,
  )
  await site.ask('read', 'GET pulls/{number}', { number: pull.number })
  const listed = { matters: 'a pull request is no task, whatever labels it has' }
  const isListed = ({ body }: { body: unknown }) => listIn(body).length === 1
  await site.until('list of issues', 'GET issues', { labels, state: 'all' }, isListed, listed)
  const link = { number: issue.number, issue_id: pull.id }
  await site.ask('as a blocker', 'POST issues/{number}/dependencies/blocked_by', link)
  const variables = { owner, repo, number: issue.number }
  const isKnown = ({ body }: { body: unknown }) => JSON.stringify(body).includes('OPEN')
  const review = { matters: 'a task whose pull request is open is in review' }
  await site.until('what will close the issue', 'POST /graphql', { query: closers, variables }, isKnown, review)
  await site.ask('close', 'PATCH issues/{number}', { number: pull.number, state: 'closed' })
}

async function openBranch(site: Site): Promise<string> {
  const branch = site.slug('change')
  const head = await site.ask('the default branch', 'GET git/ref/{+ref}', { ref: `heads/${site.source.branch}` })
  const { sha } = fieldsOf(fieldsOf(head.body).object)
  await site.ask('make a branch', 'POST git/refs', { ref: `refs/heads/${branch}`, sha })
  const file = { path: `${site.mark}/change.md`, branch, message: site.name('change'), content: base64('A change\n') }
  await site.ask('commit to it', 'PUT contents/{+path}', file)
  return branch
}

import type { Probe } from '../probe.ts'
import { fieldsOf, type Site } from '../site.ts'

export const peopleProbes: readonly Probe[] = [
  { name: 'who-am-i', about: 'who the token is, and what is known of the repository', play: playSelf },
  { name: 'permission', about: 'what the permission endpoint says of us, of an app, of nobody', play: playPermission },
  { name: 'closing-query', about: 'how an issue came to be closed, by GraphQL', play: playClosing },
]

async function playSelf(site: Site): Promise<void> {
  const query = 'query { viewer { login } }'
  await site.ask('viewer', 'POST /graphql', { query }, { matters: 'without a login no issue is known as ours' })
  await site.ask('user', 'GET /user', {})
  const { body } = await site.ask('repository', 'GET', {}, { shapeOnly: true })
  const { default_branch, has_issues, archived, private: isPrivate } = fieldsOf(body)
  site.conclude('what it is', { default_branch, has_issues, archived, private: isPrivate })
  await site.ask('another repository', 'GET /repos/{owner}/{other}', {
    owner: site.source.repository.split('/')[0],
    other: `${site.mark}-nothing`,
  })
}

async function playPermission(site: Site): Promise<void> {
  const ask = (step: string, login: string) =>
    site.ask(step, 'GET collaborators/{login}/permission', { login }, { matters: 'who may give commands is read here' })
  await ask('ours', site.source.login)
  await ask('nobody', 'phase-coordinator-nobody-has-this')
  const app = await ask('an app', 'github-actions[bot]')
  site.answer('bot-permission', app.status === 200 ? String(fieldsOf(app.body).permission) : String(app.status))
}

const closing = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    issue(number: $number) {
      timelineItems(last: 1, itemTypes: [CLOSED_EVENT]) { nodes { ... on ClosedEvent {
        createdAt actor { login }
        closer { __typename ... on PullRequest { number repository { nameWithOwner } } ... on Commit { oid } }
      } } }
      comments(last: 10) { nodes { body createdAt author { login } } }
    }
  }
}`

async function playClosing(site: Site): Promise<void> {
  const { number } = await site.issue('a')
  const [owner, repo] = site.source.repository.split('/')
  await site.ask('say', 'POST issues/{number}/comments', { number, body: site.name('done') })
  await site.ask('close', 'PATCH issues/{number}', { number, state: 'closed' })
  const isKnown = ({ body }: { body: unknown }) => /"createdAt".*"createdAt"/.test(JSON.stringify(body))
  await site.until(
    'how it was closed',
    'POST /graphql',
    { query: closing, variables: { owner, repo, number } },
    isKnown,
  )
}

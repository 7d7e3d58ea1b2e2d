import type { Probe } from '../probe.ts'
import { fieldsOf, listIn, type Made, type Site } from '../site.ts'
import { afterwards } from './issues.ts'

export const linkProbes: readonly Probe[] = [
  { name: 'dependencies', about: 'setting, repeating and removing "blocked by" links', play: playDependencies },
  { name: 'dependency-race', about: 'of two equal links at once, one is refused', play: playRace },
  { name: 'closed-blockers', about: 'whether blockers that are closed are still listed', play: playClosed },
  { name: 'cycles', about: 'whether a link is refused that closes a cycle', play: playCycles },
  { name: 'dependency-summary', about: 'whether an issue counts its new link at once', play: playSummary },
  { name: 'sub-issues', about: 'sub-issues: one parent, order, counts', play: playSubIssues },
]

const blockedBy = 'issues/{number}/dependencies/blocked_by'
const matters = {
  taken: 'a link that is there already counts as set',
  absent: 'a link that is gone already counts as removed',
  closed: 'a task must not wait for ever on a closed blocker, nor start before an open one',
}

async function pair(site: Site): Promise<[Made, Made]> {
  return [await site.issue('a'), await site.issue('b')]
}

/** The path takes the number, the body the id. */
const link = (blocked: Made, blocker: Made) => ({ number: blocked.number, issue_id: blocker.id })

async function playDependencies(site: Site): Promise<void> {
  const [a, b] = await pair(site)
  const { number } = a
  const made = await site.ask('link', `POST ${blockedBy}`, link(a, b))
  site.answer('dependencies', made.status === 404 ? 'missing' : 'there')
  site.conclude('ids are beyond 2^31', b.id > 2 ** 31, { must: true })
  const taken = { words: 'already been taken', matters: matters.taken }
  await site.ask('link again', `POST ${blockedBy}`, link(a, b), taken)
  await site.ask('blockers', `GET ${blockedBy}`, { number })
  await site.ask('whom it blocks', 'GET issues/{number}/dependencies/blocking', { number: b.number })
  await site.ask('link to itself', `POST ${blockedBy}`, link(a, a))
  const unlink = { number, blocker: b.id }
  await site.ask('unlink', `DELETE ${blockedBy}/{blocker}`, unlink, { matters: matters.absent })
  await site.ask('unlink again', `DELETE ${blockedBy}/{blocker}`, unlink, { matters: matters.absent })
  await site.ask('no blockers', `GET ${blockedBy}`, { number })
}

async function playRace(site: Site): Promise<void> {
  const [a, b] = await pair(site)
  const set = [`POST ${blockedBy}`, link(a, b)] as const
  await site.together('link', [set, set], { matters: matters.taken })
  await site.ask('blockers', `GET ${blockedBy}`, { number: a.number })
}

async function playClosed(site: Site): Promise<void> {
  const [a, b] = await pair(site)
  await site.ask('link', `POST ${blockedBy}`, link(a, b))
  await site.ask('close the blocker', 'PATCH issues/{number}', { number: b.number, state: 'closed' })
  const isClosed = ({ body }: { body: unknown }) => listIn(body)[0]?.state === 'closed'
  await site.until('blockers', `GET ${blockedBy}`, { number: a.number }, isClosed, { matters: matters.closed })
  await site.ask('the count', 'GET issues/{number}', { number: a.number }, { shapeOnly: true })
}

async function playCycles(site: Site): Promise<void> {
  const [a, b] = await pair(site)
  const c = await site.issue('c')
  await site.ask('b waits for a', `POST ${blockedBy}`, link(b, a))
  await site.ask('c waits for b', `POST ${blockedBy}`, link(c, b))
  const closing = await site.ask('a waits for c', `POST ${blockedBy}`, link(a, c))
  site.answer('cycles', closing.status === 422 ? 'refused' : 'accepted')
  await site.ask('a waits for b', `POST ${blockedBy}`, link(a, b))
  await site.ask('blockers of a', `GET ${blockedBy}`, { number: a.number }, { anyOrder: true })
}

async function playSummary(site: Site): Promise<void> {
  const [a, b] = await pair(site)
  const { number } = a
  const count = ({ body }: { body: unknown }) =>
    fieldsOf(fieldsOf(body).issue_dependencies_summary).total_blocked_by as number | undefined
  await site.ask('link', `POST ${blockedBy}`, link(a, b))
  const first = await site.ask('read', 'GET issues/{number}', { number })
  site.answer('dependency-summary', count(first) === 0 ? 'stale' : 'exact')
  const isCounted = (answer: { body: unknown }) => count(answer) !== 0
  const later = await site.until('read until it counts', 'GET issues/{number}', { number }, isCounted, {
    shapeOnly: true,
  })
  site.measure('an issue counted its new link', afterwards(later.after))
}

async function playSubIssues(site: Site): Promise<void> {
  const [parent, other] = await pair(site)
  const [one, two] = [await site.issue('one'), await site.issue('two')]
  const add = (to: Made, sub: Made, more: object = {}) => ({ number: to.number, sub_issue_id: sub.id, ...more })
  const again = 'an issue that has a parent already is left with it'
  await site.ask('add one', 'POST issues/{number}/sub_issues', add(parent, one))
  await site.ask('add two', 'POST issues/{number}/sub_issues', add(parent, two))
  await site.ask('add one again', 'POST issues/{number}/sub_issues', add(parent, one), { matters: again })
  await site.ask('add one elsewhere', 'POST issues/{number}/sub_issues', add(other, one), { matters: again })
  await site.ask('under itself', 'POST issues/{number}/sub_issues', add(one, parent))
  await site.ask('list', 'GET issues/{number}/sub_issues', { number: parent.number })
  await site.ask('parent', 'GET issues/{number}/parent', { number: one.number })
  const order = { ...add(parent, two), before_id: one.id }
  await site.ask('two before one', 'PATCH issues/{number}/sub_issues/priority', order)
  await site.ask('list in the new order', 'GET issues/{number}/sub_issues', { number: parent.number })
  await site.ask('close one', 'PATCH issues/{number}', { number: one.number, state: 'closed' })
  const isCounted = ({ body }: { body: unknown }) => fieldsOf(fieldsOf(body).sub_issues_summary).completed === 1
  await site.until('the parent counts', 'GET issues/{number}', { number: parent.number }, isCounted)
  await site.ask('move one', 'POST issues/{number}/sub_issues', add(other, one, { replace_parent: true }))
  await site.ask('take two out', 'DELETE issues/{number}/sub_issue', add(parent, two))
  await site.ask('take two out again', 'DELETE issues/{number}/sub_issue', add(parent, two))
  await site.ask('no parent', 'GET issues/{number}/parent', { number: two.number })
}

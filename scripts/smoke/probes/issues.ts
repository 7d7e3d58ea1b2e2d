import type { Probe } from '../probe.ts'
import { fieldsOf, listIn, type Site } from '../site.ts'

/** Beyond any number that a repository to try things in will have. */
const absentNumber = 99_999_999
const bodyLimit = 65_536

export const issueProbes: readonly Probe[] = [
  { name: 'issue-life', about: 'an issue from opening to closing, with every reason', play: playLife },
  { name: 'reason-of-closed', about: 'whether a closed issue takes another reason', play: playReason },
  { name: 'issue-limits', about: 'the longest title and body, and what the limit counts', play: playLimits },
  { name: 'issue-labels', about: 'adding, replacing and removing labels of an issue', play: playLabels },
  { name: 'issue-list', about: 'filters, order and pages of the list', play: playList },
  { name: 'equal-creations', about: 'two equal creations at once make two issues', play: playEqual },
  { name: 'list-lag', about: 'how long until a new issue and a new label are in the list', play: playLag },
  { name: 'assignees', about: 'assigning, and what becomes of an unknown login', play: playAssignees },
  { name: 'locked-issue', about: 'locking, and comments on a locked issue', play: playLock },
  { name: 'absent-issue', about: 'what a number without an issue answers', play: playAbsent },
  { name: 'api-version', about: 'the later API version leaves the single assignee out', play: playVersion },
  { name: 'deleted-issue', about: 'what the number of a deleted issue answers', needs: 'deletion', play: playDeleted },
]

async function playLife(site: Site): Promise<void> {
  const { number } = await site.issue('a', { body: 'One\n\ntwo', labels: [site.name('label')] })
  const patch = (step: string, fields: object) => site.ask(step, 'PATCH issues/{number}', { number, ...fields })
  await site.ask('read', 'GET issues/{number}', { number })
  await patch('change title and body', { title: site.name('b'), body: 'Three' })
  await patch('empty the body', { body: '' })
  await patch('close without a reason', { state: 'closed' })
  await patch('reopen', { state: 'open' })
  for (const reason of ['completed', 'not_planned', 'duplicate']) {
    const matters = 'the reason tells done from dropped'
    const close = { number, state: 'closed', state_reason: reason }
    await site.ask(`close as ${reason}`, 'PATCH issues/{number}', close, { matters })
    await site.ask(`read, closed as ${reason}`, 'GET issues/{number}', { number }, { matters })
    await patch(`reopen after ${reason}`, { state: 'open' })
  }
  await patch('an unknown state', { state: 'sleeping' })
}

async function playReason(site: Site): Promise<void> {
  const { number } = await site.issue('a')
  const close = (step: string, reason: string) =>
    site.ask(step, 'PATCH issues/{number}', { number, state: 'closed', state_reason: reason })
  await close('close as completed', 'completed')
  const { body } = await close('close again as not planned', 'not_planned')
  site.answer('reason-of-closed', fieldsOf(body).state_reason === 'completed' ? 'kept' : 'changed')
}

async function playLimits(site: Site): Promise<void> {
  const title = (length: number) => site.name('').padEnd(length, 'x')
  await site.ask('a title of 256 characters', 'POST issues', { title: title(256) })
  await site.ask('a title of 257 characters', 'POST issues', { title: title(257) })
  await site.ask('no title', 'POST issues', { title: '' })
  await site.issue('as long as it gets', { body: 'x'.repeat(bodyLimit) })
  const matters = 'bodies are kept under the limit that is known'
  const tooLong = { title: site.name('too long'), body: 'x'.repeat(bodyLimit + 1) }
  await site.ask('a body of 65,537 characters', 'POST issues', tooLong, { matters })
  const wide = { title: site.name('wide'), body: 'ä'.repeat(40_000) }
  const { status } = await site.ask('a body of 40,000 characters in 80,000 bytes', 'POST issues', wide)
  site.answer('body-limit', status === 201 ? 'characters' : 'bytes')
}

async function playLabels(site: Site): Promise<void> {
  const [one, two, three] = ['one', 'two', 'three'].map((short) => site.name(short))
  const { number } = await site.issue('a', { labels: [one] })
  const name = two!
  await site.ask('add', 'POST issues/{number}/labels', { number, labels: [two] })
  await site.ask('add again', 'POST issues/{number}/labels', { number, labels: [two] })
  await site.ask('list', 'GET issues/{number}/labels', { number })
  await site.ask('take off', 'DELETE issues/{number}/labels/{name}', { number, name })
  const matters = 'a label that is gone already counts as taken off'
  await site.ask('take off what is not there', 'DELETE issues/{number}/labels/{name}', { number, name }, { matters })
  await site.ask('replace through the issue', 'PATCH issues/{number}', { number, labels: [three] })
  await site.ask('replace', 'PUT issues/{number}/labels', { number, labels: [one, two] })
  await site.ask('take all off', 'DELETE issues/{number}/labels', { number })
  await site.ask('read', 'GET issues/{number}', { number })
}

async function playList(site: Site): Promise<void> {
  const labels = site.name('label')
  const made = []
  for (const short of ['a', 'b', 'c']) made.push(await site.issue(short, { labels: [labels] }))
  const number = made[1]!.number
  await site.ask('close one', 'PATCH issues/{number}', { number, state: 'closed' })
  const all = { labels, state: 'all', sort: 'created', direction: 'asc', per_page: 100 }
  const closed = (body: unknown) => listIn(body).filter(({ state }) => state === 'closed').length
  const isThere = ({ body }: { body: unknown }) => listIn(body).length === 3 && closed(body) === 1
  await site.until('all, oldest first', 'GET issues', all, isThere)
  await site.ask('the open ones alone', 'GET issues', { labels, sort: 'created', direction: 'asc' })
  const matters = 'the action reads page by page, as long as a next one is named'
  for (const page of [1, 2, 3]) await site.ask(`page ${page}`, 'GET issues', { ...all, per_page: 1, page }, { matters })
  await site.ask('by creator', 'GET issues', { ...all, creator: site.source.login })
  await site.ask('by a label that nothing has', 'GET issues', { ...all, labels: site.name('nothing') })
}

async function playEqual(site: Site): Promise<void> {
  const twice = ['POST issues', { title: site.name('a') }] as const
  const answers = await site.together('open', [twice, twice], {
    matters: 'only a look afterwards finds the second one',
  })
  site.conclude('how many were made', new Set(answers.map(({ body }) => fieldsOf(body).number)).size, { must: 2 })
}

async function playLag(site: Site): Promise<void> {
  const labels = site.name('label')
  const { number } = await site.issue('a', { labels: [labels] })
  const has = ({ body }: { body: unknown }) => listIn(body).some((item) => item.number === number)
  const listed = await site.until('list by label', 'GET issues', { labels, state: 'all' }, has)
  site.measure('a new issue was listed by its label', afterwards(listed.after))
  const more = site.name('later')
  await site.ask('add a label', 'POST issues/{number}/labels', { number, labels: [more] })
  const relisted = await site.until('list by the label added', 'GET issues', { labels: more, state: 'all' }, has)
  site.measure('an issue was listed by a label added later', afterwards(relisted.after))
}

export const afterwards = (milliseconds: number | undefined) =>
  milliseconds === undefined ? 'not as long as it was looked for' : `after ${(milliseconds / 1000).toFixed(1)} s`

const nobody = 'phase-coordinator-nobody-has-this'

async function playAssignees(site: Site): Promise<void> {
  const { number } = await site.issue('a')
  const { login, kind } = site.source
  const assignees = kind === 'user' ? [login] : []
  await site.ask('assign', 'POST issues/{number}/assignees', { number, assignees })
  const matters = 'what was dropped without a word is found by comparing the answer with the request'
  await site.ask(
    'assign an unknown login',
    'POST issues/{number}/assignees',
    { number, assignees: [nobody] },
    { matters },
  )
  await site.ask('unassign', 'DELETE issues/{number}/assignees', { number, assignees })
  await site.ask('open with an unknown login', 'POST issues', { title: site.name('b'), assignees: [nobody] })
  await site.ask('who can be assigned', 'GET assignees', { per_page: 100 }, { pick: (item) => item.login === login })
  await site.ask('whether we can be assigned', 'GET assignees/{login}', { login })
  await site.ask('whether nobody can be assigned', 'GET assignees/{login}', { login: nobody })
}

async function playLock(site: Site): Promise<void> {
  const { number } = await site.issue('a')
  await site.ask('lock', 'PUT issues/{number}/lock', { number, lock_reason: 'resolved' })
  await site.ask('read', 'GET issues/{number}', { number })
  const comment = { number, body: site.name('comment') }
  const { status } = await site.ask('comment', 'POST issues/{number}/comments', comment, { words: 'issue is locked' })
  site.answer('locked-comments', status === 201 ? 'accepted' : 'refused')
  await site.ask('unlock', 'DELETE issues/{number}/lock', { number })
}

async function playAbsent(site: Site): Promise<void> {
  const number = absentNumber
  await site.ask('read', 'GET issues/{number}', { number })
  await site.ask('change', 'PATCH issues/{number}', { number, title: site.name('a') })
  await site.ask('its comments', 'GET issues/{number}/comments', { number })
  await site.ask('its blockers', 'GET issues/{number}/dependencies/blocked_by', { number })
}

async function playVersion(site: Site): Promise<void> {
  const { number } = await site.issue('a')
  for (const version of ['2022-11-28', '2026-03-10']) {
    const headers = { 'x-github-api-version': version }
    const { status, body } = await site.ask(`read in ${version}`, 'GET issues/{number}', { number, headers })
    site.conclude(`single assignee in ${version}`, status === 200 ? Object.hasOwn(fieldsOf(body), 'assignee') : status)
  }
}

/** GraphQL alone deletes issues. */
export const deletion = 'mutation($input: DeleteIssueInput!) { deleteIssue(input: $input) { clientMutationId } }'

async function playDeleted(site: Site): Promise<void> {
  const { number, nodeId } = await site.issue('a')
  await site.ask('delete', 'POST /graphql', { query: deletion, variables: { input: { issueId: nodeId } } })
  const isGone = ({ status }: { status: number }) => status !== 200
  const { answer } = await site.until('read', 'GET issues/{number}', { number }, isGone)
  site.answer('deleted-issue', String(answer.status))
  await site.ask('comment', 'POST issues/{number}/comments', { number, body: site.name('comment') })
}

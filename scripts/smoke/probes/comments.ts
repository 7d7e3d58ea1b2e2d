import type { Probe } from '../probe.ts'
import { fieldsOf, listIn, type Site } from '../site.ts'

export const commentProbes: readonly Probe[] = [
  { name: 'comments', about: 'writing, reading, changing and deleting comments', play: playComments },
  { name: 'comment-edits', about: 'whether an edited comment moves the time of its issue', play: playEdits },
  { name: 'reactions', about: 'one person has one reaction of a kind: made, or there already', play: playReactions },
  { name: 'reaction-race', about: 'of two equal reactions at once, one is told that it was first', play: playRace },
]

const idOf = ({ body }: { body: unknown }) => Number(fieldsOf(body).id)

async function playComments(site: Site): Promise<void> {
  const { number } = await site.issue('a')
  const say = (short: string) =>
    site.ask(`say ${short}`, 'POST issues/{number}/comments', { number, body: site.name(short) })
  const [comment, other] = [idOf(await say('one')), idOf(await say('two'))]
  const both = ({ body }: { body: unknown }) => listIn(body).length === 2
  const matters = 'commands are found in this list'
  await site.until('list', 'GET issues/{number}/comments', { number, per_page: 100 }, both, { matters })
  await site.ask('first page', 'GET issues/{number}/comments', { number, per_page: 1 }, { matters })
  await site.ask('since a day that is past', 'GET issues/{number}/comments', { number, since: '2020-01-01T00:00:00Z' })
  await site.ask('since a day to come', 'GET issues/{number}/comments', { number, since: '2120-01-01T00:00:00Z' })
  const pick = ({ body }: { body?: unknown }) => String(body).startsWith(site.name(''))
  const newest = { sort: 'created', direction: 'desc', per_page: 100 }
  await site.ask('list of the repository', 'GET issues/comments', newest, { pick })
  await site.ask('read one', 'GET issues/comments/{comment}', { comment })
  await site.ask('change it', 'PATCH issues/comments/{comment}', { comment, body: site.name('three') })
  await site.ask('say nothing', 'POST issues/{number}/comments', { number, body: '' })
  await site.ask('say too much', 'POST issues/{number}/comments', { number, body: 'x'.repeat(65_537) })
  await site.ask('delete', 'DELETE issues/comments/{comment}', { comment: other })
  await site.ask('read the deleted one', 'GET issues/comments/{comment}', { comment: other })
  await site.ask('the issue counts them', 'GET issues/{number}', { number })
}

async function playEdits(site: Site): Promise<void> {
  const { number } = await site.issue('a')
  const said = await site.ask('say', 'POST issues/{number}/comments', { number, body: site.name('one') })
  const before = await site.ask('read', 'GET issues/{number}', { number })
  await site.nextSecond()
  await site.ask('edit', 'PATCH issues/comments/{comment}', { comment: idOf(said), body: site.name('two') })
  const after = await site.ask('read again', 'GET issues/{number}', { number })
  const [earlier, later] = [before, after].map(({ body }) => fieldsOf(body).updated_at)
  site.answer('comment-edits', earlier === later ? 'leave' : 'touch')
}

async function playReactions(site: Site): Promise<void> {
  const { number } = await site.issue('a')
  const claims = { matters: 'whoever gets 201 has the claim; with 201 for everybody two workers start' }
  const eyes = { number, content: 'eyes' }
  const first = await site.ask('react', 'POST issues/{number}/reactions', eyes, claims)
  await site.ask('react again', 'POST issues/{number}/reactions', eyes, claims)
  await site.ask('list', 'GET issues/{number}/reactions', { number, content: 'eyes' })
  const reaction = idOf(first)
  const matters = 'of two that take an old claim away, one may go on'
  await site.ask('take back', 'DELETE issues/{number}/reactions/{reaction}', { number, reaction }, { matters })
  await site.ask('take back again', 'DELETE issues/{number}/reactions/{reaction}', { number, reaction }, { matters })
  const said = await site.ask('say', 'POST issues/{number}/comments', { number, body: site.name('one') })
  const comment = idOf(said)
  const rocket = { comment, content: 'rocket' }
  const finished = { matters: 'a command is finished when it carries our reaction' }
  const other = await site.ask('react to a comment', 'POST issues/comments/{comment}/reactions', rocket, finished)
  await site.ask('react to it again', 'POST issues/comments/{comment}/reactions', rocket, finished)
  await site.ask('list those of the comment', 'GET issues/comments/{comment}/reactions', { comment })
  const back = { comment, reaction: idOf(other) }
  await site.ask('take it back', 'DELETE issues/comments/{comment}/reactions/{reaction}', back)
  await site.ask('an unknown reaction', 'POST issues/{number}/reactions', { number, content: 'shrug' })
}

async function playRace(site: Site): Promise<void> {
  const { number } = await site.issue('a')
  const react = ['POST issues/{number}/reactions', { number, content: 'eyes' }] as const
  const matters = 'whoever gets 201 has the claim; with 201 for both, two workers start'
  const answers = await site.together('react', [react, react], { matters })
  site.conclude('how many were first', answers.filter(({ status }) => status === 201).length, { must: 1, matters })
}

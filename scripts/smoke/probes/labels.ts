import type { Probe } from '../probe.ts'
import { fieldsOf, listIn, type Site } from '../site.ts'

export const labelProbes: readonly Probe[] = [
  { name: 'labels', about: 'making, renaming and deleting labels, and their limits', play: playLabels },
  { name: 'label-race', about: 'of two equal labels at once, one is refused', play: playRace },
  { name: 'milestones', about: 'milestones, what becomes of the due date, and their counts', play: playMilestones },
]

const exists = { words: 'already_exists', matters: 'a label that another run made counts as made' }

async function playLabels(site: Site): Promise<void> {
  const name = site.name('one')
  const label = { name, color: '0e8a16', description: 'For a trial' }
  await site.ask('make', 'POST labels', label)
  await site.ask('make again', 'POST labels', label, exists)
  await site.ask('make in capitals', 'POST labels', { ...label, name: name.toUpperCase() }, exists)
  const is = (item: { name?: unknown }) => String(item.name).startsWith(site.name(''))
  const isThere = ({ body }: { body: unknown }) => listIn(body).some(is)
  await site.until('list', 'GET labels', { per_page: 100 }, isThere, { pick: is, anyOrder: true })
  await site.ask('read', 'GET labels/{name}', { name })
  const renamed = { name, new_name: site.name('two'), color: 'b60205' }
  await site.ask('rename', 'PATCH labels/{name}', renamed)
  await site.ask('50 characters', 'POST labels', { name: site.name('').padEnd(50, 'x'), color: 'cccccc' })
  await site.ask('51 characters', 'POST labels', { name: site.name('').padEnd(51, 'x'), color: 'cccccc' })
  const described = (length: number) => ({
    name: site.name(`d${length}`),
    color: 'cccccc',
    description: 'x'.repeat(length),
  })
  await site.ask('100 characters of description', 'POST labels', described(100))
  await site.ask('101 characters of description', 'POST labels', described(101))
  await site.ask('delete', 'DELETE labels/{name}', { name: site.name('two') })
  await site.ask('delete again', 'DELETE labels/{name}', { name: site.name('two') })
}

async function playRace(site: Site): Promise<void> {
  const make = ['POST labels', { name: site.name('one'), color: 'cccccc' }] as const
  await site.together('make', [make, make], { matters: 'a label that another run made counts as made' })
}

async function playMilestones(site: Site): Promise<void> {
  const title = site.name('one')
  const due = { matters: 'dates are sent as noon, and only the day is compared' }
  const made = await site.ask('make', 'POST milestones', { title, due_on: '2030-03-08T12:00:00Z' }, due)
  const number = Number(fieldsOf(made.body).number)
  const patch = (step: string, fields: object) =>
    site.ask(step, 'PATCH milestones/{number}', { number, ...fields }, due)
  await site.ask('make again', 'POST milestones', { title }, { words: 'already_exists' })
  await site.ask('read', 'GET milestones/{number}', { number }, due)
  await patch('another day', { due_on: '2030-07-09T12:00:00Z', description: 'For a trial' })
  const { number: issue } = await site.issue('a', { milestone: number })
  await site.issue('b', { milestone: number })
  await site.ask('close one of two', 'PATCH issues/{issue}', { issue, state: 'closed' })
  const matters = 'the count of a milestone is a witness against a list that says there is nothing'
  const isCounted = ({ body }: { body: unknown }) => fieldsOf(body).closed_issues === 1
  await site.until('its counts', 'GET milestones/{number}', { number }, isCounted, { matters })
  const inIt = { milestone: String(number), state: 'all', sort: 'created', direction: 'asc' }
  await site.until('its issues', 'GET issues', inIt, ({ body }) => listIn(body).length === 2, { matters })
  const pick = (item: { title?: unknown }) => item.title === title
  await site.ask('list', 'GET milestones', { state: 'all', per_page: 100 }, { pick })
  await patch('no day', { due_on: null })
  await patch('close', { state: 'closed' })
  await site.ask('delete', 'DELETE milestones/{number}', { number })
  await site.ask('read the deleted one', 'GET milestones/{number}', { number })
}

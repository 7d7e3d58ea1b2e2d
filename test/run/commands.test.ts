import { expect } from 'vitest'
import { refusedBefore } from '../../src/local/faults.ts'
import { type Bed, test } from './bed.ts'
import type { Person } from './person.ts'
import { expectCheapQuiet } from './quiet.ts'

/** Everybody who may comment, by what GitHub knows of them. What they lose, they lose after they commented. */
const people = {
  admin: (bed: Bed) => bed.join('admin', 'admin'),
  maintain: (bed: Bed) => bed.join('maintain', 'maintain'),
  write: (bed: Bed) => bed.join('write', 'write'),
  'custom-write': (bed: Bed) => joinAs(bed, 'custom-write', 'write'),
  triage: (bed: Bed) => bed.join('triage', 'triage'),
  read: (bed: Bed) => bed.join('read', 'read'),
  'custom-read': (bed: Bed) => joinAs(bed, 'custom-read', 'read'),
  none: (bed: Bed) => bed.join('none', 'read'),
  unsure: (bed: Bed) => bed.join('unsure', 'admin'),
  gone: (bed: Bed) => bed.join('gone', 'admin'),
  bot: joinBot,
  assignee: (bed: Bed) => bed.join('assignee', 'read'),
  agent: (bed: Bed) => bed.join('agent', 'read'),
} satisfies Record<string, (bed: Bed) => Person>

type Login = keyof typeof people

/** A custom role has a name of its own, and one of GitHub's permissions beneath it. */
function joinAs(bed: Bed, login: string, permission: 'write' | 'read'): Person {
  const person = bed.join(login, permission)
  bed.tracker.addUser(login, { permission, roleName: 'auditor' })
  return person
}

function joinBot(bed: Bed): Person {
  bed.tracker.addUser('bot', { permission: 'none', type: 'Bot' })
  bed.tracker.addToken('bot-token', { login: 'bot', kind: 'installation', permissions: { issues: 'write' } })
  return bed.as('bot-token')
}

/** One has lost access since, one has deleted the account, and of one GitHub does not tell the permission. */
function changeAccess(bed: Bed): void {
  bed.tracker.addUser('none', { permission: 'none' })
  bed.board.removeUser('gone')
  bed.tracker.setIntercept(refusedBefore(({ path }) => path.includes('/collaborators/unsure/'), '500'))
}

const logins = Object.keys(people) as Login[]
const writers: readonly Login[] = ['admin', 'maintain', 'write', 'custom-write']

/** How a comment shows what became of it: done, refused, or answered; `-` where nothing is to be seen. */
type Mark = 'done' | 'refused' | 'refused, and told why' | 'answered' | '-'

function markOf(bed: Bed, comment: number): string {
  const reactions = bed.reactions(comment).filter((reaction) => reaction !== 'eyes')
  const replies = bed.replies(comment).length
  const key = `${reactions.join()} ${replies}`
  const marks: Record<string, Mark> = { 'rocket 0': 'done', '-1 0': 'refused', 'rocket 1': 'answered', ' 0': '-' }
  if (key === '-1 1') return 'refused, and told why'
  return marks[key] ?? key
}

/** Each is a comment of its own. Where the first one was done, those after it find what it has left. */
const taskCommands = ['/spawn', '/heartbeat 40%', '/hold', '/unhold', '/why', '/release tired', '/next'] as const

const onTask: Readonly<Record<Login, readonly Mark[]>> = {
  admin: ['done', 'done', 'done', 'done', 'answered', 'done', 'done'],
  maintain: ['done', 'done', 'done', 'done', 'answered', 'done', 'done'],
  write: ['done', 'done', 'done', 'done', 'answered', 'done', 'done'],
  'custom-write': ['done', 'done', 'done', 'done', 'answered', 'done', 'done'],
  triage: ['refused', 'refused', 'refused', 'refused', 'answered', 'refused', 'refused'],
  read: ['refused', 'refused', 'refused', 'refused', 'answered', 'refused', 'refused'],
  'custom-read': ['refused', 'refused', 'refused', 'refused', 'answered', 'refused', 'refused'],
  none: ['refused', 'refused', 'refused', 'refused', 'answered', 'refused', 'refused'],
  unsure: ['refused, and told why', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused'],
  gone: ['-', '-', '-', '-', '-', '-', '-'],
  bot: ['refused', 'refused', 'refused', 'refused', 'refused', 'refused', 'refused'],
  assignee: ['refused', 'done', 'refused', 'refused', 'answered', 'done', 'refused'],
  agent: ['refused', 'done', 'refused', 'refused', 'answered', 'refused', 'refused'],
}

test('who may command a task is what the permission endpoint says, and what its assignee and its worker are', async ({
  bed,
}) => {
  bed.addWorker()
  const persons = new Map(logins.map((login) => [login, people[login](bed)]))
  const models = { sonnet: { workflow: 'worker.yml', logins: ['agent'] } }
  const tasks = logins.map((id) => (id === 'assignee' ? { id, assignees: [id] } : { id, model: 'sonnet' }))
  await bed.plan({ slots: 20, milestone: false, models, tasks })
  await bed.runWell()
  const comments = new Map<Login, number[]>()
  for (const [login, person] of persons) {
    const ids: number[] = []
    for (const command of taskCommands) ids.push(await person.comment(login, command))
    comments.set(login, ids)
  }
  changeAccess(bed)
  // A run dismisses twenty comments.
  for (let run = 0; run < 3; run++) await bed.runWell()
  const marks = [...comments].map(([login, ids]) => [login, ids.map((id) => markOf(bed, id))])
  expect(Object.fromEntries(marks)).toEqual(onTask)
  // Those who may write started a worker and gave it up again; nobody else moved anything.
  expect(bed.workers.map(({ claim, status }) => `${claim} ${status}`)).toEqual(
    writers.map((login) => `${login}#1 cancelled`),
  )
  const others = logins.filter((login) => !writers.includes(login) && login !== 'agent' && login !== 'assignee')
  expect(bed.states(...writers, ...others).every((status) => status === 'assigned')).toBe(true)
  // What was given back is picked again by the next run, as nothing else waits.
  expect(bed.states('agent', 'assignee')).toEqual(['running', 'assigned'])
  expect(bed.task('assignee').assignees).toEqual([])
  // Whether the agent has opened a pull request is asked for, and whether it has edited its comment.
  await expectCheapQuiet(bed, logins.length, 2)
})

const phaseCommands = ['/phase status', '/phase', '/phase report', '/phase pause', '/phase resume'] as const

test('anyone may ask how a phase stands, once a day; those who may write stop it and let it go on', async ({ bed }) => {
  const persons = new Map(logins.map((login) => [login, people[login](bed)]))
  await bed.plan({ slots: 1, milestone: false, tasks: ['a', 'b'] })
  await bed.runWell()
  const { number } = bed.progress()
  const comments = new Map<Login, number[]>()
  for (const [login, person] of persons) {
    const ids: number[] = []
    for (const command of phaseCommands) ids.push(await person.comment(number, command))
    comments.set(login, ids)
  }
  changeAccess(bed)
  // A run dismisses twenty comments.
  for (let run = 0; run < 3; run++) await bed.runWell()
  const silent = phaseCommands.map(() => 'refused')
  const marks = new Map([...comments].map(([login, ids]) => [login, ids.map((id) => markOf(bed, id))]))
  for (const login of writers)
    expect(marks.get(login), login).toEqual(['answered', 'answered', 'answered', 'done', 'done'])
  expect(marks.get('triage')).toEqual(['answered', 'refused', 'refused', 'refused', 'refused'])
  expect(marks.get('gone')).toEqual(phaseCommands.map(() => '-'))
  for (const login of logins.filter((each) => !writers.includes(each) && each !== 'triage' && each !== 'gone')) {
    expect(marks.get(login), login).toEqual(silent)
  }
  expect(bed.progress().body).not.toContain('Paused by')
  await expectCheapQuiet(bed, 2)
})

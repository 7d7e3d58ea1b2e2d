import { expect } from 'vitest'
import { test } from './bed.ts'
import { expectCheapQuiet } from './quiet.ts'

/** Texts of which each is said on a task of its own; the command in them is `/hold`. */
const found: Readonly<Record<string, string>> = {
  plain: '/hold',
  'upper-case': '/HoLd',
  reason: '/hold until the review of #12 is over',
  'in-the-middle': 'I am afraid that this has to wait.\n\n/hold\n\nSorry!',
  'second-line': 'I am afraid that this has to wait:\n/hold',
  windows: 'This has to wait:\r\n/hold\r\nSorry!\r\n',
  'three-spaces': '   /hold',
  'after-quote': '> When will it be done?\n\n/hold',
  'after-fence': '```\nmake\n```\n/hold',
  underlined: '/hold\n--\nOctocat',
}

/** Nothing in these is a command, and nothing answers them. */
const silent: Readonly<Record<string, string>> = {
  fence: '```\n/hold\n```',
  'open-fence': '~~~\n/hold',
  indented: '    /hold',
  quote: '> /hold',
  'lazy-quote': '> As they said:\n/hold',
  code: 'Say `x\n/hold\ny` to stop it.',
  'html-comment': '<!--\n/hold\n-->',
  details: '<details>\n/hold\n</details>',
  item: '- /hold',
  'later-in-line': 'Please /hold this.',
  path: '/hold/on/to/this',
  others: '/assign @octocat\n/lgtm\n/retest\n/close\n/text',
  word: '/holdings',
}

/** Help comes for what is nearly a command of ours, or one with arguments that make no sense. */
const mistaken: Readonly<Record<string, [said: string, help: string]>> = {
  'near-miss': ['/hodl', 'There is no such command, but one that is nearly the same. Try /hold.'],
  model: ['/spawn modle=haiku', 'Try /spawn model=haiku.'],
  percentage: ['/heartbeat 140%', 'A percentage goes from 0 to 100. Try /heartbeat 40%.'],
  'hold-cancel': ['/hold cancel', 'Try /unhold.'],
  verb: ['/phase paus', 'Try /phase pause.'],
}

test('a command is found wherever it begins a line of plain text, and nowhere else', async ({ bed }) => {
  const ids = [...Object.keys(found), ...Object.keys(silent), ...Object.keys(mistaken)]
  await bed.plan({ slots: 40, milestone: false, tasks: ids })
  await bed.runWell()
  const comments = new Map<string, number>()
  const texts = {
    ...found,
    ...silent,
    ...Object.fromEntries(Object.entries(mistaken).map(([id, [said]]) => [id, said])),
  }
  for (const [id, text] of Object.entries(texts)) comments.set(id, await bed.octocat.comment(id, text))
  await bed.runWell()
  const seen = (id: string) => [
    bed.task(id).status,
    bed.reactions(comments.get(id)!).join(),
    bed.replies(comments.get(id)!),
  ]
  for (const id of Object.keys(found)) expect(seen(id), id).toEqual(['held', 'eyes,rocket', []])
  for (const id of Object.keys(silent)) expect(seen(id), id).toEqual(['assigned', '', []])
  for (const [id, [said, help]] of Object.entries(mistaken)) {
    const reply = `octocat, ${said} was not done: `
    expect(seen(id), id).toEqual(['assigned', '-1', [expect.stringContaining(help)]])
    expect(bed.replies(comments.get(id)!)[0], id).toContain(reply)
    expect(bed.replies(comments.get(id)!)[0], id).toMatch(/[^.]\.$/)
  }
  expect(bed.section('Set aside')).toContain('is held by octocat: until the review of')
  await expectCheapQuiet(bed, ids.length)
})

test('comments without a command of ours cost a look, and nothing is written but how far they were read', async ({
  bed,
}) => {
  await bed.plan({ slots: 2, milestone: false, tasks: ['a', 'b'] })
  await bed.runWell()
  await bed.octocat.comment('a', '/lgtm')
  await bed.reader.comment('b', 'What about this?')
  const run = await bed.runWell()
  expect(run.requests.filter(({ path }) => path.includes('/comments')).length).toBe(2)
  expect(run.requests.some(({ path }) => path.includes('/collaborators/'))).toBe(false)
  expect(run.writes.map(({ method, path }) => `${method} ${path}`)).toEqual([
    `PATCH /repos/octo/demo/issues/${bed.progress().number}`,
  ])
  await expectCheapQuiet(bed, 2)
})

test('the commands of one comment are carried out in order, and one that is refused marks the whole', async ({
  bed,
}) => {
  await bed.plan({ slots: 4, milestone: false, tasks: ['a', 'b', 'c'] })
  await bed.runWell()
  const both = await bed.octocat.comment('a', '/hold for now\n\nNo, wait:\n/unhold\n/why')
  const mixed = await bed.octocat.comment('b', '/unhold\n/hold\n/unhold\n/hold\n/release')
  const foreign = await bed.octocat.comment('c', '/hold\n/lgtm\n/hold again')
  await bed.runWell()
  expect(bed.states('a', 'b', 'c')).toEqual(['assigned', 'held', 'held'])
  expect(bed.reactions(both)).toEqual(['eyes', 'rocket'])
  expect(bed.replies(both)).toEqual([expect.stringContaining('has a slot')])
  expect(bed.reactions(mixed)).toEqual(['eyes', '-1'])
  expect(bed.replies(mixed)).toEqual([
    expect.stringContaining('/unhold was not done'),
    expect.stringContaining('/release was not done'),
  ])
  expect(bed.reactions(foreign)).toEqual(['eyes', 'rocket'])
  expect(bed.replies(foreign)).toEqual([])
  await expectCheapQuiet(bed, 3)
})

test('a comment edited before it was read is refused with the reason; edited later, it means nothing', async ({
  bed,
}) => {
  await bed.plan({ slots: 4, milestone: false, tasks: ['early', 'late', 'stranger', 'chat'] })
  await bed.runWell()
  const early = await bed.octocat.comment('early', 'Hello')
  const late = await bed.octocat.comment('late', 'Hello')
  const done = await bed.octocat.comment('chat', '/hold')
  const stranger = await bed.reader.comment('stranger', 'Hello')
  bed.at('2026-02-23T03:16:00Z')
  await bed.octocat.editComment(early, '/hold')
  await bed.reader.editComment(stranger, '/hold')
  await bed.runWell()
  expect(bed.reactions(early)).toEqual(['-1'])
  expect(bed.replies(early)).toEqual([
    'octocat, /hold was not done: the comment was edited before it was read: say it in a new one.',
  ])
  expect(bed.reactions(stranger)).toEqual(['-1'])
  expect(bed.replies(stranger)).toEqual([])
  bed.at('2026-02-23T03:17:00Z')
  await bed.octocat.editComment(late, '/hold')
  await bed.octocat.editComment(done, '/unhold')
  await bed.octocat.editComment(early, '/hold now')
  const number = bed.task('late').number
  const payload = { action: 'edited', issue: { number }, comment: { id: late, body: '/hold' } }
  await bed.runWell({ event: 'issue_comment', payload })
  await bed.runWell()
  expect(bed.states('early', 'late', 'chat', 'stranger')).toEqual(['assigned', 'assigned', 'held', 'assigned'])
  expect(bed.reactions(late)).toEqual([])
  expect(bed.reactions(done)).toEqual(['eyes', 'rocket'])
  expect(bed.replies(early)).toHaveLength(1)
  // Whether the tasks that were touched have pull requests now is asked for.
  await expectCheapQuiet(bed, 4, 1)
  // So is a day later, when all comments are looked through.
  bed.at('2026-02-24T12:00:00Z')
  await bed.runWell()
  expect(bed.states('early', 'late', 'chat')).toEqual(['assigned', 'assigned', 'held'])
  await bed.expectQuiet()
})

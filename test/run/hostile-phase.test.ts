import { expect } from 'vitest'
import { parse } from 'yaml'
import { fileLine, fileMarkdown } from '../../src/core/text/contained-markdown.ts'
import { filesAt } from '../../src/local/git.ts'
import { type Slack, startSlack } from '../../src/local/slack.ts'
import { hostileTexts } from '../core/hostile-texts.ts'
import { type ActionRun, type Bed, bedTest } from './bed.ts'
import { issuesOn } from './board.ts'
import { expectDead } from './live-text.ts'
import { commits, files, open, textOf } from './mirrored-files.ts'
import { runnerCommands } from './runner-commands.ts'
import { setWorker } from './worker-life.ts'
import { workerText } from './worker-text.ts'

/** Those that a file may hold, and those of them that are a title. */
const texts = hostileTexts.filter((text) => !/(?!\s)\p{Cc}/u.test(text))
const titles = texts.filter((text) => /^[^\S\r\n]*\S.*$/.test(text) && text.length <= 80)
const some = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => titles[(from + at) % titles.length]!)
const sentence = (from: number) => some(from, 3).join(' ').slice(0, 200)
const description = texts.join('\n\n')
const criteria = some(20, 5)

const plan = {
  title: sentence(0),
  goal: some(0, 12).join(' '),
  manager: 'octocat',
  slots: 3,
  spawn: 'auto',
  retry: { max_attempts: 1 },
  target_date: '2026-03-08',
  streams: { doc: { title: titles[4]! } },
  models: { m: { workflow: 'worker.yml' } },
  allocation: { substantial: 'm' },
  files,
  tasks: ['a', 'b', 'c', 'd', 'e', 'f'].map((id, at) => ({
    id,
    title: sentence(3 * at + 1),
    stream: 'doc',
    labels: some(7 * at, 2).map((label) => label.replaceAll(',', ' ').slice(0, 40)),
    description,
    acceptance_criteria: criteria,
    ...(id === 'e' ? { depends_on: ['a'] } : {}),
  })),
}

const worker = workerText
  .replace('name: Worker', 'name: "::error::boom @octocat <b>"')
  .replace('run-name: ', 'run-name: "::error::boom @octocat #1" ')
  .replace(/^run-name: "(.*)" (.*)$/m, 'run-name: "$1 $2"')

const test = bedTest.extend<{ slack: Slack }>({
  slack: async ({ task: _ }, use) => {
    const slack = await startSlack()
    await use(slack)
    await slack.close()
  },
})

test('a phase whose every text is hostile goes from launch to completion, and nothing in it is ever live', async ({
  bed,
  slack,
}) => {
  open(bed)
  bed.addWorker(worker)
  await bed.plan(plan)
  const inputs = { token: 'writing-token', 'slack-webhook-url': slack.webhookUrl }
  const at = async (time: string) => {
    bed.at(`2026-02-${time}:00Z`)
    const run = await bed.runWell({ inputs })
    expectAllDead(bed, slack, run)
    return run
  }
  await bed.run({ inputs: { ...inputs, 'dry-run': 'true' } }).then((run) => expectAllDead(bed, slack, run))
  await at('23T04:00')
  expect(bed.workers.map(({ claim }) => claim)).toHaveLength(3)

  for (const [number, text] of titles.entries()) {
    const command = ['/why', '/hold', '/release', '/heartbeat 40%', '/spwan', '/spawn'][number % 6]
    if (number < 18) await bed.octocat.comment(number % 2 === 0 ? 'f' : 'd', `${command} ${text}`)
  }
  await bed.octocat.comment('f', `/hold ${sentence(12)}`)
  await bed.reader.comment('a', description)
  bed.board.addPullRequest({ title: sentence(15), body: description, closes: [bed.task('a').number] })
  setWorker(bed, 'b#1', 'failure')
  setWorker(bed, 'a#1', 'success')
  await bed.octocat.edit('a', { title: sentence(9) })
  await at('23T05:00')
  await at('23T05:30')

  await bed.octocat.comment('a', sentence(18))
  await bed.octocat.close('a')
  await at('24T09:15')
  expect(bed.task('e').body).toContain('was done')

  for (const id of ['b', 'c', 'd']) await bed.octocat.comment(id, description)
  for (const id of ['b', 'c', 'd', 'e']) await bed.octocat.close(id)
  await bed.octocat.close('f', 'not_planned')
  await at('25T09:15')
  await at('25T09:30')
  expect(bed.progress().open).toBe(false)
  expect(bed.section('Closing summary')).toContain('5 of 6 done')
  expect(slack.messages.length).toBeGreaterThan(2)
  await bed.expectQuiet({ inputs })
}, 120_000)

/** Everything that came out so far, wherever it can be seen. */
function expectAllDead(bed: Bed, slack: Slack, run: ActionRun): void {
  const pages = new RegExp(`^(?:\\.\\./(?:actions/runs|commit)/|https://github\\.com/${bed.tracker.repository}/)`)
  const known = bed.board.issues.length
  const own = [fileMarkdown(description.trim()), ...criteria.map((text) => fileLine(text))]
  const goal = fileLine(plan.goal)
  // These are Markdown that its author means; test/core/text/contained-markdown.test.ts says how far it reaches.
  const without = (text: string) => [...own, goal].reduce((rest, part) => rest.replaceAll(part, 'Markdown'), text)
  for (const { body, comments, author } of issuesOn(bed.board)) {
    expect(author).toBe('github-actions[bot]')
    expectDead(without(body), { pages, known })
    expect(body.match(/^<!-- phase-coordinator:end -->$/gm)).toHaveLength(1)
    for (const comment of comments.filter((text) => text.startsWith('<!-- phase-coordinator:')))
      expectDead(comment, { pages, known, mentioned: ['@octocat'] })
  }
  for (const [path] of filesAt(bed.board, 'main')) {
    const text = textOf(bed, path)!
    if (!path.endsWith('.md') || path === 'README.md') continue
    const [, head, body = text] = /^---\n([\s\S]*?\n)---\n([\s\S]*)$/.exec(text) ?? []
    expectDead(without(body), { pages, known })
    if (head !== undefined) expect(parse(head).task).toBe(path.replace(/^.*\/|\.md$/g, ''))
  }
  for (const message of commits(bed))
    expect(message).toMatch(/^Phase 1: (?:[a-f] [a-z ]+(?:\d+ %)?, )*[a-f0-9] ?[a-z0-9 %]+ \[skip ci\]$/)
  for (const { inputs } of bed.workers) for (const value of Object.values(inputs)) expect(value).toMatch(/^[\w.#-]+$/)
  for (const { description: text } of bed.board.milestones) expectDead(text ?? '', { pages, known })
  expectDead(without(run.summary), { pages, known })
  expect(Object.keys(run.outputs)).toHaveLength(13)
  const commands = runnerCommands(run.log).filter(({ name }) => name !== 'add-mask')
  expect(commands.filter(({ name, message }) => name !== 'warning' || !/^[A-Za-z]/.test(message))).toEqual([])
  for (const { text, blocks } of slack.messages) expectDeadSlack(`${text}\n${JSON.stringify(blocks)}`, bed)
}

function expectDeadSlack(text: string, bed: Bed): void {
  const mrkdwn = text.replace(/"type":"plain_text","text":"(?:[^"\\]|\\.)*"/g, '')
  const links = [...mrkdwn.matchAll(/<([^|>]*)[^>]*>/g)].map(([, address]) => address!)
  expect(links.filter((address) => !address.startsWith(`https://github.com/${bed.tracker.repository}/`))).toEqual([])
}

import { expect } from 'vitest'
import type { Intercept, Intercepted } from '../../src/local/intercept.ts'
import { type ActionRun, type Bed, test } from './bed.ts'

const token = 'ghs_PlantedWorkflowToken0123456789'
const agentToken = 'github_pat_PlantedAgentToken0123456789'
const slackToken = 'xoxb-PlantedSlackToken0123456789'
const webhookPath = 'services/T00000000/B00000000/PlantedWebhookPath0123'
const password = 'PlantedProxyPassword0123'

const planted = [token, agentToken, slackToken, webhookPath, 'PlantedWebhookPath0123', password]
const basic = (secret: string) => Buffer.from(`x-access-token:${secret}`).toString('base64')

/** Also as an address, and a header, would hold them; of base64 the middle, whatever is around it. */
const forms = planted.flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  ...['', 'a', 'ab', 'x-access-token:'].map((before) =>
    Buffer.from(before + secret)
      .toString('base64')
      .slice(Math.ceil((before.length * 4) / 3) + 2, -6),
  ),
])

/** All that a run leaves: what the runner prints and keeps, and what stands on GitHub. */
function left(bed: Bed, { log, summary, outputs, annotations }: ActionRun): string {
  const { issues, comments, labels, milestones, state } = bed.board
  const blobs = Object.values(state.git.blobs).map((blob) => Buffer.from(blob, 'base64').toString())
  const { blobs: _, ...git } = state.git
  // The runner swallows its own commands, and hides from then on what they name.
  const seen = log.replace(/^::add-mask::.*$/gm, '')
  return JSON.stringify({ seen, summary, outputs, annotations, issues, comments, labels, milestones, git, blobs })
}

function expectNothingLeft(bed: Bed, run: ActionRun): void {
  const text = left(bed, run)
  for (const form of forms) expect(text).not.toContain(form)
  // Masks come before anything else is said.
  const [masks, rest] = [/^::add-mask::/, run.log.trimEnd().split('\n')]
  const said = rest.findIndex((line) => !masks.test(line))
  if (said >= 0) expect(rest.slice(said).filter((line) => masks.test(line))).toEqual([])
}

const inputs = {
  token,
  'agent-token': agentToken,
  'slack-token': slackToken,
  'slack-webhook-url': `http://127.0.0.1:9/${webhookPath}`,
  'slack-api-url': 'http://127.0.0.1:9/api/',
}
const files = { progress: 'progress', jobs: 'JOBS.md' }
const slack = { channel: '#general' }

async function open(bed: Bed): Promise<void> {
  const permissions = { issues: 'write', contents: 'write', actions: 'write', pull_requests: 'read' } as const
  bed.tracker.addToken(token, { login: 'github-actions[bot]', kind: 'installation', permissions })
  bed.tracker.addToken(agentToken, { login: 'octocat', kind: 'user' })
  bed.tracker.putFile('README.md', '# Demo\n')
  bed.addWorker()
  const models = { bot: { workflow: 'worker.yml' }, copilot: { assign: ['copilot-swe-agent[bot]'] } }
  const tasks = [
    { id: 'a', model: 'bot' },
    { id: 'b', model: 'copilot' },
    { id: 'c', depends_on: ['a'] },
  ]
  await bed.plan({ spawn: 'auto', manager: 'octocat', slack, files, models, tasks })
}

const debugging = { RUNNER_DEBUG: '1', ACTIONS_STEP_DEBUG: 'true' }

test('a run with every secret shows none of them, also where Slack cannot be reached and debugging is on', async ({
  bed,
}) => {
  await open(bed)
  const run = await bed.run({ inputs, env: debugging })
  expect(run.ids('picked')).toEqual(['a', 'b'])
  expect(run.annotations.map(({ message }) => message)).toEqual([
    expect.stringContaining('Could not tell "Phase 1 has started'),
  ])
  expect(run.log).toContain(`::add-mask::${token}\n`)
  expectNothingLeft(bed, run)
})

/** What an answer says that gives back what it was sent. */
function echo({ token: sent, headers }: Intercepted): string {
  return `not for ${sent}, ${headers.get('authorization')}, Basic ${basic(sent ?? '')}, /?token=${encodeURIComponent(sent ?? '')}`
}

/** Answers that hold the token; a body is what a proxy between might send. */
const echoes: Readonly<Record<string, (request: Intercepted) => Response>> = {
  'a refusal': (request) => Response.json({ message: echo(request) }, { status: 422 }),
  'a missing permission': (request) => Response.json({ message: echo(request) }, { status: 403 }),
  'an absence': (request) => Response.json({ message: echo(request) }, { status: 404 }),
  'a failure': (request) => Response.json({ message: echo(request) }, { status: 502 }),
  'a refused token': (request) => Response.json({ message: echo(request) }, { status: 401 }),
  'a limit': (request) => Response.json({ message: echo(request) }, { status: 429, headers: { 'retry-after': '999' } }),
  'a page': (request) => new Response(`<html>${echo(request)}</html>`, { status: 200 }),
  'half of JSON': (request) => new Response(`{"message":"${echo(request)}`, { status: 200 }),
  'a redirection': (request) =>
    new Response(null, { status: 302, headers: { location: `http://127.0.0.1:9/?token=${request.token}` } }),
}

const written = /\/(blocked_by|assignees|dispatches|git\/trees|issues\/\d+\/labels|sub_issues)/

/** Strikes the first request of each kind that changes something, and lets the run go on to the others where it may. */
function atWrites(answer: (request: Intercepted) => Response): Intercept {
  const struck = new Set<string>()
  return async (request, proceed) => {
    const kind = request.method === 'GET' ? undefined : written.exec(request.path)?.[1]
    if (kind === undefined || struck.has(kind)) return proceed()
    struck.add(kind)
    return answer(request)
  }
}

/** Strikes every list, for which the run has no other way. */
function atReads(answer: (request: Intercepted) => Response): Intercept {
  return async (request, proceed) =>
    /\/issues$/.test(request.path) && request.method === 'GET' ? answer(request) : proceed()
}

for (const [kind, answer] of Object.entries(echoes)) {
  test(`${kind} that gives the token back is told without it`, async ({ bed }) => {
    await open(bed)
    bed.tracker.setIntercept(atReads(answer))
    const blind = await bed.run({ inputs }, false)
    expectNothingLeft(bed, blind)
    expect(blind.annotations.length).toBeGreaterThan(0)
    bed.tracker.setIntercept(atWrites(answer))
    expectNothingLeft(bed, await bed.run({ inputs }, false))
    bed.tracker.setIntercept(undefined)
    // What was noted of it may stand on an issue only now.
    expectNothingLeft(bed, await bed.run({ inputs, env: debugging }, false))
  })
}

test('a proxy with a password is used, and the password shown nowhere', async ({ bed }) => {
  await open(bed)
  const env = { ...debugging, http_proxy: `http://planted:${password}@127.0.0.1:9` }
  const run = await bed.run({ inputs, env })
  expect(run.annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining('Nothing was changed') }])
  expect(run.log).toContain(`::add-mask::${password}\n`)
  expectNothingLeft(bed, run)
})

test('a proxy whose address is none is told without it', async ({ bed }) => {
  await open(bed)
  const run = await bed.run({ inputs, env: { http_proxy: `http://planted:${password}@a host:x` } })
  expect(run.code).toBe(1)
  expect(run.annotations[0]!.message).toContain('is no web address: write it as http://user:password@')
  expectNothingLeft(bed, run)
})

test('a token that no header can hold is refused by its name alone', async ({ bed }) => {
  for (const input of ['token', 'agent-token']) {
    const run = await bed.run({ inputs: { ...inputs, [input]: `${token}\n${agentToken}` } }, false)
    expect(run.code).toBe(1)
    expect(run.annotations.map(({ message }) => message)).toEqual([
      `The input ${input} holds spaces, lines or letters that no token of GitHub has: copy it once more into its secret. [token-malformed]`,
    ])
    expectNothingLeft(bed, run)
  }
})

test('what is thrown outside of everything is one line without secrets', async ({ bed }) => {
  await open(bed)
  // A library that throws long after it was called, with what it was given in the error and hanging on it.
  const thrown = `Object.assign(new Error('${token}'), { request: { headers: { authorization: '${basic(token)}' } } })`
  const library = `const later = () => globalThis.answered ? (() => { throw ${thrown} })() : setTimeout(later, 1); const f = fetch; globalThis.fetch = async (...a) => { const r = await f(...a); globalThis.answered = true; return r }; later()`
  const run = await bed.run({
    inputs,
    env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(library)}` },
  })
  expect(run.code).toBe(1)
  expect(run.annotations.map(({ message }) => message)).toEqual([
    "This is a mistake of Phase Coordinator's own, please report it: *** [own-mistake]",
  ])
  expect(run.log).not.toMatch(/^ +at /m)
  expectNothingLeft(bed, run)
})

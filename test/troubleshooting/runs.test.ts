import { execFile, execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import type { EarlyEndCode, FailureCode, InputCode, SourceCode } from '../../src/core/troubleshooting/codes.ts'
import type { mirror, warnings } from '../../src/core/troubleshooting/warnings.ts'
import { answerLost, isIssueList, isPost, layered, nth, refusedBefore, secondaryLimit } from '../../src/local/faults.ts'
import type { Intercept, Intercepted } from '../../src/local/intercept.ts'
import type { Level } from '../../src/local/state.ts'
import type { Bed } from '../run/bed.ts'
import { files, open, usualPlan, writing } from '../run/mirrored-files.ts'
import { setWorker, start } from '../run/worker-life.ts'
import { expectExamples } from './examples.ts'
import { play, type Scenario } from './scenario.ts'

// Runs of the built action against the local tracker. Each code's scenario is the least that brings its message about.

const plan = { tasks: ['a', { id: 'b', depends_on: ['a'] }] }

/** A run whose inputs or environment are wrong. */
const given =
  (inputs: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}): Scenario =>
  async (bed) => {
    await bed.plan(plan)
    return bed.run({ inputs, env })
  }

const inputs: Readonly<Record<Exclude<InputCode, 'wrong-use' | 'unknown-code'>, Scenario>> = {
  'token-empty': given({ token: '' }),
  'checkout-missing': (bed) =>
    bed.run({ event: 'pull_request', inputs: { token: '' }, env: { GITHUB_WORKSPACE: '/nonexistent' } }),
  'token-malformed': given({ token: 'two words' }),
  'input-not-boolean': given({ 'dry-run': 'yes' }),
  'input-not-a-number': given({ 'operations-per-run': 'many' }),
  'phase-file-outside': given({ 'phase-file': '../phases/*.yml' }),
  'phase-file-pattern': given({ 'phase-file': '**/phases/**/**/*.yml' }),
  'phase-file-count': async (bed) => {
    await mkdir(path.join(bed.workspace, 'many'))
    for (let at = 0; at <= 1_000; at++) await writeFile(path.join(bed.workspace, `many/${at}.yml`), '')
    return bed.run({ inputs: { 'phase-file': 'many/*.yml' } })
  },
  'slack-address-invalid': given({ 'slack-webhook-url': 'hooks.slack.com/services' }),
  'slack-host-unknown': given({ 'slack-webhook-url': 'https://hooks.example.com/services' }),
  'slack-hosts-invalid': given({ 'slack-hosts': 'https://hooks.example.com' }),
  'slack-token-malformed': given({ 'slack-token': 'xoxb 1' }),
  'proxy-invalid': given({}, { https_proxy: 'user:p@ss@proxy' }),
  'repository-unknown': given({}, { GITHUB_REPOSITORY: '' }),
  'clock-invalid': given({}, { PHASE_COORDINATOR_NOW: 'yesterday' }),
}

/** What a program said on standard error, without what follows on the next lines. */
function commandLine(...words: readonly string[]): Promise<string> {
  const cli = path.join(path.dirname(inject('action')), 'cli.cjs')
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...words], { env: { PATH: process.env.PATH } }, (_error, _stdout, stderr) =>
      resolve(stderr.trimEnd()),
    )
  })
}

test('each input that cannot be used is told with its code', async () => {
  const told = await play(inputs)
  const wrongUse = await commandLine('forecast', '--until')
  const unknownCode = await commandLine('explain', 'unknown-dependencies')
  expect(wrongUse).toMatch(/ \[wrong-use\]$/)
  expect(unknownCode).toMatch(/ \[unknown-code\]$/)
  const ofCommands = [
    ['wrong-use', wrongUse],
    ['unknown-code', unknownCode],
  ] as const
  await expectExamples('inputs', new Map<InputCode, string>([...told, ...ofCommands]))
})

/** A workspace with something that is no phase file in the place of one. */
const instead =
  (put: (place: string, bed: Bed) => unknown, glob = '*.yml'): Scenario =>
  async (bed) => {
    await put(path.join(bed.workspace, 'phase.yml'), bed)
    await mkdir(path.join(bed.workspace, '.git'), { recursive: true })
    return bed.run({ inputs: { 'phase-file': glob } })
  }

const sources: Readonly<Record<Exclude<SourceCode, 'file-too-large' | 'note-incomplete'>, Scenario>> = {
  'file-unreadable': instead((place) => symlink('phase.yml', place)),
  'file-not-ordinary': instead((place) => execFileSync('mkfifo', [place])),
  'file-outside': instead(async (_, bed) => {
    await mkdir(path.join(bed.workspace, 'a'))
    await writeFile(path.join(bed.workspace, '../outside-of-the-repository.yml'), '')
  }, '[.][.]/outside-of-the-repository.yml'),
  'file-behind-link': instead((place) => symlink('/dev/zero', place)),
  'file-unfit': (bed) => {
    bed.tracker.putFile('.github/phases/1.yml', 'x'.repeat(1024 * 1024 + 1))
    return bed.run({ env: { GITHUB_WORKSPACE: '/nonexistent' } })
  },
}

test('each file that is not read is told with its code', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'note-'))
  await writeFile(path.join(folder, 'NOTE.md'), '# Phase 4\n')
  const incomplete = await commandLine('init', folder, '--yes', '--from', path.join(folder, 'NOTE.md'))
  await rm(folder, { recursive: true })
  expect(incomplete).toMatch(/ \[note-incomplete\]$/)
  const example = ['note-incomplete', incomplete.replace(folder, '').replace(/^\//, '')] as const
  await expectExamples('sources', new Map<SourceCode, string>([...(await play(sources)), example]))
})

/** A run of a token that may do so much. */
async function runWith(bed: Bed, permissions: Readonly<Record<string, Level>>) {
  bed.tracker.addToken('poor-token', { login: 'github-actions[bot]', kind: 'installation', permissions })
  await bed.plan(plan)
  return bed.run({ inputs: { token: 'poor-token' } })
}

const failures: Readonly<Record<FailureCode, Scenario>> = {
  'mistakes-in-files': async (bed) => {
    await bed.plan({ slots: 0, tasks: ['a'] })
    return bed.run()
  },
  'token-changed': async (bed) => {
    await bed.plan(plan)
    await bed.runWell()
    return bed.run({ inputs: { token: 'octocat-token' } })
  },
  'renamed-plan': async (bed) => {
    await bed.plan({ tasks: ['guide', 'manual'] })
    await bed.runWell()
    await bed.plan({ tasks: ['p1-guide', 'p1-manual'] })
    return bed.run()
  },
  'token-rejected': given({ token: 'expired-token' }),
  'permission-missing': (bed) => runWith(bed, { issues: 'read', contents: 'read' }),
  'access-missing': given({ token: 'reader-token' }),
  'repository-archived': async (bed) => {
    await bed.plan(plan)
    bed.board.state.repository.archived = true
    return bed.run()
  },
  'issues-disabled': async (bed) => {
    await bed.plan(plan)
    bed.board.state.repository.hasIssues = false
    return bed.run()
  },
  'repository-hidden': async (bed) => {
    await bed.plan(plan)
    bed.tracker.addToken('stranger-token', { login: 'stranger', kind: 'user' })
    return bed.run({ inputs: { token: 'stranger-token' } })
  },
  // A label that is nothing: nobody foresees that.
  'own-mistake': async (bed) => {
    await bed.plan(plan)
    bed.tracker.setIntercept(
      answering(isIssueList, () => Response.json([{ number: 1, id: 1, title: 'T', labels: [null] }])),
    )
    return bed.run()
  },
}

const answering =
  (picks: (request: Intercepted) => boolean, answer: () => Response): Intercept =>
  async (request, proceed) =>
    picks(request) ? answer() : proceed()

const refusing = (picks: (request: Intercepted) => boolean, status: number, message: string) =>
  answering(picks, () => Response.json({ message, status: String(status) }, { status }))

test('each reason for a run to end red is told with its code', async () => {
  await expectExamples('failures', await play(failures))
})

/** A launch that meets faults of GitHub. */
const launchWith =
  (intercept: Intercept, inputs: Readonly<Record<string, string>> = {}): Scenario =>
  async (bed) => {
    await bed.plan(plan)
    bed.tracker.setIntercept(intercept)
    return bed.run({ inputs }, false)
  }

const earlyEnds: Readonly<Record<EarlyEndCode, Scenario>> = {
  'github-unreadable': launchWith(answering(isIssueList, () => Response.json({}))),
  'rate-limited': launchWith(secondaryLimit(isIssueList, { retryAfter: 3600 })),
  'operations-limit': launchWith((_, proceed) => proceed(), { 'operations-per-run': '8' }),
}

test('each reason for a run to end early is told with its code', async () => {
  await expectExamples('early-ends', await play(earlyEnds))
})

const isDispatch = ({ method, path: place }: Intercepted) => method === 'POST' && place.endsWith('/dispatches')
const isRunList = ({ method, path: place }: Intercepted) => method === 'GET' && /\/runs(\?|$)/.test(place)

/** After a launch, one label has to be set again. */
const relabelWith =
  (status: number, message: string): Scenario =>
  async (bed) => {
    await bed.plan(plan)
    await bed.runWell()
    const address = `/repos/octo/demo/issues/${bed.task('a').number}/labels`
    bed.tracker.setIntercept(refusing((request) => isPost(request) && request.path === address, status, message))
    await bed.octocat.unlabel('a', 'status:assigned')
    return bed.run()
  }

/** Lists of issues show this one alone. */
const showing =
  (number: number): Intercept =>
  async (request, proceed) => {
    const answer = await proceed()
    if (!isIssueList(request)) return answer
    const rows = (await (answer as Response).json()) as { number: number }[]
    return Response.json(rows.filter((row) => row.number === number))
  }

const ofRuns: Readonly<Record<keyof typeof warnings.entries, Scenario>> = {
  'no-phase-file': (bed) => bed.run(),
  'checked-without-token': async (bed) => {
    await bed.plan(plan)
    return bed.run({ event: 'pull_request', inputs: { token: '' } })
  },
  'summary-unwritten': given({}, { GITHUB_STEP_SUMMARY: '/nonexistent/summary' }),
  'operation-refused': relabelWith(422, 'Validation Failed'),
  'operation-target-missing': relabelWith(404, 'Not Found'),
  'operation-unanswered': relabelWith(500, 'Server Error'),
  'short-list': async (bed) => {
    await bed.plan(plan)
    await bed.runWell()
    const other = await bed.octocat.open('A question')
    bed.tracker.setIntercept(showing(other))
    return bed.run()
  },
  'pull-requests-hidden': async (bed) => {
    await start(bed, { tasks: ['a'] })
    setWorker(bed, 'a#1', 'success')
    const permissions = { issues: 'write', contents: 'read', actions: 'write' } as const
    bed.tracker.addToken('poor-token', { login: 'github-actions[bot]', kind: 'installation', permissions })
    return bed.run({ inputs: { token: 'poor-token' } })
  },
  'start-unanswered': async (bed) => {
    bed.tracker.setIntercept(layered(answerLost(nth(isDispatch, 0), '502'), refusedBefore(isRunList, '500')))
    bed.addWorker()
    const models = { sonnet: { workflow: 'worker.yml' } }
    await bed.plan({ spawn: 'auto', models, tasks: [{ id: 'a', model: 'sonnet' }] })
    return bed.run({}, false)
  },
}

test('each warning of a run is told with its code', async () => {
  await expectExamples('warnings', await play(ofRuns))
})

/** Somebody pushes just before each update of the branch. */
function pushBefore(bed: Bed): Intercept {
  let pushed = 0
  return async (request, proceed) => {
    if (request.method === 'PATCH' && /\/git\/refs\//.test(request.path))
      bed.tracker.putFile(files.jobs, `# Mine\n\n${pushed++}\n`)
    return proceed()
  }
}

const mirroring =
  (prepare: (bed: Bed) => void, options: object = writing, more: object = {}): Scenario =>
  async (bed) => {
    open(bed)
    prepare(bed)
    await bed.plan({ ...usualPlan, ...more })
    return bed.run(options)
  }

const isTree = (request: Intercepted) => isPost(request) && request.path.endsWith('/git/trees')

const ofMirror: Readonly<Record<keyof typeof mirror.entries, Scenario>> = {
  'mirror-permission': mirroring(() => {}, {}),
  'mirror-protected': mirroring((bed) => bed.board.state.repository.protectedBranches.push('main')),
  'mirror-no-branch': mirroring(() => {}, writing, { files: { ...files, branch: 'mirror' } }),
  'mirror-refused': mirroring((bed) => bed.tracker.setIntercept(refusing(isTree, 422, 'tree.path is malformed'))),
  'mirror-raced': mirroring((bed) => bed.tracker.setIntercept(pushBefore(bed))),
  'mirror-file-unfit': mirroring((bed) => bed.tracker.putFile(`${files.backlog}/inside.md`, 'a folder')),
}

test('each reason for files not to be mirrored is told with its code', async () => {
  await expectExamples('mirror', await play(ofMirror))
})

// The commit that mirrors a phase, disturbed at each of its requests.

import { expect, test } from 'vitest'
import { filesAt } from '../../src/local/git.ts'
import { interleave, seeded } from '../../src/local/interleave.ts'
import { type RequestRecord, startTracker, type Tracker } from '../../src/local/tracker.ts'
import { Person } from '../run/person.ts'
import { type Disturbance, disturbances } from './disturbances.ts'
import { tryEach } from './matrix.ts'
import { type Rehearsal, rehearse } from './rehearsal.ts'
import { minutes, whole } from './tell.ts'
import { differ, disturbedRun, runToQuiet, type Trial, undisturbed } from './trial.ts'

const sample = { share: whole ? 1 : 0.02, seed: Number(process.env.FAULTS_SEED ?? 1) }
const now = '2026-02-23T04:15:00Z'
const rehearsal: Rehearsal = {
  now,
  token: 'writing-token',
  files: {
    '.github/phases/phase.yml': `phase: 4
title: Release readiness
slots: 2
files: { progress: progress, jobs: JOBS.md, backlog: BACKLOG.md }
tasks:
  - { id: guide, title: Guide, priority: 1 }
  - { id: docker, title: Docker images, priority: 2 }
  - { id: helm, title: Helm charts, depends_on: [docker] }
  - { id: load, title: Load tests }
`,
  },
}

const permissions = { issues: 'write', contents: 'write', actions: 'write', pull_requests: 'read' } as const

interface Story {
  readonly name: string
  /** What happens between the launch and the run that is disturbed; undefined where that is the launch. */
  readonly people: ((person: Person, tracker: Tracker) => Promise<void>) | undefined
}

const stories: readonly Story[] = [
  { name: 'a launch', people: undefined },
  {
    name: 'a run after a closing and a commit to a progress file',
    async people(person, tracker) {
      await person.close('docker')
      const text = mirrored(tracker)['progress/guide.md']!
      tracker.putFile('progress/guide.md', `${text.replace('percent:', 'percent: 40')}\nHalf way.\n`)
    },
  },
]

async function onStage<T>({ people }: Story, then: (tracker: Tracker) => Promise<T>): Promise<T> {
  const primaryLimit = { installation: 1_000_000, user: 1_000_000 }
  const tracker = await startTracker({ now: () => new Date(now), behaviour: { primaryLimit } })
  tracker.addToken('writing-token', { login: 'github-actions[bot]', kind: 'installation', permissions })
  tracker.putFile('JOBS.md', '# Jobs\n\nOf people.\n')
  try {
    if (people !== undefined) {
      await rehearse(tracker, rehearsal)
      await people(new Person(tracker, 'octocat-token'), tracker)
    }
    return await then(tracker)
  } finally {
    await tracker.close()
  }
}

/** The files of the branch, by path. */
function mirrored({ store }: Tracker): Readonly<Record<string, string>> {
  const text = (blob: string) => Buffer.from(store.state.git.blobs[blob]!, 'base64').toString()
  return Object.fromEntries([...filesAt(store, 'main')].map(([path, blob]) => [path, text(blob)]))
}

/** Without what a disturbed run may well have another one of: numbers of issues, and checksums over them. */
function plain(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const strip = (text: string) =>
    text
      .replace(/#\d+/g, '#')
      .replace(/^issue: \d+$/m, 'issue:')
      .replace(/data v1 \w+ \{"rest".*/g, 'data')
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strip(text)]))
}

/** Commits of the branch, the oldest first. */
function history({ store }: Tracker): { message: string; tree: string }[] {
  const { refs, commits } = store.state.git
  const found = []
  for (let sha = refs['heads/main']; sha !== undefined; sha = commits[sha]!.parents[0]) found.unshift(commits[sha]!)
  return found
}

/** Each commit changes something, and no news is told twice, except where GitHub's lists showed what had been before. */
function mistakesIn(tracker: Tracker, expected: Readonly<Record<string, string>>, isLag: boolean): string[] {
  const all = history(tracker)
  const empty = all.filter(({ tree }, at) => at > 0 && all[at - 1]!.tree === tree).map(({ message }) => message)
  const news = all.flatMap(({ message }) => message.match(/\w+ (?:picked|done|started)/g) ?? [])
  const twice = news.filter((each, at) => news.indexOf(each) !== at)
  return [
    ...differ('empty commits', empty, []),
    ...differ('told twice', isLag ? [] : twice, []),
    ...differ('files', [plain(mirrored(tracker))], [expected]),
  ]
}

async function tryOut(
  story: Story,
  disturbance: Disturbance,
  request: number,
  expected: Readonly<Record<string, string>>,
): Promise<Trial> {
  return onStage(story, async (tracker) => {
    const struck = await disturbedRun(tracker, disturbance, request, (alive) => rehearse(tracker, rehearsal, alive))
    if (struck === undefined) return undisturbed
    const isLag = disturbance.name.startsWith('lists')
    const mismatches = [...(await runToQuiet(tracker, rehearsal)), ...mistakesIn(tracker, expected, isLag)]
    return { disturbed: true, request: `${struck.method} ${struck.path}`, mismatches, duplicates: 0 }
  })
}

const isAboutFiles = ({ path }: RequestRecord) => /\/(git|contents|commits)\b/.test(path)

for (const story of stories) {
  const name = `after any fault or kill at any request of ${story.name} that mirrors files, they say everything once`
  test.concurrent(name, { timeout: 40 * minutes }, async () => {
    const { requests, expected } = await onStage(story, async (tracker) => {
      const before = tracker.requests.length
      await rehearse(tracker, rehearsal)
      return { requests: tracker.requests.slice(before), expected: plain(mirrored(tracker)) }
    })
    expect(Object.keys(expected).length).toBeGreaterThan(3)
    const trial = (disturbance: Disturbance, request: number) => tryOut(story, disturbance, request, expected)
    // The requests about files are few: all of them, whatever the sample.
    const meets = (each: Disturbance, about: boolean) => (request: RequestRecord) =>
      each.meets(request) && isAboutFiles(request) === about
    const split = (about: boolean) => disturbances.map((each) => ({ ...each, meets: meets(each, about) }))
    const files = await tryEach(requests, split(true), trial, { ...sample, share: whole ? 1 : 0.15 })
    const others = await tryEach(requests, split(false), trial, sample)
    console.log(`${story.name}: ${files.tried + others.tried} tried, ${files.survived + others.survived} survived`)
    expect(files.tried).toBeGreaterThan(0)
    expect([...files.failures, ...others.failures]).toEqual([])
  })
}

const races = whole ? 120 : 4

test('two runs at once, in any order of their requests, leave files that say everything', {
  timeout: 20 * minutes,
}, async () => {
  const story = stories[1]!
  const expected = await onStage(story, async (tracker) => {
    await rehearse(tracker, rehearsal)
    return plain(mirrored(tracker))
  })
  for (let seed = sample.seed; seed < sample.seed + races; seed++) {
    await onStage(story, async (tracker) => {
      const tokens = ['writing-token', 'racing-token']
      const { intercept, ended } = interleave(tokens, seeded(seed))
      tracker.addToken('racing-token', { login: 'github-actions[bot]', kind: 'installation', permissions })
      tracker.setIntercept(intercept)
      await Promise.all(tokens.map((token) => rehearse(tracker, { ...rehearsal, token }).finally(() => ended(token))))
      tracker.setIntercept(undefined)
      const mismatches = [...(await runToQuiet(tracker, rehearsal)), ...mistakesIn(tracker, expected, true)]
      expect(mismatches, `seed ${seed}`).toEqual([])
    })
  }
})

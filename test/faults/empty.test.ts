import { expect, test } from 'vitest'
import type { RunReport } from '../../src/core/report/run-report.ts'
import {
  emptyPage,
  htmlInstead,
  killed,
  laggingLists,
  layered,
  nth,
  refusedBefore,
  shortPage,
} from '../../src/local/faults.ts'
import type { Intercept, Intercepted } from '../../src/local/intercept.ts'
import { issuesOn } from '../run/board.ts'
import { Person } from '../run/person.ts'
import { rehearse, troublesOf } from './rehearsal.ts'
import { launch, type Scenario, sync } from './scenarios.ts'
import { whole } from './tell.ts'
import { compare, onTracker, requestsOf, runToQuiet } from './trial.ts'

const minutes = 60_000

/** Runs mostly wait, so that many go side by side. */
async function sideBySide<T>(items: readonly T[], each: (item: T) => Promise<void>): Promise<void> {
  const left = [...items]
  const worker = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await each(next)
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

type Picks = (request: Intercepted) => boolean

const isList = ({ method, path }: Intercepted) =>
  method === 'GET' && /\/(issues|milestones|sub_issues|blocked_by|comments)$/.test(path)

/** A list that is not what there is, and what a run says of it; undefined where it finds out the truth all the same. */
const lies: readonly { readonly name: string; readonly says: RegExp | undefined; with(picks: Picks): Intercept }[] = [
  {
    name: 'empty',
    says: /^Could not create the milestone .*GitHub's list of milestones does not show it\. Mend that/,
    with: (picks) => emptyPage(picks),
  },
  // Every number that is recorded is read by itself.
  { name: 'short', says: undefined, with: (picks) => shortPage(picks, 1) },
  {
    name: 'refused with 403',
    says: /lacks a permission \(Resource not accessible/,
    with: (picks) => refusedWith(picks, 403, 'Resource not accessible by integration'),
  },
  {
    name: 'refused with 404',
    says: /does not show this repository to the token \(404/,
    with: (picks) => refusedWith(picks, 404, 'Not Found'),
  },
  {
    name: 'refused with 500',
    says: /could not be read \(Server Error\)/,
    with: (picks) => refusedBefore(picks, '500'),
  },
  {
    name: 'a page of HTML',
    says: /could not be read \(the answer is not JSON\)/,
    with: (picks) => htmlInstead(picks, { carriedOut: false }),
  },
]

function refusedWith(picks: Picks, status: number, message: string): Intercept {
  return async (request, proceed) => {
    if (!picks(request)) return proceed()
    const documentation_url = 'https://docs.github.com/rest'
    return Response.json({ message, documentation_url, status: String(status) }, { status })
  }
}

/** Everything that a run says about why it did no more. */
function reasons(report: RunReport | 'failed'): string[] {
  if (report === 'failed') return ['the run failed']
  return troublesOf(report)
}

interface Heard {
  readonly said: readonly string[]
  /** How often the run was lied to. */
  readonly lies: number
  readonly problems: readonly string[]
  /** What the run that was lied to left undone. */
  readonly left: readonly string[]
}

/** A run after closings, in a repository where every issue is known, that is lied to about its lists; and clean runs. */
function lieTo(intercept: Intercept, picks: Picks): Promise<Heard> {
  return onTracker(sync, async (tracker, rehearsal) => {
    const first = tracker.requests.length
    const before = issuesOn(tracker.store).length
    const counted = { lies: 0 }
    tracker.setIntercept(async (request, proceed) => {
      if (picks(request)) counted.lies += 1
      return intercept(request, proceed)
    })
    const said = reasons(await rehearse(tracker, rehearsal))
    tracker.setIntercept(undefined)
    const opened = issuesOn(tracker.store).length - before
    const creations = tracker.requests
      .slice(first)
      .filter(({ method, path }) => method === 'POST' && /\/issues$/.test(path))
    const left = compare(tracker, sync)
    const problems = [
      ...(opened + creations.length === 0 ? [] : [`${creations.length} issues opened by the run that was lied to`]),
      ...(await runToQuiet(tracker, rehearsal)),
      ...compare(tracker, sync),
      ...(issuesOn(tracker.store).length === before + opened ? [] : ['issues opened afterwards']),
    ]
    return { said, lies: counted.lies, problems, left }
  })
}

const listsOfRun = 8

for (const [index, { name, says, with: lie }] of lies.entries()) {
  const end = says === undefined ? 'the run finds them by their numbers' : 'the run says why'
  test.concurrent(`where every list is ${name}, nothing is opened again, and ${end}`, async () => {
    const { said, lies: count, problems, left } = await lieTo(lie(isList), isList)
    expect(count).toBeGreaterThan(0)
    expect(problems).toEqual([])
    if (says === undefined) expect([said, left]).toEqual([[], []])
    else expect(said).toEqual([expect.stringMatching(says)])
  })

  test.concurrent(`where one list alone is ${name}, whichever it is, nothing is opened again`, {
    timeout: 10 * minutes,
  }, async () => {
    let tried = 0
    const lists = [...Array(listsOfRun).keys()].filter((at) => whole || (at + index) % 3 === 0)
    await sideBySide(lists, async (at) => {
      const heard = await lieTo(lie(nth(isList, at)), nth(isList, at))
      if (heard.lies === 0) return
      tried += 1
      expect(heard.problems, `list ${at}`).toEqual([])
    })
    expect(tried).toBeGreaterThan(0)
  })
}

/** What stood in the repository before the phase: GitHub goes on counting from there. */
const pasts: readonly { readonly name: string; readonly issues: number }[] = [
  { name: 'of ours alone', issues: 0 },
  { name: 'whose first issue was deleted', issues: 1 },
  { name: 'with many other issues', issues: 45 },
]

for (const { name, issues } of pasts) {
  test.concurrent(`where every list is empty and no milestone is a witness, nothing is opened again in a repository ${name}`, async () => {
    const plan = sync.plan.replace('milestone: v1.0.0', 'milestone: false')
    const plain: Scenario = { ...sync, before: undefined, plan, people: async () => {} }
    await onTracker(plain, async (tracker, rehearsal) => {
      const person = new Person(tracker, 'octocat-token')
      for (let at = 0; at < issues; at++) await person.open(`Not ours ${at}`)
      if (issues > 0) tracker.store.deleteIssue(1)
      await rehearse(tracker, rehearsal)
      const before = issuesOn(tracker.store).length
      tracker.setIntercept(emptyPage(isList))
      const said = reasons(await rehearse(tracker, rehearsal))
      tracker.setIntercept(undefined)
      expect(issuesOn(tracker.store)).toHaveLength(before)
      expect(said).toEqual([expect.stringMatching(/it counts \d+ open issues but lists none/)])
      expect(await runToQuiet(tracker, rehearsal)).toEqual([])
      expect(issuesOn(tracker.store)).toHaveLength(before)
    })
  })
}

/** A launch that is killed at one request, while lists lag behind its writes and go on to do so in the next run. */
async function killAndLag(
  at: number,
  carriedOut: boolean,
  requests: number,
): Promise<{ problems: string[]; duplicates: number }> {
  return onTracker(launch, async (tracker, rehearsal) => {
    let alive = true
    const kill = () => {
      alive = false
    }
    const lag = laggingLists(tracker.store, { hide: true, stale: true, requests })
    tracker.setIntercept(layered(killed(at, kill, { carriedOut }), lag))
    await rehearse(tracker, rehearsal, () => alive)
    // The lists are behind only for so many requests: the next run meets them as the killed one left them.
    tracker.setIntercept(undefined)
    await rehearse(tracker, rehearsal)
    tracker.store.lag = undefined
    const problems = [...(await runToQuiet(tracker, rehearsal)), ...compare(tracker, launch)]
    const duplicates = issuesOn(tracker.store).filter(({ reason }) => reason === 'duplicate').length
    return { problems, duplicates }
  })
}

test('a launch that is killed at any request while lists hide what is new leaves no duplicate in the end', {
  timeout: 20 * minutes,
}, async () => {
  const all = (await requestsOf(launch)).length
  const cases = [1, 3, 6, 12, 1000].flatMap((requests, index) =>
    Array.from({ length: all }, (_, at) => at)
      .filter((at) => whole || (at + index) % 13 === 0)
      .flatMap((at) => (whole ? [true, false] : [at % 2 === 0]).map((carriedOut) => ({ at, carriedOut, requests }))),
  )
  const failures: string[] = []
  let duplicates = 0
  await sideBySide(cases, async ({ at, carriedOut, requests }) => {
    const ended = await killAndLag(at, carriedOut, requests)
    duplicates += ended.duplicates
    if (ended.problems.length > 0)
      failures.push(
        `killed ${carriedOut ? 'after' : 'before'} request ${at}, ${requests} lists late: ${ended.problems.join('; ')}`,
      )
  })
  console.log(
    `lists behind and a kill: ${cases.length} tried, ${cases.length - failures.length} survived; ${duplicates} duplicates made and merged`,
  )
  expect(cases.length).toBeGreaterThan(5)
  expect(failures).toEqual([])
})

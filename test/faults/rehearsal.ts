import { readPhases } from '../../src/core/phase-file/read.ts'
import type { RunReport } from '../../src/core/report/run-report.ts'
import type { Settings } from '../../src/core/world.ts'
import type { TellSlack } from '../../src/github/apply.ts'
import { createClient } from '../../src/github/client.ts'
import { identify } from '../../src/github/identify.ts'
import { graphqlUrlOf, whoAmI } from '../../src/github/who-am-i.ts'
import type { Tracker } from '../../src/local/tracker.ts'
import { run } from '../../src/run.ts'

export interface Rehearsal {
  readonly files: Readonly<Record<string, string>>
  readonly now: string
  readonly token?: string
  readonly budget?: number
  readonly maxActive?: number
  readonly confirm?: boolean
  /** A user's token, for agents. */
  readonly agentToken?: string
  /** What events were about. */
  readonly lookAt?: Settings['lookAt']
  /** Keeps to the pace of writes, as on GitHub. */
  readonly paced?: boolean
  /** Undefined where Slack cannot be reached. */
  readonly slack?: TellSlack
  readonly onWait?: (seconds: number, why: string) => void
}

/** Thrown into a run whose process is taken for dead: nothing of it may reach GitHub any more. */
class Killed extends Error {}

/**
 * A run of the action without a process of its own: a thousand of them take seconds. All of its requests go over a
 * socket, the first one as the action sends it.
 */
export async function rehearse(
  tracker: Tracker,
  rehearsal: Rehearsal,
  alive: () => boolean = () => true,
): Promise<RunReport | 'failed'> {
  const begun = performance.now()
  const token = rehearsal.token ?? 'local-token'
  const [owner, repo] = tracker.repository.split('/') as [string, string]
  const mortal: typeof fetch = async (input, init) => {
    if (!alive()) throw new Killed()
    const answer = await fetch(input, init)
    if (!alive()) throw new Killed()
    return answer
  }
  const access = {
    apiUrl: tracker.url,
    repository: { owner, repo },
    paced: rehearsal.paced ?? false,
    fetch: mortal,
    onWait: rehearsal.onWait ?? (() => {}),
  }
  const client = createClient({ ...access, token })
  const agent = rehearsal.agentToken
  try {
    const me = await identify(whoAmI(graphqlUrlOf(tracker.url), token).viewer, client)
    const plan = readPhases(Object.entries(rehearsal.files).map(([path, text]) => ({ path, text })))
    if (plan.problems.length > 0) throw new Error(plan.problems[0]!.message)
    const settings = {
      maxActive: rehearsal.maxActive,
      confirm: rehearsal.confirm ?? false,
      lookAt: rehearsal.lookAt ?? [],
      phaseFiles: ['.github/phases/*.{yml,yaml}'],
      slack: rehearsal.slack && { webhook: true },
    }
    return await run({
      plan: { phases: plan.phases, badFiles: plan.bad, settings },
      client,
      pages: 'https://github.com',
      slack: rehearsal.slack,
      agentClient: agent === undefined ? undefined : createClient({ ...access, token: agent }),
      me,
      trustedAuthors: [],
      now: Date.parse(rehearsal.now),
      clock: () => Date.parse(rehearsal.now) + performance.now() - begun,
      dryRun: false,
      budget: rehearsal.budget ?? 10_000,
      log: () => {},
    })
  } catch (error) {
    if (error instanceof Error && error.name === 'Trouble') return 'failed'
    if (!alive()) return 'failed'
    throw error
  }
}

/** Everything that a run says about why it did no more. */
export function troublesOf({ stop, error, cutShort, warnings }: RunReport): string[] {
  const said = [stop, error, ...warnings].flatMap((each) => each?.message ?? [])
  return cutShort === undefined ? said : [...said, cutShort.reason]
}

import { emptyObservation } from './core/observation.ts'
import { describeStep, doingStep, planRemoval, type Removal } from './core/removal/removal.ts'
import type { Left, RemovalSight, RemovalStep } from './core/removal/step.ts'
import type { Headway } from './core/report/headway.ts'
import type { Client } from './github/client.ts'
import { applyStep, observeForRemoval } from './github/remove.ts'
import { Trouble } from './github/trouble.ts'

/** What a removal came to. */
export interface RemovalReport {
  readonly done: readonly RemovalStep[]
  /** What was found changed just before it would have been taken away. */
  readonly left: readonly Left[]
  /** What GitHub did not do, each a sentence. Then what names the rest stays, so that another call goes on. */
  readonly failed: readonly string[]
}

/**
 * Looks at what was launched, and decides how to undo it. Where a list shows less than it should, all is looked at once
 * more: what is still hidden then is not ours to see, and stays.
 */
export async function findRemoval(client: Client, who: Who, wanted: readonly string[] | undefined): Promise<Removal> {
  const first = await look(client, who, wanted)
  return first.isShort ? (await look(client, who, wanted)).removal : first.removal
}

interface Who {
  /** The token's own login. */
  readonly me: string
  readonly trustedAuthors: readonly string[]
}

async function look(client: Client, { me, trustedAuthors }: Who, wanted: readonly string[] | undefined) {
  const repository = `${client.owner}/${client.repo}`
  let sight: RemovalSight = {
    observation: emptyObservation({ me, trusted: trustedAuthors, repository }),
    labels: undefined,
    bearers: new Map(),
  }
  const asked = new Set<string>()
  for (;;) {
    const decision = planRemoval(sight, wanted)
    if (decision.kind === 'plan') return decision
    const open = decision.questions.filter((question) => !asked.has(JSON.stringify(question)))
    if (open.length === 0) throw new Trouble('unknown', 'its answers leave a question open', 200)
    for (const question of open) asked.add(JSON.stringify(question))
    sight = await observeForRemoval(sight, open, client)
  }
}

/**
 * Does the steps in their order. A missing permission ends it, and so does a limit; other trouble concerns one step, and those
 * that need it done. What makes an issue nobody's waits for all that can only be done while it is ours.
 */
export async function carryOutRemoval(
  { steps }: Removal,
  client: Client,
  onHeadway: (headway: Headway) => void,
): Promise<RemovalReport> {
  const done: RemovalStep[] = []
  const left: Left[] = []
  const failed: string[] = []
  let failedRank = Number.POSITIVE_INFINITY
  for (const [index, step] of steps.entries()) {
    if (rankOf(step) > failedRank) continue
    onHeadway({ doing: doingStep(step), done: index, total: steps.length })
    try {
      const why = await applyStep(step, client)
      if (why === undefined) done.push(step)
      else left.push({ what: describeStep(step), why })
    } catch (error) {
      if (!(error instanceof Trouble) || error.kind === 'forbidden') throw error
      failed.push(`Could not ${describeStep(step)}: ${error.message}.`)
      failedRank = Math.min(failedRank, rankOf(step))
      if (error.kind === 'limited') break
    }
  }
  return { done, left, failed }
}

/** After a failure nothing of a higher rank is done. */
function rankOf(step: RemovalStep): number {
  if (step.do === 'delete-comment') return 1
  if (!('owner' in step)) return 0
  return step.owner.kind === 'phase' ? 2 : 1
}

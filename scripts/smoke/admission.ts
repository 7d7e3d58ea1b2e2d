// Lets a trial begin, or says in one sentence why not.

import { hasPhases, whatIsThere } from './emptiness.ts'
import type { Need } from './probe.ts'
import { Refusal } from './refusal.ts'
import { lookAt, type Repository } from './repository.ts'
import { mayWriteWorkflows, missingRights } from './rights.ts'
import type { Wire } from './wire.ts'

/** What is left out for want of a permission or an option, and why; without what nothing can be done it refuses. */
export async function checkRights(
  wire: Wire,
  repository: Repository,
  { limits }: { readonly limits?: true },
): Promise<Map<Need, string>> {
  const missing = await missingRights(wire, repository)
  const needed = missing.filter(({ without }) => without === undefined).map(({ permission }) => `"${permission}"`)
  if (needed.length > 0)
    throw new Refusal(
      `The token lacks ${needed.join(' and ')} for ${repository.source.repository}. Give a fine-grained token these permissions in Settings → Developer settings → Personal access tokens, or a classic one the scopes repo and workflow.`,
    )
  const without = new Map<Need, string>()
  for (const { permission, without: need } of missing)
    if (need !== undefined) without.set(need, `the token lacks "${permission}"`)
  if (!limits) without.set('limits', 'it is played with --limits')
  return without
}

export async function checkEmpty(
  wire: Wire,
  repository: Repository,
  { notEmpty }: { readonly notEmpty?: true },
): Promise<void> {
  const name = repository.source.repository
  if (notEmpty && hasPhases(repository))
    throw new Refusal(`${name} has phases of Phase Coordinator, which a trial could disturb. Name another repository.`)
  if (notEmpty) return
  const there = await whatIsThere(wire, repository)
  if (there.length === 0) return
  throw new Refusal(
    `${name} is not empty: it has ${there.join(', ')}. Make an empty one; or, if a trial left this, remove it with --clean-up-only; or allow it with --not-empty.`,
  )
}

/** A first commit where there is none, and the one permission that only a trial tells. */
export async function prepare(
  wire: Wire,
  repository: Repository,
  mark: string,
  without: Map<Need, string>,
  tell: (line: string) => void,
): Promise<Repository> {
  const { source } = repository
  if (repository.head === undefined) {
    const content = Buffer.from('# A repository to try things in\n').toString('base64')
    await wire.send('PUT contents/{+path}', { path: 'README.md', message: 'Begin', content })
    tell('The repository had no commit: README.md was added, and stays.')
  }
  const { head } = repository.head === undefined ? await lookAt(wire) : repository
  if (head === undefined) throw new Refusal(`${source.repository} takes no commit. Add a README to it.`)
  if (!without.has('workflows') && !(await mayWriteWorkflows(wire, mark, head)))
    without.set('workflows', 'the token lacks "Workflows: read and write"')
  return { ...repository, head, source: { ...source, startsWorkers: !without.has('workflows') } }
}

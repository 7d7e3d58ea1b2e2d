import { sameName } from '../../core/issues/issue.ts'
import { withoutLists } from '../../core/observation.ts'
import type { Client } from '../client.ts'
import { send, sendList } from '../request.ts'
import { Trouble } from '../trouble.ts'
import { type Do, issueOfTask, numberOfTask, type Site, Surprise } from './site.ts'

export async function createLabel({ label, phase }: Do<'create-label'>, site: Site): Promise<void> {
  if (site.observation.labels.has(label.name.toLowerCase())) return
  try {
    await send(
      site.client,
      (octokit, place) => octokit.rest.issues.createLabel({ ...place, ...label }),
      () => undefined,
    )
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    // GitHub hides from a token without write access that there are labels to make.
    if (error.kind === 'absent') throw new Trouble('forbidden', error.message, error.status, 'issues: write')
    if (error.status !== 422) throw error
    // It is there already, by whosever hand, and serves as it is; so may others, which one look tells.
    const made = site.observation.labels
    const found = [label.name, ...(await listLabels(site.client))].filter((name) => !made.has(name.toLowerCase()))
    noteLabels(found, site)
    requireNewPhase(found, phase, site)
  }
  noteLabels([label.name], site)
}

/** A phase whose label is there was launched before, it may be: lists that show nothing of it are read a second time. */
function requireNewPhase(found: readonly string[], phase: string, site: Site): void {
  const { observation, progress } = site
  const isThere = found.some((name) => sameName(name, `phase:${phase}`))
  if (!isThere || progress.has(phase) || observation.readAgain.has(phase)) return
  site.observation = withoutLists(observation, phase)
  throw new Surprise(`the label phase:${phase} was there although no issue of that phase was listed`)
}

function listLabels(client: Client): Promise<string[]> {
  return sendList(
    client,
    (octokit, place) => octokit.rest.issues.listLabelsForRepo(place),
    (raw) => (raw as { name: string }).name,
  )
}

function noteLabels(names: readonly string[], site: Site): void {
  const labels = new Set([...site.observation.labels, ...names.map((name) => name.toLowerCase())])
  site.observation = { ...site.observation, labels }
}

export async function addLabels(number: number, labels: readonly string[], site: Site): Promise<void> {
  const live = await send(
    site.client,
    (octokit, place) => octokit.rest.issues.addLabels({ ...place, issue_number: number, labels: [...labels] }),
    labelNames,
  )
  setLabels(number, live, site)
  const missing = labels.filter((name) => !live.some((other) => sameName(other, name)))
  if (missing.length > 0)
    throw new Trouble('refused', `GitHub did not keep the labels ${missing.join(', ')} on #${number}`, 200)
}

export async function removeLabel({ task, label }: Do<'remove-label'>, site: Site): Promise<void> {
  const number = numberOfTask(task, site)
  try {
    const live = await send(
      site.client,
      (octokit, place) => octokit.rest.issues.removeLabel({ ...place, issue_number: number, name: label }),
      labelNames,
    )
    setLabels(number, live, site)
  } catch (error) {
    if (!(error instanceof Trouble) || error.kind !== 'absent') throw error
    // Somebody was faster.
    const issue = issueOfTask(task, site)
    setLabels(
      number,
      issue.labels.filter((name) => !sameName(name, label)),
      site,
    )
  }
}

function labelNames(data: unknown): string[] {
  return Array.isArray(data) ? data.flatMap((label: { name?: string }) => label.name ?? []) : []
}

function setLabels(number: number, labels: readonly string[], site: Site): void {
  const issue = site.observation.issues.get(number)
  if (issue === undefined) return
  site.observation = { ...site.observation, issues: new Map(site.observation.issues).set(number, { ...issue, labels }) }
}

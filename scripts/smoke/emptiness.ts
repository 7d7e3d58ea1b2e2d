// Whether a repository is empty enough to try things in.

import { isMarked } from './mark.ts'
import { type Repository, readAll } from './repository.ts'
import { type Fields, fieldsOf, listIn } from './site.ts'
import type { Wire } from './wire.ts'

const usualLabels = new Set(
  [
    'bug',
    'documentation',
    'duplicate',
    'enhancement',
    'good first issue',
    'help wanted',
    'invalid',
    'question',
    'wontfix',
  ].map((name) => name.toLowerCase()),
)

const usualFiles = /^(readme|licen[cs]e)(\.\w+)?$|^\.git(ignore|attributes)$/i

/** What there is that an empty repository has not, a few words each; what earlier runs could not delete does not count. */
export async function whatIsThere(wire: Wire, { labels, source }: Repository): Promise<string[]> {
  const issues = (await readAll(wire, 'GET issues', { state: 'all' })).filter(
    (issue) => !isLeftOver(issue, source.login),
  )
  const milestones = await readAll(wire, 'GET milestones', { state: 'all' })
  const { answer } = await wire.send('GET contents')
  const files = listIn(answer.body)
    .map(({ name }) => String(name))
    .filter((name) => !usualFiles.test(name))
  const workflows = (
    (fieldsOf((await wire.send('GET actions/workflows')).answer.body).workflows ?? []) as Fields[]
  ).filter(({ path }) => !isMarked(path))
  const others = labels.filter((name) => !usualLabels.has(name.toLowerCase()))
  return [
    ...counted(
      issues.map(({ number }) => `#${number}`),
      'issue or pull request',
      'issues or pull requests',
    ),
    ...counted(others, 'label', 'labels'),
    ...counted(
      milestones.map(({ title }) => String(title)),
      'milestone',
      'milestones',
    ),
    ...counted(files, 'file or folder', 'files or folders'),
    ...counted(
      workflows.map(({ name }) => String(name)),
      'workflow',
      'workflows',
    ),
  ]
}

function isLeftOver({ title, state, user }: Fields, login: string): boolean {
  return isMarked(title) && state === 'closed' && fieldsOf(user).login === login
}

function counted(names: readonly string[], one: string, many: string): string[] {
  if (names.length === 0) return []
  const shown = names.slice(0, 3).join(', ') + (names.length > 3 ? ', …' : '')
  return [`${names.length} ${names.length === 1 ? one : many} (${shown})`]
}

/** Whether this product has worked here: its run might take another phase's missing file for deleted. */
export const hasPhases = ({ labels }: Repository) => labels.some((name) => name === 'phase-progress')

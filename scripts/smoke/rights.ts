// What the token may, asked without changing anything.

import type { Need } from './probe.ts'
import type { Repository } from './repository.ts'
import type { Wire } from './wire.ts'

interface Right {
  /** As GitHub's settings call it. */
  readonly permission: string
  /** A request that changes nothing, because it is incomplete: whoever may not is told so first. */
  readonly ask: readonly [route: string, parameters: object]
  /** What is left out without it; undefined where nothing can be done. */
  readonly without: Need | undefined
}

const rights: readonly Right[] = [
  { permission: 'Issues: read and write', ask: ['POST labels', {}], without: undefined },
  { permission: 'Contents: read and write', ask: ['POST git/refs', {}], without: undefined },
  { permission: 'Pull requests: read and write', ask: ['POST pulls', {}], without: 'pulls' },
  { permission: 'Actions: read and write', ask: ['POST actions/runs/{run}/cancel', { run: 0 }], without: 'workflows' },
]

export interface Missing {
  readonly permission: string
  readonly without: Need | undefined
}

/** What the token lacks. */
export async function missingRights(wire: Wire, { source }: Repository): Promise<Missing[]> {
  const missing: Missing[] = []
  for (const { permission, ask, without } of rights) {
    const { answer } = await wire.send(...ask)
    const lacks = answer.status === 403 || (answer.status === 404 && !ask[0].includes('/runs/'))
    if (lacks) missing.push({ permission, without })
  }
  if (source.kind !== 'user' || source.role !== 'admin')
    missing.push({ permission: 'admin of the repository', without: 'deletion' })
  return missing
}

/** Writing a workflow file is a permission of its own, which only a trial tells. The branch bears the mark. */
export async function mayWriteWorkflows(wire: Wire, mark: string, head: string): Promise<boolean> {
  const branch = `${mark}-trial`
  await wire.send('POST git/refs', { ref: `refs/heads/${branch}`, sha: head })
  const content = Buffer.from('on: workflow_dispatch\npermissions: {}\njobs: {}\n').toString('base64')
  const path = `.github/workflows/${mark}-trial.yml`
  const { answer } = await wire.send('PUT contents/{+path}', {
    path,
    branch,
    message: `${mark} trial`,
    content,
  })
  return answer.status < 300
}

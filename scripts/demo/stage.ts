// Sets the scene of the demo: a repository with the example phase, people, Slack, and a runner for the action.

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Phase } from '../../src/core/phase.ts'
import { readPhases } from '../../src/core/phase-file/read.ts'
import { checkOut } from '../../src/local/check-out.ts'
import { coordinatorPermissions, hireRunner } from '../../src/local/runner.ts'
import { startSlack } from '../../src/local/slack.ts'
import { startTracker } from '../../src/local/tracker.ts'
import { People } from './repository.ts'
import { launch, type Stage } from './story.ts'

const root = path.resolve(import.meta.dirname, '../..')
const example = 'examples/phase-4.yml'
const phaseFile = '.github/phases/phase-4.yml'
const workflow = '.github/workflows/worker-claude.yml'

const jobsBefore = '# Jobs of the coordinator\n\nPhase 3 ended on 20 February.\n'

/**
 * Keeps the tracker's state in the folder, and everything else that comes of runs. `pace`: hours that a worker takes for an
 * hour of effort.
 */
export async function withStage<T>(folder: string, pace: number, act: (stage: Stage) => Promise<T>): Promise<T> {
  const tracker = await startTracker({ directory: folder, now: () => new Date(launch) })
  const slack = await startSlack({ now: () => tracker.store.clock() })
  try {
    const workspace = path.join(folder, 'checkout')
    const token = 'coordinator-token'
    let text = await readFile(path.join(root, example), 'utf8')
    const plan = readPlan(text)
    tracker.putFile(workflow, await readFile(path.join(root, 'examples/workflows', path.basename(workflow)), 'utf8'))
    tracker.putFile(plan.files!.jobs!, jobsBefore)
    tracker.putFile(phaseFile, text)
    tracker.addToken(token, { login: 'github-actions[bot]', kind: 'installation', permissions: coordinatorPermissions })
    const editPlan = (change: (text: string) => string) => {
      text = change(text)
      tracker.putFile(phaseFile, text)
    }
    const place = { apiUrl: tracker.url, repository: tracker.repository, workspace }
    const secrets = { token, slackWebhookUrl: slack.webhookUrl }
    const runner = await hireRunner(root, path.join(folder, 'runs'), place, secrets)
    const prepare = () => checkOut(tracker.store, workspace)
    return await act({ tracker, slack, people: new People(tracker), runner, plan, pace, editPlan, prepare })
  } finally {
    await slack.close()
    await tracker.close()
  }
}

function readPlan(text: string): Phase {
  const { phases, problems } = readPhases([{ path: phaseFile, text }])
  const [problem] = problems
  if (problem !== undefined) throw new Error(`${example}:${problem.line}:${problem.column}: ${problem.message}`)
  return phases[0]!
}

import type { PhaseDraft, Worker } from '../note/phase-draft.ts'
import { workflowTemplates } from './generated/workflow-templates.ts'

export interface WorkflowChoices {
  /** This action, such as `octocat/phase-coordinator@v1.0.0`. */
  readonly action: string
  readonly defaultBranch: string
  readonly workers: ReadonlySet<Worker>
}

/** The workflows that a phase needs, by the names of their files. */
export function workflowTexts(
  { files, slackChannel }: Pick<PhaseDraft, 'files' | 'slackChannel'>,
  { action, defaultBranch, workers }: WorkflowChoices,
): ReadonlyMap<string, string> {
  const changes: readonly Change[] = [
    ['branches: [main]', `branches: [${JSON.stringify(defaultBranch)}]`, defaultBranch !== 'main'],
    [readOnly, writing, Object.keys(files).length > 0],
    [commentedAgentToken, uncommented(commentedAgentToken), workers.has('copilot')],
    [commentedWebhook, uncommented(commentedWebhook), slackChannel !== undefined],
  ]
  const coordinator = changes.reduce(changed, workflowTemplates['coordinator.yml'])
  const names = [
    workers.has('claude') ? ['worker-claude.yml' as const] : [],
    workers.has('script') ? ['worker-script.yml' as const] : [],
    workers.has('copilot') ? ['wake-on-copilot.yml' as const] : [],
  ].flat()
  return new Map([
    ['coordinator.yml', coordinator.replaceAll('OWNER/phase-coordinator@COMMIT_SHA', () => action)],
    ...names.map((name): [string, string] => [name, workflowTemplates[name]]),
  ])
}

/** What stands in the example, what takes its place, and whether it does. */
type Change = readonly [from: string, to: string, isWanted: boolean]

const readOnly = `contents: read # the phase files
      # Where a phase file has \`files\`, this instead of the line above:
      # contents: write # commit the files that mirror the phase
`
const writing = `contents: write # read the phase files, and commit the files that mirror the phase
`
const commentedAgentToken = `# For agents that GitHub lets only a user assign, such as Copilot:
          # agent-token:`
const commentedWebhook = `# For phase files with \`slack\`, the address of an incoming webhook:
          # slack-webhook-url:`

/** The second of two lines without its sign of a comment. */
function uncommented(lines: string): string {
  return lines.replace(/# (?=[a-z-]+:$)/, '')
}

function changed(text: string, [from, to, isWanted]: Change): string {
  if (!text.includes(from)) throw new Error(`The example coordinator.yml no longer has "${from}".`)
  return isWanted ? text.replace(from, () => to) : text
}

/** Where the schema of phase files is, for the version of the action. */
export function schemaAddress(action: string): string {
  const [, repository, ref] = /^([^/]+\/[^/@]+)[^@]*@(.+)$/.exec(action)!
  return `https://raw.githubusercontent.com/${repository}/${ref}/schema/phase.schema.json`
}

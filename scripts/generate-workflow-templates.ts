import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GeneratedFile } from './generator.ts'

const FOLDER = 'examples/workflows'

/** The matrix is one workflow in place of two; whoever wants it copies it by hand. */
const NAMES = ['coordinator.yml', 'worker-claude.yml', 'worker-script.yml', 'wake-on-copilot.yml']

const BANNER = `// Made from ${FOLDER} and package.json by scripts/generate.ts. Change those, then run "npm run generate".\n`

/** The example workflows as texts, so that the command line carries them, and the version of this action. */
export async function generateWorkflowTemplates(root: string): Promise<readonly GeneratedFile[]> {
  const texts = NAMES.map((name) => `  '${name}': ${JSON.stringify(readFileSync(join(root, FOLDER, name), 'utf8'))},\n`)
  const content = `${BANNER}
export const workflowTemplates = {
${texts.join('')}} as const

/** This action at its version, as a workflow names it; placeholders where package.json names no repository. */
export const ownAction: string = '${ownAction(readFileSync(join(root, 'package.json'), 'utf8'))}'
`
  return [{ path: 'src/core/starter/generated/workflow-templates.ts', content }]
}

function ownAction(packageJson: string): string {
  const { version, repository } = JSON.parse(packageJson)
  const address: string = typeof repository === 'string' ? repository : (repository?.url ?? '')
  const [, name] = /(?:^github:|github\.com\/|^)([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(address) ?? []
  return name === undefined ? 'OWNER/phase-coordinator@COMMIT_SHA' : `${name}@v${version}`
}

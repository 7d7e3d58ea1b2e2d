import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { workers as everyWorker, type Worker } from '../../../src/core/note/phase-draft.ts'
import { ownAction } from '../../../src/core/starter/generated/workflow-templates.ts'
import { schemaAddress, workflowTexts } from '../../../src/core/starter/workflow-texts.ts'
import { readExample, readText } from '../../house/workflow-files.ts'
import { githubMistakes, lintMistakes } from '../../house/workflow-rules.ts'

const plain = { files: {}, slackChannel: undefined }
const everything = { files: { jobs: 'JOBS.md' }, slackChannel: '#general' }
const choices = { action: ownAction, defaultBranch: 'main', workers: new Set<Worker>(['people']) }
const all = workflowTexts(everything, { ...choices, defaultBranch: 'release/1.x', workers: new Set(everyWorker) })

test('the coordinator is the one that the README shows, where nothing else was chosen', () => {
  const texts = workflowTexts(plain, choices)
  expect([...texts.keys()]).toEqual(['coordinator.yml'])
  const example = readText('examples/workflows/coordinator.yml')
  expect(texts.get('coordinator.yml')).toBe(example.replaceAll('OWNER/phase-coordinator@COMMIT_SHA', ownAction))
})

test('workers come with their workflows, as they are in the examples', () => {
  expect([...all.keys()]).toEqual(['coordinator.yml', 'worker-claude.yml', 'worker-script.yml', 'wake-on-copilot.yml'])
  for (const [name, text] of all) {
    if (name !== 'coordinator.yml') expect(text).toBe(readText(`examples/workflows/${name}`))
  }
})

test.each([...all])("%s passes GitHub's own validator and actionlint with every choice in it", async (name, text) => {
  expect(await githubMistakes(name, text)).toEqual([])
  expect(lintMistakes(name, text)).toEqual([])
})

describe('the coordinator with every choice', () => {
  const workflow = parse(all.get('coordinator.yml')!)
  const example = readExample('coordinator.yml')
  const { coordinate, check } = workflow.jobs

  test('may write files, and nothing else more than before', () => {
    expect(coordinate.permissions).toEqual({ ...example.jobs.coordinate!.permissions, contents: 'write' })
    expect(check.permissions).toEqual(example.jobs.check!.permissions)
    expect(workflow.permissions).toEqual({})
  })

  test('says of each permission what it is for', () => {
    const lines = all.get('coordinator.yml')!.match(/^ {6}(?:# )?[a-z-]+: (?:read|write).*$/gm)!
    expect(lines.filter((line) => !/(?:read|write) # \S.{5,}/.test(line))).toEqual([])
  })

  test('hands on the secrets for Copilot and Slack, and listens to its own default branch', () => {
    const secret = (name: string) => `\${{ secrets.${name} }}`
    expect(coordinate.steps[1].with).toEqual({
      ...example.jobs.coordinate!.steps[1]!.with,
      'agent-token': secret('AGENT_TOKEN'),
      'slack-webhook-url': secret('SLACK_WEBHOOK_URL'),
    })
    expect(workflow.on.push.branches).toEqual(['release/1.x'])
  })

  test('names the action that was chosen wherever it stands', () => {
    const text = workflowTexts(plain, { ...choices, action: 'octo/coordinator@v2' }).get('coordinator.yml')!
    expect(text.match(/uses: octo\/coordinator@v2\n/g)).toHaveLength(2)
    expect(text).not.toMatch(/OWNER|COMMIT_SHA/)
  })
})

test.each([
  ['octo/coordinator@v2', 'https://raw.githubusercontent.com/octo/coordinator/v2/schema/phase.schema.json'],
  [
    'octo/coordinator@release/1',
    'https://raw.githubusercontent.com/octo/coordinator/release/1/schema/phase.schema.json',
  ],
])('editors find the schema of %s', (action, address) => {
  expect(schemaAddress(action)).toBe(address)
})

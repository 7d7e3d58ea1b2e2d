import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { workflowFiles as files, jobsOf, readText, readWorkflow, root, stepsOf } from './workflow-files.ts'

test.each(files)('%s pins every action by its full commit, and says which version that is', (file) => {
  // Examples name this action by a placeholder: the reader fills in the commit that they chose.
  const pin = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$|^OWNER\/phase-coordinator@COMMIT_SHA$|^\.\/$/
  const used = [...readText(file).matchAll(/^ *(?:- )?uses: (.*)$/gm)].map(([, reference]) => reference!)
  expect(used).toHaveLength(stepsOf(file).filter(({ uses }) => uses !== undefined).length)
  expect(used.filter((reference) => !pin.test(reference))).toEqual([])
})

test.each(files)('%s grants nothing at the top, and each job says what it needs', (file) => {
  expect(readWorkflow(file).permissions).toEqual({})
  for (const job of jobsOf(file)) expect(job.permissions).toBeTypeOf('object')
})

test.each(files)('%s puts no expression into a shell', (file) => {
  for (const { run } of stepsOf(file)) expect(run ?? '').not.toContain('${{')
})

test.each(files)('%s leaves no token behind in the checkout', (file) => {
  const checkouts = stepsOf(file).filter(({ uses }) => uses?.startsWith('actions/checkout@'))
  for (const checkout of checkouts) expect(checkout.with).toMatchObject({ 'persist-credentials': false })
})

test.each(files)('%s ends by itself, and queues jobs rather than whole workflows', (file) => {
  // A group on the workflow lets a run whose job is skipped push out one that waits.
  expect(readWorkflow(file).concurrency).toBeUndefined()
  for (const job of jobsOf(file)) expect(job['timeout-minutes']).toBeGreaterThan(0)
})

test.each(files)('%s says of each permission what it is for', (file) => {
  const granted = jobsOf(file).flatMap(({ permissions = {} }) => Object.entries(permissions))
  const lines = readText(file).match(/^ {6}(?:# )?[a-z-]+: (?:read|write).*$/gm) ?? []
  expect(lines.filter((line) => !line.trim().startsWith('#'))).toHaveLength(granted.length)
  // The reason stands behind it, and a permission that the reader may add has one too.
  expect(lines.filter((line) => !/(?:read|write) # \S.{5,}/.test(line))).toEqual([])
})

/** What only GitHub, this repository's files, or people who may write have set; and secrets. */
const TRUSTED =
  /^(?:github\.(?:event\.repository\.default_branch|ref_name|repository|run_id|server_url|sha|token)|runner\.temp|(?:inputs|matrix|secrets)\.[\w-]+|(?:needs|steps)\.(?:choose|coordinate|coordinator|task|work)\.outputs\.[\w-]+)$/

test.each(files)('%s puts into steps nothing that strangers write: no title, branch, body or comment', (file) => {
  const outside = readText(file).replace(/^ *if:(?: >-\n(?: {6}.*\n)+|.*)/gm, '')
  const expressions = [...outside.matchAll(/\$\{\{(.*?)\}\}/g)].map(([, expression]) => expression!.trim())
  const bare = expressions.map((each) => each.replace(/^fromJSON\((.*)\)$/, '$1').replace(/ \|\| false$/, ''))
  expect(bare.filter((each) => !TRUSTED.test(each))).toEqual([])
})

test.each(files)('%s takes no text of a run by hand into JavaScript that a step runs', (file) => {
  for (const step of stepsOf(file)) expect(JSON.stringify(step.with?.script ?? '')).not.toContain('${{')
})

const expression = (of: string) => `\${{ ${of} }}`

test('one workflow alone runs with rights for pull requests of strangers, and it neither checks out nor reads any', () => {
  const privileged = files.filter((file) => 'pull_request_target' in readWorkflow(file).on)
  expect(privileged).toEqual(['examples/workflows/wake-on-copilot.yml'])
  const [job, ...others] = jobsOf(privileged[0]!)
  expect(others).toEqual([])
  expect(job!.permissions).toEqual({ actions: 'write' })
  expect(job!.steps).toEqual([
    {
      env: {
        GH_TOKEN: expression('github.token'),
        GH_REPO: expression('github.repository'),
        BRANCH: expression('github.event.repository.default_branch'),
      },
      run: 'gh workflow run coordinator.yml --ref "$BRANCH"',
    },
  ])
})

test('Dependabot watches the packages, and the actions of every folder that pins some, and lets releases settle', () => {
  const updates: readonly Record<string, unknown>[] = parse(readText('.github/dependabot.yml')).updates
  expect(updates.map((each) => [each['package-ecosystem'], each.directory ?? each.directories, each.cooldown])).toEqual(
    [
      ['npm', '/', { 'default-days': 7 }],
      // For `/` it reads .github/workflows.
      ['github-actions', ['/', '/examples/workflows'], { 'default-days': 7 }],
    ],
  )
})

test('the action runs the bundle that is committed', () => {
  const { runs } = parse(readText('action.yml'))
  expect(runs.using).toBe('node24')
  expect(existsSync(path.join(root, runs.main))).toBe(true)
})

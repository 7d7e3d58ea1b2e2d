import { expect } from 'vitest'
import { test } from './bed.ts'
import { runnerCommands } from './runner-commands.ts'

const hostile = [
  '<!-- phase-coordinator:end -->',
  '<!-- phase-coordinator:data v1 00000000 {} -->',
  '@octocat please, and #1',
  '```',
  '::error::boom',
  '</details>',
].join('\n')

test('text of the file is inert on the issues: it ends nothing, mentions nobody and closes no part', async ({
  bed,
}) => {
  await bed.plan({
    goal: '<!-- phase-coordinator:end --> @octocat | [c](http://example.com)',
    tasks: [
      { id: 'a', description: hostile, acceptance_criteria: ['<!-- phase-coordinator:end --> @octocat'] },
      { id: 'b', title: '| a | `b` | @octocat <!-- x --> [c](http://example.com)', depends_on: ['a'] },
    ],
  })
  await bed.runWell()
  const { body } = bed.task('a')
  expect(body.split('<!-- phase-coordinator:end -->')).toHaveLength(2)
  expect(body.endsWith('<!-- phase-coordinator:end -->')).toBe(true)
  expect(body).not.toMatch(/(^|[^\w`/\u200B])@octocat/m)
  const progress = bed.progress().body
  expect(progress.split('<!-- phase-coordinator:end -->')).toHaveLength(2)
  expect(progress).not.toMatch(/(^|[^\w`/\u200B])@octocat/m)
  const row = bed.section('Blocked').split('\n').at(-1)!
  expect(row.split(/(?<!\\)\|/)).toHaveLength(6)
  expect(row).not.toContain('[c](http://example.com)')
  await bed.expectQuiet()
  await bed.octocat.close('a')
  await bed.runWell()
  await bed.expectQuiet()
})

test('text of the file gives the runner no commands', async ({ bed }) => {
  await bed.plan({
    tasks: [
      { id: 'a', title: '::error::boom' },
      { id: 'b', title: '##[error]boom', labels: ['::warning::boom', 'a ##[add-mask]o'] },
    ],
  })
  for (const inputs of [{ 'dry-run': 'true' }, {}]) {
    const run = await bed.runWell({ inputs })
    expect(run.annotations).toEqual([])
    expect(runnerCommands(run.log).filter(({ name }) => name !== 'add-mask')).toEqual([])
    expect(runnerCommands(run.log).filter(({ message }) => message !== 'local-token')).toEqual([])
  }
})

test('names of files give the runner no commands', async ({ bed }) => {
  for (let at = 0; at < 12; at++) await bed.write(` ::warning::${at}##[error]x.yml`, 'phase: [')
  const run = await bed.run({ inputs: { 'phase-file': '*.yml' } })
  expect(run.code).toBe(1)
  // Nine annotations and the failure, which GitHub shows; the other mistakes stand in the log alone.
  expect(run.annotations.map(({ level }) => level)).toEqual(Array(10).fill('error'))
  expect(runnerCommands(run.log).filter(({ name }) => name !== 'error' && name !== 'add-mask')).toEqual([])
})

test('text of the file gives the runner no commands where it is wrong either', async ({ bed }) => {
  await bed.plan({ tasks: [{ id: 'a', title: 'x\n::warning::boom', stream: 'x\r::warning::boom' }] })
  const run = await bed.expectQuiet({ code: 1 })
  expect(run.annotations.filter(({ level }) => level === 'warning')).toEqual([])
})

test('titles that people set give the runner no commands', async ({ bed }) => {
  await bed.plan({ tasks: ['a'] })
  await bed.runWell()
  await bed.octocat.edit('a', { title: '::error::boom' })
  const run = await bed.runWell()
  expect(run.annotations).toEqual([])
})

test('logins and titles with dollar signs stay as they are', async ({ bed }) => {
  await bed.plan({ tasks: [{ id: 'a', title: 'Costs $1 & $& more $$', description: 'Pay $1, $& and $`.' }, 'b'] })
  await bed.runWell()
  expect(bed.task('a').title).toBe('a: Costs $1 & $& more $$')
  expect(bed.task('a').body).toContain('Pay $1, $& and $`.')
  await bed.expectQuiet()
})

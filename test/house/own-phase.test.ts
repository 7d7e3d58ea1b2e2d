import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readPhases } from '../../src/core/phase-file/read.ts'
import { readText, root } from './workflow-files.ts'

const folder = '.github/phases'
const sources = readdirSync(path.join(root, folder)).map((name) => {
  return { path: `${folder}/${name}`, text: readText(`${folder}/${name}`) }
})

test('the phase of this repository itself has no mistakes', () => {
  const { phases, problems } = readPhases(sources)
  expect(problems).toEqual([])
  expect(phases).toHaveLength(1)
})

test('it is run by the action of the checkout, in the workflow that users copy', () => {
  const own = parse(readText('.github/workflows/coordinator.yml'))
  const example = parse(
    readText('examples/workflows/coordinator.yml').replaceAll('OWNER/phase-coordinator@COMMIT_SHA', './'),
  )
  // People do its tasks, so there is no worker to follow.
  delete example.on.workflow_run
  expect(own).toEqual(example)
})

test('the forms for issues and pull requests name what is there', () => {
  for (const name of ['mistake.yml', 'wish.yml']) {
    const form = parse(readText(`.github/ISSUE_TEMPLATE/${name}`))
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String) })
    const fields: readonly { type: string; id?: string }[] = form.body
    const ids = fields.filter(({ type }) => type !== 'markdown').map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).not.toContain(undefined)
    // A form that sets labels would let anybody who opens an issue set ours.
    expect(form.labels).toBeUndefined()
  }
  expect(readText('.github/pull_request_template.md')).toContain('npm run build')
})

import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readPhases } from '../../src/core/phase-file/read.ts'
import { readText } from './workflow-files.ts'

const page = readText('docs/editor.md')

function block(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(page)![1]!
}

test('every way to set an editor up names the same schema, by the address that the README has', () => {
  const address = /https:\/\/raw\.githubusercontent\.com\/\S+?\.json/g
  const found = [...page.matchAll(address)].map(([each]) => each)
  expect(found).toHaveLength(3)
  expect(new Set([...found, ...(readText('README.md').match(address) ?? [])]).size).toBe(1)
})

test('the settings are for the files that the action reads unless told otherwise', () => {
  const folders = parse(readText('action.yml')).inputs['phase-file'].default
  const patterns = folders.replace(/\{(.*),(.*)\}/, '$1 $2').split(' ')
  const [yml, yaml] = [`${patterns[0]}`, `${patterns[0].replace(/[^.]*$/, '')}${patterns[1]}`]
  expect(Object.values(JSON.parse(block('json'))['yaml.schemas'])).toEqual([[yml, yaml]])
  expect([...block('lua').matchAll(/'(\.github\/.*?)'/g)].map(([, pattern]) => pattern)).toEqual([yml, yaml])
})

test('the file with the line is a phase file', () => {
  expect(readPhases([{ path: 'phase.yml', text: block('yaml') }]).problems).toEqual([])
})

test('the snippets are those of the schema', () => {
  const labels = [...readText('schema/phase.schema.json').matchAll(/"label": "(.*)"/g)].map(([, label]) => label!)
  const named = [.../^- Snippets: (.*)$/m.exec(page)![1]!.matchAll(/"(.*?)"/g)].map(([, label]) => label!)
  expect(named.sort()).toEqual(labels.sort())
})

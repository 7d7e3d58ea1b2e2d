import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { sources } from './sources.ts'
import { readText, root } from './workflow-files.ts'

const page = readText('SECURITY.md')

/** Each test that the page names: its file, and its title as the source has it. */
const named = [...page.matchAll(/`(test\/[^`]+\.test\.ts)`: "(.*?)" +\|$/gm)].map(([, file, title]) => ({
  file: file!,
  title: title!,
}))

test('every row of the threat model names a test, and that test is there', () => {
  const rows = page.split('\n').filter((line) => line.startsWith('| ') && line.includes('`test/'))
  expect(named).toHaveLength(rows.length)
  expect(rows.length).toBeGreaterThan(50)
  const missing = named.filter(
    ({ file, title }) => !existsSync(path.join(root, file)) || !readText(file).includes(title),
  )
  expect(missing).toEqual([])
})

test('every table with a column for tests has one in each row', () => {
  const tables = page.split('\n\n').filter((block) => /^\|.*\| test +\|/.test(block))
  expect(tables.length).toBeGreaterThan(3)
  const rows = tables.flatMap((table) => table.trimEnd().split('\n').slice(2))
  expect(rows.filter((row) => !/`: ".*" +\|$/.test(row))).toEqual([])
})

test('every source that the page names is there', () => {
  const files = [...page.matchAll(/`(src\/[^`]+\.ts)`/g)].map(([, file]) => file!)
  expect(files.filter((file) => !existsSync(path.join(root, file)))).toEqual([])
})

/** Calls by which something leaves: writes to GitHub, what the runner or a terminal is told, messages, programs. */
const SENDS =
  /^(?:(?:create|update|add|remove|delete|set|cancel)[A-Z]\w*|lock|unlock|setOutput|setFailed|setSecret|info|warning|error|notice|addRaw|execFile|postMessage|write)$/

const isOutside = (file: string) => !/^(?:core|local)\//.test(file)

test('every source that sends something out is named in the threat model', () => {
  const senders = sources.filter(({ file, nodes }) => {
    if (!isOutside(file)) return false
    return nodes.some(({ type, callee }) => {
      if (type !== 'CallExpression') return false
      const owner = callee?.object?.name ?? callee?.object?.property?.name ?? ''
      const isGitHub = /^(?:issues|repos|git|actions|reactions|pulls)$/.test(owner)
      const isTold = /^(?:core|console|summary|stdout|stderr)$/.test(owner)
      const name = callee?.property?.name ?? callee?.name ?? ''
      return ((isGitHub || isTold) && SENDS.test(name)) || /^(?:execFile|setSecret)$/.test(name)
    })
  })
  expect(senders.length).toBeGreaterThan(10)
  expect(senders.map(({ file }) => `src/${file}`).filter((file) => !page.includes(`\`${file}\``))).toEqual([])
})

test('every source that reads from outside is named in the threat model', () => {
  const readers = sources.filter(({ file, nodes }) => {
    if (!isOutside(file)) return false
    return nodes.some(({ type, callee }) => {
      const name = callee?.property?.name ?? callee?.name ?? ''
      return type === 'CallExpression' && /^(?:getInput|getBooleanInput|readFile|glob)$/.test(name)
    })
  })
  expect(readers.length).toBeGreaterThan(3)
  expect(readers.map(({ file }) => `src/${file}`).filter((file) => !page.includes(`\`${file}\``))).toEqual([])
})

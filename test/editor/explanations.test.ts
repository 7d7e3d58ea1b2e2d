import { expect, test } from 'vitest'
import { isScalar, parseDocument, visit } from 'yaml'
import { keysByLevel } from '../../src/core/phase-file/generated/schema-facts.ts'
import { validFiles } from '../corpus/corpus.ts'
import { explanationAt } from './editor.ts'

const { text } = validFiles.find(({ path }) => path === 'every-key.yml')!

/** Each key of the file with its place, by the path of the map that it is in, with * for any entry of a list or name. */
const keys: { readonly level: string; readonly key: string; readonly offset: number }[] = []
const named = ['models', 'streams', 'tasks']
visit(parseDocument(text), {
  Pair(_, pair, ancestors) {
    const parents = ancestors.flatMap((node) => ('key' in node && isScalar(node.key) ? [String(node.key.value)] : []))
    const [block, ...rest] = parents
    const level = block === undefined ? '' : [block, ...(named.includes(block) ? ['*', ...rest.slice(1)] : rest)]
    if (!isScalar(pair.key)) return
    keys.push({
      level: level === '' ? '' : `/${[level].flat().join('/')}`,
      key: String(pair.key.value),
      offset: pair.key.range![0],
    })
  },
})

test('the file has every key of the schema', () => {
  const present = new Set(keys.map(({ level, key }) => `${level} ${key}`))
  const wanted = [...keysByLevel].flatMap(([level, names]) => names.map((name) => `${level} ${name}`))
  expect(wanted.filter((each) => !present.has(each))).toEqual([])
})

test.each(keys)('the editor explains $level/$key', async ({ offset }) => {
  const explanation = await explanationAt(`${text.slice(0, offset + 1)}|${text.slice(offset + 1)}`)
  const [sentence] = explanation.replace('#### Phase file', '').trim().split('\n')
  expect(sentence).toMatch(/^[A-Z`0-9].* .*[.)]$/)
  // A backtick with a backslash before it would be shown as it is.
  expect(explanation).not.toContain('\\`')
})

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Node, sources } from './sources.ts'

const action = parse(readFileSync(path.join(import.meta.dirname, '../../action.yml'), 'utf8'))
const inputs = Object.keys(action.inputs)
const outputs = Object.keys(action.outputs)

const nodes = sources
  .filter(({ file }) => file === 'core/report/outputs.ts' || !/^(core|local)\//.test(file))
  .flatMap((source) => source.nodes)
/** Every text, and every key of an object: a name may stand in either. */
const texts = new Set(nodes.flatMap(({ type, value, key }) => (type === 'Literal' ? [value] : [key?.name])))

/** First arguments of calls such as `getInput('token')` and `core.setOutput('picked', …)`. */
function namesGivenTo(callee: RegExp): unknown[] {
  const calls = nodes.filter((node) => node.type === 'CallExpression' && callee.test(calledName(node)))
  return calls.flatMap(({ arguments: [first] = [] }) => (first?.type === 'Literal' ? [first.value] : []))
}

function calledName({ callee }: Node): string {
  return callee?.name ?? callee?.property?.name ?? ''
}

test('every input of action.yml is read', () => {
  expect(inputs.filter((name) => !texts.has(name))).toEqual([])
})

test('every output of action.yml is set', () => {
  expect(outputs.filter((name) => !texts.has(name))).toEqual([])
})

test('no input is read that action.yml does not declare', () => {
  expect(namesGivenTo(/input/i).filter((name) => !inputs.includes(String(name)))).toEqual([])
})

test('no output is set that action.yml does not declare', () => {
  expect(namesGivenTo(/output/i).filter((name) => !outputs.includes(String(name)))).toEqual([])
})

// Changes the sources one expression at a time, and looks whether a test fails. `npm run mutation -- pick escaping` does
// so for some groups, without names for all. Prints a table, and exits 1 where a group is under the least score.
// What survived stands in .mutation/<group>.txt. A mutant is tried again only where its file or a test of its group has
// changed; `--force` tries all.

import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Stryker } from '@stryker-mutator/core'
import { type Group, groups, leastScore } from './mutation/groups.ts'
import { type Score, scoreOf, scoreTable, survivorsText } from './mutation/score.ts'

const root = path.dirname(import.meta.dirname)
const folder = path.join(root, '.mutation')

async function tryGroup({ name, mutate, tests }: Group, force: boolean): Promise<Score> {
  process.env.MUTATION_TESTS = tests.join(' ')
  const incrementalFile = path.join(folder, `${name}.json`)
  const options = { mutate: [...mutate], incremental: true, incrementalFile, force }
  const mutants = await new Stryker(options).runMutationTest()
  writeFileSync(path.join(folder, `${name}.txt`), survivorsText(mutants, root))
  return scoreOf(name, mutants)
}

async function main(args: readonly string[]): Promise<number> {
  const names = args.filter((arg) => !arg.startsWith('--'))
  const unknown = names.filter((name) => !groups.some((group) => group.name === name))
  if (unknown.length > 0) {
    console.error(`No group ${unknown.join(', ')}. Groups: ${groups.map(({ name }) => name).join(', ')}.`)
    return 2
  }
  mkdirSync(folder, { recursive: true })
  const scores: Score[] = []
  for (const group of groups) {
    if (names.length === 0 || names.includes(group.name)) scores.push(await tryGroup(group, args.includes('--force')))
  }
  const table = scoreTable(scores)
  console.log(`\n${table}`)
  const summary = process.env.GITHUB_STEP_SUMMARY
  if (summary) writeFileSync(summary, `${table}\n`, { flag: 'a' })
  const low = scores.filter(({ percent }) => percent < leastScore)
  for (const { name, percent } of low) {
    console.error(`${name}: ${percent.toFixed(1)} % is under ${leastScore} %. What survived: .mutation/${name}.txt`)
  }
  return low.length === 0 ? 0 : 1
}

process.exitCode = await main(process.argv.slice(2))

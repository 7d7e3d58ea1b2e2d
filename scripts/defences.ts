// Takes out one defence after the other, in a copy of the repository, and looks whether the tests that are there for it
// fail. `npm run test:defences` tries all; `npm run test:defences -- workers "one alone"` those against something, or
// with these words in their names. Exits 1 where no test fails: there a defence could go, and nobody would notice.

import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Defence, takeOut } from '../test/defences/defence.ts'
import { defences } from '../test/defences/defences.ts'

const root = path.dirname(import.meta.dirname)

interface Row {
  readonly against: string
  readonly defence: Defence
}

interface Result {
  readonly passed: number
  /** Those that ran out of time left out: a busy machine proves nothing. */
  readonly failed: number
  readonly late: number
  /** What vitest said, for where that is not what was expected. */
  readonly log: string
}

/** A folder with everything that Git tracks or would track, as it stands now. */
function copyRepository(): string {
  const copy = mkdtempSync(path.join(tmpdir(), 'phase-defences-'))
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
  for (const file of listed.stdout.toString().split('\0')) {
    if (file === '' || file.startsWith('dist/') || file.startsWith('docs/')) continue
    mkdirSync(path.join(copy, path.dirname(file)), { recursive: true })
    cpSync(path.join(root, file), path.join(copy, file))
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'))
  return copy
}

/** Runs some tests in the copy. Those of whole runs bundle its sources first. */
function runTests(
  copy: string,
  { tests, named }: Pick<Defence, 'tests' | 'named'>,
  more: readonly string[] = [],
): Result {
  const report = path.join(copy, 'report.json')
  rmSync(report, { force: true })
  const names = named === undefined ? [] : ['--testNamePattern', named]
  const args = [
    'run',
    ...tests.split(' '),
    ...names,
    ...more,
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${report}`,
  ]
  const options = { cwd: copy, maxBuffer: 64 * 1024 * 1024 }
  const { stdout, stderr } = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', ...args], options)
  const log = `${stdout}${stderr}`
  return { ...readReport(report), log }
}

interface Report {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly failureMessages?: readonly string[] }[]
  }[]
}

/** Where nothing could be loaded there is no report. */
function readReport(file: string): Omit<Result, 'log'> {
  if (!existsSync(file)) return { passed: 0, failed: 0, late: 0 }
  const report: Report = JSON.parse(readFileSync(file, 'utf8'))
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  const failed = results.filter(({ status }) => status === 'failed')
  const late = failed.filter(({ failureMessages = [] }) => failureMessages.some((text) => /timed out in \d/.test(text)))
  const passed = results.filter(({ status }) => status === 'passed').length
  return { passed, failed: failed.length - late.length, late: late.length }
}

/** Why the row proves nothing; undefined where it does. */
function tryWithout(copy: string, { defence }: Row): string | undefined {
  const file = path.join(copy, defence.file)
  const source = readFileSync(file, 'utf8')
  writeFileSync(file, takeOut(defence, source))
  try {
    const { passed, failed, late, log } = runTests(copy, defence, ['--bail=1'])
    if (failed > 0) return undefined
    if (late > 0) return 'a test ran out of time, which may have another cause'
    return passed > 0 ? 'no test failed' : `no test ran: the source without it does not even load\n${log}`
  } finally {
    writeFileSync(file, source)
  }
}

/** With every defence in place all these tests pass, or it would prove nothing that they fail without one. */
function tryWithAll(copy: string, rows: readonly Row[]): string | undefined {
  const named = rows.flatMap(({ defence }) => (defence.named === undefined ? [] : [defence]))
  const whole = rows.flatMap(({ defence }) => (defence.named === undefined ? [defence] : []))
  const filesOf = (some: readonly Defence[]) => [...new Set(some.flatMap(({ tests }) => tests.split(' ')))].join(' ')
  const pattern = [...new Set(named.map((defence) => defence.named))].join('|')
  const results = [
    ...(named.length > 0 ? [runTests(copy, { tests: filesOf(named), named: pattern })] : []),
    ...(whole.length > 0 ? [runTests(copy, { tests: filesOf(whole) })] : []),
  ]
  const broken = results.find(({ passed, failed, late }) => passed === 0 || failed + late > 0)
  return broken && `Tests fail with every defence in place:\n${broken.log}`
}

function rowsFor(words: readonly string[]): readonly Row[] {
  const rows = [...defences].flatMap(([against, some]) => some.map((defence) => ({ against, defence })))
  const isMeant = ({ against, defence }: Row) =>
    words.some((word) => word === against || defence.keeps.includes(word) || defence.file.includes(word))
  return words.length === 0 ? rows : rows.filter(isMeant)
}

function main(words: readonly string[]): number {
  const rows = rowsFor(words)
  if (rows.length === 0) {
    console.error(`No defence is named so. Groups: ${[...defences.keys()].join(', ')}.`)
    return 2
  }
  const copy = copyRepository()
  try {
    const broken = tryWithAll(copy, rows)
    if (broken !== undefined) {
      console.error(broken)
      return 1
    }
    let gaps = 0
    for (const row of rows) {
      const gap = tryWithout(copy, row)
      if (gap !== undefined) gaps += 1
      console.log(
        `${gap === undefined ? '✓' : '✗'} ${row.against}: ${row.defence.keeps}${gap === undefined ? '' : ` (${gap})`}`,
      )
    }
    console.log(`${rows.length - gaps} of ${rows.length} defences have a test that fails without them.`)
    return gaps === 0 ? 0 : 1
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

process.exitCode = main(process.argv.slice(2))

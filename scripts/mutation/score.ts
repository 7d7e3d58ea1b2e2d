import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Stryker } from '@stryker-mutator/core'

type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number]

/** How many mutants of a group the tests noticed. */
export interface Score {
  readonly name: string
  readonly mutants: number
  readonly killed: number
  /** Noticed because a test did not come to an end. */
  readonly timedOut: number
  readonly survived: number
  /** No test runs the code at all. */
  readonly uncovered: number
  readonly percent: number
}

export function scoreOf(name: string, mutants: readonly Pick<Mutant, 'status'>[]): Score {
  const count = (status: Mutant['status']) => mutants.filter((mutant) => mutant.status === status).length
  const [killed, timedOut, survived, uncovered] = [
    count('Killed'),
    count('Timeout'),
    count('Survived'),
    count('NoCoverage'),
  ]
  const tried = killed + timedOut + survived + uncovered
  const percent = tried === 0 ? 100 : (100 * (killed + timedOut)) / tried
  return { name, mutants: tried, killed, timedOut, survived, uncovered, percent }
}

/** A Markdown table, a group a row, and all of them together. */
export function scoreTable(scores: readonly Score[]): string {
  const sum = (of: (score: Score) => number) => scores.reduce((total, score) => total + of(score), 0)
  const mutants = sum((score) => score.mutants)
  const noticed = sum(({ killed, timedOut }) => killed + timedOut)
  const total: Score = {
    name: 'all',
    mutants,
    killed: sum(({ killed }) => killed),
    timedOut: sum(({ timedOut }) => timedOut),
    survived: sum(({ survived }) => survived),
    uncovered: sum(({ uncovered }) => uncovered),
    percent: mutants === 0 ? 100 : (100 * noticed) / mutants,
  }
  const head = ['group', 'mutants', 'killed', 'timed out', 'survived', 'no test', 'score']
  const cells = [...scores, ...(scores.length > 1 ? [total] : [])].map((score) => [
    score.name,
    ...[score.mutants, score.killed, score.timedOut, score.survived, score.uncovered].map(String),
    `${score.percent.toFixed(1)} %`,
  ])
  const widths = head.map((title, column) => Math.max(title.length, ...cells.map((row) => row[column]!.length)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join(' | ')} |`
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`
  return [line(head), rule, ...cells.map(line)].join('\n')
}

/** Each mutant that no test noticed: where it is, what stood there and what stood there instead. */
export function survivorsText(
  mutants: readonly Pick<Mutant, 'fileName' | 'location' | 'replacement' | 'status'>[],
  root: string,
): string {
  const sources = new Map<string, readonly string[]>()
  const linesOf = (file: string) => {
    const lines = sources.get(file) ?? readFileSync(path.resolve(root, file), 'utf8').split('\n')
    sources.set(file, lines)
    return lines
  }
  const unnoticed = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  return unnoticed
    .map(({ fileName, location: { start, end }, replacement, status }) => {
      const file = path.relative(root, path.resolve(root, fileName))
      // Lines and columns count from 1.
      const lines = linesOf(file).slice(start.line - 1, end.line)
      const first = lines[0]?.trim() ?? ''
      const text = cut(lines, start.column - 1, end.column - 1)
      const where = `${file}:${start.line}:${start.column}`
      return `${where}${status === 'NoCoverage' ? ' (no test)' : ''}\n  ${first}\n- ${text}\n+ ${replacement}\n`
    })
    .join('\n')
}

function cut(lines: readonly string[], from: number, to: number): string {
  const last = lines.length - 1
  return lines.map((line, at) => line.slice(at === 0 ? from : 0, at === last ? to : undefined)).join('\n')
}

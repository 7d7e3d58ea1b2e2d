// What a run found, as Markdown: first the few numbers, then the questions, then probe by probe.

import type { Leftovers } from './clean-up.ts'
import type { Difference } from './compare.ts'
import { facts } from './facts.ts'
import { questions } from './questions.ts'

export interface ProbeResult {
  readonly name: string
  readonly about: string
  /** Undefined where it was played. */
  readonly leftOut: string | undefined
  readonly steps: number
  readonly differences: readonly Difference[]
  readonly notes: readonly string[]
  readonly measured: Readonly<Record<string, string>>
}

export interface Findings {
  readonly repository: string
  readonly mark: string
  /** ISO. */
  readonly begun: string
  readonly seconds: number
  readonly requests: number
  readonly results: readonly ProbeResult[]
  readonly answers: Readonly<Record<string, string>>
  /** Why it ended before its time; undefined where it did not. */
  readonly stopped: string | undefined
  readonly leftovers: Leftovers
}

export const differencesOf = ({ results }: Findings) => results.flatMap(({ differences }) => differences)

const played = ({ results }: Findings) => results.filter(({ leftOut }) => leftOut === undefined)

export function verdict(findings: Findings): string {
  const { length } = differencesOf(findings)
  const answered = questions.filter(({ name }) => findings.answers[name] !== undefined).length
  const found = length === 0 ? 'no difference' : counted(length, 'difference')
  return `${counted(played(findings).length, 'probe')}, ${found}, ${answered} of ${questions.length} open questions answered`
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`

export function reportText(findings: Findings): string {
  return [
    `# Trial against ${findings.repository}`,
    summary(findings),
    ...section('Differences', differencesOf(findings).map(differenceText)),
    ...section(
      'Open questions',
      questions.map((question) => questionText(question, findings)),
    ),
    ...section(
      'Measured',
      findings.results.flatMap(({ name, measured }) =>
        Object.entries(measured).map(([what, result]) => `- ${name}: ${what} ${result}`),
      ),
    ),
    ...section('Left behind', leftText(findings)),
    '## Probes',
    ...findings.results.map(probeText),
    '## What was supposed, and what noticed',
    ...Object.entries(facts).map(([heading, lines]) => factTable(heading, lines, findings)),
  ]
    .join('\n\n')
    .concat('\n')
}

function summary({ begun, seconds, requests, mark, stopped, ...rest }: Findings): string {
  const findings = { begun, seconds, requests, mark, stopped, ...rest }
  const took = `Begun at ${begun}, ${Math.round(seconds)} seconds, ${requests} requests. Everything that was made bears \`${mark}\`.`
  const stop = stopped === undefined ? '' : `\n\n**It was not played to its end:** ${inline(stopped)}`
  return `**${verdict(findings)}.** ${took}${stop}`
}

const section = (heading: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [`## ${heading}`, lines.join('\n')]

function differenceText({ probe, step, where, remote, local, matters }: Difference): string {
  const why = matters === undefined ? '' : ` It matters: ${matters}.`
  return `- **${probe}**, ${step}: ${where} is ${code(remote)}, with the tracker ${code(local)}.${why}`
}

function questionText(
  { name, asks, code: place, answers: possible }: (typeof questions)[number],
  { answers }: Findings,
): string {
  const answer = answers[name]
  if (answer === undefined) return `- ${asks} Not asked.`
  const meaning = possible[answer]?.means
  if (meaning === undefined) return `- ${asks} **${answer}**, for which nothing is prepared.`
  return `- ${asks} **${answer}**: ${meaning}. (${place})`
}

function leftText({ leftovers: { kept, failed } }: Findings): string[] {
  return [
    ...failed.map((what) => `- could not be removed: ${inline(what)}`),
    ...kept.map((what) => `- ${inline(what)}`),
  ]
}

function probeText({ name, about, leftOut, steps, differences, notes }: ProbeResult): string {
  const head = `### ${name}\n\n${capital(about)}.`
  if (leftOut !== undefined) return `${head} Left out: ${leftOut}.`
  const result = differences.length === 0 ? 'no difference' : counted(differences.length, 'difference')
  const lines = [...differences.map(differenceText), ...notes.map((line) => `- ${inline(line)}`)]
  const shown = lines.length === 0 ? '' : `\n\n${lines.join('\n')}`
  return `${head} ${counted(steps, 'step')}, ${result}.${shown}`
}

function factTable(heading: string, lines: (typeof facts)[string], findings: Findings): string {
  const rows = lines.map((fact) => `| ${fact.fact} | ${stateOf(fact, findings)} |`)
  return [`### ${heading}`, '', '| supposed | found |', '| --- | --- |', ...rows].join('\n')
}

function stateOf(fact: (typeof facts)[string][number], findings: Findings): string {
  if ('unprobed' in fact) return `not asked: ${fact.unprobed}`
  const states = fact.probes.map((name) => {
    const result = findings.results.find((each) => each.name === name)
    if (result === undefined || result.leftOut !== undefined) return `${name}: left out`
    return `${name}: ${result.differences.length === 0 ? 'as supposed' : '**otherwise**'}`
  })
  return states.join(', ')
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** GitHub's words, which may hold anything. */
const inline = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[<>]/g, (sign) => (sign === '<' ? '&lt;' : '&gt;'))
    .trim()

const code = (text: string) => `\`${text.replace(/\s+/g, ' ').replaceAll('`', '´')}\``

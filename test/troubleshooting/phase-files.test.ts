import { expect, test } from 'vitest'
import { readPhases } from '../../src/core/phase-file/read.ts'
import { schemaFindings } from '../../src/core/phase-file/schema-findings.ts'
import { problemText } from '../../src/core/problem.ts'
import type { MessageCode, PhaseFileCode } from '../../src/core/troubleshooting/codes.ts'
import { withCode } from '../../src/core/troubleshooting/message.ts'
import { phaseWith, tasksWith } from '../core/phase-file/read-one.ts'
import { expectExamples } from './examples.ts'

const task = (...lines: readonly string[]) =>
  tasksWith('  - id: p4-1-1', '    title: User Guide', ...lines.map((line) => `    ${line}`))

const two = (first: string, second: string) =>
  tasksWith(`  - { id: p4-1-1, title: Write, ${first} }`, `  - { id: p4-1-2, title: Review, ${second} }`)

const other = (lines: string) => `phase: 5\ntitle: Next\n${lines}\ntasks: [{ id: p5-1-1, title: Plan }]\n`

const many = (count: number, make: (at: number) => string) => Array.from({ length: count }, (_, at) => make(at))

/** For each code the least that is wrong: the text of one file, or of two. */
const mistakes: Readonly<Record<Exclude<PhaseFileCode, 'invalid-value'>, string | readonly [string, string]>> = {
  'file-too-large': `${phaseWith()}# ${'x'.repeat(1024 * 1024)}`,
  'file-not-utf8': phaseWith('goal: caf\uFFFD'),
  'lone-carriage-return': 'phase: 4\rtitle: T\r',
  'control-character': phaseWith('goal: "\u0007"'),
  'file-empty': '# nothing yet\n',
  'file-not-a-map': '- phase: 4\n',
  'several-documents': `${phaseWith()}---\n${phaseWith()}`,
  'too-many-parts': phaseWith(
    `x-all: [${'[1],'.repeat(1900)}]`,
    ...many(50, (at) => `x-${at}: [${'[1],'.repeat(1900)}]`),
  ),
  'too-many-entries': phaseWith(`x-all: [${'1,'.repeat(2100)}]`),
  'too-deep': phaseWith(`x-all: ${'['.repeat(25)}${']'.repeat(25)}`),
  'too-many-anchors': phaseWith('x-all:', ...many(101, (at) => `  - &a${at} 1`)),
  'aliases-too-large': phaseWith(
    `x-0: &a0 [${'1,'.repeat(99)}]`,
    ...many(4, (at) => `x-${at + 1}: &a${at + 1} [${`*a${at},`.repeat(20)}]`),
  ),
  'yaml-tag': phaseWith('goal: !!str v1.0.0'),
  'yaml-directive': `%YAML 1.1\n---\n${phaseWith()}`,
  'forbidden-key': phaseWith('__proto__: { a: 1 }'),
  'more-mistakes': task(...many(102, (at) => `wrong${at}: 1`)),
  'merge-conflict': phaseWith('<<<<<<< HEAD', 'goal: v1.0.0'),
  'missing-dash-space': tasksWith('  - { id: p4-1-1, title: Write }', '  -p4-1-2'),
  'missing-dash': tasksWith('  - id: p4-1-1', '   title: Write'),
  'missing-colon': phaseWith('goal', 'slots: 2'),
  'missing-comma': phaseWith('workdays: ["mon" "tue"]'),
  'block-in-brackets': phaseWith('workdays: [', '  - mon', '  ]'),
  'missing-comment-space': phaseWith('goal: "v1.0.0"# soon'),
  'missing-quote': phaseWith('goal: "v1.0.0'),
  'missing-bracket': phaseWith('workdays: [mon, tue', 'goal: v1.0.0'),
  'wrong-indentation': phaseWith('retry:', '  max_attempts: 2', ' backoff: 15m'),
  'tab-indentation': phaseWith('retry:', '\tmax_attempts: 2'),
  'unquoted-character': phaseWith('manager: @octocat'),
  'unquoted-colon': phaseWith('goal: release: ready'),
  'value-continued': phaseWith('goal: v1.0.0', '  slots: 2'),
  'bad-escape': phaseWith('goal: "docs\\guide"'),
  'key-too-long': phaseWith(`${'x'.repeat(1100)}: 1`),
  'unreadable-yaml': phaseWith('goal: ]'),
  'key-not-text': phaseWith('? [goal]', ': v1.0.0'),
  'merge-key': phaseWith('x-shared: &shared { slots: 2 }', '<<: *shared'),
  'repeated-key': phaseWith('goal: v1.0.0', 'goal: v1.1.0'),
  'unknown-alias': phaseWith('goal: *release'),
  'unknown-key': task('needs: [p4-1-2]'),
  'misplaced-key': task('stall_after: 4h'),
  'invalid-name': phaseWith('streams: { dev ops: {} }'),
  'reserved-input': phaseWith('models: { sonnet: { workflow: worker.yml, inputs: { task: p4-1-1 } } }'),
  'missing-key': tasksWith('  - id: p4-1-1'),
  'missing-value': phaseWith('goal:'),
  'wrong-type': phaseWith('slots: two'),
  'wrong-choice': phaseWith('spawn: automatic'),
  'wrong-format': task('effort: 4 hours'),
  'empty-value': task('paths: [""]'),
  'text-too-long': tasksWith(`  - { id: p4-1-1, title: ${'x'.repeat(223)} }`),
  'list-too-long': task(`assignees: [${'abcdefghijk'.split('').join(', ')}]`),
  'number-out-of-range': phaseWith('slots: 0'),
  'missing-companion': phaseWith('models: { sonnet: { inputs: { effort: high } } }'),
  'milestone-true': phaseWith('milestone: true'),
  'two-kinds-of-worker': phaseWith('models: { sonnet: { workflow: worker.yml, assign: [octocat] } }'),
  'repeated-entry': task('assignees: [octocat, octocat]'),
  'body-too-long': task(`description: ${'€'.repeat(14_000)}`),
  'impossible-date': phaseWith('start_date: 2026-02-30'),
  'target-before-start': phaseWith('start_date: 2026-03-08', 'target_date: 2026-02-22'),
  'unknown-timezone': phaseWith('timezone: Europe/Berln'),
  'release-before-stall': phaseWith('heartbeat: { stall_after: 4h, release_after: 2h }'),
  'unknown-stream': task('stream: documentation'),
  'unknown-model': task('model: sonnet'),
  'unknown-complexity': task('complexity: hard'),
  'reserved-label': task('labels: [phase-task]'),
  'path-with-backslash': task("paths: ['docs\\user']"),
  'path-absolute': task('paths: [/docs/user]'),
  'path-outside': task('paths: [../docs]'),
  'path-in-git': task('paths: [.git/config]'),
  'mirror-path-folder': phaseWith('files: { jobs: scheduler/ }'),
  'mirror-path-character': phaseWith('files: { jobs: "JOBS?.md" }'),
  'mirror-path-reserved': phaseWith('files: { jobs: .github/workflows/jobs.yml }'),
  'mirror-path-clash': phaseWith('files: { jobs: JOBS.md, backlog: JOBS.md }'),
  'second-final': two('final: true', 'final: true'),
  'self-dependency': two('depends_on: [p4-1-1]', 'priority: 1'),
  'depends-on-final': two('final: true', 'depends_on: [p4-1-1]'),
  'final-depends-elsewhere': [two('final: true, depends_on: [p5-1-1]', 'priority: 1'), other('slots: 1')],
  'unknown-dependency': two('priority: 1', 'depends_on: [p4-1-l]'),
  'too-many-dependents': tasksWith(
    '  - { id: p4-0, title: First }',
    ...many(51, (at) => `  - { id: p4-${at + 1}, title: Later, depends_on: [p4-0] }`),
  ),
  'repeated-task-id': tasksWith('  - { id: p4-1-1, title: Write }', '  - { id: P4-1-1, title: Review }'),
  'repeated-phase-id': [phaseWith(), 'phase: 4\ntitle: Again\ntasks: [{ id: b, title: B }]\n'],
  'repeated-issue': two('issue: 42', 'issue: 42'),
  'repeated-former-id': two('formerly: p4-1-9', 'formerly: p4-1-9'),
  'former-id-in-use': two('formerly: p4-1-2', 'priority: 1'),
  'phase-after-itself': phaseWith('after: 4'),
  'unknown-phase': [
    'phase: Alpha\ntitle: First\ntasks: [{ id: a, title: A }]\n',
    'phase: Beta\ntitle: Second\nafter: alpha\ntasks: [{ id: b, title: B }]\n',
  ],
  cycle: two('depends_on: [p4-1-2]', 'depends_on: [p4-1-1]'),
}

test('each mistake of a phase file is reached, and told with its code', async () => {
  const told = new Map<MessageCode, string>()
  const missed: string[] = []
  for (const [code, given] of Object.entries(mistakes)) {
    const texts = typeof given === 'string' ? [given] : given
    const { problems } = readPhases(texts.map((text, at) => ({ path: `.github/phases/phase-${at + 4}.yml`, text })))
    const found = problems.find((problem) => problem.code === code)
    if (found !== undefined) told.set(found.code, problemText(found))
    else missed.push(`${code}: ${problems.map(problemText).join(' ')}`)
  }
  expect(missed).toEqual([])
  told.set('invalid-value', brokenRule())
  await expectExamples('phase-files', told)
})

/** A rule of the schema that is new, and for which nobody has written a sentence. */
function brokenRule(): string {
  const root = { kind: 'map', offset: 0, entries: new Map([['slots', { keyOffset: 0, value: number(3) }]]) } as const
  const error = { instancePath: '/slots', schemaPath: '', keyword: 'multipleOf', params: { multipleOf: 2 } }
  const said = schemaFindings([error], root)[0]!.say()
  expect(said.code).toBe('invalid-value')
  return `.github/phases/phase-4.yml:3:8: ${withCode(said)}`
}

function number(value: number) {
  return { kind: 'scalar', offset: 7, value } as const
}

import { describe, expect, test } from 'vitest'
import { readPhases } from '../../../src/core/phase-file/read.ts'
import { aliasBomb, tasksWith } from './read-one.ts'

/** Milliseconds of the processor, which do not depend on what else the machine does; each takes a quarter at most. */
const mostTime = 2_000

/** Milliseconds of the processor since `begun`. */
const usedSince = (begun: NodeJS.CpuUsage) => process.cpuUsage(begun).user / 1000

const megabyte = 1_000_000
const fill = (unit: string, size = megabyte) => unit.repeat(Math.floor(size / unit.length))
const numbered = (count: number, line: (at: number) => string) => Array.from({ length: count }, (_, at) => line(at))

const deep = 'Lists and maps are more than 20 levels deep'
const parts = 'The file has more parts than a phase of 1,000 tasks needs'
const entries = 'This list or map has more than 2,000 entries'

const refused: readonly (readonly [name: string, text: string, place: string, part: string])[] = [
  ['2 MB', fill('a', 2 * megabyte), '1:1', 'The file is larger than 1 MB'],
  ['1 MB of characters of three bytes', fill('€', 400_000), '1:1', 'The file is larger than 1 MB'],
  ['a NUL', 'phase: 4\n\0', '2:1', 'The file holds the control character U+0000'],
  ['UTF-16', 'p\0h\0a\0', '1:2', 'save the file as UTF-8'],
  ['UTF-16 that was read as UTF-8', '\uFFFD\uFFFDp\0h\0', '1:1', 'save it as UTF-8'],
  ['Latin-1 that was read as UTF-8', 'phase: 4\ntitle: \uFFFDbung', '2:8', 'save it as UTF-8'],
  ['carriage returns alone', 'phase: 4\rtitle: T\r', '1:9', 'carriage return alone'],
  ['a control character of the parser', 'a\u0002b', '1:2', 'U+0002'],
  ['brackets', fill('['), '1:22', deep],
  ['braces', fill('{a: '), '1:85', deep],
  ['dashes', fill('- '), '1:43', deep],
  ['question marks', fill('? '), '1:43', deep],
  ['steps to the right', numbered(1_400, (at) => `${' '.repeat(at)}a:`).join('\n'), '22:22', deep],
  ['comments', fill('#\n'), '150001:1', parts],
  ['empty lines', fill('\n'), '300001:1', parts],
  ['commas', `[${fill(',')}`, '1:300000', parts],
  ['keys', numbered(50_000, (at) => `k${at}: 1`).join('\n'), '1:1', entries],
  ['keys in braces', `{${numbered(50_000, (at) => `k${at}: 1`).join()}}`, '1:1', entries],
  ['keys that are left alone', `x-a:\n${numbered(50_000, (at) => `  k${at}: 1`).join('\n')}`, '2:3', entries],
  ['one key', fill('a: 1\n'), '1:1', entries],
  ['keys of nothing', `x-a: {${fill(':,')}}`, '1:6', entries],
  ['marks of keys', fill('?\n', 10_000), '1:1', entries],
  ['lines of nothing but a dash', `x-a:\n${fill('  -\n', 20_000)}`, '2:3', entries],
  ['keys without values', `x-a: {${numbered(3_000, (at) => `"${at}":`).join()}}`, '1:6', entries],
  ['entries in brackets', `x-a: [${fill('1,')}]`, '1:6', entries],
  ['entries', fill('- a\n'), '1:1', entries],
  ['two documents', 'phase: 4\n---\nphase: 5\n---\n', '4:1', 'more than one YAML document'],
  ['a document after the end of one', 'phase: 4\n...\nphase: 5\n', '3:1', 'more than one YAML document'],
  ['a directive', '%YAML 1.1\n---\nphase: 4\n', '1:1', 'Lines that begin with % are not read'],
  ['a tag', 'phase: !foo 4', '1:8', 'Tags such as `!foo` are not read'],
  ['a tag of YAML', 'phase: !!binary aGVsbG8=', '1:8', 'Tags such as `!!binary` are not read'],
  ['anchors', numbered(200, (at) => `- &a${at} x`).join('\n'), '101:3', 'more than 100 anchors (&)'],
  ['aliases', `x-a: &a 1\nx-b: [${fill('*a,', 3_000)}]`, '2:307', 'more than 100 aliases (*)'],
  ['an alias bomb', aliasBomb, '6:16', 'Aliases (*) make the file too large'],
  ['__proto__', 'phase: 4\n__proto__: { admin: true }\n', '2:1', 'No map may have the key `__proto__`'],
  ['__proto__ in a task', tasksWith('  - id: a', '    __proto__: 1'), '5:5', 'No map may have the key `__proto__`'],
  ['constructor', 'phase: 4\nmodels: { constructor: {} }', '2:11', 'No map may have the key `constructor`'],
  [
    'prototype in what is left alone',
    'x-a: { b: [{ "prototype": 1 }] }',
    '1:14',
    'No map may have the key `prototype`',
  ],
  ['an open quote', `a: "${fill('x\n')}`, '1:4', 'This quote is not closed'],
  ['wrong escapes', `a: "${fill('\\x')}"`, '1:5', 'Text in double quotes cannot hold `\\x`'],
  ['brackets that are closed too often', fill(']'), '1:1', 'YAML cannot read this'],
  [
    'two documents with the same ids',
    `${tasksWith('  - id: a')}---\n${tasksWith('  - id: a')}`,
    '5:1',
    'one YAML document',
  ],
  ['quotes', fill('"'), '1:599999', parts],
  ['block scalars', fill('|\n'), '1:1', 'must be a map of keys'],
  ['percent signs', fill('%'), '1:1', 'Lines that begin with % are not read'],
  ['names of anchors', fill('&a '), '1:301', 'more than 100 anchors (&)'],
  ['names of aliases', fill('*a '), '1:301', 'more than 100 aliases (*)'],
  ['tags', fill('!a '), '1:1', 'Tags such as `!a` are not read'],
  ['a tag of JavaScript', 'x-a: !!js/function "() => 1"', '1:6', 'Tags such as `!!js/function` are not read'],
  [
    'a tag by its prefix',
    '%TAG ! tag:yaml.org,2002:\n---\nphase: !int 4',
    '1:1',
    'Lines that begin with % are not read',
  ],
  ['documents of brackets', fill('[a]', 400_000), '1:4', 'YAML cannot read this'],
  ['a long key', `${fill('a')}: 1`, '1:1', 'more than 1,024 characters'],
]

describe('a hostile file gets one clear error, and soon', () => {
  test.each(refused)('%s', (_, text, place, part) => {
    const begun = process.cpuUsage()
    const { phases, problems } = readPhases([{ path: 'phase.yml', text }])
    expect(usedSince(begun)).toBeLessThan(mostTime)
    expect(phases).toEqual([])
    expect(problems.map(({ line, column }) => `${line}:${column}`)).toEqual([place])
    expect(problems[0]?.message).toContain(part)
    expect(problems[0]?.message.length).toBeLessThan(250)
  })
})

test.each([
  ['a byte-order mark', '\uFEFF', '\n'],
  ['line ends of Windows', '', '\r\n'],
  ['both', '\uFEFF', '\r\n'],
])('%s changes nothing of what a file says, nor where', (_, mark, lineEnd) => {
  const sound = tasksWith('  - id: a', '    title: A', '    description: |', '      One.', '      Two.')
  const wrong = `${sound}nothing: 1\n`
  const read = (text: string) => readPhases([{ path: 'phase.yml', text }])
  const saved = (text: string) => read(mark + text.replaceAll('\n', lineEnd))
  expect(saved(sound)).toEqual(read(sound))
  expect(saved(sound).phases[0]?.tasks[0]?.description).toBe('One.\nTwo.')
  expect(saved(wrong).problems).toEqual(read(wrong).problems)
})

test('names that objects have of themselves are names like any other', () => {
  const names = ['hasOwnProperty', 'toString', 'valueOf', 'isPrototypeOf', 'then', 'length']
  const text = [
    'phase: constructor',
    'title: T',
    `streams: { ${names.map((name) => `${name}: {}`).join(', ')} }`,
    `models: { ${names.map((name) => `${name}: { workflow: w.yml, inputs: { ${name}: 1 } }`).join(', ')} }`,
    `allocation: { ${names.map((name) => `${name}: ${name}`).join(', ')} }`,
    'tasks:',
    '  - { id: constructor, title: T, complexity: toString }',
    ...names.map((name) => `  - { id: ${name}, title: T, stream: ${name}, model: ${name}, depends_on: [constructor] }`),
  ].join('\n')
  const { phases, problems } = readPhases([{ path: 'phase.yml', text }])
  expect(problems).toEqual([])
  expect(phases[0]?.tasks.map(({ id, stream, model }) => ({ id, stream, model }))).toEqual([
    { id: 'constructor', stream: undefined, model: 'toString' },
    ...names.map((name) => ({ id: name, stream: name, model: name })),
  ])
  expect(phases[0]?.models.get('toString')?.inputs).toEqual({ toString: '1' })
  const missing = readPhases([{ path: 'phase.yml', text: tasksWith('  - { id: a, title: A, stream: toString }') }])
  expect(missing.problems.map(({ message }) => message)).toEqual([
    'There is no stream `toString`: add it under `streams`.',
  ])
})

const title = (text: string) => `phase: 4\ntitle: "${text}"\ntasks: [{ id: a, title: A }]`
const ids = numbered(1_000, (at) => `t${at}`)

const slow: readonly (readonly [name: string, text: string])[] = [
  ['a long title', title(`${fill('a')}\\n`)],
  ['a title of spaces', title(fill(' '))],
  ['a long login', `${title('T')}\nmanager: ${fill('a-')}!`],
  ['a long channel', `${title('T')}\nslack: { channel: "${fill('a')} " }`],
  ['a long workflow', `${title('T')}\nmodels: { a: { workflow: "${fill('.yml')}/" } }`],
  [
    'dependencies on nothing',
    tasksWith(
      ...ids.map((id, at) => `  - { id: ${id}, title: T, depends_on: [${numbered(50, (n) => `zz${at + n}`)}] }`),
    ),
  ],
  [
    'dependencies of all on all',
    tasksWith(
      ...ids.map(
        (id, at) => `  - { id: ${id}, title: T, depends_on: [${numbered(50, (n) => ids[(at * 7 + n) % 1000]!)}] }`,
      ),
    ),
  ],
  ['unknown keys', tasksWith(...ids.map((id, at) => `  - { ${numbered(30, (n) => `${id}key${at}${n}: 1`)} }`))],
  ['one id', tasksWith(...ids.map(() => '  - { id: a, title: A, formerly: b, issue: 7 }'))],
]

describe('a file that is wrong in very many ways is told off soon', () => {
  test.each(slow)('%s', (_, text) => {
    const begun = process.cpuUsage()
    const { problems } = readPhases([{ path: 'phase.yml', text }])
    expect(usedSince(begun)).toBeLessThan(mostTime)
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.length).toBeLessThanOrEqual(101)
  })
})

test('what a message quotes of a file is inert', () => {
  const text = tasksWith('  - id: "::error::x\\n::error::y"', '    title: A', '    "\\u202E##[add-mask]`x`": 1')
  for (const { message } of readPhases([{ path: 'phase.yml', text }]).problems) {
    expect(message).not.toMatch(/[\n\r\u202E]|^::|##\[/)
  }
})

test('a thousand tasks with everything in them are read in a fraction of a second', () => {
  const text = tasksWith(
    ...ids.flatMap((id, at) => [
      `  - id: ${id}`,
      `    title: Task ${at}`,
      '    priority: 2',
      '    effort: 1d',
      `    depends_on: [${at > 0 ? ids[at - 1] : ''}]`,
      '    assignees: [octocat]',
      '    labels: [docs, ui]',
      '    description: |',
      '      What and why.',
      '    acceptance_criteria: [It works, It was reviewed]',
      '    paths: ["docs/**"]',
    ]),
  )
  const begun = process.cpuUsage()
  const { phases, problems } = readPhases([{ path: 'phase.yml', text }])
  expect(usedSince(begun)).toBeLessThan(mostTime)
  expect(problems).toEqual([])
  expect(phases[0]?.tasks).toHaveLength(1000)
})

import { describe, expect, test } from 'vitest'
import { lineStarts } from '../../../src/core/phase-file/finding.ts'
import { lineOf, outlineOfBroken } from '../../../src/core/phase-file/outline.ts'
import { quote } from '../../../src/core/phase-file/quote.ts'
import { readPhases } from '../../../src/core/phase-file/read.ts'
import { mostBytes } from '../../../src/core/phase-file/scan.ts'
import { aliasBomb, phaseWith, problemsOf, readOne, tasksWith } from './read-one.ts'

/** The problems of a text, each as `line:column code`. */
function codesOf(text: string): readonly string[] {
  return readPhases([{ path: 'phase.yml', text }]).problems.map(({ line, column, code }) => `${line}:${column} ${code}`)
}

const many = (unit: string, count: number) => unit.repeat(count)

describe('what keeps a text from being read has a code', () => {
  test.each<[code: string, place: string, text: string]>([
    ['file-too-large', '1:1', many('a', mostBytes + 1)],
    ['file-not-utf8', '1:8', 'title: \uFFFD'],
    ['lone-carriage-return', '1:9', 'phase: 4\rtitle: T'],
    ['control-character', '1:2', 'a\u001Fb'],
    ['control-character', '3:6', phaseWith('x-a: "\\x01"')],
    ['control-character', '3:1', phaseWith('"x-\\x01": 1')],
    ['too-deep', '1:22', many('[', 30)],
    ['too-many-entries', '3:6', phaseWith(`x-a: [${many('1,', 2001)}]`)],
    ['too-many-parts', '300001:1', many('\n', 300_001)],
    ['too-many-anchors', '1:301', many('&a ', 101)],
    ['aliases-too-large', '6:16', aliasBomb],
    ['several-documents', '2:1', 'a: 1\n---\nb: 1\n'],
    ['several-documents', '4:1', 'a: 1\n---\nb: 1\n---\n'],
    ['several-documents', '3:1', 'a: 1\n...\nb: 1\n'],
    ['yaml-tag', '1:8', 'phase: !foo 4'],
    ['yaml-directive', '1:1', '%YAML 1.1\n---\na: 1'],
    ['missing-quote', '2:8', "phase: 4\ntitle: 'T\n"],
    ['missing-quote', '2:8', "phase: 4\ntitle: '"],
    ['missing-quote', '2:8', 'phase: 4\ntitle: "'],
    ['forbidden-key', '3:1', phaseWith('constructor: 1')],
    ['key-not-text', '3:1', phaseWith(': 1')],
    ['key-not-text', '3:9', phaseWith('x-a: {? : 1}')],
    ['key-not-text', '3:3', phaseWith('? [a]', ': 1')],
    ['merge-key', '3:1', phaseWith('<<: {}')],
    ['repeated-key', '4:1', phaseWith('x-a: 1', 'x-a: 2')],
    ['unknown-alias', '3:6', phaseWith('x-a: *b')],
    ['file-empty', '1:1', '# Nothing yet\n'],
    ['file-empty', '1:1', '~'],
    ['file-not-a-map', '1:1', '- a'],
    ['file-not-a-map', '1:1', 'a'],
  ])('%s', (code, place, text) => {
    expect(codesOf(text)).toEqual([`${place} ${code}`])
  })

  test('and each of several slips has a place of its own', () => {
    expect(codesOf('a: @x\nb: @y\n')).toEqual(['1:4 unquoted-character', '2:4 unquoted-character'])
    expect(codesOf('phase: 4\n]\ntitle: T\n')).toEqual(['2:1 unreadable-yaml', '3:1 unreadable-yaml'])
  })

  test('which names a control character as it is known', () => {
    expect(problemsOf('a\u001Fb')).toEqual([expect.stringContaining('the control character U+001F:')])
    expect(problemsOf(phaseWith('x-a: "\\x1f"'))).toEqual([expect.stringContaining('This text holds U+001F,')])
  })
})

describe('as much as a limit allows is read', () => {
  const padded = (bytes: number, character = 'x') => {
    const room = bytes - new TextEncoder().encode(phaseWith('# ')).length
    const size = new TextEncoder().encode(character).length
    return phaseWith(`# ${character.repeat(Math.floor(room / size))}${'x'.repeat(room % size)}`)
  }

  test.each<[what: string, sound: string, more: string]>([
    ['1 MB', padded(mostBytes), padded(mostBytes + 1)],
    ['1 MB of characters of three bytes', padded(mostBytes, '€'), padded(mostBytes + 1, '€')],
    ['2,000 entries in brackets', phaseWith(`x-a: [${many('1,', 1999)}1]`), phaseWith(`x-a: [${many('1,', 2000)}1]`)],
    ['2,000 and a comma', phaseWith(`x-a: [${many('1,', 2000)}]`), phaseWith(`x-a: [${many('1,', 2001)}]`)],
    ['2,000 lines', phaseWith(`x-a:\n${many('  - 1\n', 2000)}`), phaseWith(`x-a:\n${many('  - 1\n', 2001)}`)],
    ['twenty levels', phaseWith(`x-a: ${many('[', 19)}${many(']', 19)}`), phaseWith(`x-a: ${many('[', 20)}`)],
    ['a hundred anchors', anchored(100), anchored(101)],
  ])('%s', (_, sound, more) => {
    expect(codesOf(sound)).toEqual([])
    expect(codesOf(more)).toHaveLength(1)
  })

  function anchored(count: number): string {
    return phaseWith('x-a:', ...Array.from({ length: count }, (_, at) => `  - &a${at} x`))
  }
})

describe('a text is read as it is written', () => {
  test('with a mark of byte order inside it, where it is none', () => {
    expect(readOne(phaseWith('goal: a\uFEFFb')).goal).toBe('a\uFEFFb')
  })

  test('with words and numbers for keys', () => {
    const streams = ['1', '1.10', 'true', 'null']
    expect([
      ...readOne(phaseWith(`streams: { ${streams.map((key) => `${key}: {}`).join(', ')} }`)).streams.keys(),
    ]).toEqual(streams)
  })

  test('of two values for one key with the first', () => {
    const { phases, problems } = readPhases([{ path: 'phase.yml', text: phaseWith('goal: one', 'goal: two') }])
    expect([phases, problems.map(({ code }) => code)]).toEqual([[], ['repeated-key']])
  })

  test('and a task that says it is not final is not', () => {
    const { tasks } = readOne(
      tasksWith('  - { id: a, title: A, final: false }', '  - { id: b, title: B, final: true }'),
    )
    expect(tasks.map(({ final }) => final)).toEqual([false, true])
  })
})

describe('a value that is wrong in itself is not told for what that leads to', () => {
  test.each<[text: string, codes: readonly string[]]>([
    [phaseWith('timezone: ""'), ['3:11 empty-value']],
    [phaseWith('manager: ["@a", "@a"]'), ['3:11 wrong-format', '3:17 wrong-format']],
    [tasksWith('  - { id: a b, title: A, depends_on: [a b] }'), ['4:11 wrong-format', '4:39 wrong-format']],
  ])('%j', (text, codes) => {
    expect(codesOf(text)).toEqual(codes)
  })

  test('and another one is', () => {
    expect(codesOf(phaseWith('timezone: ""', 'target_date: 2026-02-30'))).toEqual([
      '3:11 empty-value',
      '4:14 impossible-date',
    ])
  })
})

describe('of a text that cannot be parsed', () => {
  const text = 'phase: 4\ntasks:\n  - id: a\n    after: id: b\n  - { "id": c, id: "d" }\n'
  const outline = outlineOfBroken('a.yml', lineStarts(text), text)

  test('the ids that look like some are known, each with its place', () => {
    expect(outline.phase).toEqual({ text: '4', offset: text.indexOf('4') })
    expect(outline.tasks.map(({ id, offset }) => [id!.text, offset, id!.offset])).toEqual(
      ['a', 'b', 'd'].map((id) => [id, text.search(`\\b${id}\\b`), text.search(`\\b${id}\\b`)]),
    )
    expect(outline.tasks[0]).toMatchObject({ dependsOn: [], final: undefined })
    expect(outline).toMatchObject({ root: undefined, after: [], isWhole: false })
  })

  test('a line is named with its file where that is another', () => {
    expect(lineOf(outline, outline.tasks[1]!.offset, outline)).toBe('line 4')
    expect(lineOf(outline, outline.tasks[1]!.offset, { ...outline, file: 'b.yml' })).toBe('line 4 of `a.yml`')
  })
})

describe('a quotation', () => {
  test.each([
    ['###', '`# # #`'],
    ['a#b', '`a#b`'],
    [`${'x'.repeat(58)}\u202E`, `\`${'x'.repeat(58)}…\``],
    [`${'x'.repeat(59)}\u202E`, `\`${'x'.repeat(59)}…\``],
  ])('of %j is %s', (text, shown) => {
    expect(quote(text)).toBe(shown)
  })
})

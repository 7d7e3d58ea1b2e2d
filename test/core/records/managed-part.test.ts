import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checksum } from '../../../src/core/records/checksum.ts'
import {
  joinBody,
  marker,
  type Owner,
  ownerAtStart,
  ownersInside,
  parseRecord,
  recordLine,
  releaseBody,
  renderRecord,
  sameText,
  splitBody,
  withoutMarkers,
} from '../../../src/core/records/managed-part.ts'

const owner: Owner = { kind: 'task', id: 'p4-1-1' }
const end = '<!-- phase-coordinator:end -->'
const start = marker(owner)

const peoplesText = fc
  .array(
    fc.constantFrom('Hello', '\n', '\r\n', ' ', '\t', '# Title', '<!-- note -->', '`x`', '😀', '|', end.slice(0, 12)),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(''))

describe('a body taken apart', () => {
  test.each<[name: string, body: string, split: { before: string; part: string | undefined; after: string }]>([
    ['without our part', 'Hello', { before: '', part: undefined, after: 'Hello' }],
    ['empty', '', { before: '', part: undefined, after: '' }],
    ['our part alone', `${start}\nx\n${end}`, { before: '', part: 'x', after: '' }],
    [
      'text around it',
      `above\n\n${start}\nx\ny\n${end}\n\nbelow`,
      { before: 'above\n\n', part: 'x\ny', after: '\n\nbelow' },
    ],
    [
      "with the line ends of GitHub's editor",
      `above\r\n${start}\r\nx\r\ny\r\n${end}\r\nbelow\r\n`,
      { before: 'above\r\n', part: 'x\ny', after: '\r\nbelow\r\n' },
    ],
    ['after a byte order mark', `\uFEFF${start}\nx\n${end}`, { before: '\uFEFF', part: 'x', after: '' }],
    [
      "another task's part",
      `${marker({ ...owner, id: 'p4-1-12' })}\nx\n${end}`,
      { before: '', part: undefined, after: `${marker({ ...owner, id: 'p4-1-12' })}\nx\n${end}` },
    ],
    [
      'a marker in the middle of a line is no marker',
      `see ${start}`,
      { before: '', part: undefined, after: `see ${start}` },
    ],
    [
      'an end in the middle of a line is no end',
      `${start}\nx ${end}\ny\n${end}`,
      { before: '', part: `x ${end}\ny`, after: '' },
    ],
    [
      'an indented marker is no marker',
      ` ${start}\nx\n${end}`,
      { before: '', part: undefined, after: ` ${start}\nx\n${end}` },
    ],
    [
      'a marker behind a letter is no marker',
      `x${start}\ny\n${end}`,
      { before: '', part: undefined, after: `x${start}\ny\n${end}` },
    ],
    [
      'a marker with text behind it is no marker',
      `${start} x\ny\n${end}`,
      { before: '', part: undefined, after: `${start} x\ny\n${end}` },
    ],
    ['empty lines within', `${start}\n\nx\n\ny\n\n${end}`, { before: '', part: '\nx\n\ny\n', after: '' }],
    [
      'the first of two',
      `${start}\nx\n${end}\n${start}\ny\n${end}`,
      { before: '', part: 'x', after: `\n${start}\ny\n${end}` },
    ],
  ])('%s', (_, body, split) => {
    expect(splitBody(body, owner)).toEqual(split)
  })

  test('where the closing line was deleted, the part ends with its record', () => {
    const record = renderRecord({ a: 1 })
    expect(splitBody(`${start}\nx\n${record}\nmine`, owner)).toEqual({
      before: '',
      part: `x\n${record}`,
      after: '\nmine',
    })
  })

  test('where the record is gone too, nothing after the first line is taken for ours', () => {
    expect(splitBody(`${start}\nx\nmine`, owner)).toEqual({ before: '', part: '', after: '\nx\nmine' })
  })
})

describe('a body put together', () => {
  test('what people wrote before and after survives byte for byte, however often our part changes', () => {
    fc.assert(
      fc.property(
        peoplesText,
        peoplesText,
        fc.array(peoplesText, { minLength: 1, maxLength: 4 }),
        (above, below, parts) => {
          let body = `${above === '' ? '' : `${above}\n`}${start}\nfirst\n${end}${below === '' ? '' : `\n${below}`}`
          const first = splitBody(body, owner)
          for (const part of parts) {
            body = joinBody(splitBody(body, owner), owner, part)
            const { before, after } = splitBody(body, owner)
            expect({ before, after }).toEqual({ before: first.before, after: first.after })
          }
          expect(first.before).toBe(above === '' ? '' : `${above}\n`)
          expect(first.after).toBe(below === '' ? '' : `\n${below}`)
        },
      ),
      { seed: 4, numRuns: 300 },
    )
  })

  test('a part that was not there goes to the top, and the text of people follows whole', () => {
    const body = joinBody(splitBody('mine\r\n', owner), owner, 'ours')
    expect(body).toBe(`${start}\nours\n${end}\n\nmine\r\n`)
    expect(splitBody(body, owner)).toEqual({ before: '', part: 'ours', after: '\n\nmine\r\n' })
  })

  test('a part that was not there needs no gap above nothing', () => {
    expect(joinBody(splitBody(' \n', owner), owner, 'ours')).toBe(`${start}\nours\n${end}`)
  })

  test('putting together what was taken apart changes nothing', () => {
    const body = `above\n${start}\nx\n\ny\n${end}\r\nbelow`
    const split = splitBody(body, owner)
    expect(joinBody(split, owner, split.part!)).toBe(body)
  })
})

describe('whose it is', () => {
  test.each<[body: string, owner: Owner | undefined]>([
    ['<!-- phase-coordinator:task p4-1-1 -->\nx', { kind: 'task', id: 'p4-1-1' }],
    ['<!-- phase-coordinator:phase 4 -->\r\nx', { kind: 'phase', id: '4' }],
    ['\uFEFF<!-- phase-coordinator:task a -->', { kind: 'task', id: 'a' }],
    ['mine\n<!-- phase-coordinator:task a -->', undefined],
    ['<!-- phase-coordinator:data v1 x -->', undefined],
    ['<!-- phase-coordinator:task a b -->', undefined],
    [`<!-- phase-coordinator:task ${'a'.repeat(33)} -->`, undefined],
    ['', undefined],
  ])('%j begins with the marker of %j', (body, expected) => {
    expect(ownerAtStart(body)).toEqual(expected)
  })

  test('markers inside count where they stand on lines of their own', () => {
    const body =
      'x\r\n<!-- phase-coordinator:task a -->\r\ny <!-- phase-coordinator:task b -->\n<!-- phase-coordinator:phase 4 -->'
    expect(ownersInside(body)).toEqual([
      { kind: 'task', id: 'a' },
      { kind: 'phase', id: '4' },
    ])
  })
})

test('a marker inside counts only where nothing else stands on its line', () => {
  expect(ownersInside(`x\n${start}\n${start} y\n ${start}\n${marker({ kind: 'phase', id: '4' })}\r\nz`)).toEqual([
    owner,
    { kind: 'phase', id: '4' },
  ])
})

describe('the record', () => {
  const values = fc.oneof(
    fc.jsonValue(),
    fc
      .array(fc.constantFrom('-->', '--', '-', '>', '<!--', '\u2028', '\u2029', '&', '\n', '"', '😀', '\ud800'), {
        maxLength: 6,
      })
      .map((parts) => parts.join('')),
  )

  test('what is written is read back, and stays one hidden line', () => {
    fc.assert(
      fc.property(values, (value) => {
        const line = renderRecord(value)
        expect(line).toMatch(/^<!-- [^\n]* -->$/)
        expect(line.slice(4, -3)).not.toMatch(/-->|--|[<>]/)
        expect(parseRecord(`above\n\n${line}`)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { seed: 4, numRuns: 500 },
    )
  })

  const line = renderRecord({ state: 'ready' })
  test.each([
    ['missing', 'nothing here'],
    ['a changed letter', line.replace('ready', 'teady')],
    ['a lost brace', line.replace('}', '')],
    ['another version', line.replace('data v1', 'data v2')],
    ['not on a line of its own', `see ${line}`],
    ['half of it', line.slice(0, 40)],
    ['empty', ''],
  ])('%s, it counts as none', (_, part) => {
    expect(parseRecord(part)).toBeUndefined()
  })

  test('its line is the same whatever the line ends, and none where there is none', () => {
    const line = renderRecord({ a: 1 })
    expect(recordLine(`x\r\n${line}\r\n${end}`)).toBe(line)
    expect(recordLine(`x\n${line}\n${end}`)).toBe(line)
    expect(recordLine('x\n')).toBeUndefined()
  })

  test('what is no JSON is none, though its checksum is right', () => {
    expect(parseRecord(`<!-- phase-coordinator:data v1 ${checksum('{')} { -->`)).toBeUndefined()
  })

  test('no part has no record', () => {
    expect(parseRecord(undefined)).toBeUndefined()
  })
})

describe('text of others inside our part', () => {
  test.each([
    start,
    end,
    marker({ kind: 'phase', id: '4' }),
    renderRecord({ state: 'done' }),
    '<!--phase-coordinator:end -->',
    '<!-- PHASE-COORDINATOR:end -->',
  ])('%j in it cannot be mistaken for ours', (forged) => {
    const body = joinBody(
      splitBody('', owner),
      owner,
      `x\n${withoutMarkers(forged)}\n${renderRecord({ state: 'ready' })}`,
    )
    expect(withoutMarkers(forged).replace('\u200B', '').toLowerCase()).toBe(forged.toLowerCase())
    expect(splitBody(body, owner).after).toBe('')
    expect(parseRecord(splitBody(body, owner).part)).toEqual({ state: 'ready' })
    expect(ownersInside(body)).toEqual([owner])
  })
})

describe('a part that is let go', () => {
  const whole = joinBody(
    { before: 'Above.\n\n', part: '', after: '\n\nBelow.' },
    owner,
    `**Ready.**\n\n${renderRecord({ a: 1 })}`,
  )

  test('shows what it showed, under what is said of it, between what people wrote', () => {
    expect(releaseBody(whole, owner, '*Undone.*')).toBe('Above.\n\n*Undone.*\n\n**Ready.**\n\nBelow.')
  })

  test('is nobody’s any more, and letting it go once more changes nothing', () => {
    const body = releaseBody(whole, owner, '*Undone.*')
    expect(ownersInside(body)).toEqual([])
    expect(recordLine(body)).toBeUndefined()
    expect(releaseBody(body, owner, '*Undone.*')).toBe(body)
  })
})

test.each([
  ['a\nb', 'a\nb', true],
  ['a\r\nb', 'a\nb', true],
  ['a\nb', 'a\r\nb', true],
  ['a\r\nb', 'a\r\nb', true],
  ['a\nb', 'a b', false],
  ['a\nb', 'ab', false],
])('%j and %j are the same text: %s', (one, other, same) => {
  expect(sameText(one, other)).toBe(same)
})

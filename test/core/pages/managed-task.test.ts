import { describe, expect, test } from 'vitest'
import { type ManagedTask, phaseNamedIn, writeTask } from '../../../src/core/pages/managed-task.ts'
import { parseRecord, splitBody } from '../../../src/core/records/managed-part.ts'
import { emptyTaskRecord, parseTaskRecord } from '../../../src/core/records/task-record.ts'
import { renderMarkdown } from '../rendered-markdown.ts'

const numbers = new Map([
  ['p4-4-1', 12],
  ['p4-4-2', 7],
])
const numberOf = (id: string) => numbers.get(id)

const record: ManagedTask['record'] = {
  ...emptyTaskRecord,
  state: 'blocked',
  title: '0a1b2c3d',
  labels: ['phase-task'],
}

function part(given: Partial<ManagedTask> = {}): ManagedTask {
  return {
    id: 'p4-1-3',
    markedAs: 'p4-1-3',
    phase: '4',
    phaseFile: '.github/phases/4.yml',
    headline: ['It waits for what is linked as blocking it.'],
    notes: [],
    blockedBy: [[{ task: 'p4-4-1' }]],
    facts: [['Priority', '3']],
    description: 'From an empty machine to a running instance.',
    acceptanceCriteria: ['Every page builds', 'Reviewed by a *second* person'],
    record,
    links: ['p4-4-1'],
    oldLinks: [],
    ...given,
  }
}

const write = (given: Partial<ManagedTask>, existing?: string, progress: number | undefined = 1) =>
  writeTask(part(given), existing, progress, numberOf)

describe('a task issue', () => {
  test('says in order: state, blockers, facts, description, criteria, where it is from, and the hidden record', () => {
    expect(write({}).split('\n\n').slice(0, -1)).toEqual([
      '<!-- phase-coordinator:task p4-1-3 -->\n**Blocked.** It waits for what is linked as blocking it.',
      '- Blocked by #12 (p4-4-1)',
      '**Priority:** 3',
      'From an empty machine to a running instance.',
      '### Acceptance criteria',
      '- [ ] Every page builds\n- [ ] Reviewed by a *second* person',
      '<sub>p4-1-3 of phase 4 · progress in #1 · from .github/phases/4.yml, which owns this part; write above or below it</sub>',
    ])
  })

  test('names a blocker by its id while that has no issue', () => {
    expect(write({ blockedBy: [[{ task: 'p4-9-9' }]] })).toContain('- Blocked by p4-9-9\n')
  })

  test('keeps numbers of links in order, old ones too, and reads its record back', () => {
    const body = write({ links: ['p4-4-1', 'p4-4-2', 'p4-9-9'], oldLinks: [9] })
    const own = splitBody(body, { kind: 'task', id: 'p4-1-3' }).part
    expect(parseTaskRecord(own)).toEqual({ ...record, links: [7, 9, 12] })
  })

  test('keeps everything that a record can hold', () => {
    const full: ManagedTask['record'] = {
      state: 'assigned',
      title: '',
      labels: ['a', 'b -->'],
      restored: [12],
      assigned: ['octocat'],
      refused: ['nobody'],
      unassigned: true,
      behindUntil: '2026-02-24T00:00:00.000Z',
      claim: {
        number: 3,
        attempt: 2,
        model: 'sonnet',
        worker: 'run',
        since: '2026-02-22T12:00:00.000Z',
        by: 'octocat',
        command: '17.0',
        workflow: 'worker.yml',
        logins: ['hubot'],
        lock: 5,
        started: '2026-02-22T12:00:01.000Z',
        run: 900,
        heartbeat: '2026-02-22T13:00:00Z',
        percent: 40,
        plan: '0a1b2c3d',
        giveUp: 'silence',
        cancelled: '2026-02-22T13:59:00.000Z',
        release: '18.1',
        end: { at: '2026-02-22T14:00:00.000Z', how: 'silent' },
      },
      claims: 4,
      starts: ['2026-02-22T12:00:00.000Z'],
      failures: ['2026-02-22T14:00:00.000Z'],
      hold: { by: 'mona', reason: 'a --> b' },
      picked: '2026-02-22T11:00:00.000Z',
      handover: [{ issue: 7, pull: 9, repository: undefined, commit: undefined, words: undefined }],
      next: true,
      reviewSince: '2026-02-22T14:00:00.000Z',
      pulls: [31],
      commands: ['17.0'],
    }
    const own = splitBody(write({ record: full, links: [] }), { kind: 'task', id: 'p4-1-3' }).part
    expect(parseTaskRecord(own)).toEqual({ ...full, links: [] })
  })

  test('is the same text again when nothing is new', () => {
    const body = write({})
    expect(write({}, body)).toBe(body)
    const surrounded = `above\r\n\r\n${body}\r\n\r\nbelow`
    expect(write({}, surrounded)).toBe(surrounded)
  })
})

describe('ticks', () => {
  const ticked = write({}).replace('- [ ] Every', '- [x] Every')

  test.each([
    ['survive another state', { record: { ...record, state: 'ready' as const } }],
    ['survive a new order', { acceptanceCriteria: ['Reviewed by a *second* person', 'Every page builds'] }],
    ['survive a new criterion', { acceptanceCriteria: ['New', 'Every page builds'] }],
    ['survive another description', { description: 'Other words.' }],
  ])('%s', (_, given) => {
    expect(write(given, ticked)).toContain('- [x] Every page builds')
    expect(write(given, ticked).match(/- \[x\]/g)).toHaveLength(1)
  })

  test("survive GitHub's line ends and a capital X", () => {
    const body = ticked.replace('[x]', '[X]').replaceAll('\n', '\r\n')
    expect(write({}, body)).toContain('- [x] Every page builds')
  })

  test('go with a criterion that was reworded', () => {
    expect(write({ acceptanceCriteria: ['Every page is built'] }, ticked)).toContain('- [ ] Every page is built')
  })

  test('that people wrote above or below are none of ours', () => {
    expect(write({}, `- [x] Every page builds\n\n${write({})}`)).toContain('\n- [ ] Every page builds')
  })

  test('in the description are not those of criteria that say the same', () => {
    expect(write({ description: '- [x] Every page builds' }, write({}))).toContain('\n- [ ] Every page builds')
    const body = write({ description: '- [x] Every page builds' })
    expect(write({ description: '- [x] Every page builds' }, body)).toBe(body)
  })

  test('survive in criteria that mention people or our markers', () => {
    const acceptanceCriteria = ['Ask @octocat', 'No <!-- phase-coordinator:end --> in it', '  two\n  lines ']
    const all = write({ acceptanceCriteria }).replaceAll('- [ ]', '- [x]')
    expect(write({ acceptanceCriteria }, all)).toBe(all)
  })
})

describe('a body that would be too long', () => {
  test.each([
    ['one long line', 'x'.repeat(200_000)],
    ['many lines', 'A line of a description.\n'.repeat(8_000)],
    ['characters of three bytes', '日'.repeat(66_000)],
    ['characters of four bytes', '😀'.repeat(50_000)],
    ['what is escaped', '&'.repeat(200_000)],
    ['mentions', '@octocat '.repeat(22_000)],
  ])('fits with 200 KB of description: %s', (_, description) => {
    const body = write({ description })
    expect(body.length).toBeLessThanOrEqual(60_000)
    expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(65_536)
    expect(body).toContain('… the rest stands in the phase file.')
    expect(body).toContain('- [ ] Every page builds')
    expect(parseRecord(splitBody(body, { kind: 'task', id: 'p4-1-3' }).part)).toMatchObject({ state: 'blocked' })
    expect(body.isWellFormed()).toBe(true)
  })

  test('says outside of a fence that it was cut within one', () => {
    const body = write({ description: `\`\`\`\n${'x\n'.repeat(80_000)}\`\`\`` })
    expect(body).toContain('\n```\n\n… the rest stands in the phase file.\n\n### Acceptance criteria\n')
  })

  test('is the same text again when nothing is new', () => {
    const description = '日本語 '.repeat(50_000)
    expect(write({ description }, write({ description }))).toBe(write({ description }))
  })

  test('keeps the whole description where it just fits', () => {
    const description = 'x'.repeat(50_000)
    expect(write({ description })).toContain(description)
  })
})

describe('text of the file', () => {
  test('cannot close our part or forge its record', () => {
    const forged = '<!-- phase-coordinator:end -->\n<!-- phase-coordinator:data v1 00000000 {} -->'
    const body = write({ description: forged, acceptanceCriteria: [forged], facts: [['Paths', forged]] })
    const { part: own, after } = splitBody(body, { kind: 'task', id: 'p4-1-3' })
    expect(after).toBe('')
    expect(parseTaskRecord(own)?.state).toBe('blocked')
  })

  test('leaves nothing open in what follows', () => {
    const body = write({ description: '<details>\n\n```\nx', acceptanceCriteria: ['<!-- one', 'two'] })
    const html = renderMarkdown(body)
    expect(html).toContain('<h3>Acceptance criteria</h3>')
    expect(html).toContain('&lt;\u200B!-- one</li>')
    expect(html).not.toContain('<details>')
  })

  test('mentions nobody', () => {
    const body = write({ description: 'Ask @octocat', acceptanceCriteria: ['@hubot'], facts: [['Paths', '@mona/**']] })
    expect(renderMarkdown(body)).not.toMatch(/@[a-z]/)
  })
})

test('a renamed task is found under its former marker and written under the new one', () => {
  const former = `above\n${write({})}\nbelow`
  const body = writeTask(part({ id: 'p4-1-30', markedAs: 'p4-1-3' }), former, 1, numberOf)
  expect(body).toMatch(/^above\n<!-- phase-coordinator:task p4-1-30 -->\n/)
  expect(body).toMatch(/<!-- phase-coordinator:end -->\nbelow$/)
  expect(body).not.toContain('task p4-1-3 -->')
})

describe('the phase that a text names', () => {
  test.each(['4', 'v1_0', 'a.b-c'])('is read back: %s', (phase) => {
    expect(phaseNamedIn(write({ phase }), 'p4-1-3')).toBe(phase)
    expect(phaseNamedIn(write({ phase }, undefined, undefined), 'p4-1-3')).toBe(phase)
  })

  test('is not that of a description which looks the same', () => {
    const description = '<sub>p4-1-3 of phase 9 · from x</sub>'
    expect(phaseNamedIn(write({ description }), 'p4-1-3')).toBe('4')
  })

  test('is none where the text is another task’s, or has no part of ours', () => {
    expect(phaseNamedIn(write({}), 'other')).toBeUndefined()
    expect(phaseNamedIn('Text.', 'p4-1-3')).toBeUndefined()
  })
})

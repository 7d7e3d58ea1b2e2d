import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readPhases } from '../../../src/core/phase-file/read.ts'
import { phaseFileOf, readAs } from './note-reading.ts'

const launch = readFileSync(path.join(import.meta.dirname, '../../../examples/notes/phase-4-launch.md'), 'utf8')
const byHand = readPhases([
  { path: 'a.yml', text: readFileSync(path.join(import.meta.dirname, '../../../examples/phase-4.yml'), 'utf8') },
]).phases[0]!

describe('the launch note', () => {
  const { phase, text, remarks } = readAs(launch)

  test('has eleven named tasks, with the ids, streams and dependencies that they have in the file made by hand', () => {
    const facts = (task: (typeof phase.tasks)[number]) => ({
      id: task.id,
      stream: task.stream,
      dependsOn: task.dependsOn,
      final: task.final,
      priority: task.priority,
    })
    const named = byHand.tasks.filter(({ id }) => id !== 'p4-4-4')
    expect(phase.tasks.map(facts)).toEqual(named.map(facts))
    expect(phase.tasks.map(({ title }) => title)).toEqual([
      'User Guide Documentation',
      'Admin Guide',
      'Self-Host Guide',
      'Bundle',
      'Sync',
      'Image Optimization',
      'E2E Tests',
      'Load Testing',
      'Docker Images',
      'Helm Charts',
      'Release Automation',
    ])
  })

  test('has the first two tasks with priority, effort and model', () => {
    const wave = phase.tasks.filter(({ id }) => ['p4-1-1', 'p4-4-1'].includes(id))
    expect(wave.map(({ priority, effortHours, model }) => ({ priority, effortHours, model }))).toEqual([
      { priority: 1, effortHours: 8, model: 'sonnet' },
      { priority: 1, effortHours: 8, model: 'sonnet' },
    ])
  })

  test('has both dates, two slots, the streams, the models and the mirrored files', () => {
    expect(phase).toMatchObject({
      id: '4',
      title: 'v1.0.0 release-ready',
      goal: 'v1.0.0 release-ready',
      startDate: '2026-02-22',
      targetDate: '2026-03-08',
      slots: 2,
      manager: [],
      slack: { channel: '#aibot-chat' },
      files: byHand.files,
    })
    expect([...phase.streams.values()].map(({ title }) => title)).toEqual([
      'Documentation',
      'Performance',
      'Testing',
      'DevOps',
    ])
    expect([...phase.models.keys()]).toEqual(['sonnet', 'haiku'])
  })

  test('shows the twelfth task, which it counts and does not name, as a comment with its place', () => {
    expect(
      text,
    ).toContain(`  # The note counts 4 tasks of DevOps and names 3. Say what this one is, or delete it. (line 16)
  # - id: p4-4-4
  #   title:
  #   stream: devops
`)
  })

  test('has a remark at each thing that it leaves open, with the line', () => {
    expect(remarks.map(({ line, about }) => `${line} ${about}`)).toEqual([
      '1 title',
      '5 timezone',
      '13 tasks',
      '14 task p4-2-1',
      '54 manager',
    ])
    expect(text).toContain('\n# The note names "Person Manager", which is no login of GitHub: write that. (line 54)\n')
  })

  test('marks the ids that follow from the place of a name in its list', () => {
    const marked = [...text.matchAll(/- id: (\S+) # by its place/g)].map(([, id]) => id)
    expect(marked).toEqual(['p4-1-2', 'p4-2-1', 'p4-2-2', 'p4-2-3'])
  })
})

describe('ids', () => {
  test('are made up where the note has none, and say so', () => {
    const { phase, text } = readAs('# Phase 7: Web\n\n## Pages\n- [ ] Start\n- [ ] Search\n\n## Server\n- [ ] Cache\n')
    expect(phase.tasks.map(({ id, stream }) => [id, stream])).toEqual([
      ['p7-1-1', 'pages'],
      ['p7-1-2', 'pages'],
      ['p7-2-1', 'server'],
    ])
    expect(text.match(/# made up\n/g)).toHaveLength(3)
  })

  test('do not follow from places where an id that is given contradicts them', () => {
    const { phase } = readAs('# Phase 4: X\n- Docs: 2 tasks (A, B)\n- p4-1-3: B\n')
    expect(phase.tasks.map(({ id, title }) => [title, id])).toEqual([
      ['A', 'p4-1-1'],
      ['B', 'p4-1-3'],
    ])
    expect(readAs('# Phase 4: X\n- Docs: 2 tasks (A, B)\n- p4-1-3: B\n').text).toContain('p4-1-1 # made up')
  })

  test('are never given twice, whatever is made up', () => {
    const { phase } = readAs('# Phase 4: X\n## Docs\n- [ ] A\n- [ ] p4-1-1: B\n- [ ] C\n- [ ] P4-1-2: D\n')
    expect(phase.tasks.map(({ id }) => id)).toEqual(['p4-1-3', 'p4-1-1', 'p4-1-4', 'P4-1-2'])
  })

  test('differ by more than capitals', () => {
    const { phase, remarks } = readAs('# Phase 4: X\n- p4-1-1: Guide\n- P4-1-1: Manual\n')
    expect(phase.tasks).toHaveLength(1)
    expect(remarks).toContainEqual({ about: 'task p4-1-1', line: 3, text: 'The note also calls it "Manual".' })
  })

  test('without a title are shown as a comment', () => {
    const { text, phase } = readAs('# Phase 4: X\n- p4-1-1: Guide\n\nNext comes p4-1-2.\n')
    expect(phase.tasks).toHaveLength(1)
    expect(text).toContain(
      '# The note has p4-1-2 without a title. Say what it is, or delete it. (line 4)\n  # - id: p4-1-2',
    )
  })
})

describe('dependencies', () => {
  test('on what no task is called are left out with a remark', () => {
    const { phase, remarks } = readAs('# Phase 1: X\n- [ ] A (after: B, DOC-9, #7)\n- [ ] B\n')
    expect(phase.tasks[0]!.dependsOn).toEqual(['p1-2'])
    expect(remarks.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'A dependency on "DOC-9" is left out: no task of the note is called that.',
        'A dependency on "#7" is left out: no task of the note is called that.',
      ]),
    )
  })

  test('on a title that two tasks have are left out with a remark', () => {
    const { remarks } = readAs('# Phase 1: X\n## Web\n- [ ] Tests\n## Server\n- [ ] Tests\n- [ ] Ship (after: Tests)\n')
    expect(remarks.map(({ text }) => text)).toContain(
      'A dependency on "Tests" is left out: more than one task is called that.',
    )
  })

  test('on what is ticked off are met', () => {
    const { phase } = readAs('# Phase 1: X\n- [x] A\n- [ ] B (after: A)\n')
    expect(phase.tasks.map(({ title, dependsOn }) => [title, dependsOn])).toEqual([['B', []]])
  })

  test('in a circle stop the file, and are told at a line of the note', () => {
    expect(phaseFileOf('# Phase 1: X\n\n- [ ] A (after: B)\n- [ ] B (after: A)\n')).toEqual({
      mistakes: [expect.stringMatching(/^3: This is a cycle/)],
    })
  })
})

describe('what is left out', () => {
  test.each([
    ['a count that is too small', '# Phase 1: X\n- Docs: 1 task (A, B)\n', 2, 'counts 1 task of Docs and names 2'],
    ['a day that does not exist', '# Phase 1: X - 2026-02-30\n- [ ] A\n', 1, 'The calendar has no day 2026-02-30.'],
    [
      'a target before the start',
      '# Phase 1: X - 2026-03-01\nTarget: 2026-02-01\n- [ ] A\n',
      2,
      'is before the first day',
    ],
    [
      'two target dates',
      '# Phase 1: X\nTarget: 2026-02-01\n\nDeadline: 2026-02-02\n- [ ] A\n',
      4,
      'also says "2026-02-02"',
    ],
    ['an effort in words', '# Phase 1: X\n- [ ] A (effort: soon)\n', 2, 'The effort "soon" is left out'],
    ['an urgency in words', '# Phase 1: X\n- [ ] A (priority: high)\n', 2, 'The priority "high" is left out'],
    ['a person without a login', '# Phase 1: X\n- [ ] A (assignee: Ann)\n', 2, 'The assignee "Ann" is left out'],
    ['a table', '# Phase 1: X\n- [ ] A\n\n| a |\n| - |\n| b |\n', 4, 'Tables are not read'],
    [
      'a second final task',
      '# Phase 1: X\n- [ ] A\n- [ ] B\n\nA is the final task.\nB is the final task.\n',
      6,
      'two tasks final',
    ],
    ['no slots', '# Phase 1: X\nSlots: 0\n- [ ] A\n', 2, 'from 1 to 1,000 slots'],
    ['a model that nobody knows', '# Phase 1: X\n- [ ] A (model: Zeta)\n', 2, 'Nothing says who or what zeta is'],
  ])('%s is told with its line', (_, note, line, words) => {
    const { remarks } = readAs(note)
    expect(
      remarks
        .filter((remark) => remark.line === line)
        .map(({ text }) => text)
        .join(' '),
    ).toContain(words)
  })

  test.each([
    ['nothing', '', '1: The note has no task.'],
    ['prose', '# Phase 4\n\nWe begin on Monday.\n', '1: The note has no task.'],
    ['a checklist that is done', '# Phase 4\n\n- [x] A\n', '3: Every task of the note is ticked off'],
    ['code and quotes', '```\n- [ ] A\n```\n\n> - [ ] B\n\n<!-- - [ ] C -->\n', '1: The note has no task.'],
  ])('%s gives no phase file, and says why', (_, note, message) => {
    expect(phaseFileOf(note)).toEqual({ mistakes: [expect.stringContaining(message)] })
  })

  test('more tasks than a phase holds give no phase file, and say where they begin', () => {
    const list = Array.from({ length: 1001 }, (_, at) => `- [ ] Task ${at}\n`).join('')
    expect(phaseFileOf(`# Phase 1: X\n${list}`)).toEqual({
      mistakes: ['1002: From here on the note has more than the 1,000 tasks of a phase: split it.'],
    })
  })

  test('beyond a hundred remarks only their number is told', () => {
    const list = Array.from({ length: 300 }, (_, at) => `- [ ] Task ${at} (after: Nothing ${at})\n`).join('')
    const { remarks } = readAs(`# Phase 1: X\n${list}`)
    expect(remarks).toHaveLength(101)
    expect(remarks.at(-1)!.text).toMatch(/^From here on there are 201 more remarks/)
  })
})

import { describe, expect, test } from 'vitest'
import { phaseWith, problemsOf, tasksWith } from './read-one.ts'

/** What is written, and each problem as the place and a part of the sentence. */
type Case = readonly [name: string, text: string, ...problems: readonly (readonly [place: string, part: string])[]]

function table(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases.map(([name, text, ...expected]) => ({ name, text, expected })))('$name', ({ text, expected }) => {
      const found = problemsOf(text)
      expect(found.map((problem) => problem.split(' ', 1)[0])).toEqual(expected.map(([place]) => place))
      for (const [index, [, part]] of expected.entries()) expect(found[index]).toContain(part)
    })
  })
}

const task = (...lines: readonly string[]) =>
  tasksWith('  - id: a', '    title: A', ...lines.map((line) => `    ${line}`))

table('keys', [
  [
    'a missing key of the file',
    'title: T\ntasks: [{ id: a, title: A }]',
    ['1:1', 'lacks the key `phase`: add `phase: …`'],
  ],
  ['a missing key of a task, at its dash', tasksWith('  - id: a'), ['4:3', 'The task `a` lacks the key `title`']],
  ['a dash on a line of its own', tasksWith('  -', '    id: a'), ['4:3', 'lacks the key `title`']],
  ['a missing key of a task in braces', tasksWith('  - { title: A }'), ['4:3', 'The task lacks the key `id`']],
  ['an unknown key', phaseWith('foo: 1'), ['3:1', 'Unknown key `foo`: take it out, or begin it with `x-`']],
  ['a slip of the pen', phaseWith('milestnoe: x'), ['3:1', 'Did you mean `milestone`?']],
  ['depends_on in one word', task('dependson: []'), ['6:5', 'Did you mean `depends_on`?']],
  ['dependsOn', task('dependsOn: []'), ['6:5', 'Did you mean `depends_on`?']],
  ['needs', task('needs: []'), ['6:5', 'Did you mean `depends_on`?']],
  ['blocked_by', task('blocked_by: []'), ['6:5', 'Did you mean `depends_on`?']],
  ['requires', task('requires: []'), ['6:5', 'Did you mean `depends_on`?']],
  ['deadline', phaseWith('deadline: x'), ['3:1', 'Did you mean `target_date`?']],
  ['start', phaseWith('start: x'), ['3:1', 'Did you mean `start_date`?']],
  ['tz', phaseWith('tz: x'), ['3:1', 'Did you mean `timezone`?']],
  ['estimate', task('estimate: x'), ['6:5', 'Did you mean `effort`?']],
  ['owner', task('owner: x'), ['6:5', 'Did you mean `assignees`?']],
  [
    'another word for a missing key is one mistake',
    tasksWith('  - id: a', '    name: A'),
    ['5:5', 'Did you mean `title`?'],
  ],
  ['a slip in a missing key is one mistake', tasksWith('  - id: a', '    titel: A'), ['5:5', 'Did you mean `title`?']],
  ['a key of another place', task('stall_after: 4h'), ['6:5', 'belongs under `heartbeat`']],
  ['a key of the file in a task', task('slots: 2'), ['6:5', 'belongs at the top level of the file']],
  ['a key of a task in the file', phaseWith('depends_on: []'), ['3:1', 'Did you mean `after`?']],
  ['an unknown key in a block', phaseWith('retry:', '  foo: 1'), ['4:3', 'Known here: `max_attempts`, `backoff`.']],
  ['a key given twice', phaseWith('goal: x', 'goal: y'), ['4:1', 'The key `goal` is given twice']],
  ['a key given twice in a task', task('title: B'), ['6:5', 'The key `title` is given twice']],
  ['a key that is a list', phaseWith('? [a]', ': b'), ['3:3', 'A key must be a word']],
  ['a merge key', phaseWith('x-a: &a { b: 1 }', '<<: *a'), ['4:1', 'Merge keys (<<) are not part of YAML 1.2']],
  ['a name with a space', phaseWith('streams: { dev ops: {} }'), ['3:12', '`dev ops` cannot be a key of `streams`']],
])

table('values', [
  ['nothing', phaseWith('goal:'), ['3:1', '`goal` has no value']],
  ['a comment taken for a value', phaseWith('slack:', '  channel: #general'), ['4:3', 'in quotes if it begins with #']],
  ['a number for a text', phaseWith('goal: 2026'), ['3:7', '`goal` must be text, not 2026: put it in quotes']],
  ['a text for a number', phaseWith('slots: two'), ['3:8', '`slots` must be a whole number, not `two`']],
  ['a number in quotes', phaseWith('slots: "2"'), ['3:8', 'take the quotes away']],
  ['half a slot', phaseWith('slots: 1.5'), ['3:8', '`slots` must be a whole number, not 1.5']],
  ['no slots', phaseWith('slots: 0'), ['3:8', 'it must be at least 1']],
  ['yes', task('final: yes'), ['6:12', '`final` must be true or false, not `yes`']],
  ['a text for a list', task('depends_on: b'), ['6:17', '`depends_on` must be a list, not `b`: write `[b]`']],
  ['a list for a map', phaseWith('streams: [a]'), ['3:10', '`streams` must be a map of keys']],
  ['a map for a list', tasksWith('  id: a'), ['4:3', '`tasks` must be a list, not a map of keys']],
  ['an entry that is no map', tasksWith('  - foo'), ['4:5', 'Entry 1 of `tasks` must be a map of keys']],
  ['an entry that is nothing', tasksWith('  -'), ['4:3', 'Entry 1 of `tasks` has no value']],
  ['no task', 'phase: 4\ntitle: T\ntasks: []', ['3:8', '`tasks` is empty: give at least one entry']],
  [
    'a choice',
    phaseWith('spawn: automatic'),
    ['3:8', '`spawn` must be `manual` or `auto`, not `automatic`. Did you mean `auto`?'],
  ],
  ['a day', phaseWith('workdays: [monday]'), ['3:12', 'Did you mean `mon`?']],
  ['an id', tasksWith('  - { id: "a b", title: A }'), ['4:11', '`id` cannot be `a b`. An id has 1 to 32 letters']],
  ['a long id', tasksWith(`  - { id: ${'a'.repeat(33)}, title: A }`), ['4:11', '`id` cannot be']],
  [
    'a long title',
    tasksWith(`  - { id: a, title: ${'x'.repeat(223)} }`),
    ['4:21', 'has 223 characters: shorten it to 222'],
  ],
  ['an empty title', tasksWith('  - { id: a, title: "" }'), ['4:21', '`title` is empty']],
  ['a blank title', tasksWith('  - { id: a, title: " " }'), ['4:21', 'at least one visible character']],
  ['a title of two lines', tasksWith('  - { id: a, title: "A\\nB" }'), ['4:21', 'Write it as one line']],
  ['an effort', task('effort: 4 hours'), ['6:13', '`effort` cannot be `4 hours`. Write working time above 0']],
  ['no effort', task('effort: 0d'), ['6:13', 'Write working time above 0']],
  ['an effort without a unit', task('effort: 4'), ['6:13', '`effort` cannot be 4. Write working time above 0']],
  ['minutes of effort', task('effort: 30m'), ['6:13', 'Write working time']],
  ['a duration', phaseWith('retry: { backoff: soon }'), ['3:19', '`backoff` cannot be `soon`. Write clock time']],
  ['a time of day', phaseWith('report: { at: 9:00 }'), ['3:15', 'with two digits for the hour']],
  ['a time that no day has', phaseWith('report: { at: "24:00" }'), ['3:15', '"00:00" to "23:59"']],
  ['a login with @', phaseWith('manager: "@octocat"'), ['3:10', 'without @']],
  [
    'eleven assignees',
    task(`assignees: [${'abcdefghijk'.split('').join(', ')}]`),
    ['6:16', 'has 11 entries, but at most 10'],
  ],
  ['an assignee twice', task('assignees: [b, c, b, b]'), ['6:23', '`b` is in `assignees` twice'], ['6:26', 'twice']],
  ['a label with a comma', task('labels: ["a,b"]'), ['6:14', 'without commas']],
  ['a long label', task(`labels: [${'x'.repeat(51)}]`), ['6:14', 'has 51 characters: shorten it to 50']],
  [
    "the coordinator's label",
    task('labels: [ok, "Status:done", phase-task]'),
    ['6:18', 'sets the label `Status:done` itself'],
    ['6:33', '`phase-task`'],
  ],
  ['an issue that is no number', task('issue: "#42"'), ['6:12', '`issue` must be a whole number']],
  ['a milestone of true', phaseWith('milestone: true'), ['3:12', 'or `false` for none']],
  ['a control character', phaseWith('goal: "a\\u0007b"'), ['3:7', 'This text holds U+0007']],
  ['half a character', phaseWith('goal: "a\\ud800b"'), ['3:7', 'This text holds U+D800']],
  [
    'a body beyond what an issue holds',
    task(`description: ${'€'.repeat(14_000)}`),
    ['6:18', 'shorten them to 40,000 bytes'],
  ],
  [
    'an alias without its anchor',
    phaseWith('goal: *foo'),
    ['3:1', '`goal` has no value'],
    ['3:7', 'The alias `*foo` needs an anchor `&foo` before it'],
  ],
])

table('dates and times', [
  ['a date that does not exist', phaseWith('start_date: 2026-02-30'), ['3:13', 'The calendar has no day `2026-02-30`']],
  [
    'two of them',
    phaseWith('start_date: 2026-13-01', 'target_date: 2026-04-31'),
    ['3:13', 'no day'],
    ['4:14', 'no day'],
  ],
  ['a date in another order', phaseWith('start_date: 22.2.2026'), ['3:13', 'Write a date as year-month-day']],
  [
    'a target before the start',
    phaseWith('start_date: 2026-02-22', 'target_date: 2026-02-21'),
    ['4:14', 'before the start date'],
  ],
  ['a slip in a time zone', phaseWith('timezone: America/New_Yrok'), ['3:11', 'Did you mean `America/New_York`?']],
  ['a city alone', phaseWith('timezone: Berlin'), ['3:11', 'Did you mean `Europe/Berlin`?']],
  ['an offset', phaseWith('timezone: "+02:00"'), ['3:11', 'Write an IANA name']],
  [
    'release before stall',
    phaseWith('heartbeat: { stall_after: 5h, release_after: 60m }'),
    ['3:46', 'is shorter than `stall_after`'],
  ],
  ['stall after the default release', phaseWith('heartbeat: { stall_after: 2d }'), ['3:27', 'is shorter than']],
])

table('names', [
  [
    'an unknown stream',
    `streams: { docs: {} }\n${task('stream: doc')}`,
    ['7:13', 'There is no stream `doc`: add it under `streams`. Did you mean `docs`?'],
  ],
  ['a stream without streams', task('stream: docs'), ['6:13', 'There is no stream `docs`']],
  ['an unknown model', `models: { sonnet: {} }\n${task('model: sonet')}`, ['7:12', 'Did you mean `sonnet`?']],
  ['a model without models', task('model: sonnet'), ['6:12', 'There is no model `sonnet`: add it under `models`.']],
  [
    'an unknown model in the allocation',
    phaseWith('allocation: { simple: haiku }'),
    ['3:23', 'There is no model `haiku`'],
  ],
  ['an unknown complexity', task('complexity: simpel'), ['6:17', 'Did you mean `simple`?']],
  [
    'an unknown complexity by default',
    phaseWith('defaults: { complexity: hard }'),
    ['3:25', 'There is no complexity `hard`'],
  ],
  [
    'a model with two workers',
    phaseWith('models: { a: { workflow: w.yml, assign: [b] } }'),
    ['3:14', 'both `workflow` and `assign`'],
  ],
  [
    'inputs without a workflow',
    phaseWith('models: { a: { inputs: { b: c } } }'),
    ['3:14', '`inputs` without `workflow`'],
  ],
  [
    'a path to a workflow',
    phaseWith('models: { a: { workflow: .github/workflows/w.yml } }'),
    ['3:26', 'Write the file name alone'],
  ],
  [
    "the coordinator's input",
    phaseWith('models: { a: { workflow: w.yml, inputs: { claim: x } } }'),
    ['3:43', "the coordinator's own"],
  ],
])

table('links', [
  [
    'an unknown dependency',
    tasksWith('  - { id: p4-1-1, title: A }', '  - { id: b, title: B, depends_on: [p4-1-9] }'),
    ['5:37', 'There is no task `p4-1-9` to depend on: correct the id or add the task. Did you mean `p4-1-1`?'],
  ],
  [
    'a dependency in another case',
    tasksWith('  - { id: a, title: A }', '  - { id: b, title: B, depends_on: [A] }'),
    ['5:37', 'Did you mean `a`?'],
  ],
  ['itself', task('depends_on: [a]'), ['6:18', 'The task `a` depends on itself']],
  [
    'a dependency twice',
    tasksWith('  - { id: a, title: A }', '  - { id: b, title: B, depends_on: [a, a] }'),
    ['5:40', '`a` is in `depends_on` twice'],
  ],
  [
    'a cycle',
    tasksWith(
      '  - { id: a, title: A, depends_on: [b] }',
      '  - { id: b, title: B, depends_on: [c] }',
      '  - { id: c, title: C, depends_on: [a] }',
    ),
    ['4:37', '`a` → `b` → `c` → `a`'],
  ],
  [
    'a cycle behind another task',
    tasksWith(
      '  - { id: x, title: X, depends_on: [b] }',
      '  - { id: b, title: B, depends_on: [c] }',
      '  - { id: c, title: C, depends_on: [b] }',
    ),
    ['5:37', '`b` → `c` → `b`'],
  ],
  [
    'two cycles',
    tasksWith(
      '  - { id: a, title: A, depends_on: [b] }',
      '  - { id: b, title: B, depends_on: [a] }',
      '  - { id: c, title: C, depends_on: [d] }',
      '  - { id: d, title: D, depends_on: [c] }',
    ),
    ['4:37', '`a` → `b` → `a`'],
    ['6:37', '`c` → `d` → `c`'],
  ],
  [
    'a dependency on the final task',
    tasksWith('  - { id: a, title: A, depends_on: [z] }', '  - { id: z, title: Z, final: true }'),
    ['4:37', 'This is a cycle: `z` is final, so it waits for this task'],
  ],
  [
    'two final tasks',
    tasksWith('  - { id: a, title: A, final: true }', '  - { id: b, title: B, final: true }'),
    ['5:31', 'A second task is final'],
  ],
  [
    '51 dependencies',
    tasksWith(...many(51), `  - { id: z, title: Z, depends_on: [${manyIds(51)}] }`),
    ['55:36', 'has 51 entries, but at most 50'],
  ],
  [
    '51 dependents',
    tasksWith('  - { id: z, title: Z }', ...many(52, ', depends_on: [z]')),
    ['55:39', 'More than 50 tasks depend on `z` from here on'],
  ],
])

table('identity', [
  [
    'an id twice',
    tasksWith('  - { id: a, title: A }', '  - { id: a, title: B }', '  - { id: a, title: C }'),
    ['5:11', 'The id `a` is also that of the task on line 4'],
    ['6:11', 'line 4'],
  ],
  [
    'an id twice but for case',
    tasksWith('  - { id: a, title: A }', '  - { id: A, title: B }'),
    ['5:11', 'The id `A` is also that of the task on line 4'],
  ],
  [
    'an issue twice',
    tasksWith('  - { id: a, title: A, issue: 7 }', '  - { id: b, title: B, issue: 7 }'),
    ['5:31', 'Issue 7 is also that of the task on line 4'],
  ],
  [
    'a former id twice',
    tasksWith('  - { id: a, title: A, formerly: c }', '  - { id: b, title: B, formerly: c }'),
    ['5:34', 'The former id `c` is also given on line 4'],
  ],
  [
    'a former id in use',
    tasksWith('  - { id: a, title: A }', '  - { id: b, title: B, formerly: a }'),
    ['5:34', 'The former id `a` is still in use on line 4'],
  ],
  ['its own id as the former', task('formerly: a'), ['6:15', 'The former id `a` is still in use on line 4']],
  ['a phase after itself', phaseWith('after: 4'), ['3:8', 'The phase `4` comes after itself']],
])

table('paths', [
  ['an absolute path', task('paths: [/etc]'), ['6:13', '`/etc` is absolute']],
  ['a path out of the repository', task('paths: [docs/../../x]'), ['6:13', 'leaves its folder']],
  ['a path of Windows', task("paths: ['docs\\x', 'C:/x']"), ['6:13', 'write forward slashes'], ['6:23', 'is absolute']],
  ["Git's folder", phaseWith('files: { jobs: .git/config }'), ['3:16', "inside Git's own folder"]],
  ["Git's folder in capitals", phaseWith('files: { jobs: ./.GIT/hooks/x }'), ['3:16', "inside Git's own folder"]],
  ["Git's folder below another", phaseWith('files: { jobs: a/.git/config }'), ['3:16', "inside Git's own folder"]],
  ["Git's folder as Windows reads it", phaseWith('files: { jobs: .git./config }'), ['3:16', "inside Git's own folder"]],
  ["Git's folder by its short name", phaseWith('files: { jobs: git~1/config }'), ['3:16', "inside Git's own folder"]],
  [
    "Git's folder as a stream",
    phaseWith("files: { jobs: '.git::$INDEX_ALLOCATION/x' }"),
    ['3:16', "inside Git's own folder"],
  ],
  [
    "Git's folder as macOS reads it",
    phaseWith('files: { jobs: ".g\\u200Cit/config" }'),
    ['3:16', "inside Git's own folder"],
  ],
  [
    'workflows as Windows reads them',
    phaseWith('files: { jobs: .github./workflows/a.yml }'),
    ['3:16', 'ends in a dot or blank'],
  ],
  ['workflows in capitals', phaseWith('files: { jobs: .GitHub/Workflows/a.yml }'), ['3:16', 'is in .github/workflows']],
  [
    'workflows with detours',
    phaseWith('files: { jobs: .//.github/./workflows//a.yml }'),
    ['3:16', 'is in .github/workflows'],
  ],
  ['a stream', phaseWith("files: { jobs: 'a.md:b' }"), ['3:16', 'not every system takes']],
  ['a blank at an end', phaseWith("files: { jobs: 'docs /a.md' }"), ['3:16', 'ends in a dot or blank']],
  ['a home folder', phaseWith('files: { progress: ~/x }'), ['3:20', 'is absolute']],
  ['one file for two', phaseWith('files: { jobs: a.md, backlog: ./a.md }'), ['3:31', 'is used twice under `files`']],
  ['one file for two, but for case', phaseWith('files: { jobs: a.md, backlog: A.md }'), ['3:31', 'is used twice']],
  ['a file in a file', phaseWith('files: { jobs: a.md, backlog: a.md/b.md }'), ['3:31', 'inside the file `a.md`']],
  ['a folder in a file', phaseWith('files: { progress: a.md/x, jobs: a.md }'), ['3:34', '`a.md/x` would lie inside']],
  [
    'a progress file',
    phaseWith('files: { progress: p/, jobs: p/a.md }'),
    ['3:30', 'is where the progress file of a task'],
  ],
  ['the folder of progress files', phaseWith('files: { progress: p, backlog: ./p }'), ['3:32', 'is used twice']],
  ['a folder for a file', phaseWith('files: { jobs: docs/ }'), ['3:16', 'is a folder']],
  ['a workflow', phaseWith('files: { jobs: .github/workflows/a.yml }'), ['3:16', 'is in .github/workflows']],
  ['among phase files', phaseWith('files: { progress: .github/phases }'), ['3:20', 'is in .github/phases']],
  ['a leading slash', phaseWith('files: { jobs: /JOBS.md }'), ['3:16', 'is absolute']],
  ['the parent folder', phaseWith('files: { jobs: a/../../b.md }'), ['3:16', 'leaves its folder']],
  ['a backslash', phaseWith("files: { jobs: 'a\\b.md' }"), ['3:16', 'has a backslash']],
])

table('syntax', [
  ['a colon in a value', phaseWith('goal: Fix: it'), ['3:7', 'put the value in quotes']],
  ['a tab', phaseWith('retry:', '\tbackoff: 1h'), ['4:1', 'A tab indents this line']],
  ['an open quote', phaseWith('goal: "x'), ['3:7', 'This quote is not closed']],
  ['an open bracket', task('labels: [a', 'effort: 1d'), ['7:5', 'A bracket is not closed before this']],
  ['a login with @', phaseWith('manager: @octocat'), ['3:10', 'A value cannot begin with `@`']],
  ['a backtick', phaseWith('goal: `x`'), ['3:7', 'cannot begin with a backtick']],
  ['no space after the colon', phaseWith('slots:2'), ['3:1', 'A colon and a space are missing at `slots:2`']],
  [
    'no space after the dash',
    tasksWith('  - { id: a, title: A }', '  -b'),
    ['5:3', 'A space is missing after the dash'],
  ],
  ['a line too far right', phaseWith(' goal: x'), ['2:8', 'move it to the left']],
  ['a line too far left', tasksWith('  - id: a', '   title: A'), ['5:4', 'the indentation is wrong']],
  ['a list too far left', tasksWith('  - id: a', '    title: A', ' - id: b'), ['6:2', 'The indentation is wrong']],
  ['a backslash', phaseWith('goal: "C:\\dir"'), ['3:10', 'use single quotes']],
  [
    'a merge conflict',
    phaseWith('<<<<<<< HEAD', 'goal: x', '=======', '>>>>>>> b'),
    ['3:1', 'merge conflict'],
    ['5:1', 'merge'],
  ],
  ['a text', 'hello', ['1:1', 'must be a map of keys']],
  ['a list', '# phases\n- a', ['2:1', 'must be a map of keys']],
  ['nothing', '', ['1:1', 'The file is empty: give it at least `phase`, `title` and `tasks`']],
  ['comments alone', '# to do\n', ['1:1', 'The file is empty']],
])

test('mistakes of every kind are reported in one go, in the order of the file', () => {
  const text = `phase: 4
title: T
timezone: Mars/Olympus
slots: two
tasks:
  - id: a
    title: A
    needs: [b]
    depends_on: [c]
  - id: A
    title: B
    effort: soon
    stream: nowhere
`
  expect(problemsOf(text).map((problem) => problem.split(' ', 1)[0])).toEqual(
    '3:11 4:8 8:5 9:18 10:9 12:13 13:13'.split(' '),
  )
})

test('a value that is wrong in itself is not reported for what follows from it', () => {
  expect(problemsOf(tasksWith('  - { id: a, title: A, depends_on: ["b c"] }'))).toHaveLength(1)
  expect(problemsOf(tasksWith('  - { id: "", title: A }', '  - { id: "", title: B }'))).toHaveLength(2)
})

test('beyond a hundred problems of a file their number is told', () => {
  const problems = problemsOf(phaseWith(...Array.from({ length: 150 }, (_, index) => `foo${index}: 1`)))
  expect(problems).toHaveLength(101)
  expect(problems.at(-1)).toBe('103:1 From here on there are 50 more problems: correct those above first.')
})

function many(count: number, rest = ''): readonly string[] {
  return Array.from({ length: count }, (_, index) => `  - { id: t${String(index).padStart(2, '0')}, title: T${rest} }`)
}

function manyIds(count: number): string {
  return Array.from({ length: count }, (_, index) => `t${String(index).padStart(2, '0')}`).join(', ')
}

import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'
import { type ActionRun, type Bed, planText, test } from './bed.ts'
import { issuesOn } from './board.ts'

const good = { phase: 1, milestone: false, tasks: ['a'] }
const bad = (rest: string) => `phase: 2\ntitle: Bad\n${rest}`

/** A bad file's text, and where and what its first mistake is. */
const mistakes: Readonly<Record<string, readonly [text: string, at: readonly [number, number], words: string]>> = {
  'broken YAML': [bad('tasks: [\n'), [4, 1], ''],
  'no tasks': [bad(''), [1, 1], 'tasks'],
  'an unknown key': [bad('tasks:\n  - id: x\n    title: X\n    dependson: [y]\n'), [6, 5], 'depends_on'],
  'a wrong value': [bad('slots: many\ntasks: [{ id: x, title: X }]\n'), [3, 8], 'slots'],
  'an unknown dependency': [bad('tasks: [{ id: x, title: X, depends_on: [nowhere] }]\n'), [3, 41], 'nowhere'],
  'a cycle': [
    bad('tasks:\n  - { id: x, title: X, depends_on: [y] }\n  - { id: y, title: Y, depends_on: [x] }\n'),
    [4, 37],
    'This is a cycle',
  ],
  'a task id of another file': [bad('tasks: [{ id: a, title: A }]\n'), [3, 15], '`a`'],
  'a phase id of another file': ['phase: 1\ntitle: Same\ntasks: [{ id: x, title: X }]\n', [1, 8], '1'],
  'an unknown stream': [bad('tasks: [{ id: x, title: X, stream: nowhere }]\n'), [3, 36], 'nowhere'],
  'an unknown zone': [bad('timezone: Mars/Olympus\ntasks: [{ id: x, title: X }]\n'), [3, 11], 'Mars/Olympus'],
  'an impossible date': [bad('target_date: 2026-02-30\ntasks: [{ id: x, title: X }]\n'), [3, 14], '2026-02-30'],
  'two final tasks': [
    bad('tasks:\n  - { id: x, title: X, final: true }\n  - { id: y, title: Y, final: true }\n'),
    [5, 31],
    'final',
  ],
  'a prototype for a key': [bad('__proto__: { slots: 9 }\ntasks: [{ id: x, title: X }]\n'), [3, 1], '__proto__'],
  'more aliases than sense': [
    bad(
      `x-a: &a [1,1,1,1,1,1,1,1,1,1]\n${'bcdefgh'
        .split('')
        .map((name, at) => `x-${name}: &${name} [${Array(10).fill(`*${'abcdefg'[at]}`).join(',')}]`)
        .join('\n')}\ntasks: [{ id: x, title: X }]\n`,
    ),
    [8, 13],
    'Aliases',
  ],
  'more than a megabyte': [bad(`# ${'x'.repeat(1024 * 1024)}\ntasks: [{ id: x, title: X }]\n`), [1, 1], '1 MB'],
}

/** GitHub shows ten annotations for a step; the rest stands in the log. */
const kinds = Object.keys(mistakes).filter((kind) => !/another file|dependency/.test(kind))
for (const some of [kinds.slice(0, 6), kinds.slice(6)]) {
  test(`files with ${some.join(', ')} are told at line and column, and stop no other file’s phase`, async ({ bed }) => {
    await bed.plan(good)
    for (const kind of some) await bed.write(fileOf(kind), alone(kind))
    const run = await bed.run()
    expect(run.code, run.log).toBe(1)
    for (const kind of some) expectTold(run, kind, fileOf(kind))
    expect(run.ids('picked')).toEqual(['a'])
    expect(issuesOn(bed.board)).toHaveLength(2)
    expect(bed.board.labels.filter(({ name }) => name.startsWith('phase:')).map(({ name }) => name)).toEqual([
      'phase:1',
    ])
    await bed.expectQuiet({ code: 1 })
  })
}

test('a file with an unknown dependency is told, unless a file that cannot be read may hold it', async ({ bed }) => {
  const kind = 'an unknown dependency'
  await bed.write(fileOf(kind), mistakes[kind]![0])
  const run = await bed.expectQuiet({ code: 1 })
  expectTold(run, kind, fileOf(kind))
  await bed.write('.github/phases/broken.yml', 'tasks: [')
  const other = await bed.run()
  expect(other.code).toBe(1)
  expect(other.ids('blocked')).toEqual(['x'])
  await bed.expectQuiet({ code: 1 })
})

for (const kind of ['a task id of another file', 'a phase id of another file']) {
  test(`a file with ${kind} stops both`, async ({ bed }) => {
    await bed.plan(good)
    await bed.write('.github/phases/2.yml', mistakes[kind]![0])
    const run = await bed.expectQuiet({ code: 1 })
    expectTold(run, kind, '.github/phases/2.yml')
    expect(issuesOn(bed.board)).toEqual([])
  })
}

function fileOf(kind: string): string {
  return `.github/phases/${kind.replaceAll(' ', '-')}.yml`
}

/** Beside files with other mistakes each has a phase and tasks of its own; places stay as they are. */
function alone(kind: string): string {
  const letter = String.fromCharCode('a'.charCodeAt(0) + kinds.indexOf(kind))
  return mistakes[kind]![0].replace('phase: 2', `phase: ${letter}`)
    .replace(/(?<= id: )([xy])/g, `$1${letter}`)
    .replace(/(?<=depends_on: \[)([xy])/g, `$1${letter}`)
}

function expectTold(run: ActionRun, kind: string, file: string): void {
  const [, [line, column], words] = mistakes[kind]!
  const [first] = run.annotations.filter(({ properties }) => properties.file === file)
  expect(first, `${kind}\n${run.log}`).toMatchObject({
    level: 'error',
    properties: { line: String(line), title: 'Phase file' },
  })
  expect(first!.message, kind).toContain(words)
  expect(first!.message, kind).toMatch(new RegExp(`^${file.replaceAll('.', '\\.')}:${line}:\\d+: `))
  // An id that was made longer before it moves what comes after it on its line.
  expect([column, column + 1, column + 2].map(String), kind).toContain(first!.properties.col)
}

test('all mistakes of all files are told at once', async ({ bed }) => {
  await bed.plan({ phase: 1, slots: 0, tasks: [{ id: 'a', priority: 'high' }] })
  await bed.plan({ phase: 2, tasks: [{ id: 'b', stream: 'nowhere' }, { id: 'b' }] })
  const run = await bed.run()
  expect(run.code).toBe(1)
  expect(run.writes).toEqual([])
  const places = run.annotations.flatMap(({ properties }) => properties.file ?? [])
  expect(places.filter((file) => file.endsWith('1.yml'))).toHaveLength(2)
  expect(places.filter((file) => file.endsWith('2.yml')).length).toBeGreaterThanOrEqual(2)
  expect(run.annotations.at(-1)!.message).toMatch(/^\d mistakes in the phase files, shown above\./)
})

test('the summary shows each mistake with its line and a link to it, but no line of what is no phase file', async ({
  bed,
}) => {
  await bed.write('.github/phases/1.yml', 'phase: 1\ntitle: Trial\nslots: 0\ntasks: [{ id: a, title: A }]\n')
  await bed.write('.github/phases/other.yml', 'password: hidden\n')
  const run = await bed.run()
  expect(run.summary).toContain('### Mistakes in the phase files')
  expect(run.summary).toContain(
    '[.github/phases/1.yml:3](https://github.com/octo/demo/blob/HEAD/.github/phases/1.yml#L3)',
  )
  expect(run.summary).toContain('```text\n3 | slots: 0\n  |        ^\n```')
  expect(run.summary).toContain('[.github/phases/other.yml:1]')
  expect(run.log + run.summary).not.toContain('hidden')
})

test('of more than nine mistakes the failure says where the others are', async ({ bed }) => {
  const tasks = Array.from({ length: 12 }, (_, at) => ({ id: `t${at}`, effort: '0d' }))
  await bed.plan({ phase: 1, tasks })
  const run = await bed.run()
  expect(run.annotations.map(({ level }) => level)).toEqual(Array(10).fill('error'))
  expect(run.annotations.at(-1)!.message).toContain(
    '12 mistakes in the phase files: 9 are shown above, more in the job summary, and all in the log. Their phases were left as they are.',
  )
  expect(run.summary.match(/```text/g)).toHaveLength(12)
})

test('a file that turns bad leaves its running phase as it is, and is not taken for gone', async ({ bed }) => {
  await bed.plan(good)
  await bed.plan({ phase: 2, slots: 1, tasks: ['x', 'y'] })
  await bed.runWell()
  const before = bed.progress('2').body
  await bed.octocat.close('x')
  await bed.octocat.close('a')
  await bed.plan({ phase: 2, slots: 'two', tasks: ['x', 'y'] })
  const run = await bed.run()
  expect(run.code).toBe(1)
  expect(bed.progress('2').body).toBe(before)
  expect(bed.states('y')).toEqual(['ready'])
  expect(bed.progress('1').open).toBe(false)
  await bed.expectQuiet({ code: 1 })
  await bed.write('.github/phases/2.yml', 'phase: [')
  await bed.expectQuiet({ code: 1 })
  expect(bed.progress('2').body).toBe(before)
  await bed.plan({ phase: 2, slots: 1, tasks: ['x', 'y'] })
  const mended = await bed.runWell()
  expect(mended.ids('picked')).toEqual(['y'])
  await bed.expectQuiet()
})

test('a phase that comes after one whose file is bad waits', async ({ bed }) => {
  await bed.plan({ ...good, slots: 'two' })
  await bed.plan({ phase: 2, after: 1, tasks: ['x'] })
  const run = await bed.run()
  expect(run.code).toBe(1)
  expect(run.writes).toEqual([])
})

test('phase files are found by paths and globs of the input, one a line', async ({ bed }) => {
  await bed.write('plans/deep/er/one.yaml', planText({ phase: 1, tasks: ['a'] }))
  await bed.write('docs/two.yml', planText({ phase: 2, tasks: ['b'] }))
  await bed.write('docs/three.yml', planText({ phase: 3, tasks: ['c'] }))
  await bed.plan({ phase: 4, tasks: ['d'] })
  const inputs = { 'phase-file': 'plans/**/*.yaml\n\n./docs/two.yml\n' }
  const run = await bed.runWell({ inputs })
  expect(run.ids('picked').sort()).toEqual(['a', 'b'])
  await bed.expectQuiet({ inputs })
  // Phases of other files are none of this run's business, though their files are not among its own.
  const other = await bed.runWell({ inputs: { 'phase-file': 'docs/three.yml' } })
  expect(other.ids('picked')).toEqual(['c'])
  await bed.expectQuiet({ inputs })
})

test('without any phase file the run says so, and stays green', async ({ bed }) => {
  await bed.write('README.md', 'Hello')
  bed.board.putFile('README.md', 'Hello')
  const run = await bed.expectQuiet()
  expect(run.annotations).toEqual([
    expect.objectContaining({ level: 'warning', message: expect.stringContaining('.github/phases/*.{yml,yaml}') }),
  ])
})

test('a phase opens in the run that completes the one before it', async ({ bed }) => {
  await bed.plan({ phase: 1, tasks: ['a'] })
  await bed.plan({ phase: 2, after: 1, tasks: ['b'] })
  await bed.plan({ phase: 3, after: [2, 1], tasks: ['c'] })
  const first = await bed.runWell()
  expect(first.ids('active')).toEqual(['a'])
  expect(issuesOn(bed.board)).toHaveLength(2)
  await bed.expectQuiet()
  await bed.octocat.close('a')
  const second = await bed.runWell()
  expect(second.outputs['phase-complete']).toBe('true')
  expect(second.ids('active')).toEqual(['b'])
  expect(bed.progress('1').open).toBe(false)
  await bed.expectQuiet()
  await bed.octocat.close('b', 'not_planned')
  const third = await bed.runWell()
  expect(third.ids('active')).toEqual(['c'])
  await bed.expectQuiet()
})

test('a phase after one that has no file opens at once', async ({ bed }) => {
  await bed.plan({ phase: 4, after: 3, tasks: ['d'] })
  const run = await bed.runWell()
  expect(run.ids('active')).toEqual(['d'])
  await bed.expectQuiet()
})

test('tasks depend on tasks of other phases, also of finished ones', async ({ bed }) => {
  await bed.plan({ phase: 1, tasks: ['a'] })
  await bed.plan({ phase: 2, tasks: [{ id: 'b', depends_on: ['a'] }] })
  await bed.runWell()
  expect(bed.states('a', 'b')).toEqual(['assigned', 'blocked'])
  expect(bed.task('b').blockers).toEqual([bed.task('a').number])
  await bed.octocat.close('a')
  await bed.runWell()
  expect(bed.states('b')).toEqual(['assigned'])
  await bed.expectQuiet()
  await bed.plan({ phase: 3, tasks: [{ id: 'c', depends_on: ['a'] }] })
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['c'])
  expect(bed.task('c').blockers).toEqual([bed.task('a').number])
  await bed.expectQuiet()
})

test('tasks of two phases whose paths overlap are never at work at once', async ({ bed }) => {
  await bed.plan({ phase: 1, tasks: [{ id: 'a', paths: ['src/**'] }] })
  await bed.plan({ phase: 2, tasks: [{ id: 'b', paths: ['src/core/*.ts'] }, 'c'] })
  const run = await bed.runWell()
  expect(run.ids('active').sort()).toEqual(['a', 'c'])
  // Each label is made once for both phases.
  expect(run.writes.filter(({ status }) => status === 422)).toEqual([])
  expect(run.log).not.toContain('it was opened before')
  expect(bed.section('Next up', '2')).toMatch(/overlaps src\/\S* of #\d+ \(a\)/)
  await bed.expectQuiet()
  await bed.octocat.close('a')
  const next = await bed.runWell()
  expect(next.ids('picked')).toEqual(['b'])
  await bed.expectQuiet()
})

test('outputs of several phases are joined, and single values are the first one’s', async ({ bed }) => {
  await bed.plan({ phase: 1, slots: 1, tasks: ['a', { id: 'b', effort: '3d' }] })
  await bed.plan({ phase: 2, slots: 1, tasks: ['c', 'd'] })
  await bed.runWell()
  await bed.octocat.close('b')
  await bed.octocat.close('c')
  const run = await bed.runWell()
  expect(run.ids('active').sort()).toEqual(['a', 'd'])
  expect(run.ids('done').sort()).toEqual(['b', 'c'])
  expect(run.outputs).toMatchObject({ percent: '75', 'progress-issue': String(bed.progress('1').number) })
})

/** Where there is no checkout: not even an empty folder. */
const noCheckout = { GITHUB_WORKSPACE: '/nonexistent/workspace' }

test('without a checkout the files are read through the API', async ({ bed }) => {
  bed.board.putFile('.github/phases/one.yml', planText({ phase: 1, tasks: ['a', 'b', 'c'] }))
  bed.board.putFile('.github/phases/two.yaml', planText({ phase: 2, after: 1, tasks: ['x'] }))
  bed.board.putFile('.github/phases/README.md', 'No phase.')
  const run = await bed.runWell({ env: noCheckout })
  expect(run.ids('picked')).toEqual(['a', 'b'])
  await bed.expectQuiet({ env: noCheckout })
  bed.board.putFile('.github/phases/one.yml', 'phase: 1\ntitle: Broken\ntasks: none\n')
  const broken = await bed.expectQuiet({ env: noCheckout, code: 1 })
  expect(broken.annotations[0]!.properties).toMatchObject({ file: '.github/phases/one.yml', line: '3', col: '8' })
})

test('without a checkout a file that is named costs one request more', async ({ bed }) => {
  bed.board.putFile('plan.yml', planText({ phase: 1, tasks: ['a', 'b', 'c'] }))
  const inputs = { 'phase-file': 'plan.yml' }
  await bed.runWell({ env: noCheckout, inputs })
  const quiet = await bed.expectQuiet({ env: noCheckout, inputs })
  expect(quiet.requests.length).toBeLessThanOrEqual(4)
})

test('without a checkout the usual glob costs one request more', async ({ bed }) => {
  bed.board.putFile('.github/phases/one.yml', planText({ phase: 1, tasks: ['a', 'b', 'c'] }))
  await bed.runWell({ env: noCheckout })
  const quiet = await bed.expectQuiet({ env: noCheckout })
  expect(quiet.requests.length).toBeLessThanOrEqual(4)
})

test('a glob over folders works without a checkout', async ({ bed }) => {
  bed.board.putFile('plans/a/one.yml', planText({ phase: 1, tasks: ['a'] }))
  const run = await bed.runWell({ env: noCheckout, inputs: { 'phase-file': 'plans/**/*.yml' } })
  expect(run.ids('picked')).toEqual(['a'])
})

test('an empty workspace without a checkout reads through the API', async ({ bed }) => {
  bed.board.putFile('.github/phases/one.yml', planText({ phase: 1, tasks: ['a'] }))
  const run = await bed.runWell()
  expect(run.ids('picked')).toEqual(['a'])
  await bed.expectQuiet()
})

async function outside(bed: Bed): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'phase-outside-'))
  await writeFile(path.join(folder, 'secret.yml'), planText({ phase: 7, tasks: ['secret'] }))
  await mkdir(path.join(bed.workspace, '.github/phases'), { recursive: true })
  return folder
}

test('a symbolic link that leads out of the repository is a mistake, and nothing of its target is told', async ({
  bed,
}) => {
  const folder = await outside(bed)
  await symlink(path.join(folder, 'secret.yml'), path.join(bed.workspace, '.github/phases/link.yml'))
  const run = await bed.run()
  await rm(folder, { recursive: true })
  expect(run.code).toBe(1)
  expect(run.writes).toEqual([])
  expect(run.annotations[0]).toMatchObject({
    properties: { file: '.github/phases/link.yml' },
    message: expect.stringContaining('symbolic link'),
  })
  expect(run.log).not.toContain('secret')
})

test('a folder that leads out of the repository is a mistake as well', async ({ bed }) => {
  const folder = await outside(bed)
  await symlink(folder, path.join(bed.workspace, 'plans'))
  const run = await bed.run({ inputs: { 'phase-file': 'plans/secret.yml' } })
  await rm(folder, { recursive: true })
  expect(run.code).toBe(1)
  expect(run.writes).toEqual([])
})

for (const place of ['/etc/phase.yml', '../phase.yml', 'a/../../phase.yml', 'C:\\phase.yml']) {
  test(`the input phase-file refuses ${place}`, async ({ bed }) => {
    const run = await bed.run({ inputs: { 'phase-file': place } })
    expect(run.code).toBe(1)
    expect(run.writes).toEqual([])
    expect(run.annotations[0]!.message).toContain('write a path inside the repository')
  })
}

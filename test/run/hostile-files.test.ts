import { execFileSync } from 'node:child_process'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'vitest'
import type { Intercept } from '../../src/local/intercept.ts'
import { type ActionRun, type Bed, planText, test } from './bed.ts'
import { issuesOn } from './board.ts'

// What may lie where a phase file should. Each is told once, stops no other phase, and nothing of what is no phase file is shown.

const folder = '.github/phases'
const noCheckout = { GITHUB_WORKSPACE: '/nonexistent/workspace' }

/** What the log says of each file that has a mistake: as annotations, and of those beyond the ninth as lines. */
function told({ log, annotations }: ActionRun): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const line of [...annotations.map(({ message }) => message), ...log.split('\n')]) {
    const [, file, words] = /^\.github\/phases\/([^:]+):\d+:\d+: (.*)$/.exec(line) ?? []
    if (file !== undefined && words !== undefined) found.set(file, [...(found.get(file) ?? []), words])
  }
  return found
}

async function expectOnlyGood(bed: Bed, run: ActionRun, mistakes: Readonly<Record<string, string>>): Promise<void> {
  expect(run.code, run.log).toBe(1)
  expect(run.ids('picked')).toEqual(['a'])
  expect(issuesOn(bed.board).map(({ title }) => title)).toEqual(['Phase 1 progress: Trial', 'a: Task a'])
  const found = told(run)
  expect([...found.keys()].toSorted()).toEqual(Object.keys(mistakes).toSorted())
  for (const [file, words] of Object.entries(mistakes)) {
    expect(found.get(file), file).toHaveLength(1)
    expect(found.get(file)![0], file).toContain(words)
  }
  expect(run.log + run.summary).not.toContain('SECRET')
}

test('in a checkout nothing else than a sound file is read, and each other is told once', async ({ bed }) => {
  await bed.plan({ tasks: ['a'] })
  const place = (name: string) => path.join(bed.workspace, folder, name)
  await writeFile(path.join(bed.workspace, 'SECRET'), 'phase: 7\ntitle: SECRET\n')
  await symlink('../../SECRET', place('link.yml'))
  await symlink('/proc/self/environ', place('environment.yml'))
  await symlink('link-to-itself.yml', place('link-to-itself.yml'))
  await symlink('/dev/zero', place('device.yml'))
  execFileSync('mkfifo', [place('pipe.yml')])
  await mkdir(place('folder.yml'))
  await writeFile(place('zeros.yml'), Buffer.alloc(1000))
  await writeFile(place('latin.yml'), Buffer.from('phase: 8\ntitle: Gl\u00fcck SECRET\n', 'latin1'))
  await writeFile(place('utf16.yml'), Buffer.from('\uFEFFphase: 8\ntitle: SECRET\n', 'utf16le'))
  await writeFile(place('empty.yml'), '')
  await writeFile(place('large.yml'), Buffer.alloc(1024 * 1024 + 1, 'SECRET '))
  await writeFile(place('deep.yml'), `${'['.repeat(1_000_000)}SECRET`)
  await writeFile(place('flood.yml'), Array.from({ length: 50_000 }, (_, at) => `k${at}: SECRET`).join('\n'))
  await writeFile(place('long.yml'), `${'k'.repeat(1_000_000)}SECRET: 1\n`)
  await writeFile(place('proto.yml'), 'phase: 9\n__proto__: { title: T }\ntasks: []\n')
  const run = await bed.run()
  await expectOnlyGood(bed, run, {
    'link.yml': 'This is a symbolic link',
    'environment.yml': 'This is a symbolic link',
    'link-to-itself.yml': 'This file cannot be read',
    'device.yml': 'This is a symbolic link',
    'pipe.yml': 'This is a pipe',
    'zeros.yml': 'U+0000',
    'latin.yml': 'not UTF-8',
    'utf16.yml': 'not UTF-8',
    'empty.yml': 'The file is empty',
    'large.yml': 'larger than 1 MB',
    'deep.yml': 'more than 20 levels deep',
    'flood.yml': 'more than 2,000 entries',
    'long.yml': 'more than 1,024 characters',
    'proto.yml': 'No map may have the key `__proto__`',
  })
  await bed.expectQuiet({ code: 1 })
})

/** Answers as GitHub would if some of the files were links or submodules, which the tracker knows nothing of. */
function withLinks(kinds: Readonly<Record<string, 'symlink' | 'submodule'>>, how: 'graphql' | 'rest'): Intercept {
  return async (request, proceed) => {
    const answer = await proceed()
    if (!(answer instanceof Response)) return answer
    if (request.path.endsWith('/graphql') && /entries/.test(JSON.stringify(request.body))) {
      if (how === 'rest') return Response.json({ data: null, errors: [{ message: 'Something went wrong' }] })
      const data = (await answer.json()) as { data: { repository: { object: { entries: Entry[] } } } }
      for (const entry of data.data.repository.object.entries)
        if (kinds[entry.name] === 'symlink') Object.assign(entry, { mode: 0o120000, object: { text: '../../SECRET' } })
        else if (kinds[entry.name] === 'submodule') Object.assign(entry, { type: 'commit', mode: 0o160000, object: {} })
      return Response.json(data)
    }
    const kind = kinds[/\/contents\/\.github\/phases\/(.+)$/.exec(decodeURIComponent(request.path))?.[1] ?? '']
    if (kind === undefined) return answer
    const { content: _, encoding: __, ...file } = (await answer.json()) as Record<string, unknown>
    return Response.json(
      kind === 'symlink'
        ? { ...file, type: 'symlink', target: '../../SECRET' }
        : { ...file, type: 'submodule', submodule_git_url: 'https://example.com/SECRET.git' },
    )
  }
}

interface Entry {
  readonly name: string
}

for (const how of ['graphql', 'rest'] as const) {
  test(`without a checkout (${how}) it is the same`, async ({ bed }) => {
    const put = (name: string, text: string) => bed.tracker.putFile(`${folder}/${name}`, text)
    put('1.yml', planText({ tasks: ['a'] }))
    put('link.yml', '../../SECRET')
    put('folder.yml/inside.md', 'SECRET')
    put('latin.yml', 'phase: 8\ntitle: \uFFFD SECRET\n')
    put('proto.yml', 'phase: 9\n__proto__: { title: T }\ntasks: []\n')
    if (how === 'rest') put('module.yml', 'SECRET')
    if (how === 'rest') put('large.yml', 'SECRET '.repeat(200_000))
    if (how === 'rest') put('zeros.yml', 'SECRET\0')
    bed.tracker.setIntercept(withLinks({ 'link.yml': 'symlink', 'module.yml': 'submodule' }, how))
    const run = await bed.run({ env: noCheckout })
    await expectOnlyGood(bed, run, {
      'link.yml': 'it is a symbolic link',
      'latin.yml': 'not UTF-8',
      'proto.yml': 'No map may have the key `__proto__`',
      ...(how === 'rest' && { 'module.yml': 'it is no file', 'large.yml': 'larger than 1 MB', 'zeros.yml': 'U+0000' }),
    })
    await bed.expectQuiet({ env: noCheckout, code: 1 })
  })
}

test('a folder whose files GraphQL cuts or does not show as text is read by REST, file by file', async ({ bed }) => {
  bed.tracker.putFile(`${folder}/1.yml`, planText({ tasks: ['a'] }))
  bed.tracker.putFile(
    `${folder}/2.yml`,
    `phase: 2\ntitle: Second\ntasks: [{ id: b, title: B }]\n# ${'x'.repeat(600_000)}\n`,
  )
  bed.tracker.putFile(`${folder}/picture.png`, '\0')
  const run = await bed.runWell({ env: noCheckout })
  expect(run.ids('picked')).toEqual(['a', 'b'])
  await bed.expectQuiet({ env: noCheckout })
})

test('a folder that the input names as if it were a file is told', async ({ bed }) => {
  bed.tracker.putFile(`${folder}/1.yml`, planText({ tasks: ['a'] }))
  const run = await bed.run({ env: noCheckout, inputs: { 'phase-file': folder } })
  expect(run.code).toBe(1)
  expect(run.writes).toEqual([])
  expect(run.annotations[0]!.message).toBe(
    `${folder}:1:1: This is no phase file, because it is a folder. Put an ordinary file here, of UTF-8 text and at most 1 MB. [file-unfit]`,
  )
})

test('a pattern that names very many files is refused before they are read', async ({ bed }) => {
  for (let at = 0; at <= 1_000; at++) await bed.write(`many/${at}.yml`, '')
  const run = await bed.run({ inputs: { 'phase-file': 'many/*.yml' } })
  expect(run.code).toBe(1)
  expect(run.annotations.map(({ message }) => message)).toEqual([
    'The input phase-file names more than 1,000 files: name the phase files more closely. [phase-file-count]',
  ])
})

test('ids that objects have of themselves are ids like any other', async ({ bed }) => {
  await bed.plan({
    streams: { toString: {} },
    models: { valueOf: {} },
    tasks: [
      { id: 'constructor', stream: 'toString', model: 'valueOf' },
      { id: 'hasOwnProperty', depends_on: ['constructor'] },
      { id: 'then', depends_on: ['hasOwnProperty'] },
    ],
  })
  const launch = await bed.runWell()
  expect(launch.ids('picked')).toEqual(['constructor'])
  await bed.octocat.close('constructor')
  const next = await bed.runWell()
  expect(next.ids('picked')).toEqual(['hasOwnProperty'])
  await bed.expectQuiet()
})

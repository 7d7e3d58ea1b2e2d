import { describe, expect, test } from 'vitest'
import { entriesIn, splitRef } from '../../../src/local/pages/code-files.ts'
import { frontMatter } from '../../../src/local/pages/code-page.ts'
import { hiddenIn, home, openPages, type Pages, parse } from './bed.ts'

const good = 'phase: 4\ntitle: Release\ntasks:\n  - { id: a, title: A }\n'
const bad = 'phase: 4\ntitle: Release\ntasks:\n  - { id: a, title: A, dependson: [b] }\n'
const file = '.github/phases/phase-4.yml'
const edit = `${home}/edit/main/${file}`

async function withPhase(): Promise<Pages> {
  const pages = await openPages()
  pages.playground.tracker.store.putFile(file, good)
  pages.events.length = 0
  return pages
}

async function send(pages: Pages, text: string, act: string, as = 'octocat'): Promise<Response> {
  const sum = hiddenIn(await pages.open(edit), edit, 'sum')
  return await pages.post(edit, { text, act, sum, message: 'Change the plan' }, { as })
}

const head = ({ playground }: Pages) => playground.tracker.store.state.git.refs['heads/main']

describe('editing the phase file', () => {
  test('commits it, which is a push', async () => {
    const pages = await withPhase()
    const response = await send(pages, good.replace('title: A', 'title: B'), 'commit')
    expect(response.headers.get('location')).toBe(`${home}/blob/main/${file}`)
    expect(pages.events).toEqual(['push'])
    const shown = await pages.open(`${home}/blob/main/${file}`)
    expect(shown.querySelector('[data-part=mistakes]')?.textContent).toContain('no mistake')
    expect(shown.querySelector('#L4 td')?.textContent).toBe('  - { id: a, title: B }')
    expect((await pages.open(`${home}/commits/main`)).querySelector('.commits li')?.textContent).toContain(
      'Change the plan',
    )
  })

  test('shows its mistakes first; who insists commits them, and they are marked', async () => {
    const pages = await withPhase()
    const before = head(pages)
    const response = await send(pages, bad, 'commit')
    expect(response.status).toBe(422)
    const page = parse(await response.text())
    expect(page.querySelector('.bad li')?.textContent).toMatch(/line 4, column \d+: .*depends_on/)
    expect(page.querySelector('textarea')?.value).toBe(bad)
    expect(head(pages)).toBe(before)
    expect((await send(pages, bad, 'anyway')).status).toBe(303)
    expect(pages.events).toEqual(['push'])
    expect((await pages.open(`${home}/blob/main/${file}`)).querySelector('.bad a')?.getAttribute('href')).toBe('#L4')
    const marks = [...(await pages.open(`${home}/commits/main`)).querySelectorAll('.commits li')]
    expect(marks.map((mark) => mark.querySelector('.pill')?.textContent)).toEqual([
      '1 mistake in phase files',
      undefined,
    ])
  })

  test('is checked without a commit', async () => {
    const pages = await withPhase()
    const response = await send(pages, bad, 'check')
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('1 mistake in the phase files')
    expect(pages.events).toEqual([])
  })

  test('is refused where the file was changed meanwhile, and to people who may only read', async () => {
    const pages = await withPhase()
    const sum = hiddenIn(await pages.open(edit), edit, 'sum')
    pages.playground.tracker.store.putFile(file, `${good}\n`)
    expect((await pages.post(edit, { text: bad, act: 'anyway', sum })).status).toBe(409)
    expect((await send(pages, bad, 'anyway', 'reader')).status).toBe(403)
    expect((await pages.post(`${home}/edit/main/none.yml`, { text: '', act: 'commit' })).status).toBe(404)
    expect((await pages.open(`${home}/blob/main/${file}`, 'reader')).body.textContent).not.toContain('Edit this file')
  })

  test('that changes nothing commits nothing', async () => {
    const pages = await withPhase()
    const before = head(pages)
    expect((await send(pages, good, 'commit')).status).toBe(303)
    expect(head(pages)).toBe(before)
  })
})

describe('files', () => {
  test('are shown by folder, as they are written, and Markdown as it is meant', async () => {
    const pages = await openPages()
    const { store } = pages.playground.tracker
    store.putFiles(
      new Map([
        ['docs/a b.md', '---\ntask: a\npercent: 40\n---\n# Title\n\nSee #1.'],
        ['README.md', '# Read me'],
        ['z.txt', 'x\ny\n'],
      ]),
    )
    const root = await pages.open(home)
    expect([...root.querySelectorAll('.files a')].map(({ textContent }) => textContent)).toEqual([
      'docs/',
      'README.md',
      'z.txt',
    ])
    expect(root.querySelector('[data-part=readme] h1')?.textContent).toBe('Read me')
    const folder = await pages.open(`${home}/tree/main/docs`)
    const href = folder.querySelector('.files a')?.getAttribute('href') ?? ''
    expect(href).toBe(`${home}/blob/main/docs/a%20b.md`)
    const shown = await pages.open(href)
    expect([...shown.querySelectorAll('th, td')].map(({ textContent }) => textContent)).toEqual([
      'task',
      'percent',
      'a',
      '40',
    ])
    expect(shown.querySelector('.markdown a')?.getAttribute('href')).toBe(`${home}/issues/1`)
    expect((await pages.open(`${href}?plain=1`)).querySelector('#L1 td')?.textContent).toBe('---')
    const commit = store.state.git.refs['heads/main']
    const page = await pages.open(`${home}/commit/${commit}`)
    expect([...page.querySelectorAll('h2 a')].map((link) => link.textContent)).toEqual([
      'README.md',
      'docs/a b.md',
      'z.txt',
    ])
    expect((await pages.open(`${home}/blob/${commit}/z.txt`)).querySelector('#L2 td')?.textContent).toBe('y')
  })

  test('of a repository without a commit are none', async () => {
    const pages = await openPages()
    expect((await pages.open(home)).querySelector('.blank')?.textContent).toContain('no files yet')
  })

  test('of a branch whose name has a slash are found', () => {
    expect(splitRef('tasks/a-1/docs/x.md', ['tasks', 'tasks/a-1'])).toEqual({ ref: 'tasks/a-1', path: 'docs/x.md' })
    expect(splitRef('main', ['main'])).toEqual({ ref: 'main', path: '' })
    expect(splitRef('maintenance/x', ['main'])).toBeUndefined()
  })

  test('lie in folders, folders first', () => {
    const paths = ['b.txt', 'a/x.txt', 'a/y/z.txt', 'c/d']
    expect(entriesIn(paths, '')).toEqual([
      { name: 'a', kind: 'folder' },
      { name: 'c', kind: 'folder' },
      { name: 'b.txt', kind: 'file' },
    ])
    expect(entriesIn(paths, 'a')?.map(({ name }) => name)).toEqual(['y', 'x.txt'])
    expect(entriesIn(paths, 'b')).toBeUndefined()
  })

  test('have front matter only where every line of it is a field', () => {
    expect(frontMatter('---\na: 1\n---\nrest')).toEqual({ front: [['a', '1']], rest: 'rest' })
    expect(frontMatter('---\nsome words\n---\nrest').front).toEqual([])
    expect(frontMatter('a: 1').front).toEqual([])
  })
})

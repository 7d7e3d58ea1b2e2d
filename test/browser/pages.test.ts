import { afterAll, describe, expect, test } from 'vitest'
import { folder, type Played, say } from '../local/playground-bed.ts'
import { chromium, closeBrowser, drawn, home, inaccessible, origins, overflow, playFrom, show } from './bed.ts'

afterAll(closeBrowser)

const everything =
  '# Everything\n\n- [ ] a box\n- [x] another\n\n> [!WARNING]\n> Look out, @octocat: #1 and `code`.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\n' +
  'long '.repeat(80) +
  '\n```\n\n<details><summary>More</summary>\n\nInside <kbd>Ctrl</kbd>\n\n</details>\n\n' +
  'x'.repeat(300)

/** Something on every page. */
async function fill(playground: Played): Promise<void> {
  await say(playground, 3, '/spawn')
  await playground.forwardToNext()
  await say(playground, 3, everything)
  const { store } = playground.tracker
  store.addPullRequest({ title: 'A change '.repeat(12).trim(), body: everything, closes: [3] })
  store.putFile('docs/guide.md', `---\ntask: a\nnote: ${'word '.repeat(40)}\n---\n${everything}`)
  const broken = 'phase: 5\ntitle: Broken\ntasks:\n  - { id: a, title: A, dependson: [b] }\n'
  store.putFile('.github/phases/other.yml', broken)
}

function addresses({ tracker, runs }: Played): string[] {
  const { store } = tracker
  const pull = store.issues.find(({ pullRequest }) => pullRequest !== null)!.number
  const worker = store.runs.find(({ inputs }) => 'task' in inputs)!.id
  return [
    ...[
      '/issues',
      '/issues?state=all&label=phase-task',
      '/issues?words=nothing',
      '/issues/new',
      '/issues/1',
      '/issues/3',
    ],
    ...['/pulls', `/pull/${pull}`, '/actions', `/actions/runs/${1000 + runs[0]!.number}`, `/actions/runs/${worker}`],
    ...[
      '',
      '/tree/main/.github',
      '/blob/main/.github/phases/phase-4.yml',
      '/blob/main/docs/guide.md',
      '/blob/main/.github/phases/other.yml',
    ],
    ...[
      '/edit/main/.github/phases/phase-4.yml',
      '/commits/main',
      `/commit/${store.state.git.refs['heads/main']}`,
      '/slack',
      '/clock',
    ],
  ]
}

describe.skipIf(chromium === undefined).each(origins)('every page of a phase that was %s', (origin) => {
  test('can be used by everybody in light and in dark, fits a narrow window, and complains of nothing', async () => {
    const playground = await playFrom(origin, folder(), fill)
    const { page, goto, complaints } = await show(playground)
    const wrong: string[] = []
    for (const address of addresses(playground)) {
      await goto(home + address)
      await drawn(page)
      for (const details of await page.locator('main details').all())
        await details.evaluate((element) => element.setAttribute('open', ''))
      for (const [colorScheme, width] of [
        ['light', 1280],
        ['dark', 1280],
        ['dark', 390],
      ] as const) {
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 844 })
        await drawn(page)
        const place = `${address}, ${colorScheme}, ${width} pixels`
        wrong.push(...(await inaccessible(page)).map((what) => `${place}: ${what}`))
        const wider = await overflow(page)
        if (wider > 0) wrong.push(`${place}: ${wider} pixels too wide`)
      }
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize({ width: 1280, height: 844 })
    }
    expect(wrong).toEqual([])
    expect(complaints).toEqual([])
    await goto(`${home}/none`)
    expect(await inaccessible(page)).toEqual([])
    expect(complaints).toEqual([expect.stringContaining('404')])
  })
})

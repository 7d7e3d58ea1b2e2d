import { describe, expect, test } from 'vitest'
import { type MarkdownOptions, renderMarkdown } from '../../../src/local/pages/markdown.ts'
import { tickBox } from '../../../src/local/pages/task-boxes.ts'
import { parse } from './bed.ts'

const options: MarkdownOptions = {
  scope: 'body',
  breaks: true,
  references: {
    repository: 'octo/demo',
    bases: ['http://127.0.0.1:4400/octo/demo'],
    home: '/octo/demo',
    issue: (number) =>
      number === 12 ? { number, title: 'A title', href: '/octo/demo/issues/12', state: 'open' } : undefined,
    isUser: (login) => login === 'octocat' || login === 'github-actions[bot]',
  },
  form: undefined,
}

const rendered = (text: string, given: Partial<MarkdownOptions> = {}) =>
  parse(renderMarkdown(text, { ...options, ...given })).body

describe('text is shown as GitHub shows it', () => {
  test.each([
    ['| a | b |\n|---|--:|\n| 1 | 2 |', 'div.scroll > table td[align=right]', '2'],
    ['~~gone~~', 'del', 'gone'],
    ['see https://example.org/x.', 'a[href="https://example.org/x"][rel~=noopener]', 'https://example.org/x'],
    ['> [!WARNING]\n> Look out', 'div.alert.alert-warning > p.alert-title', 'Warning'],
    ['> [!note]\n> Look out', 'div.alert-note > p:last-of-type', 'Look out'],
    ['<details><summary>More</summary>\n\n**bold**\n\n</details>', 'details > p > strong', 'bold'],
    ['<kbd>Ctrl</kbd> <sub>low</sub>', 'kbd', 'Ctrl'],
    ['one\ntwo', 'br', ''],
    ['```mermaid\nflowchart LR\n```', 'pre > code.language-mermaid', 'flowchart LR\n'],
    ['text[^1]\n\n[^1]: note', 'section.footnotes li', '\nnote ↩\n'],
    ['![a house](https://example.org/x.png)', 'span.picture', 'Picture: a house'],
    ['thanks @octocat!', 'b.mention', '@octocat'],
    ['by @github-actions[bot]', 'b.mention', '@github-actions[bot]'],
    ['fixes #12.', 'a.reference.is-open[title="A title (open)"]', '#12'],
    ['see octo/demo#12', 'a[href="/octo/demo/issues/12"]', 'octo/demo#12'],
    ['http://127.0.0.1:4400/octo/demo/issues/12', 'a.reference[href="/octo/demo/issues/12"]', '#12'],
    ['[run](http://127.0.0.1:4400/octo/demo/actions/runs/7)', 'a[href="/octo/demo/actions/runs/7"]', 'run'],
    ['[#12](http://127.0.0.1:4400/octo/demo/issues/12)', 'a.reference', '#12'],
  ])('%j', (text, selector, words) => {
    expect(rendered(text).querySelector(selector)?.textContent).toBe(words)
  })

  test.each([
    '`@octocat` and `#12`',
    '```\n@octocat #12\n```',
    '[@octocat](https://example.org) [#12](https://example.org)',
    'mail@octocat octo/other#12 x#12 #13 #12x @nobody &#35;12x',
    '@\u200Boctocat #\u200B12',
  ])('there is no mention and no reference in %j', (text) => {
    expect([...rendered(text).querySelectorAll('.mention, .reference')].map(({ outerHTML }) => outerHTML)).toEqual([])
  })

  test('a line of a file ends where its paragraph does', () => {
    expect(rendered('one\ntwo', { breaks: false }).querySelector('br')).toBeNull()
  })

  test('an anchor leads to its note, and not to that of another text', () => {
    const body = rendered('a[^1]\n\n[^1]: b', { scope: 'comment-7' })
    const href = body.querySelector('sup a')?.getAttribute('href') ?? ''
    expect(href).toBe('#text-comment-7-fn-1')
    expect(body.querySelector(href)?.tagName).toBe('LI')
  })

  test('what is hidden in HTML comments stays hidden', () => {
    expect(rendered('a <!-- secret --> b\n\n<!-- phase-coordinator:data v1 -->').textContent).not.toMatch(/secret|data/)
  })
})

describe('boxes of task lists', () => {
  const text = '- [ ] one\n- [x] two\n  1. [ ] inner\n\n```\n- [ ] code\n```\n\n* [X] last\n\n> - [ ] quoted'

  test('are buttons of the form that takes their ticks', () => {
    const boxes = [...rendered(text, { form: 'tick-body' }).querySelectorAll('button[form=tick-body][role=checkbox]')]
    const seen = boxes.map((box) => [
      box.getAttribute('value'),
      box.getAttribute('aria-checked'),
      box.getAttribute('aria-label'),
    ])
    expect(seen).toEqual([
      ['0:on', 'false', 'one'],
      ['1:off', 'true', expect.stringContaining('two')],
      ['2:on', 'false', 'inner'],
      ['3:off', 'true', 'last'],
      ['4:on', 'false', 'quoted'],
    ])
  })

  test('change one character of the text', () => {
    expect(tickBox(text, 0, true)).toBe(text.replace('[ ] one', '[x] one'))
    expect(tickBox(text, 2, true)).toBe(text.replace('[ ] inner', '[x] inner'))
    expect(tickBox(text, 3, false)).toBe(text.replace('[X] last', '[ ] last'))
    expect(tickBox(text, 4, true)).toBe(text.replace('[ ] quoted', '[x] quoted'))
    expect(tickBox(text, 5, true)).toBeUndefined()
  })

  test('are pictures where nobody may tick them, and where a text only looks like one', () => {
    expect(rendered(text).querySelectorAll('button')).toHaveLength(0)
    expect(rendered(text).querySelectorAll('input[type=checkbox][disabled][aria-label]')).toHaveLength(5)
    const forged =
      '<ul><li class="task-list-item" data-box="x 0"><input type="checkbox" disabled> forged</li></ul>\n\n- [ ] real'
    const buttons = [...rendered(forged, { form: 'tick-body' }).querySelectorAll('button')]
    expect(buttons.map((button) => button.getAttribute('aria-label'))).toEqual(['real'])
  })
})

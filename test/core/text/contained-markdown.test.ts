import fc from 'fast-check'
import { JSDOM } from 'jsdom'
import { describe, expect, test } from 'vitest'
import { fileLine, fileMarkdown } from '../../../src/core/text/contained-markdown.ts'
import { renderMarkdown } from '../rendered-markdown.ts'

const { window } = new JSDOM('')
const parser = new window.DOMParser()

/** What a browser shows before and after a description, footnotes aside. */
function around(description: string): readonly string[] {
  const markdown = [
    '**Blocked.** It waits.',
    '- Blocked by #3',
    '**Priority:** 3',
    description,
    '### Acceptance criteria',
    '- [ ] one\n- [x] two',
    '<sub>see [run 5](../x)</sub>',
    '<!-- data -->\n<!-- end -->',
    'people *write*',
  ].join('\n\n')
  const { body } = parser.parseFromString(renderMarkdown(markdown), 'text/html')
  for (const notes of body.querySelectorAll('section.footnotes')) notes.remove()
  const shown = [...body.children].map(({ outerHTML }) => outerHTML)
  return [...shown.slice(0, 3), ...shown.slice(-4)]
}

const undisturbed = around('A description.')

/** With zero-width spaces to be seen. */
const seen = (text: string) => text.replaceAll('\u200B', '·')

describe('Markdown of a phase file', () => {
  test.each([
    ['a fence', 'Run\n\n```sh\nnpm test <file>\n```\n\nand look.'],
    ['a fence in a list', '- one\n\n  ```html\n  <details>\n  ```\n\n- two'],
    ['a fence that begins an item', '1. ```\n   <b>\n   ```\n2. two'],
    ['a fence in a list of a list', '- one\n  - two\n\n    ```html\n    <details>\n    ```'],
    ['a fence in a quote', '> ```\n> code\n> ```'],
    ['details', '<details><summary>More</summary>\n\n```js\nconst a = b<c>d\n```\n\n- item\n\n</details>'],
    ['elements of a line', 'Press <kbd>Ctrl</kbd>, H<sub>2</sub>O<br>and <img src="x.png" alt="a > b">'],
    ['elements whose end is left out', '<ul>\n<li>one\n<li>two\n</ul>'],
    ['a comment of several lines', '<!--\nFor reviewers.\n\n```\n-->\n\nText <!-- and one --> more'],
    ['code that looks like HTML', 'Write `<details>` and `Vec<T>`.'],
    ['addresses', '<https://example.org> and [a](x)'],
    ['what is no HTML', '1 < 2, a <- b, <3, 5<6'],
    ['indented code', 'So:\n\n    <b>bold</b>\n'.trimEnd()],
    ['preformatted text', '<pre>\na  b\n</pre>'],
  ])('%s stays as it is', (_, text) => {
    expect(seen(fileMarkdown(text))).toBe(text)
    expect(around(text)).toEqual(undisturbed)
  })

  test.each([
    ['a fence that is not closed', 'a\n```\nb', 'a\n```\nb\n```'],
    ['a fence that is closed by less', '~~~~\nb\n~~~', '~~~~\nb\n~~~\n~~~~'],
    ['a fence that may belong to a list', '- a\n\n   ```\n  b', '- a\n\n   ·```\n  b'],
    ['details', '<details>\n\na', '<·details>\n\na'],
    ['the end of an element that did not begin', 'a </details> b', 'a <·/details> b'],
    ['elements that overlap', '<b><i>x</b></i>', '<b><·i>x</b><·/i>'],
    ['a comment', 'a\n\n<!-- b\n\nc', 'a\n\n<·!-- b\n\nc'],
    ['a comment that ends early for a browser', '<!-- a --!> b -->', '<·!-- a --!> b -->'],
    ['a comment with an element in it', '<!-- <details> --> `', '<·!-- <·details> --> `'],
    ['a type in angle brackets', 'a List<String> of it', 'a List<·String> of it'],
    ['an instruction', '<?php ?>', '<·?php ?>'],
    ['a declaration', '<!DOCTYPE html>', '<·!DOCTYPE html>'],
    ['a script', '<script>\n\nx</script>', '<·script>\n\nx<·/script>'],
    ['preformatted text over an empty line', '<pre>\n\na</pre>', '<·pre>\n\na<·/pre>'],
    ['an end in code', '<div>\n\n`</div>`', '<·div>\n\n`</div>`'],
    ['an end that may be code', '<div>\n\n    </div>', '<·div>\n\n    <·/div>'],
    ['an end in another list', '<div>\n\n- </div>', '<·div>\n\n- <·/div>'],
    ['an end in a definition', '<div>\n\n[a]: b</div>', '<·div>\n\n[a]: b<·/div>'],
    ['an end in a table', '<div>\n\na | b\n- | -\n</div>', '<·div>\n\na | b\n- | -\n<·/div>'],
    ['an end behind a backslash', '<div>\n\n\\</div>', '<·div>\n\n\\<·/div>'],
    ['a fence within HTML', '<div>\n```\n</div>\n\na', '<·div>\n·```\n<·/div>\n\na'],
    ['a character that is taken out', '<\u0007details>', '<·details>'],
    ['a line end of an old kind', 'a\r```\rb', 'a\n```\nb\n```'],
  ])('%s is contained', (_, text, contained) => {
    expect(seen(fileMarkdown(text))).toBe(contained)
    expect(around(fileMarkdown(text))).toEqual(undisturbed)
  })

  test.each([
    ['[x]: https://example.org\n[ ]: https://example.org'],
    ['[run 5]: https://example.org'],
    ['[^1]: a note\n\n    more of it\n\nsee [^1]'],
    ['| a |\n| --- |\n| b'],
    ['> quote'],
    ['- [x] one'],
    ['a\\'],
    ['&lt;details&gt; &#60;!--'],
    ['***'],
    ['$$\nx'],
  ])('%j disturbs nothing', (text) => {
    expect(around(fileMarkdown(text))).toEqual(undisturbed)
  })

  test('whatever it is, what stands around it is shown as without it', () => {
    const fences = ['`', '``', '```', '````', '~~~', '~~~~', 'js', '\\']
    const space = ['\n', '\n', '\n', '\n\n', '\n\n', '\n\n', ' ', '  ', '   ', '    ', '\t']
    const blocks = [
      '> ',
      '- ',
      '- ',
      '1. ',
      '2) ',
      '# ',
      '***',
      '---',
      '===',
      '| ',
      '|\n| --- |\n',
      '[x]: y',
      '[^1]: y',
    ]
    const names = ['b', 'details', 'div', 'a', 'ul', 'li', 'pre', 'p', 'table', 'td', 'h3', 'script', 'Foo', 'svg']
    const tags = names.flatMap((name) => [`<${name}>`, `</${name}>`])
    const other = [
      '<!-- ',
      '-->',
      '<!-- x -->',
      '<?',
      '<!X',
      '<![CDATA[',
      '<br>',
      '<https://a.b>',
      '[a](',
      ')',
      '"',
      'x',
    ]
    const any = fc.constantFrom(...fences, ...space, ...space, ...blocks, ...tags, ...other)
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 14 }), (parts) => {
        const text = fileMarkdown(`x${parts.join('')}`)
        expect(around(text)).toEqual(undisturbed)
        expect(fileMarkdown(text)).toBe(text)
      }),
      { seed: 4, numRuns: 300 },
    )
  })

  test.each(['<b>', '```\n', '  ```a\n', '<!-- ', '<a b', '- ', '<a b="', '</b>'])(
    '200 KB of %j are contained in a moment',
    (piece) => {
      const text = piece.repeat(200_000 / piece.length)
      expect(fileMarkdown(text).length).toBeGreaterThan(150_000)
    },
  )
})

describe('one line of Markdown behind words of ours', () => {
  test.each([
    ['a *b* `c` <kbd>d</kbd>', 'a *b* `c` <kbd>d</kbd>'],
    ['```js', '```js'],
    ['<details> more', '<·details> more'],
    ['a <!-- b', 'a <·!-- b'],
    ['a\n  b @octocat', 'a b @·octocat'],
    ['<!-- phase-coordinator:end -->', '<!-- phase-coordinator·:end -->'],
  ])('%j', (text, line) => {
    expect(seen(fileLine(text))).toBe(line)
  })
})

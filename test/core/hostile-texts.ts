import fc from 'fast-check'

/**
 * Text that would be heard where it should not be, one for each thing that somebody makes live of plain text. Tests of every
 * place that shows text of others draw on it. They are short, so that hardly any place cuts one.
 */
export const hostileTexts: readonly string[] = [
  // Mentions and references of GitHub, in every form that its documentation names, and at every edge.
  '@octocat and @octo-org/team',
  '_@octocat_ (@octocat) -@octocat',
  'mail octocat@example.org or mailto:octocat@example.org, xmpp:octocat@example.org/x',
  '#1, octo/product#2, octo#3 and GH-3',
  'fixes #1, Closes: octo/product#2, resolves GH-3, _GH-4 (#5)',
  'fixes https://github.com/octo/demo/issues/1',
  'deadbeef, octo@deadbeef, octo/product@0123456789abcdef0123456789abcdef01234567',
  '_deadbeef 0123456789abcdef0123456789abcdef01234567',
  'https://example.org, HTTP://example.org, ftp://example.org and www.example.org',
  '1https://example.org _https://example.org a_www.example.org ~www.example.org',
  ':rocket: :+1: a:b:c 12:30:45',
  ':rocket',
  'rocket: x:',
  // Markdown.
  '[link](https://example.org) ![picture](x.png) [ref][1] [x] [^1]',
  '[x]: https://example.org',
  '<https://example.org> <octocat@example.org>',
  '**bold** _soft_ ~~gone~~ `code` ``x`` $x$ $$y$$ $`z`$',
  'a | b || c \\| d',
  '|',
  '- item',
  '+ item',
  '* [ ] item',
  '1. item',
  '1) item',
  '12. item',
  'GH-3 first',
  '# heading',
  'heading ##',
  '> [!NOTE] quote',
  '---',
  '===',
  '```js',
  '~~~',
  '    indented',
  'line one\nline two\r\n\r\n# three',
  'end with a backslash \\',
  '\\@octocat \\*x\\* \\#1',
  '@',
  '#',
  '!',
  '$',
  // HTML.
  '<img src=x onerror=alert(1)> <!-- comment --> </td></table>',
  '</details></sub></summary>',
  '<details><summary>x',
  '<!--',
  '-->',
  '&lt;b&gt; &amp; &#64;octocat &commat;octocat &#x23;1',
  '<!-- phase-coordinator:end -->',
  '<!-- phase-coordinator:data v1 00000000 {} -->',
  // Signs that reorder or hide.
  '\u202Eright to left\u202C \u2066isolate\u2069 \u061C\u200F العربية עברית',
  'tab\tand\u00A0space\u2028line\u0007\u001B[31mred',
  'a\u0000b\u0085c\uFEFFd',
  '日本語 @日本 😀👨‍👩‍👧',
  // Slack.
  '<!channel> <!here> <@U012AB3CD> <!subteam^S012AB3CD> <#C012AB3CD>',
  '<https://example.org|click> @here @channel #general',
  '*bold* _soft_ ~gone~ >quote',
  // Runners, shells and expressions.
  '::error::boom',
  '  ::set-output name=picked::["x"]',
  'x ##[error]boom',
  'ghadelimiter_x\npicked=["x"]',
  `$(touch x) \`touch x\` ; touch x && \${HOME} %0A%0D::error::x`,
  `\${{ secrets.TOKEN }} \${{ github.token }}`,
  // Commits and YAML.
  '[skip ci]\n\nCo-authored-by: Octo <octo@example.org>',
  '--- # "quoted" \'y\': {a: [b]} &anchor *alias !!tag',
  // Mermaid.
  'A["x"] --> B{y}; click A "https://example.org" ; end subgraph %% x',
  '#quot;#35;<br>fa:fa-car direction TB :::done',
]

/** Any of them, several in a row with what stands at edges, or whatever a file can hold. */
export const anyHostileText = fc.oneof(
  fc.constantFrom(...hostileTexts),
  fc
    .array(fc.constantFrom(...hostileTexts, ...'@#[]()<>*_`~|\\$&!:-+=1.a \n'), { maxLength: 8 })
    .map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme' }),
)

/** What the text is meant to show on one line: all of it but what cannot be seen. */
export function shown(text: string): string {
  return text
    .replace(/(?!\s)\p{Cc}|[\u200B\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

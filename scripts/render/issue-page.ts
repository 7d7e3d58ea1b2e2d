// An issue's Markdown as a page that looks as GitHub shows it, with everything in it that it needs.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

export interface IssueText {
  readonly title: string
  /** Markdown. */
  readonly body: string
}

/** A first line `# title` is the issue's title, as in the files that the demo writes. */
export function issueIn(markdown: string): IssueText {
  const [, title = 'Issue', body = markdown] = /^# (.*)\n([\s\S]*)$/.exec(markdown) ?? []
  return { title, body }
}

const mermaid = readFileSync(fileURLToPath(import.meta.resolve('mermaid/dist/mermaid.min.js')), 'utf8')

/** HTML in the body counts, as it does on GitHub, which however takes out more of it than GFM's tag filter does. */
export function issuePage({ title, body }: IssueText, scheme: 'light' | 'dark'): string {
  const html = micromark(body, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true })
  const settings = { startOnLoad: false, securityLevel: 'strict', theme: scheme === 'dark' ? 'dark' : 'default' }
  return `<!doctype html>
<html lang="en" class="${scheme}">
<head><meta charset="utf-8"><title>Issue</title><link rel="icon" href="data:,"><style>${styles}</style></head>
<body><h1>${escapeHtml(title)}</h1><article>${html}</article>
<script>${mermaid.replaceAll('</script', '<\\/script')}</script>
<script>mermaid.initialize(${JSON.stringify(settings)})
${drawing}</script></body>
</html>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}

/** Draws each block in its place. `window.drawn` tells when all are, with what Mermaid said of those that it could not draw. */
const drawing = `
async function draw() {
  const failures = []
  for (const [at, code] of [...document.querySelectorAll('code.language-mermaid')].entries()) {
    const figure = document.createElement('figure')
    code.parentElement.replaceWith(figure)
    try {
      figure.innerHTML = (await mermaid.render('picture-' + at, code.textContent, figure)).svg
    } catch (error) {
      failures.push(String(error))
    }
  }
  return failures
}
window.drawn = draw()
`

const styles = `
html { --page: #ffffff; --text: #1f2328; --line: #d1d9e0; --code: #f6f8fa; --link: #0969da }
html.dark { --page: #0d1117; --text: #f0f6fc; --line: #3d444d; --code: #151b23; --link: #4493f8 }
body { margin: 0 auto; padding: 24px; max-width: 952px; background: var(--page); color: var(--text);
  font: 14px/1.5 "Segoe UI", "Noto Sans", Helvetica, Arial, "DejaVu Sans", sans-serif }
h1 { font-size: 26px; font-weight: 400; margin: 0 0 16px }
h2 { border-bottom: 1px solid var(--line); font-size: 21px; padding-bottom: 6px }
h3 { font-size: 17px }
a { color: var(--link) }
article { border: 1px solid var(--line); border-radius: 6px; padding: 16px }
table { border-collapse: collapse; display: block; overflow: auto; margin-bottom: 16px }
th, td { border: 1px solid var(--line); padding: 6px 13px; text-align: left }
code { background: var(--code); border-radius: 6px; padding: 3px 6px; font-size: 85% }
pre { background: var(--code); border-radius: 6px; padding: 16px; overflow: auto }
pre code { padding: 0 }
blockquote { border-left: 4px solid var(--line); margin: 0 0 16px; padding: 0 16px }
details { margin-bottom: 16px }
figure { margin: 0 0 16px; text-align: center }
`

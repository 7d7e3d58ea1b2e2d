// An issue's Markdown as a page that looks as GitHub shows it, with Mermaid in it and nothing to be fetched.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

export interface IssuePage {
  readonly title: string
  readonly body: string
  readonly scheme: 'light' | 'dark'
  /** Instant that the page takes for the present, where the schedule's line of today stands. */
  readonly now?: number
}

const mermaidScript = readFileSync(
  fileURLToPath(import.meta.resolve('mermaid/dist/mermaid.min.js')),
  'utf8',
).replaceAll('</script', '<\\/script')

export function issuePage({ title, body, scheme }: IssuePage): string {
  const html = micromark(body, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true })
  const theme = scheme === 'dark' ? 'dark' : 'default'
  return `<!doctype html><html lang="en" data-scheme="${scheme}"><head><meta charset="utf-8"><title>Issue</title><style>${styles}</style></head>
<body><h1>${micromark(title)}</h1><article>${html}</article><script>${mermaidScript}</script>
<script>
const draw = async () => {
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme: '${theme}' })
  for (const [at, code] of document.querySelectorAll('code.language-mermaid').entries()) {
    const frame = document.createElement('figure')
    code.parentElement.replaceWith(frame)
    const { svg } = await mermaid.render('picture-' + at, code.textContent, frame)
    frame.innerHTML = svg
  }
}
window.drawn = draw().then(() => 'drawn', (error) => String(error))
</script></body></html>`
}

const styles = `
:root { --page: #ffffff; --text: #1f2328; --muted: #59636e; --line: #d1d9e0; --code: #f6f8fa; --link: #0969da }
[data-scheme=dark] { --page: #0d1117; --text: #f0f6fc; --muted: #9198a1; --line: #3d444d; --code: #151b23; --link: #4493f8 }
body { margin: 0 auto; padding: 24px; max-width: 952px; background: var(--page); color: var(--text); font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", Helvetica, Arial, sans-serif }
h1 { font-size: 26px; font-weight: 400; margin: 0 0 16px } h1 p { margin: 0 }
article { border: 1px solid var(--line); border-radius: 6px; padding: 16px }
h2 { border-bottom: 1px solid var(--line); font-size: 21px; padding-bottom: .3em } h3 { font-size: 17.5px }
a { color: var(--link) }
table { border-collapse: collapse; display: block; overflow: auto; margin-bottom: 16px }
th, td { border: 1px solid var(--line); padding: 6px 13px } th { font-weight: 600 }
code { background: var(--code); border-radius: 6px; padding: .2em .4em; font-size: 85% }
pre { background: var(--code); border-radius: 6px; padding: 16px; overflow: auto }
figure { margin: 0 0 16px; text-align: center }
details { margin-bottom: 16px }
`

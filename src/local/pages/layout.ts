import { html, raw } from 'hono/html'
import { longTime } from './time.ts'

export type Html = ReturnType<typeof html>

/** What every page needs to know. */
export interface Frame {
  /** `owner/name`. */
  readonly repository: string
  readonly login: string
  readonly logins: readonly string[]
  /** Goes with every form. */
  readonly token: string
  readonly now: Date
  readonly busy: boolean
  readonly counts: { readonly issues: number; readonly pulls: number; readonly slack: number }
  /** Address of Mermaid's script, where there is one. */
  readonly mermaid: string | undefined
  /** Of this page, to come back to. */
  readonly path: string
}

export const tabs = ['issues', 'pulls', 'actions', 'code', 'slack', 'clock'] as const
export type Tab = (typeof tabs)[number]

export const home = ({ repository }: Pick<Frame, 'repository'>) => `/${repository}`

/** A part is replaced as a whole when it has changed; its key is unique in the page. */
export const hidden = ({ token }: Frame) => html`<input type="hidden" name="token" value="${token}" />`

export function page(frame: Frame, tab: Tab | undefined, title: string, main: Html | readonly Html[]): Html {
  const still = tab === undefined ? html` data-still` : ''
  const mermaid = frame.mermaid === undefined ? '' : html` data-mermaid="${frame.mermaid}"`
  return html`${raw('<!doctype html>')}
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>${title} · ${frame.repository}</title>
<link rel="icon" href="data:," />
<link rel="stylesheet" href="/assets/pages.css" />
<script src="/assets/pages.js" defer></script>
</head>
<body data-list="body"${mermaid}${still}>
<a class="skip" href="#main" data-part="skip">Skip to the content</a>
${header(frame, tab)}
<div id="news" class="unseen" role="status" aria-live="polite"></div>
<div id="trouble" role="alert"></div>
<main id="main" tabindex="-1" data-list="main">
${main}
</main>
<footer data-part="footer">The local tracker of Phase Coordinator. It stands in for GitHub on this machine; nothing leaves it.</footer>
</body>
</html>`
}

function header(frame: Frame, tab: Tab | undefined): Html {
  const at = home(frame)
  const { issues, pulls, slack } = frame.counts
  const items: readonly (readonly [Tab, string, string, number?])[] = [
    ['issues', 'Issues', `${at}/issues`, issues],
    ['pulls', 'Pull requests', `${at}/pulls`, pulls],
    ['actions', 'Actions', `${at}/actions`],
    ['code', 'Code', at],
    ['slack', 'Slack', `${at}/slack`, slack],
    ['clock', 'Clock', `${at}/clock`],
  ]
  return html`<header data-list="header">
<div class="bar" data-part="bar">
<a class="name" href="${at}/issues">${frame.repository}</a>
<span class="now">${longTime(frame.now)}</span>
<span class="busy ${frame.busy ? 'is-busy' : ''}">${frame.busy ? 'The coordinator is at work' : 'The coordinator is at rest'}</span>
</div>
<form class="who" method="post" action="/user" data-part="who">
${hidden(frame)}<input type="hidden" name="back" value="${frame.path}" />
<label for="who">You are</label>
<select id="who" name="login">
${frame.logins.map((login) => html`<option value="${login}"${login === frame.login ? raw(' selected') : ''}>${login}</option>`)}
</select>
<button class="small">Change</button>
</form>
<nav aria-label="Repository" data-part="tabs"><ul>
${items.map(([key, words, href, count]) => {
  const current = key === tab ? raw(' aria-current="page"') : ''
  const number = count === undefined ? '' : html` <span class="count">${count}</span>`
  return html`<li><a href="${href}"${current}>${words}${number}</a></li>`
})}
</ul></nav>
</header>`
}

/** A page that says what went wrong and where to go on. */
export function problemPage(frame: Frame, title: string, message: string): Html {
  return page(
    frame,
    undefined,
    title,
    html`<section data-part="problem"><h1>${title}</h1>
<p class="problem">${message}</p>
<p><a href="${home(frame)}/issues">Go to the issues</a></p></section>`,
  )
}

import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { Store } from '../store.ts'
import { issueHref, stateOf } from './issue-state.ts'
import type { Html } from './layout.ts'
import { renderMarkdown } from './markdown.ts'
import type { References } from './markdown-references.ts'

/** What texts of this repository can refer to. */
export function referencesIn(store: Store): References {
  return {
    repository: store.repository,
    bases: [store.repositoryPage, `${store.url}/${store.repository}`, `https://github.com/${store.repository}`],
    home: `/${store.repository}`,
    issue: (number) => {
      const row = store.findIssue(number)
      if (row === undefined || row.deleted) return undefined
      return { number, title: row.title, href: issueHref(store, row) ?? '', state: stateOf(row) }
    },
    isUser: (login) => store.user(login)?.gone === false,
  }
}

/** Somebody's text on an issue. `form` takes ticks of its boxes. */
export function shownText(store: Store, text: string | null, scope: string, form: string | undefined): Html {
  if (text === null || text.trim() === '') return html`<p class="blank">No description.</p>`
  const shown = renderMarkdown(text, { scope, breaks: true, references: referencesIn(store), form })
  return html`<div class="markdown">${raw(shown)}</div>`
}

export function shownFile(store: Store, text: string): Html {
  const shown = renderMarkdown(text, { scope: 'file', breaks: false, references: referencesIn(store), form: undefined })
  return html`<div class="markdown">${raw(shown)}</div>`
}

/** Tells two versions of a text apart. */
export function sumOf(text: string | null): string {
  return createHash('sha256')
    .update(text ?? '')
    .digest('hex')
    .slice(0, 16)
}

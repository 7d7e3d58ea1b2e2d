import { html } from 'hono/html'
import type { Problem } from '../../core/problem.ts'
import { filesOf } from '../git.ts'
import type { CommitRow } from '../state.ts'
import type { Store } from '../store.ts'
import { entriesIn, isPhaseFile, problemsAt, textOf } from './code-files.ts'
import { type Frame, type Html, hidden, home, page } from './layout.ts'
import { hasAtLeast } from './rights.ts'
import { shownFile, sumOf } from './text.ts'
import { timeTag } from './time.ts'

/** A place in the repository at the head of a branch or at a commit. */
export interface Place {
  readonly ref: string
  readonly commit: string
  readonly path: string
}

const encode = (path: string) => path.split('/').map(encodeURIComponent).join('/')
const addressOf = (frame: Frame, kind: string, ref: string, path: string) =>
  `${home(frame)}/${kind}/${encode(ref)}${path === '' ? '' : `/${encode(path)}`}`

export function folderPage(frame: Frame, store: Store, place: Place): Html | undefined {
  const files = filesOf(store, place.commit)
  const entries = entriesIn(files.keys(), place.path)
  if (entries === undefined) return undefined
  const at = (name: string) => (place.path === '' ? name : `${place.path}/${name}`)
  const readme = entries.find(({ name, kind }) => kind === 'file' && /^readme\.md$/i.test(name))
  const readmeSha = readme && files.get(at(readme.name))
  return page(frame, 'code', place.path || 'Code', [
    top(frame, store, place),
    html`<div class="box" data-part="folder"><table class="files" aria-label="Files"><tbody>
${entries.map(({ name, kind }) => {
  const href = addressOf(frame, kind === 'folder' ? 'tree' : 'blob', place.ref, at(name))
  return html`<tr><td><span aria-hidden="true">${kind === 'folder' ? '▸' : '·'}</span> <a href="${href}">${name}${kind === 'folder' ? '/' : ''}</a></td></tr>`
})}</tbody></table>${entries.length === 0 ? html`<p class="blank">No files.</p>` : ''}</div>`,
    ...(readmeSha === undefined
      ? []
      : [html`<section class="box text" data-part="readme">${shownFile(store, textOf(store, readmeSha))}</section>`]),
  ])
}

export function emptyPage(frame: Frame): Html {
  return page(frame, 'code', 'Code', [
    html`<h1 data-part="title">Code</h1>`,
    html`<p class="blank" data-part="none">This repository has no files yet.</p>`,
  ])
}

function top(frame: Frame, store: Store, { ref, commit, path }: Place): Html {
  const steps = path === '' ? [] : path.split('/')
  const row = store.state.git.commits[commit]
  return html`<section class="heading" data-part="top"><h1 class="path"><a href="${addressOf(frame, 'tree', ref, '')}">${frame.repository.split('/')[1]}</a>${steps.map(
    (step, index) =>
      html` / ${index === steps.length - 1 ? step : html`<a href="${addressOf(frame, 'tree', ref, steps.slice(0, index + 1).join('/'))}">${step}</a>`}`,
  )}</h1>
<p>On <b>${ref}</b>${row ? html`: ${commitLine(frame, commit, row)}` : ''} · <a href="${addressOf(frame, 'commits', ref, '')}">History</a></p></section>`
}

function commitLine(frame: Frame, sha: string, { message, login, date }: CommitRow): Html {
  return html`<a href="${home(frame)}/commit/${sha}">${message.split('\n')[0]}</a> by ${login}, ${timeTag(date)}`
}

export function filePage(frame: Frame, store: Store, place: Place, isPlain: boolean): Html | undefined {
  const sha = filesOf(store, place.commit).get(place.path)
  if (sha === undefined) return undefined
  const text = textOf(store, sha)
  const isMarkdown = /\.(?:md|markdown)$/i.test(place.path)
  const { front, rest } = frontMatter(text)
  const mayWrite = hasAtLeast(store, frame.login, 'write') && store.state.git.refs[`heads/${place.ref}`] !== undefined
  const here = addressOf(frame, 'blob', place.ref, place.path)
  return page(frame, 'code', place.path, [
    top(frame, store, place),
    ...(isPhaseFile(place.path) ? [mistakes(problemsAt(store, place.commit), place.path)] : []),
    html`<p class="buttons" data-part="file-buttons">
${isMarkdown ? html`<a href="${isPlain ? here : `${here}?plain=1`}">${isPlain ? 'As it is shown' : 'As it is written'}</a>` : ''}
${mayWrite ? html`<a href="${addressOf(frame, 'edit', place.ref, place.path)}">Edit this file</a>` : ''}</p>`,
    isMarkdown && !isPlain
      ? html`<section class="box text" data-part="file">${front.length > 0 ? frontTable(front) : ''}${shownFile(store, rest)}</section>`
      : html`<section class="box" data-part="file">${numbered(text)}</section>`,
  ])
}

function frontTable(front: readonly (readonly [string, string])[]): Html {
  return html`<div class="scroll" tabindex="0" role="group" aria-label="Fields"><table><thead><tr>${front.map(([name]) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody><tr>${front.map(([, value]) => html`<td>${value}</td>`)}</tr></tbody></table></div>`
}

/** The lines between two `---` at the top, as they are written: `key: value`. */
export function frontMatter(text: string): {
  readonly front: readonly (readonly [string, string])[]
  readonly rest: string
} {
  const [whole, lines] = /^---\n([\s\S]*?)\n---(?:\n|$)/.exec(text) ?? []
  if (whole === undefined || lines === undefined) return { front: [], rest: text }
  const front = lines.split('\n').map((line) => /^([\w-]+):\s*(.*)$/.exec(line))
  if (front.some((found) => found === null)) return { front: [], rest: text }
  return { front: front.map((found) => [found?.[1] ?? '', found?.[2] ?? ''] as const), rest: text.slice(whole.length) }
}

function numbered(text: string): Html {
  const lines = text.replace(/\n$/, '').split('\n')
  return html`<table class="code" aria-label="Text of the file"><tbody>${lines.map((line, index) => html`<tr id="L${index + 1}"><th scope="row">${index + 1}</th><td>${line}</td></tr>`)}</tbody></table>`
}

/** What is wrong with phase files: those of this file first. */
function mistakes(problems: readonly Problem[], path: string): Html {
  if (problems.length === 0)
    return html`<p class="box good" data-part="mistakes">The coordinator finds no mistake in the phase files.</p>`
  const own = problems.filter(({ file }) => file === path)
  const shown = [...own, ...problems.filter(({ file }) => file !== path)]
  return html`<section class="box bad" data-part="mistakes"><h2>${problems.length} ${problems.length === 1 ? 'mistake' : 'mistakes'} in the phase files</h2>
<ul>${shown.map(({ file, line, column, message }) => html`<li>${file === path ? html`<a href="#L${line}">line ${line}, column ${column}</a>` : html`${file}, line ${line}, column ${column}`}: ${message}</li>`)}</ul></section>`
}

export interface Draft {
  readonly text: string
  readonly message: string
  readonly sum: string
  /** Undefined before anybody asked. */
  readonly problems: readonly Problem[] | undefined
}

export function draftOf(store: Store, { commit, path }: Place): Draft | undefined {
  const sha = filesOf(store, commit).get(path)
  if (sha === undefined) return undefined
  const text = textOf(store, sha)
  return { text, message: `Change ${path}`, sum: sumOf(text), problems: undefined }
}

export function editPage(frame: Frame, place: Place, draft: Draft): Html {
  const isBroken = (draft.problems?.length ?? 0) > 0
  return page(frame, 'code', `Edit ${place.path}`, [
    html`<h1 data-part="edit-title">Edit ${place.path}</h1>`,
    ...(draft.problems === undefined ? [] : [mistakes(draft.problems, place.path)]),
    html`<form class="box" method="post" action="${addressOf(frame, 'edit', place.ref, place.path)}" data-part="edit-form">${hidden(frame)}<input type="hidden" name="sum" value="${draft.sum}" />
<label for="file-text"><b>Text of the file</b></label>
<textarea id="file-text" class="file" name="text" rows="24" spellcheck="false">
${draft.text}</textarea>
<label>Message of the commit <input name="message" value="${draft.message}" required /></label>
<div class="buttons">${isPhaseFile(place.path) ? html`<button name="act" value="check">Check</button>` : ''}
${isBroken ? html`<button name="act" value="anyway">Commit with the mistakes</button>` : ''}
<button class="main" name="act" value="commit">Commit to ${place.ref}</button></div></form>`,
  ])
}

const mostCommits = 100

export function historyPage(frame: Frame, store: Store, { ref, commit }: Place): Html {
  const shas: string[] = []
  for (
    let sha: string | undefined = commit;
    sha !== undefined && shas.length < mostCommits;
    sha = store.state.git.commits[sha]?.parents[0]
  )
    shas.push(sha)
  return page(frame, 'code', `Commits of ${ref}`, [
    html`<h1 data-part="history-title">Commits of ${ref}</h1>`,
    html`<ul class="commits" data-list="commits">${shas.map((sha) => {
      const row = store.state.git.commits[sha]
      return row && html`<li data-part="commit-${sha}">${commitLine(frame, sha, row)} ${brokenMark(store, sha)}</li>`
    })}</ul>`,
  ])
}

function brokenMark(store: Store, sha: string): Html {
  const count = problemsAt(store, sha).length
  return count === 0
    ? html``
    : html`<span class="pill is-closed">${count} ${count === 1 ? 'mistake' : 'mistakes'} in phase files</span>`
}

export function commitPage(frame: Frame, store: Store, sha: string): Html | undefined {
  const row = store.state.git.commits[sha]
  if (row === undefined) return undefined
  const parent = row.parents[0]
  const before = parent === undefined ? new Map<string, string>() : filesOf(store, parent)
  const after = filesOf(store, sha)
  const paths = [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .sort()
  const [subject = '', ...more] = row.message.split('\n')
  return page(frame, 'code', subject, [
    html`<section class="heading" data-part="commit"><h1>${subject}</h1>
${more.join('').trim() === '' ? '' : html`<pre class="wrapped">${more.join('\n').trim()}</pre>`}
<p><b>${row.login}</b> committed ${timeTag(row.date)} <code>${sha.slice(0, 7)}</code> ${brokenMark(store, sha)}</p></section>`,
    ...paths.map((path) => {
      const change = describe(before.get(path), after.get(path))
      const now = after.get(path)
      const name = now === undefined ? path : html`<a href="${addressOf(frame, 'blob', sha, path)}">${path}</a>`
      return html`<section class="box" data-part="file-${path}"><h2>${name}</h2><p>${change}</p></section>`
    }),
  ])
}

function describe(before: string | undefined, after: string | undefined): string {
  if (before === undefined) return 'added'
  return after === undefined ? 'deleted' : 'changed'
}

import { Hono } from 'hono'
import { allow } from './access.ts'
import { showGitCommit } from './commits.ts'
import { type Call, type Exchange, input } from './exchange.ts'
import { commitFiles, filesAt, headOf, writeTree } from './git.ts'
import type { Records } from './records.ts'
import { conflict, malformed, notFound, unprocessable } from './refusal.ts'
import type { Shape } from './shape.ts'
import type { Store } from './store.ts'

interface Entry {
  path: string
  sha: string
  size: number
  kind: 'file' | 'dir'
}

/** Above this a file's text is not in the answer. */
const mostInline = 1024 * 1024

function showEntry(records: Records, entry: Entry, ref: string) {
  const tail = `${entry.path}?ref=${encodeURIComponent(ref)}`
  const self = `${records.repositoryUrl}/contents/${tail}`
  const git = `${records.repositoryUrl}/git/${entry.kind === 'file' ? 'blobs' : 'trees'}/${entry.sha}`
  const html = `${records.repositoryPage}/${entry.kind === 'file' ? 'blob' : 'tree'}/${ref}/${entry.path}`
  return {
    name: entry.path.split('/').at(-1) ?? '',
    path: entry.path,
    sha: entry.sha,
    size: entry.size,
    url: self,
    html_url: html,
    git_url: git,
    download_url: entry.kind === 'file' ? `${records.url}/raw/${records.repository}/${ref}/${entry.path}` : null,
    type: entry.kind,
    _links: { self, git, html },
  }
}

const contentOf = (records: Records, sha: string) => Buffer.from(records.state.git.blobs[sha] ?? '', 'base64')

/** GitHub breaks base64 into lines of 60 characters. */
export const inLines = (base64: string) => base64.replace(/.{1,60}/g, '$&\n')

function showFile(records: Records, path: string, sha: string, ref: string): Shape<'content-file'> {
  const content = contentOf(records, sha)
  const inline = content.length <= mostInline
  return {
    ...showEntry(records, { path, sha, size: content.length, kind: 'file' }, ref),
    type: 'file',
    content: inline ? inLines(content.toString('base64')) : '',
    encoding: inline ? 'base64' : 'none',
  }
}

/** What lies directly in a folder; undefined where there is no such folder. */
function listFolder(records: Records, files: ReadonlyMap<string, string>, folder: string): Entry[] | undefined {
  const prefix = folder === '' ? '' : `${folder}/`
  const inside = new Map(
    [...files].filter(([path]) => path.startsWith(prefix)).map(([path, sha]) => [path.slice(prefix.length), sha]),
  )
  if (inside.size === 0) return folder === '' ? [] : undefined
  const names = new Set([...inside.keys()].map((path) => path.split('/')[0] ?? ''))
  return [...names].toSorted().map((name): Entry => {
    const sha = inside.get(name)
    if (sha !== undefined) return { path: prefix + name, sha, size: contentOf(records, sha).length, kind: 'file' }
    const below = new Map(
      [...inside]
        .filter(([path]) => path.startsWith(`${name}/`))
        .map(([path, blob]) => [path.slice(name.length + 1), blob]),
    )
    return { path: prefix + name, sha: writeTree(records, below), size: 0, kind: 'dir' }
  })
}

function read(store: Store, call: Call, path: string): Response {
  const ref = call.req.query('ref') || undefined
  const files = filesAt(store, ref)
  const shown = ref ?? store.state.repository.defaultBranch
  const sha = files.get(path)
  if (sha !== undefined) {
    if (call.req.header('accept')?.includes('raw')) return call.body(contentOf(store, sha).toString(), 200)
    return call.json(showFile(store, path, sha, shown))
  }
  const folder = listFolder(store, files, path)
  if (!folder) throw notFound()
  return call.json(folder.map((entry) => showEntry(store, entry, shown)))
}

function write(store: Store, call: Call, path: string): Response {
  const body = input(call)
  const message = body.text('message')
  const content = Buffer.from(body.text('content').replace(/\s/g, ''), 'base64')
  const branch = body.textOr('branch', store.state.repository.defaultBranch).replace(/^refs\/heads\//, '')
  if (path === '' || path.split('/').some((part) => part === '..' || part === ''))
    throw malformed('path contains a malformed path component')
  const before = changeable(store, branch)
  const there = before === none ? undefined : filesAt(store, branch).get(path)
  const given = body.textOr('sha', undefined)
  if (there !== undefined && given === undefined) throw unprocessable('Invalid request.\n\n"sha" wasn\'t supplied.')
  if (given !== undefined && given !== there) throw conflict(`${path} does not match ${given}`)
  const { login } = call.get('caller')
  const after = commitFiles(store, `heads/${branch}`, new Map([[path, content]]), message, login)
  store.tell({ event: 'push', ref: `refs/heads/${branch}`, before, after, sender: login })
  const sha = filesAt(store, branch).get(path) ?? ''
  const entry = showEntry(store, { path, sha, size: content.length, kind: 'file' }, branch)
  const shown = { ...entry, download_url: entry.download_url ?? '' }
  const written: Shape<'file-commit'> = { content: shown, commit: showGitCommit(store, after) }
  return call.json(written, there === undefined ? 201 : 200)
}

/** Git's name for the commit before the first one. */
const none = '0'.repeat(40)

/** The head of a branch that may be written. The first file of an empty repository makes its branch. */
function changeable(store: Store, branch: string): string {
  const before = headOf(store, `heads/${branch}`)
  if (Object.keys(store.state.git.refs).length === 0) return none
  if (before === undefined) throw notFound(`Branch ${branch} not found`)
  if (store.state.repository.protectedBranches.includes(branch)) {
    throw conflict('Repository rule violations found\n\nChanges must be made through a pull request.\n\n')
  }
  return before
}

export function contentRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const path = (call: Call) => (call.req.param('path') ?? '').replace(/^\/+|\/+$/g, '')
  const mayRead = allow(store, 'contents', 'read')
  routes.get('/contents', mayRead, (call) => read(store, call, ''))
  routes.get('/contents/:path{.*}', mayRead, (call) => read(store, call, path(call)))
  routes.put('/contents/:path{.+}', allow(store, 'contents', 'write'), (call) => write(store, call, path(call)))
  return routes
}

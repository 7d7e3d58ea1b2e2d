import { Hono } from 'hono'
import { allow } from './access.ts'
import { showGitCommit } from './commits.ts'
import { inLines } from './contents.ts'
import { type Call, type Exchange, input } from './exchange.ts'
import { blobSha, isAncestor, resolveCommit, writeBlob, writeCommit, writeTree } from './git.ts'
import type { Records } from './records.ts'
import { notFound, unprocessable } from './refusal.ts'
import { nodeId, type Shape } from './shape.ts'
import type { Store } from './store.ts'

function showRef(records: Records, ref: string, sha: string): Shape<'git-ref'> {
  return {
    ref: `refs/${ref}`,
    node_id: nodeId('REF', records.state.repository.id),
    url: `${records.repositoryUrl}/git/refs/${ref}`,
    object: { type: 'commit', sha, url: `${records.repositoryUrl}/git/commits/${sha}` },
  }
}

function refRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const { refs } = store.state.git
  const read = allow(store, 'contents', 'read')
  const write = allow(store, 'contents', 'write')
  const matching = (prefix: string) =>
    Object.entries(refs)
      .filter(([ref]) => ref.startsWith(prefix))
      .toSorted()
      .map(([ref, sha]) => showRef(store, ref, sha))
  routes.get('/git/ref/:ref{.+}', read, (call) => {
    const ref = call.req.param('ref')
    const sha = refs[ref]
    if (sha === undefined) throw notFound()
    return call.json(showRef(store, ref, sha))
  })
  routes.get('/git/matching-refs/:ref{.+}', read, (call) => call.json(matching(call.req.param('ref'))))
  routes.post('/git/refs', write, (call) => {
    const full = input(call).text('ref')
    const sha = input(call).text('sha')
    if (!/^refs\/[^/]+\/.+/.test(full)) throw unprocessable(`Reference name '${full}' is malformed`)
    const ref = full.slice('refs/'.length)
    if (refs[ref] !== undefined) throw unprocessable('Reference already exists')
    checkCommit(store, sha)
    refs[ref] = sha
    return call.json(showRef(store, ref, sha), 201)
  })
  routes.patch('/git/refs/:ref{.+}', write, (call) => call.json(moveRef(store, call)))
  routes.delete('/git/refs/:ref{.+}', write, (call) => {
    const ref = call.req.param('ref')
    if (refs[ref] === undefined) throw unprocessable('Reference does not exist')
    delete refs[ref]
    return call.body(null, 204)
  })
  return routes
}

function checkCommit(store: Store, sha: string): void {
  if (!store.state.git.commits[sha]) throw unprocessable('Object does not exist')
}

/** Without force only onto a descendant: a true compare-and-set. */
function moveRef(store: Store, call: Call): Shape<'git-ref'> {
  const { refs } = store.state.git
  const ref = call.req.param('ref') ?? ''
  const sha = input(call).text('sha')
  const before = refs[ref]
  if (before === undefined) throw unprocessable('Reference does not exist')
  checkCommit(store, sha)
  if (!input(call).flag('force') && !isAncestor(store, before, sha)) throw unprocessable('Update is not a fast forward')
  if (store.state.repository.protectedBranches.includes(ref.replace(/^heads\//, ''))) {
    throw unprocessable('Repository rule violations found\n\nChanges must be made through a pull request.\n\n')
  }
  refs[ref] = sha
  if (ref.startsWith('heads/'))
    store.tell({ event: 'push', ref: `refs/${ref}`, before, after: sha, sender: call.get('caller').login })
  return showRef(store, ref, sha)
}

function showTree(records: Records, sha: string, recursive: boolean): Shape<'git-tree'> {
  const files = records.state.git.trees[sha]
  if (!files) throw notFound()
  const url = (kind: string, of: string) => `${records.repositoryUrl}/git/${kind}/${of}`
  const entries = new Map<string, Shape<'git-tree'>['tree'][number]>()
  for (const [path, blob] of Object.entries(files)) {
    const parts = path.split('/')
    for (let depth = 1; depth < parts.length && (recursive || depth === 1); depth += 1) {
      const folder = parts.slice(0, depth).join('/')
      const inside = Object.entries(files).filter(([other]) => other.startsWith(`${folder}/`))
      const tree = writeTree(records, new Map(inside.map(([other, of]) => [other.slice(folder.length + 1), of])))
      entries.set(folder, { path: folder, mode: '040000', type: 'tree', sha: tree, url: url('trees', tree) })
    }
    const size = Buffer.from(records.state.git.blobs[blob] ?? '', 'base64').length
    if (recursive || parts.length === 1)
      entries.set(path, { path, mode: '100644', type: 'blob', sha: blob, size, url: url('blobs', blob) })
  }
  return { sha, url: url('trees', sha), tree: [...entries.values()], truncated: false }
}

function treeRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const { trees, blobs, commits } = store.state.git
  routes.get('/git/trees/:sha{.+}', allow(store, 'contents', 'read'), (call) => {
    const name = call.req.param('sha')
    const commit = resolveCommit(store, name)
    const sha = trees[name] ? name : commits[commit ?? '']?.tree
    if (sha === undefined) throw notFound()
    return call.json(showTree(store, sha, call.req.query('recursive') !== undefined))
  })
  routes.post('/git/trees', allow(store, 'contents', 'write'), (call) => {
    const base = input(call).textOr('base_tree', undefined)
    const tree = base === undefined ? {} : (trees[base] ?? trees[commits[base]?.tree ?? ''])
    if (!tree) throw notFound()
    const files = new Map(Object.entries(tree))
    for (const item of input(call).list('tree') ?? []) {
      const { path, sha, content } = item as { path: string; sha?: string | null; content?: string }
      const blob = content === undefined ? sha : writeBlob(store, Buffer.from(content))
      if (blob === null || blob === undefined) files.delete(path)
      else if (blobs[blob] === undefined) throw unprocessable(`tree.sha ${blob} is not a valid blob`)
      else files.set(path, blob)
    }
    return call.json(showTree(store, writeTree(store, files), false), 201)
  })
  return routes
}

function blobRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  const { blobs } = store.state.git
  routes.get('/git/blobs/:sha', allow(store, 'contents', 'read'), (call) => {
    const sha = call.req.param('sha')
    const base64 = blobs[sha]
    if (base64 === undefined) throw notFound()
    return call.json({
      sha,
      node_id: nodeId('B', store.state.repository.id),
      size: Buffer.from(base64, 'base64').length,
      url: `${store.repositoryUrl}/git/blobs/${sha}`,
      content: inLines(base64),
      encoding: 'base64',
    } satisfies Shape<'blob'>)
  })
  routes.post('/git/blobs', allow(store, 'contents', 'write'), (call) => {
    const encoding = input(call).textOr('encoding', 'utf-8')
    const content = Buffer.from(input(call).text('content'), encoding === 'base64' ? 'base64' : 'utf8')
    writeBlob(store, content)
    const sha = blobSha(content)
    return call.json({ sha, url: `${store.repositoryUrl}/git/blobs/${sha}` } satisfies Shape<'short-blob'>, 201)
  })
  routes.get('/git/commits/:sha', allow(store, 'contents', 'read'), (call) =>
    call.json(showGitCommit(store, call.req.param('sha'))),
  )
  routes.post('/git/commits', allow(store, 'contents', 'write'), (call) => {
    const body = input(call)
    const tree = body.text('tree')
    if (!store.state.git.trees[tree]) throw unprocessable('Tree SHA does not exist')
    const parents = (body.list('parents') ?? []).map(String)
    for (const parent of parents) checkCommit(store, parent)
    const sha = writeCommit(store, {
      tree,
      parents,
      message: body.text('message'),
      login: call.get('caller').login,
      date: store.timestamp(),
    })
    return call.json(showGitCommit(store, sha), 201)
  })
  return routes
}

/** The low-level Git endpoints: what a commit of several files at once, or a compare-and-set on a ref, needs. */
export function gitRoutes(store: Store): Hono<Exchange> {
  const routes = new Hono<Exchange>()
  for (const part of [refRoutes, treeRoutes, blobRoutes]) routes.route('/', part(store))
  return routes
}

import { createHash } from 'node:crypto'
import type { Records } from './records.ts'
import { notFound } from './refusal.ts'
import type { CommitRow } from './state.ts'

const sha1 = (data: string | Buffer) => createHash('sha1').update(data).digest('hex')

/** SHA of a blob as git computes it, so that a client may compare it with its own file. */
export const blobSha = (content: Buffer) => sha1(Buffer.concat([Buffer.from(`blob ${content.length}\0`), content]))

export function writeBlob(records: Records, content: Buffer): string {
  const sha = blobSha(content)
  records.state.git.blobs[sha] = content.toString('base64')
  return sha
}

/** Writes a tree and every folder in it; the root's SHA. */
export function writeTree(records: Records, files: ReadonlyMap<string, string>): string {
  const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1))
  const sha = sha1(`tree ${JSON.stringify(sorted)}`)
  records.state.git.trees[sha] = Object.fromEntries(sorted)
  const folders = new Map<string, Map<string, string>>()
  for (const [path, blob] of sorted) {
    const slash = path.indexOf('/')
    if (slash < 0) continue
    const inside = folders.get(path.slice(0, slash)) ?? new Map()
    folders.set(path.slice(0, slash), inside.set(path.slice(slash + 1), blob))
  }
  for (const inside of folders.values()) writeTree(records, inside)
  return sha
}

export function writeCommit(records: Records, commit: CommitRow): string {
  const sha = sha1(`commit ${JSON.stringify(commit)} ${records.nextId()}`)
  records.state.git.commits[sha] = commit
  return sha
}

export const headOf = (records: Records, ref: string): string | undefined => records.state.git.refs[ref]

export function filesOf(records: Records, commit: string): Map<string, string> {
  const tree = records.state.git.commits[commit]?.tree
  return new Map(Object.entries((tree !== undefined && records.state.git.trees[tree]) || {}))
}

/** Paths of the files in which two commits differ. A commit that is not there has none. */
export function changedBetween(records: Records, before: string, after: string): readonly string[] {
  const [old, present] = [filesOf(records, before), filesOf(records, after)]
  return [...new Set([...old.keys(), ...present.keys()])].filter((path) => old.get(path) !== present.get(path))
}

/** Commits changed files (null: deleted) on top of a ref, which is made if it does not exist. */
export function commitFiles(
  records: Records,
  ref: string,
  changes: ReadonlyMap<string, Buffer | null>,
  message: string,
  login: string,
): string {
  const parent = headOf(records, ref)
  const files = parent === undefined ? new Map<string, string>() : filesOf(records, parent)
  for (const [path, content] of changes) {
    if (content === null) files.delete(path)
    else files.set(path, writeBlob(records, content))
  }
  const tree = writeTree(records, files)
  const sha = writeCommit(records, {
    tree,
    parents: parent === undefined ? [] : [parent],
    message,
    login,
    date: records.timestamp(),
  })
  records.state.git.refs[ref] = sha
  return sha
}

/** The commit that a branch, tag, full ref, SHA or `HEAD` names. */
export function resolveCommit(records: Records, name: string): string | undefined {
  const { refs, commits } = records.state.git
  if (name === 'HEAD') return refs[`heads/${records.state.repository.defaultBranch}`]
  const short = name.replace(/^refs\//, '')
  const found = refs[short] ?? refs[`heads/${name}`] ?? refs[`tags/${name}`]
  if (found !== undefined) return found
  if (commits[name]) return name
  return name.length >= 7 ? Object.keys(commits).find((sha) => sha.startsWith(name)) : undefined
}

/** The files at a ref, as the contents endpoint sees them. */
export function filesAt(records: Records, ref: string | undefined): Map<string, string> {
  const commit = resolveCommit(records, ref ?? records.state.repository.defaultBranch)
  if (commit === undefined)
    throw notFound(ref === undefined ? 'This repository is empty.' : `No commit found for the ref ${ref}`)
  return filesOf(records, commit)
}

export function isAncestor(records: Records, ancestor: string, of: string): boolean {
  const queue = [of]
  const seen = new Set<string>()
  for (let sha = queue.pop(); sha !== undefined; sha = queue.pop()) {
    if (sha === ancestor) return true
    if (seen.has(sha)) continue
    seen.add(sha)
    queue.push(...(records.state.git.commits[sha]?.parents ?? []))
  }
  return false
}

// Makes generated/github-openapi.json again: the part of GitHub's OpenAPI description that the action and the local tracker
// use, without prose. The package is far too large to depend on, so it is installed into a temporary folder.
//
//   node test/contract/make-cut.ts [version of @octokit/openapi]
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
type Table = Record<string, Json>

const target = join(import.meta.dirname, 'generated/github-openapi.json')

const repository = '/repos/{owner}/{repo}'
const issue = '/issues/{issue_number}'

/** Path → methods. */
const used: Record<string, string> = {
  '/user': 'get',
  [repository]: 'get',
  ...within({
    '/issues': 'get post',
    [issue]: 'get patch',
    [`${issue}/lock`]: 'put delete',
    [`${issue}/labels`]: 'get post put delete',
    [`${issue}/labels/{name}`]: 'delete',
    [`${issue}/assignees`]: 'post delete',
    [`${issue}/comments`]: 'get post',
    [`${issue}/reactions`]: 'get post',
    [`${issue}/reactions/{reaction_id}`]: 'delete',
    [`${issue}/dependencies/blocked_by`]: 'get post',
    [`${issue}/dependencies/blocked_by/{issue_id}`]: 'delete',
    [`${issue}/dependencies/blocking`]: 'get',
    [`${issue}/sub_issues`]: 'get post',
    [`${issue}/sub_issues/priority`]: 'patch',
    [`${issue}/sub_issue`]: 'delete',
    [`${issue}/parent`]: 'get',
    '/issues/comments': 'get',
    '/issues/comments/{comment_id}': 'get patch delete',
    '/issues/comments/{comment_id}/reactions': 'get post',
    '/issues/comments/{comment_id}/reactions/{reaction_id}': 'delete',
    '/labels': 'get post',
    '/labels/{name}': 'get patch delete',
    '/milestones': 'get post',
    '/milestones/{milestone_number}': 'get patch delete',
    '/assignees': 'get',
    '/assignees/{assignee}': 'get',
    '/collaborators/{username}/permission': 'get',
    '/contents/{path}': 'get put',
    '/branches/{branch}': 'get',
    '/commits': 'get',
    '/commits/{ref}': 'get',
    '/git/ref/{ref}': 'get',
    '/git/matching-refs/{ref}': 'get',
    '/git/refs': 'post',
    '/git/refs/{ref}': 'patch delete',
    '/git/trees': 'post',
    '/git/trees/{tree_sha}': 'get',
    '/git/blobs': 'post',
    '/git/blobs/{file_sha}': 'get',
    '/git/commits': 'post',
    '/git/commits/{commit_sha}': 'get',
    '/pulls': 'get post',
    '/pulls/{pull_number}': 'get',
    '/actions/workflows': 'get',
    '/actions/workflows/{workflow_id}': 'get',
    '/actions/workflows/{workflow_id}/dispatches': 'post',
    '/actions/workflows/{workflow_id}/runs': 'get',
    '/actions/runs': 'get',
    '/actions/runs/{run_id}': 'get delete',
    '/actions/runs/{run_id}/cancel': 'post',
  }),
}

function within(paths: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(paths).map(([path, methods]) => [repository + path, methods]))
}

const prose = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'title',
  'externalDocs',
  'tags',
  'operationId',
  'headers',
])

/** Without prose, and of the differences between API versions only what is machine-readable. */
function bare(value: Json, names = false): Json {
  if (Array.isArray(value)) return value.map((item) => bare(item))
  if (value === null || typeof value !== 'object') return value
  const kept = Object.entries(value).filter(
    ([key]) => names || (!prose.has(key) && (!key.startsWith('x-') || key === 'x-github-breaking-changes')),
  )
  return Object.fromEntries(
    kept.map(([key, inner]) => [key, key === 'enum' ? inner : bare(inner, !names && isTable(key))]),
  )
}

/** Under these keys stand names of fields, which are no prose even where they are called `title`. */
const isTable = (key: string) =>
  key === 'properties' || key === 'schemas' || key === 'parameters' || key === 'responses'

function references(value: Json, found: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const item of value) references(item, found)
  else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) {
      if (key === '$ref' && typeof inner === 'string') found.add(inner)
      else references(inner, found)
    }
  }
  return found
}

const at = (document: Table, reference: string): Json =>
  reference
    .split('/')
    .slice(1)
    .reduce<Json>((value, key) => (value as Table)[key] ?? null, document)

/** The operations, and everything that they refer to, directly or not. */
function cut(document: Table): Table {
  const paths: Table = {}
  for (const [path, methods] of Object.entries(used)) {
    const whole = (document.paths as Table)[path] as Table | undefined
    if (!whole) throw new Error(`GitHub's description has no ${path}.`)
    paths[path] = Object.fromEntries(methods.split(' ').map((method) => [method, bare(whole[method] ?? null)]))
  }
  const components: Record<string, Table> = {}
  const queue = [
    ...references(paths, new Set()),
    '#/components/schemas/basic-error',
    '#/components/schemas/validation-error',
  ]
  for (const reference of queue) {
    const [, , kind = '', name = ''] = reference.split('/')
    components[kind] ??= {}
    if (components[kind][name] !== undefined) continue
    const part = bare(at(document, reference))
    components[kind][name] = part
    queue.push(...references(part, new Set()))
  }
  return { paths, components }
}

interface Source {
  document: Table
  version: string
  license: string
  notice: string
}

function install(version: string): Source {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'))
  try {
    writeFileSync(join(folder, 'package.json'), '{"private":true}')
    execFileSync('npm', ['install', '--no-audit', '--no-fund', `@octokit/openapi@${version}`], {
      cwd: folder,
      stdio: 'inherit',
    })
    const home = join(folder, 'node_modules/@octokit/openapi')
    const about = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string; license: string }
    return {
      document: JSON.parse(readFileSync(join(home, 'generated/api.github.com.json'), 'utf8')),
      version: about.version,
      license: about.license,
      notice: readFileSync(join(home, 'LICENSE'), 'utf8').trim(),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const { document, version, license, notice } = install(process.argv[2] ?? '23')
const about = {
  source: 'npm:@octokit/openapi, generated/api.github.com.json',
  version,
  license,
  notice,
  about: 'A cut of the used operations without prose, made by test/contract/make-cut.ts. Not edited by hand.',
}
const text = `${JSON.stringify({ about, ...cut(document) })}\n`
writeFileSync(target, text)
console.log(`${target}: ${Math.round(text.length / 1024)} KB of ${about.source} ${version}`)

import type { Probe } from '../probe.ts'
import { fieldsOf, type Site } from '../site.ts'

export const fileProbes: readonly Probe[] = [
  { name: 'files', about: 'reading files and folders, and writing one with and without its SHA', play: playFiles },
  { name: 'refs', about: 'a commit of several files, and branches that move only forward', play: playRefs },
  { name: 'ref-races', about: 'of two that make or move a branch, or write a file, one is refused', play: playRaces },
  { name: 'folder-query', about: 'a folder with all its files in one GraphQL query', play: playFolder },
]

const [moved, changed] = [
  'two runs that commit at once must not take each other’s changes away',
  'a file that somebody has changed meanwhile must not be overwritten',
]

export const base64 = (text: string) => Buffer.from(text).toString('base64')

/** A branch of the probe's own at the head of the default branch. */
async function branchOff(site: Site, short: string): Promise<{ branch: string; sha: string }> {
  const head = await site.ask('the default branch', 'GET git/ref/{+ref}', { ref: `heads/${site.source.branch}` })
  const sha = String(fieldsOf(fieldsOf(head.body).object).sha)
  const branch = site.slug(short)
  await site.ask(`make the branch ${short}`, 'POST git/refs', { ref: `refs/heads/${branch}`, sha })
  return { branch, sha }
}

async function playFiles(site: Site): Promise<void> {
  const { branch } = await branchOff(site, 'files')
  const at = { path: `${site.mark}/note.md`, branch, message: site.name('one') }
  const made = await site.ask('make', 'PUT contents/{+path}', { ...at, content: base64('One\n') })
  const { sha } = fieldsOf(fieldsOf(made.body).content)
  const where = { path: at.path, ref: branch }
  await site.ask('read', 'GET contents/{+path}', where)
  await site.ask('read the folder', 'GET contents/{+path}', { ...where, path: site.mark })
  await site.ask('read what is not there', 'GET contents/{+path}', { ...where, path: `${site.mark}/nothing.md` })
  const put = (step: string, more: object) =>
    site.ask(step, 'PUT contents/{+path}', { ...at, ...more }, { matters: changed })
  await put('write without its SHA', { content: base64('Two\n') })
  await put('write with another SHA', { content: base64('Two\n'), sha: '0'.repeat(40) })
  await put('write with its SHA', { content: base64('Two\n'), sha })
  await site.ask('commits of the file', 'GET commits', { sha: branch, path: at.path })
  await site.ask('its head', 'GET commits/{+ref}', { ref: branch })
  await site.ask('its branch', 'GET branches/{+branch}', { branch })
  await site.ask(
    'all files',
    'GET git/trees/{+ref}',
    { ref: branch, recursive: '1' },
    { pick: (item) => String(item.path).startsWith(site.mark) },
  )
}

async function playRefs(site: Site): Promise<void> {
  const { branch, sha } = await branchOff(site, 'refs')
  const ref = `heads/${branch}`
  await site.ask('make the branch again', 'POST git/refs', { ref: `refs/${ref}`, sha }, { matters: moved })
  const before = await site.ask('its commit', 'GET git/commits/{sha}', { sha }, { shapeOnly: true })
  const base_tree = String(fieldsOf(fieldsOf(before.body).tree).sha)
  const blob = await site.ask('a text', 'POST git/blobs', { content: 'One\n', encoding: 'utf-8' })
  const file_sha = String(fieldsOf(blob.body).sha)
  await site.ask('read the text', 'GET git/blobs/{file_sha}', { file_sha })
  const entry = (name: string, more: object) => ({
    path: `${site.mark}/${name}`,
    mode: '100644',
    type: 'blob',
    ...more,
  })
  const files = [entry('one.md', { sha: file_sha }), entry('two.md', { content: 'Two\n' })]
  const tree = await site.ask('a tree of two files', 'POST git/trees', { base_tree, tree: files }, { shapeOnly: true })
  const treeSha = String(fieldsOf(tree.body).sha)
  const commit = (step: string) =>
    site.ask(step, 'POST git/commits', { message: site.name(step), tree: treeSha, parents: [sha] })
  const [one, other] = [await commit('a commit'), await commit('a commit beside it')].map(
    (made) => fieldsOf(made.body).sha,
  )
  const move = (step: string, to: unknown) =>
    site.ask(step, 'PATCH git/refs/{+ref}', { ref, sha: to, force: false }, { matters: moved })
  await move('move forward', one)
  await move('move aside', other)
  await site.ask('where it is', 'GET git/ref/{+ref}', { ref })
  await site.ask('branches that begin so', 'GET git/matching-refs/{+ref}', { ref: `heads/${site.slug('')}` })
  await site.ask('delete', 'DELETE git/refs/{+ref}', { ref })
  await site.ask('read the deleted one', 'GET git/ref/{+ref}', { ref })
  await site.ask('move the deleted one', 'PATCH git/refs/{+ref}', { ref, sha: one, force: false })
}

async function playRaces(site: Site): Promise<void> {
  const { branch, sha } = await branchOff(site, 'races')
  const second = ['POST git/refs', { ref: `refs/heads/${site.slug('second')}`, sha }] as const
  await site.together('make a branch', [second, second], { matters: moved })
  const file = { path: `${site.mark}/race.md`, branch }
  const made = await site.ask('make a file', 'PUT contents/{+path}', {
    ...file,
    message: site.name('made'),
    content: base64('One\n'),
  })
  const { sha: known } = fieldsOf(fieldsOf(made.body).content)
  const write = (text: string) =>
    ['PUT contents/{+path}', { ...file, message: site.name(text), content: base64(text), sha: known }] as const
  await site.together('write it', [write('Two\n'), write('Three\n')], { matters: changed })
}

const query = `query ($owner: String!, $repo: String!, $expression: String!) {
  repository(owner: $owner, name: $repo) {
    object(expression: $expression) {
      ... on Tree { entries { name type object { ... on Blob { text isTruncated isBinary } } } }
    }
  }
}`

async function playFolder(site: Site): Promise<void> {
  const { branch } = await branchOff(site, 'folder')
  const [owner, repo] = site.source.repository.split('/')
  for (const name of ['b.yml', 'a.yml']) {
    const file = { path: `${site.mark}/${name}`, branch, message: site.name(name), content: base64(`name: ${name}\n`) }
    await site.ask(`make ${name}`, 'PUT contents/{+path}', file)
  }
  const ask = (step: string, folder: string, isThere: (body: unknown) => boolean) => {
    const variables = { owner, repo, expression: `${branch}:${folder}` }
    return site.until(step, 'POST /graphql', { query, variables }, ({ body }) => isThere(body))
  }
  await ask('the folder', site.mark, (body) => JSON.stringify(body).includes('a.yml'))
  await ask('a folder that is not there', `${site.mark}/nothing`, () => true)
}

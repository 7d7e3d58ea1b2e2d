import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type Bed, demo, openBed, refusal } from './bed.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')

async function openWriter(): Promise<Bed> {
  const bed = await openBed()
  bed.tracker.addToken('writer', {
    login: 'github-actions[bot]',
    kind: 'installation',
    permissions: { contents: 'write' },
  })
  bed.tracker.putFile('.github/phases/one.yml', 'phase: 1\n')
  bed.tracker.putFile('README.md', '# Demo\n')
  return { ...bed, ours: bed.as('writer') }
}

test('commits of a path are those that changed it, or something in it', async () => {
  const { ours, tracker } = await openWriter()
  tracker.putFile('README.md', '# Demo, again\n')
  const messages = async (path: string) => {
    const { data } = await ours.rest.repos.listCommits({ ...demo, path })
    return data.map(({ commit }) => commit.message)
  }
  expect(await messages('README.md')).toEqual(['Change README.md', 'Change README.md'])
  expect(await messages('.github')).toEqual(['Change .github/phases/one.yml'])
  expect(await messages('none.md')).toEqual([])
})

describe('contents', () => {
  test('a file comes as base64 with the SHA that git gives it', async () => {
    const { ours } = await openWriter()
    const { data } = await ours.rest.repos.getContent({ ...demo, path: '.github/phases/one.yml' })
    if (Array.isArray(data) || data.type !== 'file') throw new Error('no file')
    expect(Buffer.from(data.content, 'base64').toString()).toBe('phase: 1\n')
    expect(data.sha).toBe(createHash('sha1').update('blob 9\0phase: 1\n').digest('hex'))
  })

  test('a folder comes as a list', async () => {
    const { ours } = await openWriter()
    const list = async (path: string) => {
      const { data } = await ours.rest.repos.getContent({ ...demo, path })
      return Array.isArray(data) ? data.map((entry) => `${entry.type} ${entry.path}`) : []
    }
    expect(await list('')).toEqual(['dir .github', 'file README.md'])
    expect(await list('.github/phases')).toEqual(['file .github/phases/one.yml'])
  })

  test('ref chooses the branch or the commit; what is not there is 404', async () => {
    const { ours, tracker } = await openWriter()
    const { data: first } = await ours.rest.repos.getCommit({ ...demo, ref: 'main' })
    tracker.putFile('README.md', 'changed')
    const read = async (ref?: string) => {
      const { data } = await ours.rest.repos.getContent({
        ...demo,
        path: 'README.md',
        ...(ref && { ref }),
        mediaType: { format: 'raw' },
      })
      return data as unknown as string
    }
    expect([await read(), await read(first.sha), await read('refs/heads/main')]).toEqual([
      'changed',
      '# Demo\n',
      'changed',
    ])
    expect((await refusal(ours.rest.repos.getContent({ ...demo, path: 'none.md' }))).status).toBe(404)
    expect(await refusal(ours.rest.repos.getContent({ ...demo, path: 'README.md', ref: 'gone' }))).toMatchObject({
      status: 404,
      message: 'No commit found for the ref gone',
    })
  })

  test('PUT: 201 for a new file, 200 with the right sha, 409 with a wrong one, 422 without', async () => {
    const { ours } = await openWriter()
    const put = (text: string, sha?: string) =>
      ours.rest.repos.createOrUpdateFileContents({
        ...demo,
        path: 'claims/a',
        message: 'Claim',
        content: base64(text),
        ...(sha && { sha }),
      })
    const made = await put('one')
    expect(made.status).toBe(201)
    const sha = made.data.content?.sha ?? ''
    expect((await put('two', sha)).status).toBe(200)
    expect((await refusal(put('three', sha))).status).toBe(409)
    expect((await refusal(put('three'))).status).toBe(422)
  })

  test('a protected branch refuses', async () => {
    const { ours, tracker } = await openWriter()
    tracker.store.state.repository.protectedBranches.push('main')
    const put = ours.rest.repos.createOrUpdateFileContents({ ...demo, path: 'a', message: 'm', content: '' })
    expect((await refusal(put)).message).toContain('Changes must be made through a pull request')
  })
})

describe('refs', () => {
  test('creating one that exists is 422', async () => {
    const { ours } = await openWriter()
    const { data: head } = await ours.rest.git.getRef({ ...demo, ref: 'heads/main' })
    const create = () => ours.rest.git.createRef({ ...demo, ref: 'refs/claims/p4-1-1', sha: head.object.sha })
    expect((await create()).status).toBe(201)
    expect(await refusal(create())).toMatchObject({ status: 422, message: 'Reference already exists' })
    expect((await ours.rest.git.listMatchingRefs({ ...demo, ref: 'claims' })).data).toHaveLength(1)
    expect((await ours.rest.git.deleteRef({ ...demo, ref: 'claims/p4-1-1' })).status).toBe(204)
    expect((await refusal(ours.rest.git.getRef({ ...demo, ref: 'claims/p4-1-1' }))).status).toBe(404)
  })

  test('a non-forced update goes forward only', async () => {
    const { ours, tracker } = await openWriter()
    const { data: old } = await ours.rest.git.getRef({ ...demo, ref: 'heads/main' })
    tracker.putFile('b.txt', 'b')
    const move = (sha: string, force: boolean) => ours.rest.git.updateRef({ ...demo, ref: 'heads/main', sha, force })
    expect(await refusal(move(old.object.sha, false))).toMatchObject({
      status: 422,
      message: 'Update is not a fast forward',
    })
    expect((await move(old.object.sha, true)).status).toBe(200)
    expect((await ours.rest.repos.getBranch({ ...demo, branch: 'main' })).data.commit.sha).toBe(old.object.sha)
  })

  test('several files in one commit: tree, commit, ref', async () => {
    const { ours } = await openWriter()
    const { data: head } = await ours.rest.repos.getCommit({ ...demo, ref: 'main' })
    const { data: tree } = await ours.rest.git.createTree({
      ...demo,
      base_tree: head.commit.tree.sha,
      tree: [
        { path: 'progress/a.md', mode: '100644', type: 'blob', content: 'a' },
        { path: 'progress/b.md', mode: '100644', type: 'blob', content: 'b' },
        { path: 'README.md', mode: '100644', type: 'blob', sha: null },
      ],
    })
    const { data: commit } = await ours.rest.git.createCommit({
      ...demo,
      message: 'Progress',
      tree: tree.sha,
      parents: [head.sha],
    })
    await ours.rest.git.updateRef({ ...demo, ref: 'heads/main', sha: commit.sha })
    const { data: all } = await ours.rest.git.getTree({ ...demo, tree_sha: 'main', recursive: 'true' })
    expect(all.tree.filter(({ type }) => type === 'blob').map(({ path }) => path)).toEqual([
      '.github/phases/one.yml',
      'progress/a.md',
      'progress/b.md',
    ])
    const blob = all.tree.find(({ path }) => path === 'progress/a.md')
    const { data } = await ours.rest.git.getBlob({ ...demo, file_sha: blob?.sha ?? '' })
    expect(Buffer.from(data.content, 'base64').toString()).toBe('a')
    expect((await ours.rest.repos.listCommits(demo)).data.map((row) => row.commit.message)).toEqual([
      'Progress',
      'Change README.md',
      'Change .github/phases/one.yml',
    ])
  })

  test('a renamed default branch', async () => {
    const { ours, tracker } = await openWriter()
    tracker.store.renameDefaultBranch('trunk')
    expect((await ours.rest.repos.get(demo)).data.default_branch).toBe('trunk')
    expect((await ours.rest.repos.getContent({ ...demo, path: 'README.md' })).status).toBe(200)
    expect((await refusal(ours.rest.repos.getBranch({ ...demo, branch: 'main' }))).status).toBe(404)
  })
})

test('the first file of an empty repository makes its default branch', async () => {
  const { octocat, tracker } = await openBed()
  const file = { ...demo, path: 'README.md', message: 'Begin', content: base64('# Demo\n') }
  expect((await octocat.rest.repos.createOrUpdateFileContents(file)).status).toBe(201)
  expect(Object.keys(tracker.store.state.git.refs)).toEqual(['heads/main'])
})

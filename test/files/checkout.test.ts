import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkedOutFiles } from '../../src/files/checkout.ts'

const root = mkdtempSync(path.join(tmpdir(), 'checkout-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function git(...args: string[]): string {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false']
  return execFileSync('git', [...who, ...args], { cwd: root, encoding: 'utf8' }).trim()
}

git('init', '--quiet')
mkdirSync(path.join(root, 'docs'))
writeFileSync(path.join(root, 'docs/a.md'), '\uFEFFone\r\ntwo')
writeFileSync(path.join(root, 'b.md'), Buffer.from([0xc3, 0x28]))
symlinkSync('docs/a.md', path.join(root, 'c.md'))
git('add', '.')
git('commit', '--quiet', '--message', 'one')
const head = git('rev-parse', 'HEAD')
// What an earlier step of the job has changed is not what was committed.
writeFileSync(path.join(root, 'docs/a.md'), 'changed')

test('files come out of the commit as they were committed, and what is no text is told', async () => {
  const found = await checkedOutFiles(root, head, ['docs/a.md', 'b.md', 'c.md', 'docs', 'none.md', '*.md'])
  expect(Object.fromEntries(found)).toEqual({
    'docs/a.md': { text: '\uFEFFone\r\ntwo' },
    'b.md': { unfit: 'it is not UTF-8 text' },
    'c.md': { unfit: 'it is a symbolic link' },
    docs: { unfit: 'it is a folder' },
    'none.md': { text: undefined },
    '*.md': { text: undefined },
  })
})

test.each([
  ['of another commit', root, 'f'.repeat(40)],
  ['that is none', tmpdir(), head],
  ['that is not there', path.join(root, 'nowhere'), head],
  ['that nobody made', undefined, head],
])('a checkout %s tells nothing', async (_, folder, commit) => {
  expect(await checkedOutFiles(folder, commit, ['docs/a.md'])).toEqual(new Map())
})

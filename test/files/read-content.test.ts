import { expect, test } from 'vitest'
import { type Reading, readContent } from '../../src/files/read-content.ts'
import { createClient } from '../../src/github/client.ts'

const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes).toString('base64')
const file = { type: 'file', path: 'a.md', encoding: 'base64', content: base64('one\r\ntwo') }

/** A client of a GitHub that answers every question for a file with this. */
function clientOf(answer: unknown) {
  const headers = { 'content-type': 'application/json' }
  const fetch = async () => new Response(JSON.stringify(answer), { headers })
  const options = { token: 't', apiUrl: 'http://127.0.0.1', repository: { owner: 'octo', repo: 'demo' }, paced: false }
  return createClient({ ...options, fetch, onWait: () => {} })
}

test.each<[what: string, answer: unknown, reading: Reading]>([
  ['a file', file, { text: 'one\r\ntwo' }],
  ['a file with a byte order mark', { ...file, content: base64('\uFEFFone') }, { text: '\uFEFFone' }],
  ['a link', { ...file, type: 'symlink', target: '/etc/passwd' }, { unfit: 'it is a symbolic link' }],
  ['a link that GitHub has followed', { ...file, path: 'b/secret.md' }, { unfit: 'it is a symbolic link' }],
  ['another repository', { ...file, type: 'submodule' }, { unfit: 'it is no file' }],
  ['a folder', [file], { unfit: 'it is a folder' }],
  [
    'what is too large to be handed out',
    { ...file, encoding: 'none', content: '' },
    { unfit: 'it is larger than 1 MB' },
  ],
  ['what is too large', { ...file, content: base64('x'.repeat(2 ** 20 + 1)) }, { unfit: 'it is larger than 1 MB' }],
  ['as much as is allowed', { ...file, content: base64('x'.repeat(2 ** 20)) }, { text: 'x'.repeat(2 ** 20) }],
  ['what is no UTF-8', { ...file, content: base64(Buffer.from([0xc3, 0x28])) }, { unfit: 'it is not UTF-8 text' }],
])('%s at the place of a mirrored file is read as such', async (_, answer, reading) => {
  expect(await readContent('a.md', 'main', clientOf(answer))).toEqual(reading)
})

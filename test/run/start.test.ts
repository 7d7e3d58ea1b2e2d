import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, inject, test } from 'vitest'

/** Stands in for the rest of the action: nothing else happens in the process until the server has seen the request. */
const restOfAction = `
const { existsSync } = require('node:fs')
let turns = 0
while (!existsSync(process.env.ARRIVED)) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
  if (++turns > 2000) process.exit(7)
}
exports.main = async (viewer) => console.log(JSON.stringify(await viewer))
`

async function runEntry(apiUrl: string, folder: string): Promise<{ code: number; said: string }> {
  const env = { INPUT_TOKEN: 'a-token', GITHUB_API_URL: apiUrl, ARRIVED: path.join(folder, 'arrived') }
  const child = spawn(process.execPath, [path.join(folder, 'index.cjs')], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk
  })
  const [code] = await once(child, 'close')
  return { code, said: said.trim() }
}

/** The built entry beside another rest of the action. */
async function inFolder(then: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'phase-start-'))
  try {
    await copyFile(inject('action'), path.join(folder, 'index.cjs'))
    await writeFile(path.join(folder, 'main.cjs'), restOfAction)
    await then(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('the first request has left before the rest of the action is loaded', () =>
  inFolder(async (folder) => {
    const server = http.createServer(async (_, answer) => {
      await writeFile(path.join(folder, 'arrived'), '')
      answer.end('{"data":{"viewer":{"login":"github-actions[bot]"}}}')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const { code, said } = await runEntry(`http://127.0.0.1:${port}`, folder)
    server.close()
    expect({ code, said }).toEqual({ code: 0, said: '{"login":"github-actions[bot]"}' })
  }))

for (const [what, address, problem] of [
  ['cannot be sent', 'http://127.0.0.1:1', 'ECONNREFUSED'],
  ['cannot even be addressed', 'https://[', 'Invalid URL'],
]) {
  test(`where the first request ${what}, the rest of the action is loaded all the same, and told why`, () =>
    inFolder(async (folder) => {
      await writeFile(path.join(folder, 'arrived'), '')
      const { code, said } = await runEntry(address!, folder)
      expect(code).toBe(0)
      expect(said).toContain(problem)
    }))
}

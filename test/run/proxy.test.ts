import http from 'node:http'
import type { AddressInfo } from 'node:net'
import net from 'node:net'
import { expect } from 'vitest'
import { test } from './bed.ts'

interface Proxy {
  readonly url: string
  /** What it was asked to reach. */
  readonly targets: string[]
  close(): Promise<void>
}

/** A proxy as companies have them: whole addresses for http, tunnels for whatever asks for one. */
async function startProxy(): Promise<Proxy> {
  const targets: string[] = []
  const server = http.createServer((request, response) => {
    targets.push(request.url ?? '')
    const { method, headers } = request
    const onward = http.request(request.url ?? '', { method, headers } as http.RequestOptions, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  server.on('connect', (request, client, head) => {
    targets.push(request.url ?? '')
    const [host, port] = (request.url ?? '').split(':')
    const onward = net.connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      onward.write(head)
      onward.pipe(client).pipe(onward)
    })
    for (const socket of [onward, client]) socket.on('error', () => onward.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    targets,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

const plan = { tasks: ['a', { id: 'b', depends_on: ['a'] }] }

for (const name of ['http_proxy', 'HTTP_PROXY']) {
  test(`with ${name} every request goes through the proxy`, async ({ bed }) => {
    const proxy = await startProxy()
    await bed.plan(plan)
    const run = await bed.runWell({ env: { [name]: proxy.url } })
    expect(run.ids('picked')).toEqual(['a'])
    expect(proxy.targets.length).toBeGreaterThan(0)
    const seen = proxy.targets.length
    const quiet = await bed.expectQuiet({ env: { [name]: proxy.url } })
    expect(proxy.targets.length).toBeGreaterThan(seen)
    expect(quiet.requests.length).toBeLessThanOrEqual(3)
    await proxy.close()
  })
}

test('no_proxy names what is reached directly', async ({ bed }) => {
  const proxy = await startProxy()
  await bed.plan(plan)
  await bed.runWell({ env: { http_proxy: proxy.url, no_proxy: '127.0.0.1' } })
  expect(proxy.targets).toEqual([])
  await proxy.close()
})

test('a proxy that is not there is told as such, and nothing is changed', async ({ bed }) => {
  await bed.plan(plan)
  const run = await bed.run({ env: { http_proxy: 'http://127.0.0.1:9' } })
  expect(run.code).toBe(0)
  expect(run.requests).toEqual([])
  expect(run.annotations).toHaveLength(1)
  expect(run.annotations[0]).toMatchObject({
    level: 'warning',
    message: expect.stringContaining('Nothing was changed'),
  })
})

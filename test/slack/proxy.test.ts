import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test, vi } from 'vitest'
import { proxiedFetch } from '../../src/github/proxy.ts'
import { startSlack } from '../../src/local/slack.ts'
import { deliver } from '../../src/slack/deliver.ts'

const message = { text: 'Phase 4 has started', blocks: [] }

afterEach(() => {
  vi.unstubAllEnvs()
})

/** A proxy that passes requests on, as it is asked to for addresses without encryption. */
async function startProxy(): Promise<{ url: string; targets: string[]; close(): void }> {
  const targets: string[] = []
  const server = http.createServer((request, response) => {
    targets.push(new URL(request.url!).host)
    const { method, headers } = request
    const onward = http.request(request.url!, { method: method!, headers }, (answer) => {
      response.writeHead(answer.statusCode!, answer.headers)
      answer.pipe(response)
    })
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, targets, close }
}

test('messages go through the proxy of the runner, by webhook and by token', async () => {
  const [slack, proxy] = [await startSlack(), await startProxy()]
  vi.stubEnv('http_proxy', proxy.url)
  vi.stubEnv('no_proxy', '')
  const options = { fetch: proxiedFetch(), paced: false }
  const { token, apiUrl } = slack
  expect(await deliver(message, { kind: 'webhook', url: slack.webhookUrl }, options)).toEqual({ outcome: 'sent' })
  expect(await deliver(message, { kind: 'token', token, channel: 'aibot-chat', apiUrl }, options)).toEqual({
    outcome: 'sent',
  })
  expect(slack.messages).toHaveLength(2)
  const { host } = new URL(slack.url)
  expect(proxy.targets).toEqual([host, host])
  proxy.close()
  await slack.close()
})

test('where the proxy is not there, nothing was sent', async () => {
  const slack = await startSlack()
  vi.stubEnv('http_proxy', 'http://127.0.0.1:9')
  vi.stubEnv('no_proxy', '')
  const options = { fetch: proxiedFetch(), paced: false }
  expect(await deliver(message, { kind: 'webhook', url: slack.webhookUrl }, options)).toMatchObject({
    outcome: 'refused',
    code: 'slack-unreachable',
  })
  expect(slack.requests).toEqual([])
  await slack.close()
})

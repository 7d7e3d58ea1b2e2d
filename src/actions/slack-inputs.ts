import { getInput } from '@actions/core'
import type { SlackAccess } from '../slack/access.ts'
import { BadInput } from './bad-input.ts'

/** Also for US government agencies. */
const slackHosts = ['hooks.slack.com', 'slack.com', 'hooks.slack-gov.com', 'slack-gov.com']

/** Where settings stand: `read` gives one by the name of its input, trimmed, and `called` says how people know it. */
export interface SettingsSource {
  read(name: string): string
  called(name: string): string
}

const inputs: SettingsSource = { read: (name) => getInput(name), called: (name) => `input ${name}` }

/** The settings about Slack, checked; undefined where there is no way in. An error never repeats what stands in them. */
export function readSlackAccess(source: SettingsSource = inputs): SlackAccess | undefined {
  const hosts = new Set([...slackHosts, ...readHosts(source)])
  const webhookUrl = source.read('slack-webhook-url')
  const token = source.read('slack-token')
  const apiUrl = source.read('slack-api-url') || 'https://slack.com/api/'
  checkAddress('slack-api-url', apiUrl, hosts, source)
  if (/[?#]/.test(apiUrl))
    throw new BadInput(
      'slack-address-invalid',
      `The ${source.called('slack-api-url')} has a ? or #: write it as https://slack.com/api/.`,
    )
  if (webhookUrl !== '') checkAddress('slack-webhook-url', webhookUrl, hosts, source)
  if (!/^[\x21-\x7e]*$/.test(token))
    throw new BadInput(
      'slack-token-malformed',
      `The ${source.called('slack-token')} holds spaces, lines or letters that no token of Slack has: copy it once more.`,
    )
  if (webhookUrl === '' && token === '') return undefined
  return { webhookUrl: webhookUrl || undefined, token: token || undefined, apiUrl: apiUrl.replace(/\/*$/, '/') }
}

function readHosts({ read, called }: SettingsSource): readonly string[] {
  const hosts = read('slack-hosts')
    .split(/[\s,]+/)
    .filter((host) => host !== '')
  if (hosts.every((host) => /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i.test(host)))
    return hosts.map((host) => host.toLowerCase())
  throw new BadInput(
    'slack-hosts-invalid',
    `The ${called('slack-hosts')} holds something that is no host: write names such as hooks.example.com, one a line.`,
  )
}

/** Messages name tasks and people, and the address itself is a secret: it must not lead just anywhere. */
function checkAddress(name: string, text: string, hosts: ReadonlySet<string>, { called }: SettingsSource): void {
  const url = URL.canParse(text) && !/\s/.test(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new BadInput('slack-address-invalid', `The ${called(name)} is no web address: copy it once more from Slack.`)
  if (isLoopback(url.hostname)) return
  if (url.protocol !== 'https:')
    throw new BadInput(
      'slack-address-invalid',
      `The ${called(name)} does not begin with https://: copy it once more from Slack.`,
    )
  if (!hosts.has(url.host))
    throw new BadInput(
      'slack-host-unknown',
      `The ${called(name)} leads to a host that is not Slack's (${slackHosts.join(', ')}): copy it once more, or name the host in the ${called('slack-hosts')}.`,
    )
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}

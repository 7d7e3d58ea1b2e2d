import { test } from 'vitest'
import type { UndeliveredCode } from '../../src/core/troubleshooting/codes.ts'
import { type Slack, startSlack } from '../../src/local/slack.ts'
import type { ActionRun, Bed, Plan } from '../run/bed.ts'
import { expectExamples } from './examples.ts'
import { play, type Scenario } from './scenario.ts'

const plan: Plan = { title: 'Release readiness', slack: { channel: '#aibot-chat' }, tasks: ['a'] }

type Inputs = (slack: Slack) => Readonly<Record<string, string>>

const byWebhook: Inputs = ({ webhookUrl }) => ({ 'slack-webhook-url': webhookUrl })
const byToken: Inputs = ({ token, apiUrl }) => ({ 'slack-token': token, 'slack-api-url': apiUrl })

/** A launch that is to be told in a Slack to which something has happened. */
const launch =
  (happens: (slack: Slack) => unknown, inputs: Inputs = byWebhook, tell = plan): Scenario =>
  async (bed) => {
    const slack = await startSlack()
    try {
      await happens(slack)
      await bed.plan(tell)
      return await bed.run({ inputs: inputs(slack) })
    } finally {
      await slack.close().catch(() => undefined)
    }
  }

const answering =
  (status: number, body: string, headers: Record<string, string> = {}) =>
  (slack: Slack) =>
    slack.setFault({ kind: 'answer', status, body, headers }, 9)

const refusing = (error: string) => launch(answering(200, JSON.stringify({ ok: false, error })), byToken)

const undelivered: Readonly<Record<UndeliveredCode, Scenario>> = {
  'slack-not-set-up': launch(
    () => {},
    () => ({}),
  ),
  'slack-channel-missing': launch(() => {}, byToken, { ...plan, slack: { mention: ['U012AB3CD'] } }),
  'slack-webhook-gone': launch((slack) => slack.revoke()),
  'slack-webhook-incomplete': launch(answering(403, 'invalid_token')),
  'slack-channel-archived': launch((slack) => slack.archive()),
  'slack-channel-unknown': refusing('channel_not_found'),
  'slack-not-in-channel': refusing('not_in_channel'),
  'slack-token-invalid': refusing('invalid_auth'),
  'slack-scope-missing': refusing('missing_scope'),
  'slack-not-allowed': launch(answering(403, 'action_prohibited')),
  'slack-form-refused': launch(answering(400, 'invalid_blocks')),
  'slack-no-api': refusing('unknown_method'),
  'slack-redirected': launch(answering(307, '', { location: 'http://127.0.0.1:9/' })),
  'slack-too-often': launch(answering(429, 'rate_limited')),
  'slack-unreachable': launch((slack) => slack.close()),
  'slack-refused': launch(answering(400, 'something_new')),
  'slack-unanswered': launch(answering(503, 'try later')),
  'progress-issue-locked': lockedDigest,
}

/** A digest is to be written on a progress issue that somebody has locked. */
async function lockedDigest(bed: Bed): Promise<ActionRun> {
  await bed.plan({ title: 'Release readiness', manager: 'octocat', tasks: ['a', 'b', 'c'] })
  await bed.runWell()
  bed.at('2026-02-24T08:00:00Z')
  await bed.octocat.lock(bed.progress().number)
  await bed.octocat.close('a')
  bed.at('2026-02-24T09:15:00Z')
  // GitHub refuses the comment; later runs see why.
  await bed.runWell()
  bed.at('2026-02-24T10:15:00Z')
  return bed.run()
}

test('each reason for a message not to arrive is told with its code', async () => {
  await expectExamples('slack', await play(undelivered))
})

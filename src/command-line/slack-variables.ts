import { keepSecret } from '../actions/secrets.ts'
import { readSlackAccess } from '../actions/slack-inputs.ts'
import type { SlackAccess } from '../slack/access.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** `SLACK_WEBHOOK_URL` for `slack-webhook-url`. */
function variable(name: string): string {
  return name.toUpperCase().replaceAll('-', '_')
}

/** The settings about Slack, from the environment; undefined where there is no way in. */
export function slackFrom(environment: Environment): SlackAccess | undefined {
  for (const secret of ['SLACK_WEBHOOK_URL', 'SLACK_TOKEN']) keepSecret(environment[secret] ?? '')
  return readSlackAccess({
    read: (name) => (environment[variable(name)] ?? '').trim(),
    called: (name) => `environment variable ${variable(name)}`,
  })
}

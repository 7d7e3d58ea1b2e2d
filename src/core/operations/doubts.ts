import { claimName } from '../records/claim.ts'
import { explainRefusal, refusalCodes } from '../records/mirror-record.ts'
import type { PhaseView } from '../tasks/task-view.ts'
import { undeliveredLetters } from '../telling/telling-operations.ts'
import type { WarningCode } from '../troubleshooting/codes.ts'
import type { Message } from '../troubleshooting/message.ts'
import type { World } from '../world.ts'

type Doubt = Message<WarningCode>

/** Why something that should have been done was not. */
export function doubtsOf(phases: readonly PhaseView[], world: World): readonly Doubt[] {
  return [
    ...phases.flatMap(listDoubts),
    ...startDoubts(phases, world),
    ...phases.flatMap((phase) => slackDoubts(phase, world)),
    ...undeliveredLetters(phases, world),
    ...mirrorDoubts(phases, world),
    ...(world.observation.pullsHidden ? [pullsHidden] : []),
  ]
}

const pullsHidden: Doubt = {
  code: 'pull-requests-hidden',
  message:
    'Pull requests that hand work in are not seen, because the token lacks a permission: add "pull-requests: read" to the permissions of the coordinator\'s job.',
}

/** A list that came back short, or lags, never counts as "there are none". */
function listDoubts({ phase, progress, survey: { shortList }, tasks }: PhaseView): Doubt[] {
  const waiting =
    progress === undefined || tasks.some(({ where, number }) => where.kind === 'unknown' && number === undefined)
  if (shortList === undefined || !waiting) return []
  const { listed, counted } = shortList
  return [
    {
      code: 'short-list',
      message: `GitHub counts ${counted} issues in the milestone of phase ${phase.id} but lists ${listed}: nothing was opened for it; the next run looks again.`,
    },
  ]
}

/** A phase that wants to be heard of in Slack, and a run that cannot reach it. */
function slackDoubts({ phase, survey: { stage } }: PhaseView, { settings }: World): Doubt[] {
  if (stage !== 'open') return []
  if (settings.slack === undefined && phase.slack !== undefined) {
    return [
      {
        code: 'slack-not-set-up',
        message: `Phase ${phase.id} asks for messages in Slack, but the action was given no way there: set slack-webhook-url, or slack-token.`,
      },
    ]
  }
  if (settings.slack === undefined || settings.slack.webhook || phase.slack?.channel !== undefined) return []
  return [
    {
      code: 'slack-channel-missing',
      message: `Slack hears nothing of phase ${phase.id}: with a token alone, the phase file has to name the channel as slack.channel.`,
    },
  ]
}

/** Starts that GitHub refused, and those without an answer whose run is not to be seen yet. */
function startDoubts(phases: readonly PhaseView[], { observation }: World): Doubt[] {
  const views = phases.flatMap(({ tasks }) => tasks)
  return views.flatMap(({ task, record, work }): Doubt[] => {
    const claim = record?.claim
    if (claim === undefined) return []
    const name = claimName(task.id, claim)
    const start = observation.starts.get(name)
    // Who asked for it is told in an answer.
    if (start?.as === 'refused' && claim.by === undefined)
      return [{ code: 'start-refused', message: `The worker for ${name} was not started: ${start.why}.` }]
    if (work.kind !== 'starting' || start?.as !== 'unknown') return []
    return [
      {
        code: 'start-unanswered',
        message: `GitHub did not say whether the worker for ${name} was started, and shows no run of that name; the next run looks again.`,
      },
    ]
  })
}

/** Files that cannot be edited, and commits that GitHub refused in an earlier run, which this one did not try again. */
function mirrorDoubts(phases: readonly PhaseView[], { observation }: World): Doubt[] {
  const refused = phases.flatMap(({ phase, record }): Doubt[] => {
    const refusal = record.mirror?.refused
    if (phase.files === undefined || refusal === undefined || observation.mirrored.has(phase.id)) return []
    const reason = explainRefusal(refusal.why, phase.files.branch ?? observation.branch)
    return [
      { code: refusalCodes[refusal.why], message: `The files of phase ${phase.id} are not up to date: ${reason}.` },
    ]
  })
  const left = [...observation.leftAlone].map(([path, why]): Doubt => {
    return {
      code: 'mirror-file-unfit',
      message: `${path} was left as it is: ${why}. Remove what stands there, or name another path under \`files\`.`,
    }
  })
  return [...refused, ...left]
}

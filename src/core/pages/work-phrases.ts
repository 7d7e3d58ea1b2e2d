import type { Obstacle } from '../picks/blocking.ts'
import type { Claim } from '../records/claim.ts'
import type { TaskView } from '../tasks/task-view.ts'
import { listPhrases, type Phrase } from '../text/phrase.ts'

/** How far the work on a task is: what follows "p4-1-1 …". */
export function describeWork({ work, record }: TaskView): Phrase {
  const claim = record?.claim
  const worker = claim?.worker === 'person' ? claim.logins.join(', ') : (claim?.model ?? 'a worker')
  const percent = claim?.percent === undefined ? '' : `, ${claim.percent} %`
  switch (work.kind) {
    case 'idle':
      return ['has a slot']
    case 'starting':
      return [`is being started: ${worker}`]
    case 'running':
      return [`is with ${worker}${percent}`]
    case 'stalled':
      return [`is with ${worker}${percent}, without a sign of life`]
    case 'ending':
      return [`is with ${worker}, which is being stopped`]
    case 'review':
      return ['is in review', ...pulls(work.pulls.map(({ number }) => number))]
    case 'waiting':
      return [
        `failed at attempt ${claim?.attempt ?? 1}${reasonText(claim)}, and is tried again ${instantText(work.until)}`,
      ]
    case 'failed':
      return [`failed at attempt ${claim?.attempt ?? 1}${reasonText(claim)}, the last one`]
    case 'held':
      return [`is held by ${record?.hold?.by ?? 'somebody'}${record?.hold?.reason ? `: ${record.hold.reason}` : ''}`]
  }
}

/** What GitHub said when it did not take the start. */
function reasonText(claim: Claim | undefined): string {
  return claim?.end?.why === undefined ? '' : ` (${claim.end.why})`
}

function pulls(numbers: readonly number[]): Phrase {
  return numbers.length === 0 ? [] : [' with ', ...listPhrases(numbers.map((issue): Phrase => [{ issue }]))]
}

/** `after 22 February, 14:05 UTC`. */
function instantText(instant: number): string {
  const text = new Date(instant).toISOString()
  return `after ${text.slice(0, 10)} ${text.slice(11, 16)} UTC`
}

export function explainObstacles(obstacles: readonly Obstacle[]): Phrase {
  return listPhrases(obstacles.map(obstaclePhrase))
}

function obstaclePhrase(obstacle: Obstacle): Phrase {
  switch (obstacle.by) {
    case 'task':
      return [{ task: obstacle.id }, obstacle.dropped ? ' (dropped)' : '']
    case 'issue':
      return [{ issue: obstacle.number, repository: obstacle.repository }, obstacle.dropped ? ' (dropped)' : '']
    case 'others':
      return ['every other task']
    case 'unknown':
      return ['something that cannot be read here']
  }
}

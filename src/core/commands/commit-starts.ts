import { sameAccount } from '../issues/issue.ts'
import { signByCommit } from '../mirror/files/commit-signs.ts'
import type { Question } from '../observation.ts'
import { emptyTaskRecord } from '../records/task-record.ts'
import type { PhaseView, TaskView } from '../tasks/task-view.ts'
import { followWorkers } from '../workers/follow-workers.ts'
import { begunClaim } from '../workers/starts.ts'
import type { World } from '../world.ts'
import { hasSlot } from './inbox.ts'
import { isWorkerOf } from './roles.ts'

interface Followed {
  readonly phases: readonly PhaseView[]
  readonly questions: readonly Question[]
}

/** A commit to the progress file of a pick that nothing here would start says "I have started", as `/heartbeat` does. */
export function withCommitStarts(followed: Followed, world: World): Followed {
  const questions = [...followed.questions]
  let begun = 0
  const phases = followed.phases.map((phase): PhaseView => {
    const tasks = phase.tasks.map((view) => {
      if (!mayBegin(view, phase)) return view
      const found = signByCommit(view, phase, world)
      questions.push(...found.questions)
      const { sign } = found
      if (sign?.by === undefined) return view
      begun += 1
      const isAgent = isWorkerOf(view, sign.by, world) && !isAssigned(view, sign.by)
      const claim = begunClaim(view, { login: sign.by, isAgent, heartbeat: sign.at, percent: sign.percent }, world.now)
      return { ...view, record: { ...(view.record ?? emptyTaskRecord), claim, claims: claim.number } }
    })
    return { ...phase, tasks }
  })
  if (questions.length > 0 || begun === 0) return { phases: followed.phases, questions }
  return followWorkers(phases, world.observation, world.now)
}

function mayBegin(view: TaskView, phase: PhaseView): boolean {
  if (phase.survey.stage !== 'open' || view.issue === undefined || view.outcome !== undefined) return false
  const model = phase.phase.models.get(view.task.model ?? '')
  const isStartedHere = model !== undefined && (model.workflow !== undefined || model.assign.length > 0)
  return !isStartedHere && view.work.kind === 'idle' && hasSlot(view, phase)
}

function isAssigned({ issue }: TaskView, login: string): boolean {
  return issue!.assignees.some((other) => sameAccount(other, login))
}

import type { Milestone } from '../issues/issue.ts'
import { isAnswered, type Observation, type Question } from '../observation.ts'
import { type Owner, splitBody } from '../records/managed-part.ts'
import { removeLabels } from './labels.ts'
import { findLaunches, type Launch, type LaunchedTask } from './launch.ts'
import type { Left, RemovalQuestion, RemovalSight, RemovalStep } from './step.ts'
import { type Touch, touchOfProgress, touchOfTask } from './touched.ts'

export interface Removal {
  /** In the order in which they are done: what names the launch goes last, so that a removal that broke off goes on. */
  readonly steps: readonly RemovalStep[]
  readonly left: readonly Left[]
  readonly phases: readonly { readonly id: string; readonly file: string }[]
  /** Phases that were asked for, and of which nothing is there. */
  readonly missing: readonly string[]
}

export type RemovalDecision =
  | { readonly kind: 'ask'; readonly questions: readonly RemovalQuestion[] }
  /** `isShort`: some list shows less than it should, and is to be read once more before the plan is believed. */
  | { readonly kind: 'plan'; readonly removal: Removal; readonly isShort: boolean }

/** Decides how to undo launches; a pure function of what was seen. `wanted`: ids of phases, all that go on where undefined. */
export function planRemoval(sight: RemovalSight, wanted: readonly string[] | undefined): RemovalDecision {
  const { observation } = sight
  const byUs = [...observation.trusted].map((login): Question => ({ ask: 'issues-by', login }))
  const lists: Question[] = [...byUs, { ask: 'progress-issues' }]
  const open = lists.filter((question) => !isAnswered(observation, question))
  if (open.length > 0) return ask(open)
  const found = findLaunches(observation, wanted)
  const { chosen, kept, missing } = found
  if (found.questions.length > 0) return ask(found.questions)
  const sorted = sortOut(chosen, observation)
  if (sorted.questions.length > 0) return ask(sorted.questions)
  const nothing = chosen.length === 0
  if (!nothing && observation.milestones === undefined) return ask([{ ask: 'milestones' }])
  if (!nothing && sight.labels === undefined) return ask([{ ask: 'labels' }])
  const labels = nothing ? undefined : removeLabels(chosen, kept, sight.labels!, sight)
  if (labels !== undefined && labels.unknown.length > 0)
    return ask(labels.unknown.map((label) => ({ ask: 'bearers', label })))
  const links = unlinkKept(sorted, observation)
  if (links.questions.length > 0) return ask(links.questions)
  const milestones = removeMilestones(chosen, sorted, observation)
  return {
    kind: 'plan',
    isShort: found.isShort || sorted.isShort || links.isShort || labels?.isShort === true,
    removal: {
      steps: [
        ...(labels?.steps ?? []),
        ...milestones.steps,
        ...links.steps,
        ...chosen.flatMap((launch) => detach(launch, sorted, observation)),
        ...sorted.adopted.flatMap(withoutComment),
        ...sorted.closing,
        ...sorted.last,
      ],
      left: [...sorted.left, ...milestones.left, ...(labels?.left ?? [])],
      phases: chosen.map(({ phase, progress }) => ({ id: phase, file: progress?.record.file ?? '' })),
      missing,
    },
  }
}

function ask(questions: readonly RemovalQuestion[]): RemovalDecision {
  const distinct = new Map(questions.map((question) => [JSON.stringify(question), question]))
  return { kind: 'ask', questions: [...distinct.values()] }
}

/** What becomes of each issue. */
interface Sorted {
  readonly closing: readonly RemovalStep[]
  /** Of the progress issues, which name all others. */
  readonly last: readonly RemovalStep[]
  readonly adopted: readonly LaunchedTask[]
  /** Tasks whose issues stay open. */
  readonly staying: readonly LaunchedTask[]
  readonly going: readonly LaunchedTask[]
  readonly left: readonly Left[]
  readonly questions: readonly Question[]
  readonly isShort: boolean
}

function sortOut(launches: readonly Launch[], observation: Observation): Sorted {
  const closing: RemovalStep[] = []
  const last: RemovalStep[] = []
  const adopted: LaunchedTask[] = []
  const staying: LaunchedTask[] = []
  const going: LaunchedTask[] = []
  const left: Left[] = []
  const questions: Question[] = []
  let isShort = false
  const leave = (what: string, { reasons }: Pick<Touch, 'reasons'>) => {
    for (const why of reasons) left.push({ what, why })
  }
  const openOnes = launches.flatMap(({ tasks }) =>
    tasks.filter(({ issue, adopted: isTheirs }) => issue.open && !isTheirs),
  )
  const asked = openOnes.map(({ issue }) => issue.number).filter((number) => !observation.pulls.has(number))
  if (asked.length > 0) questions.push({ ask: 'pulls', numbers: asked.sort((a, b) => a - b) })
  for (const launch of launches) {
    const { phase, progress, copies, tasks } = launch
    // Those that a removal which broke off has closed are no tasks any more, but still known by number.
    const ours = new Set([...tasks.map(({ issue }) => issue.number), ...(progress?.record.tasks.values() ?? [])])
    for (const task of tasks) {
      const what = `#${task.issue.number} (${task.id})`
      if (task.adopted) {
        adopted.push(task)
        leave(what, { reasons: ['it was adopted: it keeps all but our labels, our comment and our links'] })
      } else if (!task.issue.open) leave(what, { reasons: ['it is closed already'] })
      else {
        const touch = touchOfTask(task, launch, ours, observation)
        questions.push(...touch.questions)
        isShort ||= touch.isShort
        leave(what, touch)
        if (touch.reasons.length > 0) staying.push(task)
        else {
          going.push(task)
          closing.push({ do: 'close', phase, owner: { kind: 'task', id: task.id }, seen: task.issue })
        }
      }
    }
    for (const issue of [...copies, ...(progress === undefined ? [] : [progress.issue])]) {
      const owner: Owner = { kind: 'phase', id: phase }
      const touch = issue.open ? touchOfProgress(issue, launch, ours, observation) : untouched
      questions.push(...touch.questions)
      isShort ||= touch.isShort
      leave(`#${issue.number} (progress of phase ${phase})`, touch)
      const isClosed = issue.open && touch.reasons.length === 0
      last.push({ do: isClosed ? 'close' : 'let-go', phase, owner, seen: issue })
    }
  }
  return { closing, last, adopted, staying, going, left, questions, isShort }
}

const untouched: Touch = { reasons: [], questions: [], isShort: false }

/** A milestone of ours that nothing else is in. */
function removeMilestones(
  launches: readonly Launch[],
  { closing, last }: Sorted,
  { milestones, trusted }: Observation,
): { readonly steps: readonly RemovalStep[]; readonly left: readonly Left[] } {
  const numbers = new Set(launches.flatMap(({ progress }) => progress?.record.milestone?.number ?? []))
  const going = [...closing, ...last].flatMap((step) => (step.do === 'close' ? [step.seen] : []))
  const steps: RemovalStep[] = []
  const left: Left[] = []
  for (const milestone of (milestones ?? []).filter(({ number }) => numbers.has(number))) {
    const own = going.filter((issue) => issue.milestone?.number === milestone.number).length
    const why = whyKept(milestone, own, trusted)
    const { number, title, count } = milestone
    if (why === undefined) steps.push({ do: 'delete-milestone', milestone: number, title, count })
    else left.push({ what: `milestone "${title}"`, why })
  }
  return { steps, left }
}

function whyKept({ creator, count }: Milestone, own: number, trusted: ReadonlySet<string>): string | undefined {
  if (creator === undefined || !trusted.has(creator.toLowerCase())) return 'somebody else made it'
  if (count === own) return undefined
  return count - own === 1 ? 'another issue is in it' : `${count - own} other issues are in it`
}

/** Links that we made from or to an issue that stays. */
function unlinkKept(
  { adopted, staying, going }: Sorted,
  observation: Observation,
): { readonly steps: readonly RemovalStep[]; readonly questions: readonly Question[]; readonly isShort: boolean } {
  const keeping = [...adopted, ...staying]
  const kept = new Set(keeping.map(({ issue }) => issue.number))
  const steps: RemovalStep[] = []
  const questions: Question[] = []
  let isShort = false
  for (const task of [...keeping, ...going]) {
    const { number, blockerCount } = task.issue
    const links = (task.record?.links ?? []).filter((link) => kept.has(number) || kept.has(link))
    if (links.length === 0 || blockerCount === undefined || blockerCount === 0) continue
    const question: Question = { ask: 'blockers', number }
    if (!isAnswered(observation, question)) questions.push(question)
    const live = observation.blockers.get(number) ?? []
    isShort ||= live.length < blockerCount
    for (const { id, number: blocker, repository } of live)
      if (repository === undefined && links.includes(blocker))
        steps.push({ do: 'unlink', number, blocker: { id, number: blocker } })
  }
  return { steps, questions, isShort }
}

/** What stays is no part of the phase any more. */
function detach({ progress }: Launch, { adopted, staying }: Sorted, { subIssues }: Observation): RemovalStep[] {
  const parent = progress?.issue.number
  const below = new Set(parent === undefined ? [] : subIssues.get(parent))
  return [...adopted, ...staying].flatMap(({ issue: { id, number } }): RemovalStep[] =>
    parent !== undefined && below.has(number) ? [{ do: 'detach', parent, child: { id, number } }] : [],
  )
}

function withoutComment({ id, issue, comment }: LaunchedTask): RemovalStep[] {
  if (comment === undefined) return []
  const { before, after } = splitBody(comment.body, { kind: 'task', id })
  // What somebody wrote into it is theirs.
  if (`${before}${after}`.trim() !== '') return []
  return [{ do: 'delete-comment', number: issue.number, comment: comment.id, body: comment.body }]
}

/** What a step does, while it is done: numbers alone, no text of a file. */
export function doingStep(step: RemovalStep): string {
  switch (step.do) {
    case 'take-label-off':
    case 'delete-label':
      return 'taking away labels'
    case 'delete-milestone':
      return 'taking away the milestone'
    case 'unlink':
    case 'delete-comment':
      return `freeing #${step.number}`
    case 'detach':
      return `freeing #${step.child.number}`
    case 'close':
      return `closing #${step.seen.number}`
    case 'let-go':
      return `letting go of #${step.seen.number}`
  }
}

/** One step in plain words, in the form "would …" completes. */
export function describeStep(step: RemovalStep): string {
  switch (step.do) {
    case 'take-label-off':
      return `take the label ${step.label} off #${step.number}`
    case 'delete-label':
      return `delete the label ${step.label}`
    case 'delete-milestone':
      return `delete the milestone "${step.title}"`
    case 'unlink':
      return `unmark #${step.number} as blocked by #${step.blocker.number}`
    case 'detach':
      return `take #${step.child.number} from under #${step.parent}`
    case 'delete-comment':
      return `delete our comment on #${step.number}`
    case 'close':
      return `close #${step.seen.number} (${named(step)}) as not planned`
    case 'let-go':
      return `make #${step.seen.number} (${named(step)}) an ordinary issue`
  }
}

function named({ owner }: { readonly owner: Owner }): string {
  return owner.kind === 'task' ? owner.id : `progress of phase ${owner.id}`
}

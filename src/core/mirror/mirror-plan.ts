import { progressPath, repositoryPath } from '../mirror-paths.ts'
import { isAnswered, type Question } from '../observation.ts'
import type { Operation } from '../operation.ts'
import type { Standing } from '../pages/progress-sections.ts'
import type { Phase } from '../phase.ts'
import { stateOf, statesOf } from '../picks/task-states.ts'
import { checksum } from '../records/checksum.ts'
import { emptyMirrorRecord, type MirrorNote, type MirrorRecord } from '../records/mirror-record.ts'
import type { TaskState } from '../records/task-record.ts'
import type { TaskView } from '../tasks/task-view.ts'
import { localDate } from '../time/calendar.ts'
import type { World } from '../world.ts'
import { backlogPart } from './backlog-file.ts'
import { readNews } from './files/commit-signs.ts'
import type { FileEdit, SharedEdit } from './files/file-edit.ts'
import type { ProgressEdit } from './files/progress-file.ts'
import { jobsPart } from './jobs-file.ts'
import { progressPart } from './progress-part.ts'

interface PhaseMirror {
  readonly branch: string
  readonly edits: readonly FileEdit[]
  readonly note: MirrorNote
}

/** The commits that bring the files of all phases up to date: one for each branch. */
export function mirrorOperations(
  standings: readonly Standing[],
  world: World,
): { readonly operations: readonly Operation[]; readonly questions: readonly Question[] } {
  const questions: Question[] = []
  const mirrors: PhaseMirror[] = []
  for (const standing of standings) {
    const plan = planMirror(standing, world)
    if (plan === undefined) continue
    const branch = standing.phase.phase.files!.branch ?? world.observation.branch
    if (world.observation.branch === undefined) questions.push({ ask: 'branch' })
    if (branch !== undefined) mirrors.push({ ...plan, branch })
  }
  const open = questions.filter((question) => !isAnswered(world.observation, question))
  const operations = [...Map.groupBy(mirrors, ({ branch }) => branch)].map(([branch, group]): Operation => {
    const notes = group.map(({ note }) => note)
    return { do: 'commit-files', phase: notes[0]!.phase, branch, edits: group.flatMap(({ edits }) => edits), notes }
  })
  return { operations, questions: open }
}

/** Undefined where nothing is to be done in this run: files say it all, it was tried, or it was refused not long ago. */
function planMirror(standing: Standing, world: World): Omit<PhaseMirror, 'branch'> | undefined {
  const { phase, record } = standing
  const { id, files, timezone } = phase.phase
  if (files === undefined || phase.progress === undefined || world.observation.mirrored.has(id)) return undefined
  const before = record.mirror ?? emptyMirrorRecord
  const shared = sharedEdits(standing)
  const progress = startedTasks(standing).flatMap((view) => progressEdit(view, standing, world))
  const newShared = shared.filter((edit) => before[edit.file] !== sumOf(edit, files))
  const newProgress = progress.filter(
    ({ edit, isNews }) => isNews || before.tasks.get(edit.task) !== sumOf(edit, files),
  )
  const edits = [...newShared, ...newProgress.map(({ edit }) => edit)]
  if (edits.length === 0) return undefined
  const sum = checksum(JSON.stringify(edits))
  const on = localDate(world.now, timezone)
  if (before.refused?.sum === sum && before.refused.on === on) return undefined
  const open = progress.filter(({ hasEnded }) => !hasEnded)
  const tasks = new Map(open.map(({ edit }) => [edit.task, sumOf(edit, files)]))
  const done: MirrorRecord = {
    ...before,
    ...Object.fromEntries(shared.map((edit) => [edit.file, sumOf(edit, files)])),
    tasks,
    ended: endedWithoutClaim(progress, standing),
    refused: undefined,
  }
  const undone: MirrorRecord = {
    ...before,
    ...Object.fromEntries(newShared.map((edit) => [edit.file, ''])),
    tasks: new Map([...tasks, ...newProgress.map(({ edit }) => [edit.task, ''] as const)]),
  }
  return { edits, note: { phase: id, done, undone, sum, on } }
}

function sharedEdits(standing: Standing): readonly SharedEdit[] {
  const { phase } = standing.phase
  const states = unqueuedStates(standing)
  const of = (file: 'jobs' | 'backlog', part: (standing: Standing) => string): SharedEdit[] => {
    const path = phase.files?.[file]
    return path === undefined
      ? []
      : [{ file, path: repositoryPath(path), phase: phase.id, part: part(standing), states }]
  }
  return [...of('jobs', jobsPart), ...of('backlog', backlogPart)]
}

/** Of every task that is not simply in the queue. */
function unqueuedStates(standing: Standing): Readonly<Record<string, TaskState>> {
  return Object.fromEntries([...statesOf(standing)].filter(([, state]) => state !== 'ready' && state !== 'blocked'))
}

/** Those that have, or had, a slot, of which the file is still to be kept: one that has ended is told so once. */
function startedTasks({ phase, slots, record }: Standing): readonly TaskView[] {
  if (phase.phase.files?.progress === undefined) return []
  const mirror = phase.record.mirror
  return phase.tasks.filter(({ task, outcome, record: own }) => {
    const isOnRecord = mirror?.tasks.has(task.id) || phase.record.picks.has(task.id)
    if (isOnRecord || slots.holders.has(task.id)) return true
    if (outcome !== undefined && mirror !== undefined) return false
    const claims = own?.claims ?? record.claimed.get(task.id) ?? 0
    return claims > 0 || mirror?.ended.includes(task.id)
  })
}

interface PlannedFile {
  readonly edit: ProgressEdit
  readonly hasEnded: boolean
  /** Somebody wrote in it: it is written, whatever it says already. */
  readonly isNews: boolean
}

/** None where nothing certain is known of the task. */
function progressEdit(view: TaskView, standing: Standing, world: World): readonly PlannedFile[] {
  const { phase, blocking, slots } = standing
  const { task, outcome, record } = view
  const state = stateOf(view, blocking.get(task.id)!, slots)
  if (state === undefined) return []
  const isAtIt = state !== 'assigned' && state !== 'ready' && state !== 'blocked'
  const claim = isAtIt ? record?.claim : undefined
  const news = readNews(view, world.observation)
  const edit: ProgressEdit = {
    file: 'progress',
    path: progressPath(phase.phase, task.id)!,
    phase: phase.phase.id,
    task: task.id,
    issue: view.number,
    status: state,
    percent: outcome === 'done' ? 100 : claim?.percent,
    heartbeat: claim?.heartbeat?.replace('.000Z', 'Z'),
    part: progressPart(view, state, standing),
    seen: news,
  }
  return [{ edit, hasEnded: outcome !== undefined, isNews: news !== undefined }]
}

/** What was seen around our part is no news any more once it is committed. */
function sumOf(edit: FileEdit, files: Phase['files']): string {
  return checksum(JSON.stringify([files?.branch, { ...edit, seen: undefined }]))
}

function endedWithoutClaim(all: readonly PlannedFile[], { phase, record }: Standing): readonly string[] {
  const claimed = new Set([
    ...record.claimed.keys(),
    ...phase.tasks.flatMap((view) => (view.record?.claims ? [view.task.id] : [])),
  ])
  const own = new Set(phase.tasks.map(({ task }) => task.id))
  const known = phase.record.mirror?.ended ?? []
  const ending = all.flatMap(({ edit, hasEnded }) => (hasEnded ? [edit.task] : []))
  return [...new Set([...known, ...ending])].filter((id) => own.has(id) && !claimed.has(id))
}

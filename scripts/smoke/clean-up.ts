// Takes away what a run has made, whatever became of the run: everything bears its mark, and the journal, an issue made
// first and deleted last, says what was there before.

import { setTimeout as pause } from 'node:timers/promises'
import { openStates } from '../../src/core/records/task-record.ts'
import { type Journal, journalTitle, readJournal } from './journal.ts'
import { marksIn } from './mark.ts'
import { deletion } from './probes/issues.ts'
import { type Repository, readAll, readHead } from './repository.ts'
import { type Fields, fieldsOf } from './site.ts'
import type { Wire } from './wire.ts'

export interface Leftovers {
  /** What GitHub never deletes, or not for this token: closed and bare. */
  readonly kept: string[]
  /** What should have gone, and did not. */
  readonly failed: string[]
}

/** Undoes a run, or all that have left something. */
export async function cleanUp(wire: Wire, { source }: Repository, beat: number, only?: string): Promise<Leftovers> {
  const left: Leftovers = { kept: [], failed: [] }
  const marks = only === undefined ? await findMarks(wire, source.login) : [only]
  for (const mark of marks) {
    const issues = await markedIssues(wire, mark, source.login)
    const journal = readJournal(issues, mark)
    await removeRuns(wire, mark, beat, left)
    await removeBranches(wire, mark, left)
    await restoreFiles(wire, mark, source.branch, journal, left)
    await removeMilestones(wire, mark, left)
    await removeLabels(wire, mark, journal, left)
    await removeIssues(wire, mark, source.login, beat, left)
  }
  return left
}

/** Marks of all runs that have left something, closed issues that cannot be deleted aside. */
async function findMarks(wire: Wire, login: string): Promise<readonly string[]> {
  const issues = (await readAll(wire, 'GET issues', { state: 'all' })).filter(
    ({ user }) => fieldsOf(user).login === login,
  )
  const names = [
    ...issues.map(({ title }) => title),
    ...(await readAll(wire, 'GET labels')).map(({ name }) => name),
    ...(await readAll(wire, 'GET milestones', { state: 'all' })).map(({ title }) => title),
    ...(await readAll(wire, 'GET git/matching-refs/{+ref}', { ref: 'heads/pc-smoke-' })).map(({ ref }) => ref),
  ]
  return [...new Set(names.flatMap((name) => marksIn(String(name))))]
}

async function markedIssues(wire: Wire, mark: string, login: string): Promise<Fields[]> {
  const all = await readAll(wire, 'GET issues', { state: 'all' })
  return all.filter(({ title, user }) => String(title).includes(mark) && fieldsOf(user).login === login)
}

const note = (left: Leftovers, what: string, status: number) => {
  if (status >= 300 && status !== 404 && status !== 410) left.failed.push(`${what} (GitHub answered ${status})`)
}

/** Looks at a run that is cancelled, before it is left. */
const mostLooks = 20

async function removeRuns(wire: Wire, mark: string, beat: number, left: Leftovers): Promise<void> {
  const { answer } = await wire.send('GET actions/runs', { event: 'workflow_dispatch', per_page: 100 })
  const runs = ((fieldsOf(answer.body).workflow_runs ?? []) as Fields[]).filter(({ path }) =>
    String(path).includes(mark),
  )
  for (const { id: run, status } of runs) {
    if (status !== 'completed') await wire.send('POST actions/runs/{run}/cancel', { run })
    for (let looks = 0; looks < mostLooks && status !== 'completed'; looks++) {
      const read = await wire.send('GET actions/runs/{run}', { run })
      if (fieldsOf(read.answer.body).status === 'completed') break
      await pause(beat)
    }
    const removed = await wire.send('DELETE actions/runs/{run}', { run })
    note(left, `workflow run ${run}`, removed.answer.status)
  }
}

async function removeBranches(wire: Wire, mark: string, left: Leftovers): Promise<void> {
  for (const { ref } of await readAll(wire, 'GET git/matching-refs/{+ref}', { ref: `heads/${mark}` })) {
    const name = String(ref).replace(/^refs\//, '')
    const { answer } = await wire.send('DELETE git/refs/{+ref}', { ref: name })
    note(left, `branch ${name.replace(/^heads\//, '')}`, answer.status)
  }
}

/** Sets the default branch back where it was empty and nobody else has committed since; otherwise commits without our files. */
async function restoreFiles(
  wire: Wire,
  mark: string,
  branch: string,
  journal: Journal | undefined,
  left: Leftovers,
): Promise<void> {
  const ref = `heads/${branch}`
  const head = await readHead(wire, branch)
  if (head === undefined || head === journal?.head) return
  const commits = await readAll(wire, 'GET commits', { sha: branch })
  const since = commits.slice(
    0,
    commits.findIndex(({ sha }) => sha === journal?.head),
  )
  const ours = since.length > 0 && since.every(({ commit }) => String(fieldsOf(commit).message).startsWith(mark))
  if (journal?.empty && ours) {
    const { answer } = await wire.send('PATCH git/refs/{+ref}', { ref, sha: journal.head, force: true })
    if (answer.status < 300) return
  }
  await commitWithout(wire, mark, { ref, head, branch }, left)
}

async function commitWithout(
  wire: Wire,
  mark: string,
  { ref, head, branch }: { ref: string; head: string; branch: string },
  left: Leftovers,
): Promise<void> {
  const { answer } = await wire.send('GET git/trees/{+sha}', { sha: branch, recursive: '1' })
  const files = ((fieldsOf(answer.body).tree ?? []) as Fields[]).filter(
    ({ path, type }) => type === 'blob' && String(path).includes(mark),
  )
  if (files.length === 0) return
  const tree = files.map(({ path }) => ({ path, mode: '100644', type: 'blob', sha: null }))
  const made = await wire.send('POST git/trees', { base_tree: head, tree })
  const message = `${mark} remove the files of a trial`
  const commit = await wire.send('POST git/commits', { message, tree: fieldsOf(made.answer.body).sha, parents: [head] })
  const moved = await wire.send('PATCH git/refs/{+ref}', { ref, sha: fieldsOf(commit.answer.body).sha, force: false })
  const names = files.map(({ path }) => path).join(', ')
  note(left, `files on ${branch}: ${names}`, moved.answer.status)
}

async function removeMilestones(wire: Wire, mark: string, left: Leftovers): Promise<void> {
  for (const { number, title } of await readAll(wire, 'GET milestones', { state: 'all' })) {
    if (!String(title).includes(mark)) continue
    const { answer } = await wire.send('DELETE milestones/{number}', { number })
    note(left, `milestone ${title}`, answer.status)
  }
}

/** Labels that the phase of six tasks may get from the action. */
const steeringNames = new Set([
  'phase-task',
  'phase-progress',
  'stream:smoke',
  'model:smoke',
  ...[1, 2, 3, 4, 5].map((priority) => `priority:${priority}`),
  ...openStates.map((state) => `status:${state}`),
])

/** The phase's own labels have no mark; they are ours if they were not there before. */
async function removeLabels(wire: Wire, mark: string, journal: Journal | undefined, left: Leftovers): Promise<void> {
  const before = new Set(journal?.labels.map((name) => name.toLowerCase()))
  for (const { name } of await readAll(wire, 'GET labels')) {
    const label = String(name)
    const isOfPhase = steeringNames.has(label) && !before.has(label.toLowerCase())
    if (isOfPhase && journal === undefined)
      left.failed.push(`label ${label} (whether it was there before is not known)`)
    if (!label.includes(mark) && !(isOfPhase && journal !== undefined)) continue
    const { answer } = await wire.send('DELETE labels/{name}', { name })
    note(left, `label ${label}`, answer.status)
  }
}

/** Lists lag: they are read until they show nothing of ours. The journal goes last. */
async function removeIssues(wire: Wire, mark: string, login: string, beat: number, left: Leftovers): Promise<void> {
  const tried = new Set<unknown>()
  for (let round = 0; round < 3; round++) {
    const issues = (await markedIssues(wire, mark, login)).filter(({ number }) => !tried.has(number))
    if (issues.length === 0 && round > 0) return
    const last = (issue: Fields) => (issue.title === journalTitle(mark) ? 1 : 0)
    for (const issue of issues.toSorted((one, other) => last(one) - last(other))) {
      tried.add(issue.number)
      if (!(await removeIssue(wire, issue)))
        left.kept.push(`#${issue.number} ${issue.title}: closed, because ${whyKept(issue)}`)
    }
    await pause(beat)
  }
}

const whyKept = ({ pull_request: pull }: Fields) =>
  pull == null ? 'this token may not delete issues' : 'GitHub deletes no pull request'

/** Deletes an issue; where that cannot be, closes and bares it. */
async function removeIssue(wire: Wire, { number, node_id: issueId, pull_request: pull }: Fields): Promise<boolean> {
  if (pull == null) {
    const { answer } = await wire.send('POST /graphql', { query: deletion, variables: { input: { issueId } } })
    if (answer.status === 200 && fieldsOf(answer.body).errors === undefined) return true
  }
  const reason = pull == null ? { state_reason: 'not_planned' } : {}
  await wire.send('PATCH issues/{number}', {
    number,
    state: 'closed',
    ...reason,
    labels: [],
    milestone: null,
    assignees: [],
  })
  return false
}

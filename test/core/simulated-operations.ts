import { type Issue, type Milestone, sameName } from '../../src/core/issues/issue.ts'
import { editFile } from '../../src/core/mirror/files/file-edit.ts'
import { type Observation, withoutLists } from '../../src/core/observation.ts'
import { type Operation, operationKey } from '../../src/core/operation.ts'
import { writeTask } from '../../src/core/pages/managed-task.ts'
import { withTold, writeProgress } from '../../src/core/pages/progress-page.ts'
import { withRefusals } from '../../src/core/records/task-record.ts'
import { withIssues } from './simulated-answers.ts'
import * as gh from './simulated-github.ts'
import { addComment, toRemark, withRemarks } from './simulated-remarks.ts'
import { workerEffects } from './simulated-workers.ts'

/** What is known while operations are done; each one's answer is added. */
export interface Site {
  readonly github: gh.GitHub
  observation: Observation
  readonly numbers: Map<string, number>
  readonly progress: Map<string, number>
}

/** Something that it needs was not made by an earlier operation of the same round. */
export class Unready extends Error {}

/** What was decided rests on a view that turned out to be wrong: decide again. */
export class Surprise extends Error {}

/** Does an operation to the simulation, as src/github/apply.ts does over the wire. */
export function apply(operation: Operation, site: Site): void {
  const doIt = effects[operation.do] as (operation: Operation, site: Site) => void
  doIt(operation, site)
}

const effects: { readonly [Verb in Operation['do']]: (operation: Do<Verb>, site: Site) => void } = {
  'create-label': ({ label, phase }, site) => {
    const { labels, readAgain } = site.observation
    if (labels.has(label.name.toLowerCase())) return
    const isThere = gh.isAmong(site.github.labels, label.name)
    const found = isThere ? site.github.labels.filter((name) => !labels.has(name.toLowerCase())) : [label.name]
    if (!isThere) site.github.labels.push(label.name)
    site.observation = { ...site.observation, labels: new Set([...labels, ...found.map((name) => name.toLowerCase())]) }
    if (!isThere || !gh.isAmong(found, `phase:${phase}`) || site.progress.has(phase) || readAgain.has(phase)) return
    site.observation = withoutLists(site.observation, phase)
    throw new Surprise(`phase:${phase}`)
  },
  'create-milestone': createMilestone,
  'change-milestone': changeMilestone,
  'open-progress': openProgress,
  'open-task': openTask,
  'add-sub-issue': addSubIssue,
  link,
  unlink,
  'add-labels': ({ task, labels }, site) => see(gh.addLabels(site.github, numberOfTask(task, site), labels), site),
  'label-progress': ({ phase, labels }, site) =>
    see(gh.addLabels(site.github, numberOfProgress(phase, site), labels), site),
  'remove-label': ({ task, label }, site) => {
    const { number, labels } = gh.storedIssue(site.github, numberOfTask(task, site))
    see(gh.changeIssue(site.github, number, { labels: labels.filter((name) => !sameName(name, label)) }), site)
  },
  'retitle-task': ({ task, title, byHand }, site) => {
    see(gh.changeIssue(site.github, numberOfTask(task, site), { title }), site)
    const { retitled } = site.observation
    if (byHand) site.observation = { ...site.observation, retitled: new Set([...retitled, task]) }
  },
  'retitle-progress': ({ phase, title }, site) =>
    see(gh.changeIssue(site.github, numberOfProgress(phase, site), { title }), site),
  'set-milestone': (operation, site) => {
    const milestone = milestoneNumber(operation.milestone, site)
    if (milestone === undefined) throw new Unready(operation.milestone)
    see(gh.changeIssue(site.github, numberOfTask(operation.task, site), { milestone }), site)
  },
  assign,
  unassign: ({ task, logins }, site) => {
    const { number, assignees } = gh.storedIssue(site.github, numberOfTask(task, site))
    const kept = assignees.filter((login) => !gh.isAmong(logins, login))
    see(gh.changeIssue(site.github, number, { assignees: kept }), site)
  },
  'write-task': rewriteTask,
  'close-duplicate': closeDuplicate,
  claim: (operation, site) =>
    workerEffects.claim(operation, site, (claim) => {
      const part = { ...operation.part, record: { ...operation.part.record, claim } }
      rewriteTask(
        { do: 'write-task', phase: operation.phase, task: operation.task, part, reopened: false, back: false },
        site,
      )
    }),
  'start-run': (operation, site) => {
    site.observation = workerEffects['start-run'](operation, site)
  },
  'start-agent': (operation, site) => {
    site.observation = workerEffects['start-agent'](operation, site)
    see(gh.storedIssue(site.github, numberOfTask(operation.task, site)), site)
  },
  'cancel-run': (operation, site) => {
    site.observation = workerEffects['cancel-run'](operation, site)
  },
  react: (operation, site) => {
    site.observation = workerEffects.react(operation, site)
  },
  reply: (operation, site) => {
    site.observation = workerEffects.reply(operation, site)
  },
  tell: (operation, site) => {
    site.observation = workerEffects.tell(operation, site)
  },
  'note-told': ({ phase, told }, site) => {
    const issue = gh.storedIssue(site.github, numberOfProgress(phase, site))
    rewrite(issue, withTold(issue.body, phase, told) ?? issue.body, site)
    noteRecorded(phase, site)
  },
  'commit-files': ({ edits, notes }, site) => {
    const { files } = site.github
    for (const edit of edits) files.set(edit.path, editFile(edit, files.get(edit.path)))
    const mirrored = new Map(site.observation.mirrored)
    for (const { phase, done } of notes) mirrored.set(phase, done)
    site.observation = { ...site.observation, mirrored }
  },
  'write-progress': ({ phase, page }, site) => {
    const issue = gh.storedIssue(site.github, numberOfProgress(phase, site))
    rewrite(
      issue,
      writeProgress(page, issue.body, (task) => site.numbers.get(task)),
      site,
    )
    noteRecorded(phase, site)
  },
  'reopen-progress': ({ phase }, site) => see(gh.reopenIssue(site.github, numberOfProgress(phase, site)), site),
  'close-progress': ({ phase }, site) =>
    see(gh.closeIssue(site.github, numberOfProgress(phase, site), 'completed'), site),
}

type Do<Verb extends Operation['do']> = Extract<Operation, { do: Verb }>

function createMilestone({ title, dueDate }: Do<'create-milestone'>, site: Site): void {
  const { github, observation } = site
  const isTaken = github.milestones.some((milestone) => milestone.title === title)
  if (!isTaken) {
    const number = github.milestones.length + 1
    github.milestones.push({ number, creator: gh.coordinator, title, dueDate, open: true })
  }
  const milestones = github.milestones.map(({ number }) => gh.showMilestone(github, number))
  site.observation = { ...observation, milestones }
  if (isTaken) throw new Surprise(title)
}

function changeMilestone({ number, changes }: Do<'change-milestone'>, site: Site): void {
  const { github, observation } = site
  const stored = github.milestones.find((milestone) => milestone.number === number)!
  const { open, title } = changes
  Object.assign(stored, title === undefined ? {} : { title }, open === undefined ? {} : { open })
  if ('dueDate' in changes) stored.dueDate = changes.dueDate
  const milestone: Milestone = gh.showMilestone(github, number)
  const issues = [...observation.issues].map(([key, issue]): [number, Issue] => [
    key,
    issue.milestone?.number === number ? { ...issue, milestone } : issue,
  ])
  const others = (observation.milestones ?? []).filter((other) => other.number !== number)
  site.observation = { ...observation, issues: new Map(issues), milestones: [...others, milestone] }
}

function openProgress({ phase, title, labels, page, milestone }: Do<'open-progress'>, site: Site): void {
  const issue = gh.openIssue(site.github, gh.coordinator, {
    title,
    body: writeProgress(page, undefined, (task) => site.numbers.get(task)),
    labels: [...labels],
    milestone: milestoneNumber(milestone, site),
  })
  site.progress.set(phase, issue.number)
  see(issue, site)
}

function openTask({ title, labels, assignees, milestone, part, task, phase }: Do<'open-task'>, site: Site): void {
  const progress = numberOfProgress(phase, site)
  // One login that GitHub does not take spoils the whole request; the others are assigned once the issue is there.
  const logins = assignees.every((login) => gh.isAmong(site.github.assignable, login)) ? assignees : []
  const record = { ...part.record, assigned: logins }
  const body = writeTask({ ...part, record }, undefined, progress, (id) => site.numbers.get(id))
  const issue = gh.openIssue(site.github, gh.coordinator, {
    title,
    body,
    labels: [...labels],
    assignees: [...logins],
    milestone: milestoneNumber(milestone, site),
  })
  site.numbers.set(task, issue.number)
  see(issue, site)
  const { observation } = site
  site.observation = { ...observation, blockers: new Map(observation.blockers).set(issue.number, []) }
}

function addSubIssue(operation: Do<'add-sub-issue'>, site: Site): void {
  const parent = numberOfProgress(operation.phase, site)
  const child = issueOfTask(operation.task, site)
  try {
    gh.addSubIssue(site.github, parent, child.number, operation.replace)
  } catch (error) {
    refuse(error, operation, site)
    return
  }
  const { observation } = site
  const issues = new Map(observation.issues)
  const issue = issues.get(parent)
  if (issue?.subIssues !== undefined)
    issues.set(parent, { ...issue, subIssues: { ...issue.subIssues, total: issue.subIssues.total + 1 } })
  const numbers = [...(observation.subIssues.get(parent) ?? []), child.number]
  site.observation = { ...observation, issues, subIssues: new Map(observation.subIssues).set(parent, numbers) }
}

function link(operation: Do<'link'>, site: Site): void {
  const { github, observation } = site
  if (!observation.dependencies) return
  const issue = issueOfTask(operation.task, site)
  const blocker = observation.issues.get(site.numbers.get(operation.blocker) ?? 0)
  if (blocker === undefined) throw new Unready(`${operation.blocker} has no issue yet`)
  if (!github.dependencies) {
    site.observation = { ...observation, dependencies: false }
    return
  }
  try {
    gh.addBlocker(github, issue.number, blocker.number)
  } catch (error) {
    if (!(error instanceof gh.Refusal) || !/already been taken/.test(error.message)) {
      refuse(error, operation, site)
      return
    }
  }
  const { id, number, open, stateReason } = blocker
  const list = observation.blockers.get(issue.number) ?? []
  setBlockers(issue, [...list, { id, number, repository: undefined, open, stateReason }], site)
}

function unlink({ task, blocker }: Do<'unlink'>, site: Site): void {
  const issue = issueOfTask(task, site)
  gh.removeBlocker(site.github, issue.number, blocker.number)
  const list = site.observation.blockers.get(issue.number) ?? []
  setBlockers(
    issue,
    list.filter(({ id }) => id !== blocker.id),
    site,
  )
}

function setBlockers(issue: Issue, list: NonNullable<ReturnType<Observation['blockers']['get']>>, site: Site): void {
  const { observation } = site
  const issues = new Map(observation.issues)
  if (issue.blockerCount !== undefined) issues.set(issue.number, { ...issue, blockerCount: list.length })
  site.observation = { ...observation, issues, blockers: new Map(observation.blockers).set(issue.number, list) }
}

function assign({ task, logins }: Do<'assign'>, site: Site): void {
  const { number, assignees } = gh.storedIssue(site.github, numberOfTask(task, site))
  const known = logins.filter((login) => gh.isAmong(site.github.assignable, login))
  const all = [...assignees, ...known.filter((login) => !gh.isAmong(assignees, login))]
  see(gh.changeIssue(site.github, number, { assignees: all }), site)
  const dropped = logins.filter((login) => !gh.isAmong(all, login)).map((login) => login.toLowerCase())
  const unassignable = new Set([...site.observation.unassignable, ...dropped])
  site.observation = { ...site.observation, unassignable }
}

function rewriteTask({ part, task, phase, reopened, back }: Do<'write-task'>, site: Site): void {
  const { github } = site
  const number = numberOfTask(task, site)
  const stored = gh.storedIssue(github, number)
  const record = withRefusals(part.record, site.observation.unassignable)
  const write = (existing: string | undefined) =>
    writeTask({ ...part, record }, existing, site.progress.get(phase), (id) => site.numbers.get(id))
  const comment = site.observation.comments.get(number)
  if (comment === undefined) rewrite(stored, write(stored.body), site)
  else {
    const kept = comment === 'none' ? undefined : stored.comments.find(({ id }) => id === comment.id)
    const written = kept ?? addComment(github, number, gh.coordinator, '')
    written.body = write(kept?.body)
    see(stored, site)
    if (kept === undefined) {
      site.observation = withRemarks(site.observation, number, [toRemark(written, site.observation, github)])
    }
    const comments = new Map(site.observation.comments).set(number, { id: written.id, body: written.body })
    site.observation = { ...site.observation, comments }
  }
  if (back) site.observation = { ...site.observation, back: new Set([...site.observation.back, task]) }
  if (reopened) site.observation = { ...site.observation, reopened: new Set([...site.observation.reopened, task]) }
}

function closeDuplicate({ number }: Do<'close-duplicate'>, site: Site): void {
  const seen = site.observation.issues.get(number)
  const live = gh.storedIssue(site.github, number)
  const isUntouched = live.open && live.comments.length === 0 && live.body === seen?.body
  see(isUntouched ? gh.closeIssue(site.github, number, 'duplicate') : live, site)
}

function rewrite(issue: gh.StoredIssue, body: string, site: Site): void {
  see(body === issue.body ? issue : gh.changeIssue(site.github, issue.number, { body }), site)
}

/** What this run has delivered stands in the phase's record now. */
function noteRecorded(phase: string, site: Site): void {
  const delivered = new Map(site.observation.delivered)
  if (delivered.delete(phase)) site.observation = { ...site.observation, delivered }
}

function see(issue: gh.StoredIssue, site: Site): void {
  site.observation = withIssues(site.observation, [gh.showIssue(site.github, issue)])
}

function refuse(error: unknown, operation: Operation, site: Site): void {
  if (!(error instanceof gh.Refusal)) throw error
  const refused = new Map(site.observation.refused).set(operationKey(operation), error.message)
  site.observation = { ...site.observation, refused }
}

function milestoneNumber(title: string | undefined, { observation }: Site): number | undefined {
  if (title === undefined) return undefined
  const listed = observation.milestones?.find((milestone) => milestone.title === title)
  if (listed !== undefined) return listed.number
  for (const { milestone } of observation.issues.values()) if (milestone?.title === title) return milestone.number
  return undefined
}

function numberOfTask(task: string, site: Site): number {
  const number = site.numbers.get(task)
  if (number === undefined) throw new Unready(`${task} has no issue yet`)
  return number
}

function issueOfTask(task: string, site: Site): Issue {
  const issue = site.observation.issues.get(numberOfTask(task, site))
  if (issue === undefined) throw new Unready(`the issue of ${task} was not read`)
  return issue
}

function numberOfProgress(phase: string, site: Site): number {
  const number = site.progress.get(phase)
  if (number === undefined) throw new Unready(`phase ${phase} has no progress issue yet`)
  return number
}

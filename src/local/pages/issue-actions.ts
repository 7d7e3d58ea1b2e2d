import { mergePull } from '../merge.ts'
import type { CommentRow, IssueRow } from '../state.ts'
import type { Desk, Refused } from './desk.ts'
import type { Form } from './form.ts'
import { hasAtLeast } from './rights.ts'
import { tickBox } from './task-boxes.ts'
import { sumOf } from './text.ts'

/** What a form of an issue's page does, as the person who is chosen. Undefined where it was done. */
export type IssueAction = (desk: Desk, login: string, row: IssueRow, form: Form) => Promise<Refused | undefined>

const refused = (status: number, message: string): Refused => ({ status, message })
const outdated = refused(409, 'The text was changed meanwhile. Look at the page again, then repeat your change.')

const pathOf = (row: IssueRow) => `/issues/${row.number}`

const states: Readonly<Record<string, object>> = {
  completed: { state: 'closed', state_reason: 'completed' },
  not_planned: { state: 'closed', state_reason: 'not_planned' },
  close: { state: 'closed' },
  reopen: { state: 'open' },
}

/** A comment, and then the state where its button asks for one; a button for the state alone needs no words. */
const comment: IssueAction = async (desk, login, row, form) => {
  const act = form.text('act') || 'comment'
  const state = states[act]
  if (state === undefined && act !== 'comment') return refused(400, `There is nothing called "${act}" to do.`)
  if (state === undefined || form.text('body').trim() !== '') {
    const said = await desk.send(login, 'POST', `${pathOf(row)}/comments`, { body: form.text('body') })
    if (said !== undefined) return said
  }
  return state && (await desk.send(login, 'PATCH', pathOf(row), state))
}

const title: IssueAction = (desk, login, row, form) =>
  desk.send(login, 'PATCH', pathOf(row), { title: form.text('title') })

const body: IssueAction = async (desk, login, row, form) =>
  form.text('sum') === sumOf(row.body) ? desk.send(login, 'PATCH', pathOf(row), { body: form.text('body') }) : outdated

const tick: IssueAction = async (desk, login, row, form) => {
  const ticked = tickedText(row.body, form)
  return typeof ticked === 'string' ? desk.send(login, 'PATCH', pathOf(row), { body: ticked }) : ticked
}

/** `box` is the index of a box and what it is to be: `2:on`. */
function tickedText(text: string | null, form: Form): string | Refused {
  if (form.text('sum') !== sumOf(text)) return outdated
  const [, index, state] = /^(\d{1,6}):(on|off)$/.exec(form.text('box')) ?? []
  const ticked = index === undefined ? undefined : tickBox(text ?? '', Number(index), state === 'on')
  return ticked ?? refused(400, 'There is no such box in the text.')
}

export async function editComment(
  desk: Desk,
  login: string,
  row: CommentRow,
  form: Form,
): Promise<Refused | undefined> {
  if (form.text('sum') !== sumOf(row.body)) return outdated
  return desk.send(login, 'PATCH', `/issues/comments/${row.id}`, { body: form.text('body') })
}

export async function tickComment(
  desk: Desk,
  login: string,
  row: CommentRow,
  form: Form,
): Promise<Refused | undefined> {
  const ticked = tickedText(row.body, form)
  return typeof ticked === 'string' ? desk.send(login, 'PATCH', `/issues/comments/${row.id}`, { body: ticked }) : ticked
}

/** GitHub sends an event for each label; so those that come and those that go are sent on their own. */
const labels: IssueAction = async (desk, login, row, form) => {
  const { store } = desk.playground.tracker
  const before = store.labelsOf(row)
  const after = form
    .all('label')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  for (const name of after.filter((each) => !before.some((other) => other.toLowerCase() === each.toLowerCase()))) {
    const answer = await desk.send(login, 'POST', `${pathOf(row)}/labels`, { labels: [name] })
    if (answer !== undefined) return answer
  }
  for (const name of before.filter((each) => !after.some((other) => other.toLowerCase() === each.toLowerCase()))) {
    const answer = await desk.send(login, 'DELETE', `${pathOf(row)}/labels/${encodeURIComponent(name)}`)
    if (answer !== undefined) return answer
  }
  return undefined
}

const assignees: IssueAction = async (desk, login, row, form) => {
  const after = form.all('assignee')
  const added = after.filter((each) => !row.assignees.includes(each))
  const removed = row.assignees.filter((each) => !after.includes(each))
  const path = `${pathOf(row)}/assignees`
  const answer = added.length > 0 ? await desk.send(login, 'POST', path, { assignees: added }) : undefined
  if (answer !== undefined || removed.length === 0) return answer
  return desk.send(login, 'DELETE', path, { assignees: removed })
}

const block: IssueAction = async (desk, login, row, form) => {
  const number = Number(form.text('number').replace(/^#/, ''))
  const blocker = desk.playground.tracker.store.findIssue(number)
  if (blocker === undefined || blocker.deleted) return refused(404, `There is no issue #${form.text('number')}.`)
  return desk.send(login, 'POST', `${pathOf(row)}/dependencies/blocked_by`, { issue_id: blocker.id })
}

const unblock: IssueAction = async (desk, login, row, form) => {
  const id = Number(form.text('id'))
  if (!desk.playground.tracker.store.blockersOf(row).some((blocker) => blocker.id === id))
    return refused(404, 'That link is not there any more.')
  return desk.send(login, 'DELETE', `${pathOf(row)}/dependencies/blocked_by/${id}`)
}

const lock: IssueAction = (desk, login, row, form) =>
  desk.send(login, form.text('lock') === 'off' ? 'DELETE' : 'PUT', `${pathOf(row)}/lock`)

/** The tracker's API merges nothing, since the action never does. */
const merge: IssueAction = async (desk, login, row) => {
  const { store } = desk.playground.tracker
  if (!hasAtLeast(store, login, 'write')) return refused(403, 'Only people who may write can merge.')
  let closes: readonly number[]
  try {
    closes = mergePull(store, row, login)
  } catch (error) {
    return refused(409, error instanceof Error ? error.message : String(error))
  }
  desk.note(login)
  store.save()
  for (const number of closes) {
    const answer = await desk.send(login, 'PATCH', `/issues/${number}`, states.completed)
    if (answer !== undefined) return answer
  }
  return undefined
}

/** By the last part of the form's address. */
export const issueActions: ReadonlyMap<string, IssueAction> = new Map(
  Object.entries({
    '': body,
    tick,
    comments: comment,
    title,
    labels,
    assignees,
    lock,
    merge,
    'blocked-by': block,
    'blocked-by/remove': unblock,
  }),
)

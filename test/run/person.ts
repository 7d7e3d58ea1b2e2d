import { Octokit } from '@octokit/rest'
import type { Tracker } from '../../src/local/tracker.ts'
import { type Board, taskIn } from './board.ts'

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

type Reason = 'completed' | 'not_planned' | 'duplicate'

/** Somebody who works on the issues through the same API. Issues are named by number, or by the id of their task. */
export class Person {
  readonly octokit: Octokit
  readonly #tracker: Tracker

  constructor(tracker: Tracker, token: string) {
    this.#tracker = tracker
    this.octokit = new Octokit({ auth: token, baseUrl: tracker.url, log: silent })
  }

  async close(issue: Named, reason: Reason = 'completed'): Promise<void> {
    await this.octokit.rest.issues.update({ ...this.#at(issue), state: 'closed', state_reason: reason })
  }

  async reopen(issue: Named): Promise<void> {
    await this.octokit.rest.issues.update({ ...this.#at(issue), state: 'open' })
  }

  async edit(issue: Named, changes: { title?: string; body?: string; milestone?: number | null }): Promise<void> {
    await this.octokit.rest.issues.update({ ...this.#at(issue), ...changes })
  }

  /** Edits the text as it stands. */
  async rewrite(issue: Named, change: (body: string) => string): Promise<void> {
    const { data } = await this.octokit.rest.issues.get(this.#at(issue))
    await this.edit(issue, { body: change(data.body ?? '') })
  }

  async open(title: string, body = '', labels: string[] = []): Promise<number> {
    return (await this.octokit.rest.issues.create({ ...this.#place, title, body, labels })).data.number
  }

  async label(issue: Named, ...labels: string[]): Promise<void> {
    await this.octokit.rest.issues.addLabels({ ...this.#at(issue), labels })
  }

  async unlabel(issue: Named, name: string): Promise<void> {
    await this.octokit.rest.issues.removeLabel({ ...this.#at(issue), name })
  }

  async block(issue: Named, by: Named): Promise<void> {
    await this.octokit.rest.issues.addBlockedByDependency({ ...this.#at(issue), issue_id: await this.#id(by) })
  }

  async unblock(issue: Named, by: Named): Promise<void> {
    await this.octokit.rest.issues.removeDependencyBlockedBy({ ...this.#at(issue), issue_id: await this.#id(by) })
  }

  /** Makes it a sub-issue of another one, also where it is one already. */
  async putBelow(parent: Named, issue: Named): Promise<void> {
    const child = { sub_issue_id: await this.#id(issue), replace_parent: true }
    await this.octokit.rest.issues.addSubIssue({ ...this.#at(parent), ...child })
  }

  async assign(issue: Named, ...assignees: string[]): Promise<void> {
    await this.octokit.rest.issues.addAssignees({ ...this.#at(issue), assignees })
  }

  async unassign(issue: Named, ...assignees: string[]): Promise<void> {
    await this.octokit.rest.issues.removeAssignees({ ...this.#at(issue), assignees })
  }

  /** Gives the comment's id. */
  async comment(issue: Named, body: string): Promise<number> {
    return (await this.octokit.rest.issues.createComment({ ...this.#at(issue), body })).data.id
  }

  async editComment(comment: number, body: string): Promise<void> {
    await this.octokit.rest.issues.updateComment({ ...this.#place, comment_id: comment, body })
  }

  async deleteComment(comment: number): Promise<void> {
    await this.octokit.rest.issues.deleteComment({ ...this.#place, comment_id: comment })
  }

  async react(comment: number, content: 'rocket' | '-1' | 'eyes'): Promise<void> {
    await this.octokit.rest.reactions.createForIssueComment({ ...this.#place, comment_id: comment, content })
  }

  async lock(issue: Named): Promise<void> {
    await this.octokit.rest.issues.lock(this.#at(issue))
  }

  async unlock(issue: Named): Promise<void> {
    await this.octokit.rest.issues.unlock(this.#at(issue))
  }

  async deleteLabel(name: string): Promise<void> {
    await this.octokit.rest.issues.deleteLabel({ ...this.#place, name })
  }

  get #place(): { owner: string; repo: string } {
    const [owner, repo] = this.#tracker.repository.split('/') as [string, string]
    return { owner, repo }
  }

  #at(issue: Named) {
    return { ...this.#place, issue_number: numberOf(this.#tracker.store, issue) }
  }

  async #id(issue: Named): Promise<number> {
    return (await this.octokit.rest.issues.get(this.#at(issue))).data.id
  }
}

type Named = number | string

function numberOf(board: Board, issue: Named): number {
  return typeof issue === 'number' ? issue : taskIn(board, issue).number
}

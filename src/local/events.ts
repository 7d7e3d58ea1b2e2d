import { showComment } from './comments.ts'
import { renderIssue } from './issue-view.ts'
import { showRepository } from './repository.ts'
import { showRun } from './runs.ts'
import type { IssueRow, RunRow } from './state.ts'
import type { Store } from './store.ts'
import { showLogin } from './users.ts'
import { listWorkflows, showWorkflow } from './workflows.ts'

type IssueAction =
  | 'opened'
  | 'edited'
  | 'closed'
  | 'reopened'
  | 'labeled'
  | 'unlabeled'
  | 'assigned'
  | 'unassigned'
  | 'locked'
  | 'unlocked'

/** What happens here, for those who want to hear of it. Sender is a login. */
export type Happening = { sender: string } & (
  | { event: 'issues'; action: IssueAction; issue: IssueRow }
  | { event: 'issue_comment'; action: 'created' | 'edited' | 'deleted'; issue: IssueRow; comment: number }
  | { event: 'push'; ref: string; before: string; after: string }
  | { event: 'workflow_dispatch'; run: RunRow }
  | { event: 'workflow_run'; action: 'requested' | 'completed'; run: RunRow }
)

/** What a workflow run finds in `GITHUB_EVENT_NAME` and in the file at `GITHUB_EVENT_PATH`. */
export interface Delivery {
  name: Happening['event'] | 'schedule'
  payload: Record<string, unknown>
  /** Whether GitHub would start workflows on it: what a workflow's own token does starts none, save a dispatch and a run's end. */
  startsWorkflows: boolean
}

const workflowLogin = 'github-actions[bot]'

/** Calls back with each event as GitHub would deliver it; the answer ends that. */
export function watchEvents(store: Store, listener: (delivery: Delivery) => void): () => void {
  const hear = (happening: Happening) => {
    // What happens to a pull request is no event of an issue; nothing that runs here hears of it.
    if (happening.event === 'issues' && happening.issue.pullRequest !== null) return
    const always = happening.event === 'workflow_dispatch' || happening.event === 'workflow_run'
    const startsWorkflows = always || happening.sender !== workflowLogin
    listener({ name: happening.event, payload: payloadOf(store, happening), startsWorkflows })
  }
  store.listeners.push(hear)
  return () => void store.listeners.splice(store.listeners.indexOf(hear), 1)
}

/** The event of a schedule, which nobody causes. */
export function scheduleEvent(store: Store, schedule: string): Delivery {
  return { name: 'schedule', payload: { schedule, repository: showRepository(store) }, startsWorkflows: true }
}

function payloadOf(store: Store, happening: Happening): Record<string, unknown> {
  const common = { repository: showRepository(store), sender: showLogin(store, happening.sender) }
  switch (happening.event) {
    case 'issues':
      return { action: happening.action, issue: renderIssue(store, happening.issue), ...common }
    case 'issue_comment':
      return {
        action: happening.action,
        issue: renderIssue(store, happening.issue),
        comment: commentOf(store, happening.comment),
        ...common,
      }
    case 'push':
      return { ...pushOf(store, happening.ref, happening.before, happening.after, happening.sender), ...common }
    case 'workflow_dispatch': {
      const { run } = happening
      const workflow = listWorkflows(store).find(({ id }) => id === run.workflow)
      return { inputs: run.inputs, ref: `refs/heads/${run.branch}`, workflow: workflow?.path, ...common }
    }
    case 'workflow_run': {
      const workflow = listWorkflows(store).find(({ id }) => id === happening.run.workflow)
      const shown = workflow ? showWorkflow(store, workflow) : null
      return { action: happening.action, workflow_run: showRun(store, happening.run), workflow: shown, ...common }
    }
  }
}

function commentOf(store: Store, id: number) {
  const row = store.comments.find((comment) => comment.id === id)
  return row ? showComment(store, row) : { id }
}

function pushOf(store: Store, ref: string, before: string, after: string, sender: string) {
  const commit = store.state.git.commits[after]
  const by = { name: sender, email: null }
  const head = commit && {
    id: after,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: commit.date,
    url: `${store.repositoryPage}/commit/${after}`,
    author: by,
    committer: by,
  }
  return {
    ref,
    before,
    after,
    created: /^0+$/.test(before),
    deleted: false,
    forced: false,
    base_ref: null,
    compare: `${store.repositoryPage}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: head ? [head] : [],
    head_commit: head ?? null,
    pusher: by,
  }
}

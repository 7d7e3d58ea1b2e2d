// What the action supposes of GitHub, a line each, and which probe would notice if it were otherwise.

export type Fact = { readonly fact: string } & (
  | { readonly probes: readonly string[] }
  /** Why no probe can tell. */
  | { readonly unprobed: string }
)

const probed = (fact: string, ...probes: string[]): Fact => ({ fact, probes })
const unprobed = (fact: string, why: string): Fact => ({ fact, unprobed: why })

const needsFailure = 'GitHub would have to fail at the right moment; the tests with faults play it'
const needsLimit = 'it would have to be exceeded, which GitHub asks nobody to do'
const needsOther = 'takes a second repository or account'
const needsRunner = 'takes a workflow that runs on GitHub for the purpose, with the repository’s own token'

const writing: readonly Fact[] = [
  probed('Opening an issue twice opens two: there is no key that tells a repetition', 'equal-creations'),
  unprobed('An issue may have been made although its request ended in a 5xx or without an answer', needsFailure),
  unprobed('An answer may be cut short and still look like success', needsFailure),
  probed('Lists show a new issue, or a new label of one, some seconds late', 'list-lag'),
  unprobed('Without push access labels, assignees and milestone are dropped without a word', needsOther),
  probed('A login that cannot be assigned is dropped without a word, but refused in a new issue', 'assignees'),
  probed('Labels given with the whole issue replace all that it has', 'issue-labels'),
  probed('A reaction is made once: 201 for the first, 200 for everybody after', 'reactions', 'reaction-race'),
  probed('A branch is made once: 422 for the second', 'refs', 'ref-races'),
  probed('A file is written only over the SHA that was read: 409 otherwise', 'files', 'ref-races'),
  probed('A branch moves without force only forward: 422 otherwise', 'refs'),
  probed('Of two equal labels the second is refused, in whatever case it is written', 'labels', 'label-race'),
]

const limits: readonly Fact[] = [
  probed('Every answer tells how many requests are left and until when', 'who-am-i', 'issue-life'),
  unprobed('Some 80 creations a minute and 500 an hour are allowed', needsLimit),
  unprobed('900 points a minute, and 100 requests at once, are allowed', needsLimit),
  unprobed('A refusal for speed is a 403 or 429, with the seconds to wait or without', needsLimit),
  probed('A body holds 65,536 characters', 'issue-limits', 'comments'),
  probed('The limit of a body counts characters, or bytes', 'issue-limits'),
  probed('A title holds 256 characters', 'issue-limits'),
  probed('A label’s name holds 50 characters and its description 100', 'labels'),
  unprobed('An issue takes 100 labels', 'a hundred labels would be made for nothing; the action sets some ten'),
  unprobed('An issue takes 10 assignees', 'takes eleven accounts'),
  probed('A parent takes 100 sub-issues, nested 8 levels deep', 'link-limits'),
  probed('A sub-issue has one parent', 'sub-issues'),
  probed('An issue takes 50 blockers', 'link-limits'),
  unprobed(
    'A dispatch takes 25 inputs',
    'the action sends those that a workflow declares, and GitHub runs no workflow that declares more',
  ),
  unprobed('A job summary of more than 1 MiB is dropped whole; ten errors and ten warnings are shown', needsRunner),
]

const dependencies: readonly Fact[] = [
  probed('A link is made by the number of the blocked issue and the id of the blocker, with 201', 'dependencies'),
  probed('Ids of issues are beyond 2^31', 'dependencies'),
  probed('A link that is there already is refused with 422 "already been taken"', 'dependencies', 'dependency-race'),
  probed('Removing a link answers 200, also where there is none', 'dependencies'),
  probed('Both ends of a link can be listed', 'dependencies'),
  probed('A pull request is refused as a blocker', 'pull-requests'),
  probed('Closed blockers stay in the list', 'closed-blockers'),
  probed('A link that closes a cycle is refused, or is not', 'cycles'),
  probed('An issue’s own count of blockers may be late', 'dependency-summary'),
  unprobed(
    'Blockers may be in other repositories, and are missing from the list where they cannot be read',
    needsOther,
  ),
  unprobed('A link starts no workflow', needsRunner),
  probed(
    'A server without dependencies answers 404, as does a number without an issue',
    'dependencies',
    'absent-issue',
  ),
]

const states: readonly Fact[] = [
  probed('The list of issues holds pull requests too', 'pull-requests'),
  probed('The list holds open issues alone unless all are asked for, page by page', 'issue-list'),
  probed('An issue is closed as completed, not planned or duplicate, and reopened', 'issue-life'),
  probed('The reason of a closed issue stays, or can be changed', 'reason-of-closed'),
  unprobed('Issues that were closed years ago have no reason', 'none can be made today; the tracker plays it'),
  probed('The number of a deleted issue answers 410, or 404', 'deleted-issue'),
  unprobed('A transferred issue and a renamed repository redirect', needsOther),
  unprobed('The author of an issue is null where the account was deleted', needsOther),
  probed('A milestone’s due date becomes midnight in the Pacific zone', 'milestones'),
  probed('A milestone counts its open and closed issues', 'milestones'),
  probed('The API version of March 2026 leaves the single assignee out', 'api-version'),
  probed('A dispatch names its run if it is asked to, and answers 204 otherwise', 'workflow-runs'),
  probed('A comment on a locked issue is refused, or accepted from this token', 'locked-issue'),
  probed('An edited comment moves the time of its issue, or does not', 'comment-edits'),
  probed('The list of comments begins with the oldest, page by page, and can be read from a time on', 'comments'),
]

const people: readonly Fact[] = [
  probed('GraphQL says whose token it is, where REST may refuse', 'who-am-i'),
  probed('The permission endpoint tells who may write, and 404 for nobody', 'permission'),
  probed('An app’s account has no permission there: 404, or none', 'permission'),
  unprobed('A private member of an organisation looks like a contributor', needsOther),
  unprobed('A marker can be written by anybody, a label by whoever may triage', needsOther),
  unprobed(
    'Copilot is assigned by a user’s token alone',
    'takes a repository in which the agent is turned on, and starts it',
  ),
  probed('GraphQL tells how an issue came to be closed, and what will close it', 'closing-query', 'pull-requests'),
  probed('GraphQL gives a folder with all its files at once', 'folder-query'),
]

const actions: readonly Fact[] = [
  probed('A workflow starts from the default branch, under the name that its inputs give it', 'workflow-runs'),
  probed('Inputs that are not declared, or missing, are refused', 'workflow-runs'),
  probed('A run is found by the claim in its name, some seconds late', 'workflow-runs'),
  probed('Cancelling a run takes its time, and is refused once it is over', 'workflow-runs'),
  unprobed('Events made with the repository’s own token start no workflow but dispatches', needsRunner),
  unprobed('A concurrency group keeps one run waiting, and drops the third silently', needsRunner),
  unprobed('Schedules come late or not at all', 'takes weeks of watching'),
  unprobed('Comments on pull requests are events too, and run on the default branch', needsRunner),
  unprobed('Runners have Node 24, enforce no required input, and mask only what is declared a secret', needsRunner),
  probed('The built action launches a phase, starts a worker, sees a closing, and then writes nothing more', 'phase'),
]

export const facts: Readonly<Record<string, readonly Fact[]>> = {
  Writing: writing,
  Limits: limits,
  'Issue dependencies': dependencies,
  'Lists and states': states,
  'People and accounts': people,
  'Workflows and the action': actions,
}

import path from 'node:path'

/** Another action, started as a workflow would, so that it comes to its first request. */
export interface Peer {
  readonly name: string
  readonly entryIn: (folder: string) => string
  readonly env: Readonly<Record<string, string>>
  readonly payload: object
}

const entry = (name: string) => (folder: string) => path.join(folder, name, 'dist/index.js')

export const peers: readonly Peer[] = [
  {
    name: 'dependent-issues',
    entryIn: entry('dependent-issues'),
    env: {
      GITHUB_TOKEN: 'a-token',
      GITHUB_EVENT_NAME: 'schedule',
      INPUT_LABEL: 'dependent',
      INPUT_KEYWORDS: 'depends on',
    },
    payload: {},
  },
  {
    name: 'github-script',
    entryIn: entry('github-script'),
    env: {
      'INPUT_GITHUB-TOKEN': 'a-token',
      INPUT_SCRIPT: "await github.request('GET /zen')",
      INPUT_DEBUG: 'false',
      'INPUT_RESULT-ENCODING': 'json',
      INPUT_RETRIES: '0',
      'INPUT_RETRY-EXEMPT-STATUS-CODES': '400,401,403,404,422',
    },
    payload: {},
  },
  {
    name: 'labeler',
    entryIn: entry('labeler'),
    env: {
      GITHUB_EVENT_NAME: 'pull_request_target',
      'INPUT_REPO-TOKEN': 'a-token',
      'INPUT_CONFIGURATION-PATH': '.github/labeler.yml',
      'INPUT_SYNC-LABELS': 'false',
      INPUT_DOT: 'true',
    },
    payload: { pull_request: { number: 1, labels: [] } },
  },
  {
    name: 'slash-command-dispatch',
    entryIn: entry('slash-command-dispatch'),
    env: {
      GITHUB_EVENT_NAME: 'issue_comment',
      'INPUT_REACTION-TOKEN': 'a-token',
      INPUT_REACTIONS: 'true',
      INPUT_COMMANDS: 'test',
      INPUT_PERMISSION: 'write',
      'INPUT_ISSUE-TYPE': 'both',
      'INPUT_ALLOW-EDITS': 'false',
      INPUT_REPOSITORY: 'octo/demo',
      'INPUT_EVENT-TYPE-SUFFIX': '-command',
      'INPUT_DISPATCH-TYPE': 'repository',
    },
    payload: {
      action: 'created',
      repository: { full_name: 'octo/demo', name: 'demo', owner: { login: 'octo' } },
      issue: { number: 1 },
      comment: { id: 1, body: '/test', user: { login: 'octocat' } },
    },
  },
  {
    name: 'stale',
    entryIn: entry('stale'),
    env: {
      'INPUT_REPO-TOKEN': 'a-token',
      'INPUT_DAYS-BEFORE-STALE': '60',
      'INPUT_DAYS-BEFORE-CLOSE': '7',
      'INPUT_OPERATIONS-PER-RUN': '30',
      'INPUT_STALE-ISSUE-LABEL': 'Stale',
      'INPUT_STALE-PR-LABEL': 'Stale',
      ...Object.fromEntries(
        ['REMOVE-STALE-WHEN-UPDATED', 'DEBUG-ONLY', 'ASCENDING', 'DELETE-BRANCH', 'EXEMPT-ALL-MILESTONES'].map(
          (name) => [`INPUT_${name}`, 'false'],
        ),
      ),
    },
    payload: {},
  },
]

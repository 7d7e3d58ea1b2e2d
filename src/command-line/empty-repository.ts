/**
 * A `fetch` that answers as GitHub does of a repository with nothing in it but the issues that phase files adopt, open and
 * as somebody opened them. So a plan from scratch takes the same way as any other, and no request leaves the machine.
 */
export function emptyRepository(adopted: readonly number[]): typeof globalThis.fetch {
  const issues = new Map(adopted.map((number) => [String(number), openIssue(number)]))
  return async (input) => {
    const { pathname, searchParams } = new URL(input instanceof Request ? input.url : input)
    const [, , , ...place] = pathname.slice(1).split('/')
    if (place.length === 0) return answer(200, { default_branch: 'main', open_issues_count: issues.size })
    const [what, name = '', ...more] = place
    if (what === 'issues' && name === '') return answer(200, isFiltered(searchParams) ? [] : [...issues.values()])
    if (what === 'issues' && more.length === 0 && issues.has(name)) return answer(200, issues.get(name))
    return lists.has(place.at(-1) ?? '') ? answer(200, []) : answer(404, { message: 'Not Found' })
  }
}

/** What is adopted bears no label of ours, is in no milestone, and was opened by somebody else. */
function isFiltered(query: URLSearchParams): boolean {
  return ['labels', 'milestone', 'creator'].some((name) => query.has(name))
}

const lists: ReadonlySet<string> = new Set(['milestones', 'comments', 'blocked_by', 'sub_issues', 'reactions'])

function openIssue(number: number): object {
  const long = '2000-01-01T00:00:00Z'
  return {
    number,
    id: number,
    title: `#${number}`,
    body: '',
    state: 'open',
    labels: [],
    assignees: [],
    user: { login: 'somebody', type: 'User' },
    comments: 0,
    created_at: long,
    updated_at: long,
    issue_dependencies_summary: { blocked_by: 0, total_blocked_by: 0 },
    sub_issues_summary: { total: 0, completed: 0 },
  }
}

function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
}

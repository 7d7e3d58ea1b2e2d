/** What a reader asked for. Each label is asked for, not one of them. */
export interface IssueFilter {
  readonly state: 'open' | 'closed' | 'all'
  readonly labels: readonly string[]
  readonly stream: string | undefined
  /** A login, or `none`. */
  readonly assignee: string | undefined
  /** Words that the title or the number has. */
  readonly words: string
}

/** What the filter looks at. */
export interface Filtered {
  readonly number: number
  readonly title: string
  readonly state: 'open' | 'closed'
  readonly labels: readonly string[]
  readonly assignees: readonly string[]
}

const states = ['open', 'closed', 'all'] as const

export function filterIn(query: URLSearchParams): IssueFilter {
  const asked = (name: string) => query.get(name)?.trim() || undefined
  return {
    state: states.find((state) => state === asked('state')) ?? 'open',
    labels: [...new Set(query.getAll('label').filter((label) => label.trim() !== ''))],
    stream: asked('stream'),
    assignee: asked('assignee'),
    words: asked('words') ?? '',
  }
}

export function passes(issue: Filtered, { state, labels, stream, assignee, words }: IssueFilter): boolean {
  const own = new Set(issue.labels.map((label) => label.toLowerCase()))
  const has = (label: string) => own.has(label.toLowerCase())
  const text = `#${issue.number} ${issue.title}`.toLowerCase()
  return (
    (state === 'all' || state === issue.state) &&
    labels.every(has) &&
    (stream === undefined || has(`stream:${stream}`)) &&
    (assignee === undefined || isWith(issue.assignees, assignee)) &&
    words
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text.includes(word))
  )
}

function isWith(assignees: readonly string[], asked: string): boolean {
  if (asked === 'none') return assignees.length === 0
  return assignees.some((login) => login.toLowerCase() === asked.toLowerCase())
}

/** The query of a filter, without what is usual; `change` replaces parts of it. */
export function queryOf(filter: IssueFilter, change: Partial<IssueFilter> = {}): string {
  const { state, labels, stream, assignee, words } = { ...filter, ...change }
  const query = new URLSearchParams()
  if (state !== 'open') query.set('state', state)
  for (const label of labels) query.append('label', label)
  if (stream !== undefined) query.set('stream', stream)
  if (assignee !== undefined) query.set('assignee', assignee)
  if (words !== '') query.set('words', words)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

import { distance } from 'fastest-levenshtein'
import { keysByLevel } from './generated/schema-facts.ts'
import { quote } from './quote.ts'

/** What people write for a key, compared without case and separators, and the keys that they may mean. */
const synonyms: ReadonlyMap<string, readonly string[]> = invert({
  phase: ['id', 'number', 'phaseid', 'phasenumber'],
  title: ['name', 'summary', 'heading'],
  goal: ['objective', 'purpose', 'aim', 'description', 'desc'],
  start_date: ['start', 'starts', 'starton', 'begin', 'begins', 'from', 'startsat', 'startsdate'],
  target_date: ['target', 'due', 'duedate', 'dueon', 'deadline', 'end', 'enddate', 'ends', 'finish', 'until', 'to'],
  timezone: ['tz', 'zone', 'timezones', 'timezoneid'],
  workdays: ['days', 'workingdays', 'weekdays', 'businessdays'],
  slots: [
    'concurrency',
    'parallel',
    'parallelism',
    'maxparallel',
    'maxactive',
    'maxslots',
    'wip',
    'wiplimit',
    'limit',
    'cap',
  ],
  after: ['dependson', 'needs', 'requires', 'follows', 'previous', 'blockedby', 'afterphase', 'dependencies'],
  milestone: ['version', 'release'],
  manager: ['managers', 'lead', 'owner', 'notify', 'cc'],
  operators: ['operator', 'spawners', 'ops'],
  spawn: ['autospawn', 'start', 'mode'],
  models: ['workers', 'worker', 'agents', 'agent'],
  allocation: ['modelallocation', 'allocate', 'assignment'],
  defaults: ['default'],
  streams: ['workstreams', 'tracks', 'lanes', 'areas', 'epics', 'groups', 'teams'],
  tasks: ['jobs', 'issues', 'items', 'steps', 'todo', 'todos', 'work'],
  id: ['key', 'taskid', 'task', 'ref'],
  stream: ['workstream', 'track', 'lane', 'area', 'epic', 'group', 'team', 'category'],
  priority: ['prio', 'urgency', 'importance', 'rank'],
  effort: ['estimate', 'estimated', 'duration', 'size', 'points', 'hours', 'days', 'time', 'workload', 'cost'],
  complexity: ['difficulty', 'weight', 'level', 'kind', 'type'],
  model: ['agent', 'worker', 'llm', 'runner'],
  depends_on: [
    'needs',
    'requires',
    'blockedby',
    'blockers',
    'waitsfor',
    'waitfor',
    'dependencies',
    'deps',
    'after',
    'prerequisites',
  ],
  assignees: [
    'owner',
    'owners',
    'assignee',
    'assigned',
    'assignedto',
    'who',
    'people',
    'person',
    'users',
    'user',
    'assign',
  ],
  labels: ['tags', 'tag', 'label'],
  description: ['desc', 'body', 'details', 'text', 'notes', 'what', 'goal'],
  acceptance_criteria: [
    'acceptance',
    'criteria',
    'ac',
    'donewhen',
    'done',
    'definitionofdone',
    'dod',
    'checklist',
    'checks',
  ],
  paths: ['files', 'path', 'globs', 'file', 'scope'],
  issue: ['issuenumber', 'adopt', 'github', 'number', 'ticket'],
  formerly: ['oldid', 'previously', 'previousid', 'formerid', 'was', 'renamedfrom', 'alias', 'aliases'],
  final: ['last', 'isfinal', 'finaltask'],
  stall_after: ['stalled', 'stalledafter', 'stall', 'timeout'],
  release_after: ['release', 'releasedafter', 'killafter', 'expireafter'],
  max_attempts: ['attempts', 'retries', 'maxretries', 'tries', 'max'],
  backoff: ['delay', 'wait', 'pause', 'interval'],
  every: ['interval', 'frequency', 'rhythm', 'period'],
  at: ['time', 'hour', 'timeofday'],
  workflow: ['uses', 'file', 'dispatch', 'run'],
  inputs: ['with', 'params', 'parameters', 'arguments', 'args', 'input'],
  assign: ['assignees', 'assignee', 'login', 'user', 'users'],
  jobs: ['job', 'jobsfile'],
})

/**
 * The candidate that was probably meant, or undefined: the same but for case and separators, else with the fewest letters
 * changed, at most a third of them (two in a word of five, so that letters may have changed places). Among equally near
 * ones the first.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const wanted = folded(word)
  let best: string | undefined
  let fewest = 1 + Math.max(word.length < 5 ? 1 : 2, Math.floor(word.length / 3))
  for (const candidate of candidates) {
    if (folded(candidate) === wanted) return candidate
    if (Math.abs(candidate.length - word.length) >= fewest) continue
    const changes = distance(word.toLowerCase(), candidate.toLowerCase())
    if (changes < fewest) [best, fewest] = [candidate, changes]
  }
  return best
}

/** The key of this level that an unknown key stands for, or undefined. */
export function meantKey(key: string, known: readonly string[]): string | undefined {
  const wanted = folded(key)
  const same = known.find((candidate) => folded(candidate) === wanted)
  return same ?? synonyms.get(wanted)?.find((candidate) => known.includes(candidate)) ?? nearest(key, known)
}

/** The place in the file of the first map that has this very key, or undefined. */
export function levelWith(key: string): string | undefined {
  for (const [level, keys] of keysByLevel) if (keys.includes(key)) return level
  return undefined
}

/** ` Did you mean …?`, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const meant = nearest(word, candidates)
  return meant === undefined ? '' : ` Did you mean ${quote(meant)}?`
}

function folded(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '')
}

function invert(table: Readonly<Record<string, readonly string[]>>): Map<string, string[]> {
  const inverted = new Map<string, string[]>()
  for (const [key, words] of Object.entries(table)) {
    for (const word of words) inverted.set(word, [...(inverted.get(word) ?? []), key])
  }
  return inverted
}

import { distance } from 'fastest-levenshtein'
import { keysByLevel } from './generated/schema-facts.ts'
import { quote } from './quote.ts'

/** What people write for a key. Other spellings of these words, as in `blockedBy`, count as well. */
export const otherWords: Readonly<Record<string, readonly string[]>> = {
  phase: ['id', 'number', 'phase_id', 'phase_number'],
  title: ['name', 'summary', 'heading'],
  goal: ['objective', 'purpose', 'aim', 'description', 'desc'],
  start_date: ['start', 'starts', 'start_on', 'begin', 'begins', 'from', 'starts_at', 'starts_date'],
  target_date: ['target', 'due', 'due_date', 'due_on', 'deadline', 'end', 'end_date', 'ends', 'finish', 'until', 'to'],
  timezone: ['tz', 'zone', 'timezones', 'timezone_id'],
  workdays: ['days', 'working_days', 'weekdays', 'business_days'],
  slots: [
    'concurrency',
    'parallel',
    'parallelism',
    'max_parallel',
    'max_active',
    'max_slots',
    'wip',
    'wip_limit',
    'limit',
    'cap',
  ],
  after: ['depends_on', 'needs', 'requires', 'follows', 'previous', 'blocked_by', 'after_phase', 'dependencies'],
  milestone: ['version', 'release'],
  manager: ['managers', 'lead', 'owner', 'notify', 'cc'],
  operators: ['operator', 'spawners', 'ops'],
  spawn: ['auto_spawn', 'start', 'mode'],
  models: ['workers', 'worker', 'agents', 'agent'],
  allocation: ['model_allocation', 'allocate', 'assignment'],
  defaults: ['default'],
  streams: ['work_streams', 'tracks', 'lanes', 'areas', 'epics', 'groups', 'teams'],
  tasks: ['jobs', 'issues', 'items', 'steps', 'todo', 'todos', 'work'],
  id: ['key', 'task_id', 'task', 'ref'],
  stream: ['work_stream', 'track', 'lane', 'area', 'epic', 'group', 'team', 'category'],
  priority: ['prio', 'urgency', 'importance', 'rank'],
  effort: ['estimate', 'estimated', 'duration', 'size', 'points', 'hours', 'days', 'time', 'workload', 'cost'],
  complexity: ['difficulty', 'weight', 'level', 'kind', 'type'],
  model: ['agent', 'worker', 'llm', 'runner'],
  depends_on: [
    'needs',
    'requires',
    'blocked_by',
    'blockers',
    'waits_for',
    'wait_for',
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
    'assigned_to',
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
    'done_when',
    'done',
    'definition_of_done',
    'dod',
    'checklist',
    'checks',
  ],
  paths: ['files', 'path', 'globs', 'file', 'scope'],
  issue: ['issue_number', 'adopt', 'github', 'number', 'ticket'],
  formerly: ['old_id', 'previously', 'previous_id', 'former_id', 'was', 'renamed_from', 'alias', 'aliases'],
  final: ['last', 'is_final', 'final_task'],
  stall_after: ['stalled', 'stalled_after', 'stall', 'timeout'],
  release_after: ['release', 'released_after', 'kill_after', 'expire_after'],
  max_attempts: ['attempts', 'retries', 'max_retries', 'tries', 'max'],
  backoff: ['delay', 'wait', 'pause', 'interval'],
  every: ['interval', 'frequency', 'rhythm', 'period'],
  at: ['time', 'hour', 'time_of_day'],
  workflow: ['uses', 'file', 'dispatch', 'run'],
  inputs: ['with', 'params', 'parameters', 'arguments', 'args', 'input'],
  assign: ['assignees', 'assignee', 'login', 'user', 'users'],
  jobs: ['job', 'jobs_file'],
}

/** The keys that a word may mean, by the word without case and separators. */
const synonyms: ReadonlyMap<string, readonly string[]> = invert(otherWords)

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
    for (const word of words) inverted.set(folded(word), [...(inverted.get(folded(word)) ?? []), key])
  }
  return inverted
}

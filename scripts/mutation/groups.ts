/** Rules that are tested for mutants together: each group has to reach the least score by itself. */
export interface Group {
  readonly name: string
  /** Files whose every expression is changed, one after the other. */
  readonly mutate: readonly string[]
  /**
   * Tests that have to notice, in the order in which they are asked. Fewer than all, for each mutant that survives has
   * run every one that reaches it; fewer can only lower the score.
   */
  readonly tests: readonly string[]
}

/** At least this many of a hundred mutants must be noticed, in every group. */
export const leastScore = 85

export const groups: readonly Group[] = [
  group(
    'pick',
    'picks/rank picks/slots paths picks/graph picks/blocking',
    'picks/rank picks/graph paths picks/links picks/blocking picks/slot-plan picks/slots picks/launch-note pages/needed-decisions',
  ),
  group(
    'plan',
    'decide operations/phase-operations operations/task-operations report/plan-change operations/next-progress-record operations/orphans',
    'report/plan-change drift operations/phase-values decision-values decision-order tasks/rename-guard issues/progress-issues issues/task-issues picks/blocking picks/slots issues/labels workers/starts pages/page-operations pages/needed-decisions commands/answer-values telling/telling-operations picks/launch-note',
  ),
  group(
    'commands',
    'commands/*',
    'commands/* mirror/files/commit-signs workers/starts workers/spawn-limit workers/follow-workers workers/left-workers',
  ),
  group(
    'escaping',
    'text/inert text/phrase pictures/picture-text telling/slack-text mirror/files/front-matter',
    'text/phrase text/inert pictures/picture-text telling/slack-text telling/slack-message mirror/files/front-matter',
  ),
  group(
    'identity',
    'issues/task-issues issues/progress-issues issues/survey tasks/rename-guard records/managed-part records/task-record records/claim',
    'records/managed-part records/task-record records/claim issues/survey issues/progress-search issues/task-search pages/task-part pages/managed-task tasks/rename-guard issues/progress-issues issues/task-issues records/shorter-record workers/starts',
  ),
  group(
    'files',
    'phase-file/scan phase-file/outline phase-file/read-file phase-file/compose phase-file/quote',
    'phase-file/quote phase-file/reading-values phase-file/problems phase-file/read phase-file/across-files phase-file/properties phase-file/hostile',
  ),
  group(
    'workers',
    'workers/follow-workers workers/starts workers/spawn-limit workers/left-claims workers/hand-in',
    'workers/spawn-limit workers/spawn-limit-values workers/start-values workers/start-plan workers/worker-values workers/run-values workers/heartbeat-values workers/hand-in workers/left-workers workers/starts workers/follow-workers workers/worker-stories',
  ),
]

function group(name: string, rules: string, tests: string): Group {
  return {
    name,
    mutate: rules.split(' ').map((rule) => `src/core/${rule}.ts`),
    tests: tests.split(' ').map((test) => `test/core/${test}.test.ts`),
  }
}

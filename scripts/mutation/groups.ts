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
    'rank slots paths graph blocking',
    'rank graph paths links blocking slot-plan slots launch-note needed-decisions',
  ),
  group(
    'plan',
    'decide phase-operations task-operations plan-change next-progress-record orphans',
    'plan-change drift phase-values decision-values decision-order rename-guard progress-issues task-issues blocking slots labels starts page-operations needed-decisions commands/answer-values telling/telling-operations launch-note',
  ),
  group('commands', 'commands/*', 'commands/* starts spawn-limit workers left-workers'),
  group(
    'escaping',
    'inert phrase pictures/picture-text telling/slack-text mirror/front-matter',
    'phrase inert pictures/picture-text telling/slack-text telling/slack-message mirror/front-matter',
  ),
  group(
    'identity',
    'task-issues progress-issues survey rename-guard managed-part task-record claim',
    'managed-part task-record claim survey progress-search task-search task-part managed-task rename-guard progress-issues task-issues shorter-record starts',
  ),
  group(
    'files',
    'phase-file/scan phase-file/outline phase-file/read-file phase-file/compose phase-file/quote',
    'phase-file/quote phase-file/problems phase-file/read phase-file/across-files phase-file/properties phase-file/hostile',
  ),
  group(
    'workers',
    'workers starts spawn-limit left-claims hand-in',
    'spawn-limit spawn-limit-values start-values start-plan worker-values run-values heartbeat-values hand-in left-workers starts workers worker-stories',
  ),
]

function group(name: string, rules: string, tests: string): Group {
  return {
    name,
    mutate: rules.split(' ').map((rule) => `src/core/${rule}.ts`),
    tests: tests.split(' ').map((test) => `test/core/${test}.test.ts`),
  }
}

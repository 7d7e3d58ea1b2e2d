/** Rules that are tested for mutants together: each group has to reach the least score by itself. */
export interface Group {
  readonly name: string
  /** Files whose every expression is changed, one after the other. */
  readonly mutate: readonly string[]
  /** Tests that have to notice. Fewer than all keep it short, and can only lower the score. */
  readonly tests: readonly string[]
}

/** At least this many of a hundred mutants must be noticed, in every group. */
export const leastScore = 85

export const groups: readonly Group[] = [
  group(
    'pick',
    'rank slots paths graph blocking',
    'rank graph paths blocking slots starts decide launch-note needed-decisions task-issues progress-issues worker-stories workers commands/effects commands/steps',
  ),
  group(
    'plan',
    'decide phase-operations task-operations plan-change next-progress-record orphans',
    'launch-note plan-change needed-decisions progress-issues task-issues closing-summary slots starts decide',
  ),
  group('commands', 'commands/*', 'commands/*'),
  group(
    'escaping',
    'inert phrase pictures/picture-text telling/slack-text mirror/front-matter',
    'phrase inert pictures/picture-text telling/slack-text telling/slack-message mirror/front-matter commands/reply-text',
  ),
  group(
    'identity',
    'task-issues progress-issues survey rename-guard managed-part task-record claim',
    'managed-part task-record claim rename-guard progress-issues task-issues',
  ),
  group(
    'files',
    'phase-file/scan phase-file/outline phase-file/read-file phase-file/compose phase-file/quote',
    'phase-file/hostile phase-file/problems phase-file/read phase-file/quote phase-file/across-files phase-file/properties',
  ),
  group('workers', 'workers starts spawn-limit left-claims hand-in', 'workers starts left-workers worker-stories'),
]

function group(name: string, rules: string, tests: string): Group {
  const named = (list: string, folder: string, ending: string) =>
    list.split(' ').map((rule) => `${folder}/core/${rule}${ending}`)
  return { name, mutate: named(rules, 'src', '.ts'), tests: named(tests, 'test', '.test.ts') }
}

import { type Finding, type LineStarts, positionAt } from './finding.ts'
import { type Located, type Mark, markAt, marksAt, valueAt } from './located.ts'
import { quote } from './quote.ts'

/**
 * What the checks across tasks and files look at. It is read from any file, also one that the schema refuses: a part
 * that is missing or of the wrong type is simply not there.
 */
export interface Outline {
  readonly file: string
  readonly starts: LineStarts
  readonly root: Located | undefined
  readonly phase: Mark | undefined
  readonly after: readonly Mark[]
  readonly tasks: readonly TaskOutline[]
  /** False where the text could not be parsed, so that there may be tasks that are not among `tasks`. */
  readonly isWhole: boolean
}

export interface TaskOutline {
  /** Of its dash. */
  readonly offset: number
  readonly node: Located
  readonly id: Mark | undefined
  readonly dependsOn: readonly Mark[]
  /** Where it is said to be final; undefined where it is not. */
  readonly final: number | undefined
}

/** A finding of a check that looks at all files: it stops the file that it stands in. */
export interface FileFinding {
  readonly outline: Outline
  readonly finding: Finding
}

export function outlineOf(file: string, starts: LineStarts, root: Located | undefined): Outline {
  const tasks = valueAt(root, 'tasks')
  return {
    file,
    starts,
    root,
    phase: markAt(root, 'phase'),
    after: marksAt(root, 'after'),
    tasks: tasks?.kind === 'list' ? tasks.items.map((item) => outlineTask(item.offset, item.value)) : [],
    isWhole: true,
  }
}

function outlineTask(offset: number, node: Located): TaskOutline {
  const final = valueAt(node, 'final')
  return {
    offset,
    node,
    id: markAt(node, 'id'),
    dependsOn: marksAt(node, 'depends_on'),
    final: final?.kind === 'scalar' && final.value === true ? final.offset : undefined,
  }
}

/** The ids in a text that could not be parsed: of every line that looks like one. */
export function outlineOfBroken(file: string, starts: LineStarts, text: string): Outline {
  const found = (key: string) =>
    [
      ...text.matchAll(
        new RegExp(`(?:^|[ {,])${key}: *["']?([A-Za-z0-9][A-Za-z0-9._-]{0,31})(?![A-Za-z0-9._-])`, 'gm'),
      ),
    ].map((match): Mark => ({ text: match[1]!, offset: match.index + match[0].length - match[1]!.length }))
  const nowhere: Located = { kind: 'scalar', offset: 0, value: null }
  return {
    file,
    starts,
    root: undefined,
    phase: found('phase')[0],
    after: [],
    tasks: found('id').map((id) => ({ offset: id.offset, node: nowhere, id, dependsOn: [], final: undefined })),
    isWhole: false,
  }
}

/** `line 12`, or `line 12 of b.yml` seen from another file. */
export function lineOf(outline: Outline, offset: number, from: Outline): string {
  const line = `line ${positionAt(outline.starts, offset).line}`
  return outline === from ? line : `${line} of ${quote(outline.file)}`
}

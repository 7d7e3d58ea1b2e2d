import { checksum } from '../../records/checksum.ts'
import { type Owner, parseRecord, renderRecord, splitBody } from '../../records/managed-part.ts'
import { isObject } from '../../records/record-fields.ts'
import { type Fields, lineEndOf, readField, setFields, splitFrontMatter } from './front-matter.ts'
import { managedLines } from './place-part.ts'

/** What the progress file of a task is to say. */
export interface ProgressEdit {
  readonly file: 'progress'
  readonly path: string
  readonly phase: string
  readonly task: string
  readonly issue: number | undefined
  readonly status: string
  readonly percent: number | undefined
  /** ISO. */
  readonly heartbeat: string | undefined
  /** Our part, without its markers and its record. */
  readonly part: string
  /** Checksum of what stood around our part when this was decided; undefined where it was as we left it. */
  readonly seen: string | undefined
}

/** A progress file as it stands. */
export interface ProgressFile {
  /** Checksum of all that is not our part. */
  readonly rest: string
  /** What that checksum was when we left it; undefined where nothing tells. */
  readonly left: string | undefined
  /** 0 to 100; undefined where it says nothing, or nothing that can be. */
  readonly percent: number | undefined
  readonly status: string | undefined
}

export function readProgressFile(text: string, task: string): ProgressFile {
  const { head, body } = splitFrontMatter(text)
  const { before, part, after } = splitBody(body, ownerOf(task))
  const record = parseRecord(part)
  const percent = /^(\d{1,3})\s*%?$/.exec(readField(text, 'percent') ?? '')?.[1]
  return {
    // Whoever checks files out may get other line ends than those that were committed.
    rest: checksum(`${head}${before}\0${after}`.replaceAll('\r\n', '\n')),
    left: isObject(record) && typeof record.rest === 'string' ? record.rest : undefined,
    percent: percent === undefined || Number(percent) > 100 ? undefined : Number(percent),
    status: readField(text, 'status'),
  }
}

/**
 * The whole file brought up to date. What somebody wrote since it was last seen keeps its percentage and its time, and
 * stays marked as news: the next run looks at it. Of a task that has ended nothing is news.
 */
export function writeProgressFile(edit: ProgressEdit, existing: string | undefined): string {
  const before = existing === undefined ? undefined : readProgressFile(existing, edit.task)
  const isChanged = before?.left !== undefined && before.left !== before.rest
  const isNews = isChanged && before.rest !== edit.seen && !hasEnded(edit)
  const signs = isNews ? [] : signsOf(edit, existing === undefined)
  const text = setFields(existing ?? '', [...factsOf(edit), ...signs])
  const draft = withPart(text, edit, '', existing === undefined)
  const rest = isNews ? before.left : readProgressFile(draft, edit.task).rest
  return withPart(text, edit, `\n\n${renderRecord({ rest })}`, existing === undefined)
}

function hasEnded({ status }: ProgressEdit): boolean {
  return status === 'done' || status === 'dropped'
}

function ownerOf(id: string): Owner {
  return { kind: 'task', id }
}

function factsOf({ task, issue, status }: ProgressEdit): Fields {
  return [
    ['task', task],
    ['issue', issue === undefined ? '' : String(issue)],
    ['status', status],
  ]
}

/** What a worker said last of a task that has ended is as good as what is known here. */
function signsOf(edit: ProgressEdit, isNew: boolean): Fields {
  const { percent, heartbeat } = edit
  const signs: Fields = [
    ['percent', percent === undefined ? '' : String(percent)],
    ['heartbeat', heartbeat ?? ''],
  ]
  return signs.filter(([, value]) => isNew || value !== '' || !hasEnded(edit))
}

function withPart(text: string, { task, part }: ProgressEdit, record: string, isNew: boolean): string {
  const { head, body } = splitFrontMatter(text)
  const split = splitBody(body, ownerOf(task))
  const end = lineEndOf(split.part === undefined ? text : body.slice(split.before.length))
  const managed = managedLines(ownerOf(task), part + record, end)
  if (split.part !== undefined) return `${head}${split.before}${managed}${split.after}`
  if (isNew) return `${head}${end}${managed}${end}${end}## Notes${end}`
  return `${head}${end}${managed}${end}${body === '' || /^\r?\n/.test(body) ? '' : end}${body}`
}

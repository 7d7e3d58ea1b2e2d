import { repositoryPath } from '../../mirror-paths.ts'
import type { Finding, Said } from '../finding.ts'
import { type Mark, markAt, marksAt } from '../located.ts'
import type { Outline } from '../outline.ts'
import { quote } from '../quote.ts'

const fileKeys = ['progress', 'jobs', 'backlog'] as const

/** Globs of tasks and files of the mirror stay inside the repository. */
export function checkPaths({ root, tasks }: Outline): readonly Finding[] {
  const globs = tasks.flatMap(({ node }) => marksAt(node, 'paths'))
  const files = fileKeys.flatMap((key) => marksAt(root, 'files', key))
  return [...globs, ...files].flatMap(({ text, offset }) => {
    const fault = faultOf(text)
    return fault === undefined ? [] : [{ offset, say: () => saying(text, fault) }]
  })
}

/** `message` goes on after the path. */
type Fault = Said

function saying(path: string, { code, message }: Fault): Said {
  return { code, message: `${quote(path)} ${message}` }
}

function faultOf(path: string): Fault | undefined {
  const segments = path.split('/')
  if (path.includes('\\')) return { code: 'path-with-backslash', message: 'has a backslash: write forward slashes.' }
  if (/^([/~]|[A-Za-z]:)/.test(path))
    return { code: 'path-absolute', message: 'is absolute: write it from the root of the repository, as `docs/…`.' }
  if (segments.includes('..'))
    return {
      code: 'path-outside',
      message: 'leaves its folder: write it from the root of the repository, without `..`.',
    }
  if (segments.some(isGitFolder))
    return { code: 'path-in-git', message: "is inside Git's own folder: choose a path among the tracked files." }
  return undefined
}

/** As Windows (`.git.`, `git~1`, `.git::$INDEX_ALLOCATION`) and macOS (invisible characters between) also read it. */
function isGitFolder(segment: string): boolean {
  return /^(?:\.git|git~\d+)[. ]*(?::.*)?$/.test(segment.replace(/\p{Cf}/gu, '').toLowerCase())
}

type FileKey = (typeof fileKeys)[number]

interface Place {
  readonly key: FileKey
  readonly mark: Mark
  /** As Git writes it, in lower case: some machines take no notice of case. */
  readonly path: string
}

/** Places of the mirror that would overwrite each other in every run, or something that is not the mirror's. */
export function checkMirrorFiles({ root, file, tasks }: Outline): readonly Finding[] {
  const names = new Set(tasks.flatMap(({ id }) => (id === undefined ? [] : [`${id.text}.md`.toLowerCase()])))
  const places: Place[] = []
  return fileKeys.flatMap((key) => {
    const mark = markAt(root, 'files', key)
    if (mark === undefined || faultOf(mark.text) !== undefined) return []
    const place = { key, mark, path: repositoryPath(mark.text).toLowerCase() }
    const fault =
      faultOfPlace(place, file.toLowerCase()) ?? places.flatMap((other) => clash(place, other, names) ?? [])[0]
    if (fault !== undefined) return [{ offset: mark.offset, say: () => saying(mark.text, fault) }]
    places.push(place)
    return []
  })
}

function faultOfPlace({ key, mark, path }: Place, phaseFile: string): Fault | undefined {
  if (key !== 'progress' && (path === '' || mark.text.endsWith('/')))
    return { code: 'mirror-path-folder', message: 'is a folder: write the path of a file.' }
  if (path.split('/').some(isPeculiar))
    return {
      code: 'mirror-path-character',
      message:
        'has a part that ends in a dot or blank, or a character that not every system takes: choose another path.',
    }
  if (isIn(path, phaseFile)) return reserved('is this phase file')
  const taken = ['.github/workflows', '.github/phases'].find((folder) => isIn(path, folder))
  return taken === undefined ? undefined : reserved(`is in ${taken}, whose files mean something else`)
}

function reserved(why: string): Fault {
  return { code: 'mirror-path-reserved', message: `${why}: choose another place.` }
}

/** Windows drops dots and blanks at an end, and takes a colon for something else; others do not show some characters. */
function isPeculiar(segment: string): boolean {
  return /[. ]$|[:*?"<>|\p{Cf}\p{Cc}]/u.test(segment)
}

/** The folder of the progress files is the first place, and other files may lie in it, but none where a task's file is. */
function clash({ path }: Place, other: Place, names: ReadonlySet<string>): Fault | undefined {
  const message = clashOf({ path }, other, names)
  return message === undefined ? undefined : { code: 'mirror-path-clash', message }
}

function clashOf({ path }: Pick<Place, 'path'>, other: Place, names: ReadonlySet<string>): string | undefined {
  if (path === other.path) return 'is used twice under `files`: give each its own.'
  if (isIn(other.path, path))
    return `is a file, and ${quote(other.mark.text)} would lie inside it: choose another place.`
  if (other.key !== 'progress')
    return isIn(path, other.path)
      ? `would lie inside the file ${quote(other.mark.text)}: choose another place.`
      : undefined
  const name = path.split('/').at(-1)!
  const isTaskFile = names.has(name) && path === (other.path === '' ? name : `${other.path}/${name}`)
  return isTaskFile ? 'is where the progress file of a task lies: choose another name.' : undefined
}

function isIn(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`)
}

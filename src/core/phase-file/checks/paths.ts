import type { Finding } from '../finding.ts'
import { markAt, marksAt } from '../located.ts'
import type { Outline } from '../outline.ts'
import { quote } from '../quote.ts'

const fileKeys = ['progress', 'jobs', 'backlog'] as const

/** Globs of tasks and files of the mirror stay inside the repository. */
export function checkPaths({ root, tasks }: Outline): readonly Finding[] {
  const globs = tasks.flatMap(({ node }) => marksAt(node, 'paths'))
  const files = fileKeys.flatMap((key) => marksAt(root, 'files', key))
  return [...globs, ...files].flatMap(({ text, offset }) => {
    const fault = faultOf(text)
    return fault === undefined ? [] : [{ offset, say: () => `${quote(text)} ${fault}` }]
  })
}

function faultOf(path: string): string | undefined {
  const segments = path.split('/')
  if (path.includes('\\')) return 'has a backslash: write forward slashes.'
  if (/^([/~]|[A-Za-z]:)/.test(path)) return 'is absolute: write it from the root of the repository, as `docs/…`.'
  if (segments.includes('..')) return 'leaves its folder: write it from the root of the repository, without `..`.'
  if (segments[0]?.toLowerCase() === '.git') return "is inside Git's own folder: choose a path among the tracked files."
  return undefined
}

/** Two parts of the mirror in one file would overwrite each other in every run. */
export function checkMirrorFiles({ root }: Outline): readonly Finding[] {
  const seen = new Set<string>()
  return fileKeys.flatMap((key) => {
    const mark = markAt(root, 'files', key)
    const path = mark?.text
      .split('/')
      .filter((segment) => segment !== '' && segment !== '.')
      .join('/')
    if (mark === undefined || path === undefined) return []
    if (!seen.has(path)) {
      seen.add(path)
      return []
    }
    return [{ offset: mark.offset, say: () => `${quote(mark.text)} is used twice under \`files\`: give each its own.` }]
  })
}

import { BadInput, shorten } from './bad-input.ts'

/** Each file is a request where nothing is checked out, and each may hold a megabyte. */
const mostFiles = 1_000

const mostCharacters = 300
/** Of `*` in one part of a path: matching takes time in the power of their number. */
const mostStars = 3
/** Of `**`. */
const mostDepths = 2
/** Of what braces stand for. */
const mostChoices = 64

/** One line of the input `phase-file`. */
export function checkGlob(glob: string): string {
  const name = shorten(glob)
  const isInside = !glob.startsWith('/') && !/^[A-Za-z]:/.test(glob) && !leavesFolder(glob)
  if (!isInside)
    throw new BadInput(
      'phase-file-outside',
      `The input phase-file names "${name}": write a path inside the repository, without a leading slash and without "..".`,
    )
  if (glob.length > mostCharacters || isCostly(glob))
    throw new BadInput(
      'phase-file-pattern',
      `The input phase-file names "${name}", which is too complicated a pattern: write a simpler one, such as .github/phases/*.yml, or several, one a line.`,
    )
  return glob.replace(/^\.\//, '')
}

export function checkCount(files: number): void {
  if (files > mostFiles)
    throw new BadInput(
      'phase-file-count',
      `The input phase-file names more than ${mostFiles.toLocaleString('en-US')} files: name the phase files more closely.`,
    )
}

/** Braces can hide the two dots; what hides them better is stopped where files are read. */
function leavesFolder(glob: string): boolean {
  return glob.split(/[\\/]/).includes('..') || (glob.includes('{') && glob.includes('..'))
}

function isCostly(glob: string): boolean {
  const parts = glob.split('/')
  const choices = [...glob.matchAll(/\{[^{}]*\}?/g)].reduce((all, [group]) => all * group.split(',').length, 1)
  const hasRepeats = /[?*+@!]\(/.test(glob)
  const stars = parts.map((part) => (part === '**' ? 0 : part.split(/\*+/).length - 1))
  const depths = parts.filter((part) => part.includes('**')).length
  return hasRepeats || choices > mostChoices || depths > mostDepths || Math.max(...stars) > mostStars
}

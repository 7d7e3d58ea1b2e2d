import { GlobComparison } from '../paths.ts'

/** Which tasks' paths overlap, over the different globs rather than over pairs of tasks, of which there are many more. */
export interface PathConflicts {
  /** For each task, its globs as places in `overlaps`, each once. */
  readonly globsOf: readonly (readonly number[])[]
  /** For each glob, all that overlap it, itself included. */
  readonly overlaps: readonly (readonly number[])[]
  /** Whether some may be taken for overlapping that do not. */
  readonly isCoarse: boolean
}

/** With more different globs, only the folders before their first wildcard are compared: more then overlap, never fewer. */
const mostGlobs = 1000

export function pathConflicts(paths: readonly (readonly string[])[]): PathConflicts {
  const isMany = new Set(paths.flat()).size > mostGlobs
  const lists = isMany ? paths.map((list) => list.map((glob) => folderKey(literalFolders(glob)))) : paths
  const globs = [...new Set(lists.flat())]
  const indexOf = new Map(globs.map((glob, index) => [glob, index]))
  const comparison = new GlobComparison()
  const overlaps = overlapsAmong(globs, (a, b) => isMany || comparison.overlap(a, b))
  return {
    globsOf: lists.map((list) => [...new Set(list)].map((glob) => indexOf.get(glob)!)),
    overlaps,
    isCoarse: isMany || comparison.isExhausted,
  }
}

/** For each list, the places of the other lists that overlap it. As many as there are pairs: up to n². */
export function overlappingLists({ globsOf, overlaps }: PathConflicts): readonly (readonly number[])[] {
  const holders = overlaps.map((): number[] => [])
  for (const [list, globs] of globsOf.entries()) for (const glob of globs) holders[glob]!.push(list)
  return globsOf.map((globs, list) => {
    const others = new Set(globs.flatMap((glob) => overlaps[glob]!).flatMap((glob) => holders[glob]!))
    others.delete(list)
    return [...others]
  })
}

/** Two globs can overlap only if the literal folders of one begin with those of the other, so only such pairs are compared. */
function overlapsAmong(globs: readonly string[], overlap: (a: string, b: string) => boolean): readonly number[][] {
  const overlaps: number[][] = globs.map((_, index) => [index])
  const byFolder = Map.groupBy(globs.keys(), (index) => folderKey(literalFolders(globs[index]!)))
  for (const [index, glob] of globs.entries()) {
    const folders = literalFolders(glob)
    for (let depth = 0; depth <= folders.length; depth++) {
      for (const other of byFolder.get(folderKey(folders.slice(0, depth))) ?? []) {
        // Those of the same folder meet in both directions.
        if ((depth === folders.length && other <= index) || !overlap(glob, globs[other]!)) continue
        overlaps[index]!.push(other)
        overlaps[other]!.push(index)
      }
    }
  }
  return overlaps
}

function literalFolders(glob: string): readonly string[] {
  const segments = glob.split('/').filter((segment) => segment !== '' && segment !== '.')
  const wild = segments.findIndex((segment) => /[*?[{]/.test(segment))
  return wild < 0 ? segments : segments.slice(0, wild)
}

function folderKey(folders: readonly string[]): string {
  return folders.join('/')
}

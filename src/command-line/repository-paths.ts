import { stat } from 'node:fs/promises'
import path from 'node:path'

/** The folder of the Git repository that a folder belongs to; undefined where it belongs to none. */
export async function repositoryRoot(folder: string): Promise<string | undefined> {
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    const found = await stat(path.join(place, '.git')).catch(() => undefined)
    if (found !== undefined) return place
    if (place === path.dirname(place)) return undefined
  }
}

/**
 * Where a file named in a folder stands in its repository, with forward slashes: that is how GitHub's issues name it. A file
 * from elsewhere is taken to be meant for the usual place.
 */
export function pathInRepository(file: string, folder: string, root: string | undefined): string {
  const inside = path.relative(root ?? folder, path.resolve(folder, file))
  const isElsewhere = inside.split(path.sep)[0] === '..' || path.isAbsolute(inside)
  return isElsewhere ? `.github/phases/${path.basename(file)}` : inside.split(path.sep).join('/')
}

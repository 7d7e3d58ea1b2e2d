import type { Phase } from './phase.ts'

/** A path as Git writes it: `./docs//x/` is `docs/x`. */
export function repositoryPath(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/')
}

/** Where a task's progress file lies; undefined where the phase keeps none. */
export function progressPath({ files }: Phase, task: string): string | undefined {
  return files?.progress === undefined ? undefined : repositoryPath(`${files.progress}/${task}.md`)
}

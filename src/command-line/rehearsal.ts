import type { Command } from 'commander'
import { clock } from '../actions/clock.ts'
import type { Phase } from '../core/phase.ts'
import type { RunReport } from '../core/report/run-report.ts'
import type { EarlyEndCode } from '../core/troubleshooting/codes.ts'
import { type Message, type Reason, withCode } from '../core/troubleshooting/message.ts'
import { type Client, createClient } from '../github/client.ts'
import { identify } from '../github/identify.ts'
import { Trouble } from '../github/trouble.ts'
import { run } from '../run.ts'
import { emptyRepository } from './empty-repository.ts'
import { explainTrouble, fail } from './failure.ts'
import { connectToAsk } from './github-access.ts'
import { readGivenFiles, usualPlace } from './phase-sources.ts'
import { pathInRepository, repositoryRoot } from './repository-paths.ts'
import { tellMistakes } from './tell-problems.ts'

export interface RehearsalOptions {
  /** `owner/name`; undefined for a repository in which nothing is. */
  readonly repo?: string
  /** The login that the coordinator acts as there. */
  readonly as: string
}

/** What a run would find and do if these phase files stood on the default branch. */
export interface Rehearsal {
  /** In the order of the files, with their places in the repository. */
  readonly phases: readonly Phase[]
  readonly report: RunReport
  /** Milliseconds since 1970. */
  readonly now: number
  /** `owner/name`; undefined for a repository in which nothing is. */
  readonly repository: string | undefined
}

/** The options of every command that rehearses a run. */
export function withRehearsal(command: Command): Command {
  return command
    .argument('[file...]', 'phase files')
    .option('--repo <owner/name>', 'the repository on GitHub to look at; without it, one with nothing in it')
    .option('--as <login>', 'login that the coordinator acts as there', 'github-actions[bot]')
}

export const rehearsalNotes = `
Without files, those at ${usualPlace} are read.
Without --repo GitHub is asked nothing: all is as if no issue had been opened.
With it, GitHub is read and never written to. The token is taken from GH_TOKEN
or GITHUB_TOKEN, and the address of the API from GITHUB_API_URL.`

/**
 * Runs dry, as a pull request's check does. Undefined where there is nothing to show: then what is wrong was told, and the
 * exit code is set.
 */
export async function rehearse(files: readonly string[], options: RehearsalOptions): Promise<Rehearsal | undefined> {
  const folder = process.cwd()
  const now = clock()
  const found = await readGivenFiles(files, folder)
  // What a broken file holds, others may wait for.
  if (tellMistakes(found.problems)) return undefined
  const root = await repositoryRoot(folder)
  const phases = found.phases.map((phase) => ({ ...phase, file: pathInRepository(phase.file, folder, root) }))
  const phaseFiles = files.length === 0 ? [usualPlace] : phases.map(({ file }) => file)
  try {
    const report = await runDry(phases, phaseFiles, now, { ...options, root })
    const failure = report.error ?? report.stop ?? (report.cutShort && asMessage(report.cutShort))
    if (failure !== undefined) {
      fail(withCode(failure))
      return undefined
    }
    return { phases, report, now, repository: options.repo }
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    fail(withCode(explainTrouble(error, { writes: false })))
    return undefined
  }
}

async function runDry(
  phases: readonly Phase[],
  phaseFiles: readonly string[],
  now: number,
  { repo, as, root }: RehearsalOptions & { readonly root: string | undefined },
): Promise<RunReport> {
  const client = repo === undefined ? withoutGitHub(phases, root) : await connectToAsk(repo, process.env)
  const own = repo === undefined ? [] : [await identify(undefined, client)]
  return run({
    client,
    // What the secrets of the repository hold is not known here: they are taken to be there.
    agentClient: client,
    plan: {
      phases,
      badFiles: [],
      settings: { maxActive: undefined, confirm: false, lookAt: [], phaseFiles, slack: { webhook: true } },
    },
    pages: 'https://github.com',
    me: as,
    trustedAuthors: own,
    now,
    clock: () => now,
    dryRun: true,
    budget: Number.POSITIVE_INFINITY,
    log: () => {},
  })
}

/** Workflows of workers are read where the phase files are. */
function withoutGitHub(phases: readonly Phase[], root: string | undefined): Client {
  const adopted = phases.flatMap(({ tasks }) => tasks.flatMap(({ issue }) => issue ?? []))
  return createClient({
    token: 'none',
    apiUrl: 'https://nowhere.invalid',
    repository: { owner: 'owner', repo: 'repository' },
    paced: false,
    fetch: emptyRepository(adopted),
    onWait: () => {},
    checkout: root,
  })
}

function asMessage({ code, reason }: Reason<EarlyEndCode>): Message<EarlyEndCode> {
  return { code, message: `${reason}.` }
}

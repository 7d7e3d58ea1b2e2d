// One trial: every probe on GitHub and on a fresh local tracker, answers compared, everything undone.

import path from 'node:path'
import { cleanUp, type Leftovers } from './clean-up.ts'
import { compare } from './compare.ts'
import { writeJournal } from './journal.ts'
import type { Need, Probe } from './probe.ts'
import { probes } from './probes.ts'
import { behaviourOf } from './questions.ts'
import { type Recording, type Source, writeRecording } from './recording.ts'
import { type Reference, startReference } from './reference.ts'
import type { Findings, ProbeResult } from './report.ts'
import type { Repository } from './repository.ts'
import { createScrub, type Scrub } from './scrub.ts'
import { Site } from './site.ts'
import { Limited, type Wire } from './wire.ts'

export interface TrialOptions {
  readonly wire: Wire
  readonly repository: Repository
  readonly mark: string
  readonly empty: boolean
  /** Probes that need one of these are left out, for the reason given. */
  readonly without: ReadonlyMap<Need, string>
  /** Names of probes; empty for all. */
  readonly only: readonly string[]
  readonly folder: string
  readonly beat: number
  readonly signal: AbortSignal
  readonly tell: (line: string) => void
}

/** What a trial would play, and why it leaves out what it leaves out. */
function planned({ only, without }: TrialOptions): { probe: Probe; leftOut: string | undefined }[] {
  return probes
    .filter(({ name }) => only.length === 0 || only.includes(name))
    .map((probe) => ({ probe, leftOut: probe.needs && without.get(probe.needs) }))
}

export class Trial {
  readonly #options: TrialOptions
  readonly #scrub: Scrub
  readonly #results: ProbeResult[] = []
  readonly #answers: Record<string, string> = {}
  readonly #begun = new Date()
  #stopped: string | undefined
  readonly #standIn: Source

  constructor(options: TrialOptions) {
    this.#options = options
    const { wire, repository } = options
    const { owner, repo, token, apiUrl } = wire.options
    const { pagesUrl, source } = repository
    this.#scrub = createScrub({ token, owner, repo, apiUrl, login: source.login, pagesUrl })
    this.#standIn = standInFor(source, this.#scrub)
  }

  /** Whatever happens, what was made is taken away again. */
  async play(cleaning: Wire): Promise<Findings> {
    const { wire, repository, mark, beat, tell } = this.#options
    let leftovers: Leftovers = { kept: [], failed: [] }
    try {
      await this.#playAll()
    } catch (error) {
      this.#stopped = messageOf(error)
      tell(this.#stopped)
    } finally {
      tell('cleaning up')
      leftovers = await cleanUp(cleaning, repository, beat, mark).catch((error) => ({
        kept: [],
        failed: [messageOf(error)],
      }))
    }
    return {
      repository: repository.source.repository,
      mark,
      begun: this.#begun.toISOString(),
      seconds: (Date.now() - this.#begun.getTime()) / 1000,
      requests: wire.requests + cleaning.requests,
      results: this.#results,
      answers: this.#answers,
      stopped: this.#stopped,
      leftovers,
    }
  }

  async #playAll(): Promise<void> {
    const { wire, repository, mark, empty, signal } = this.#options
    await writeJournal(wire, mark, { labels: repository.labels, head: repository.head ?? '', empty })
    const plan = planned(this.#options)
    for (const [at, { probe, leftOut }] of plan.entries()) {
      signal.throwIfAborted()
      await this.#playOne(probe, leftOut, `${String(at + 1).padStart(2)}/${plan.length}`)
    }
  }

  async #playOne(probe: Probe, leftOut: string | undefined, at: string): Promise<void> {
    const { folder, tell } = this.#options
    const { name, about } = probe
    if (leftOut !== undefined) {
      this.#results.push({ name, about, leftOut, steps: 0, differences: [], notes: [], measured: {} })
      tell(`${at} ${name}: left out, ${leftOut}`)
      return
    }
    const remote = await this.#record(probe)
    await writeRecording(path.join(folder, 'answers'), remote)
    Object.assign(this.#answers, remote.answers)
    const local = await rehearse(probe, remote, this.#answers)
    const { differences, notes } = compare(remote, local)
    this.#results.push({
      name,
      about,
      leftOut,
      steps: remote.steps.length,
      differences,
      notes,
      measured: remote.measured,
    })
    tell(`${at} ${name}: ${differences.length === 0 ? 'as supposed' : `${differences.length} different`}`)
  }

  async #record(probe: Probe): Promise<Recording> {
    const { wire, repository, mark, beat, signal } = this.#options
    const site = new Site({ wire, source: repository.source, mark, probe: probe.name, scrub: this.#scrub, beat })
    const brokeOff = await probe.play(site).then(
      () => undefined,
      (error: unknown) => {
        signal.throwIfAborted()
        if (error instanceof Limited) throw error
        return this.#scrub(messageOf(error))
      },
    )
    return toRecording(site, probe.name, this.#standIn, brokeOff)
  }
}

/** The same on a fresh tracker, with the names that a recording has. */
export async function rehearse(
  probe: Probe,
  remote: Recording,
  answers: Readonly<Record<string, string>>,
): Promise<Recording> {
  const reference = await startReference(remote.source, behaviourOf(answers))
  try {
    return await playOn(reference, probe, remote.mark)
  } finally {
    await reference.close()
  }
}

async function playOn({ wire, source, scrub }: Reference, { name, play }: Probe, mark: string): Promise<Recording> {
  const site = new Site({ wire, source, mark, probe: name, scrub, beat: 0 })
  const brokeOff = await play(site).then(() => undefined, messageOf)
  return toRecording(site, name, source, brokeOff)
}

function toRecording(site: Site, probe: string, source: Source, brokeOff: string | undefined): Recording {
  const { mark, steps, answers, measured } = site
  const recorded = new Date().toISOString().slice(0, 10)
  return {
    version: 1,
    probe,
    recorded,
    mark,
    source,
    steps,
    answers,
    measured,
    ...(brokeOff === undefined ? {} : { brokeOff }),
  }
}

function standInFor(source: Source, scrub: Scrub): Source {
  return { ...source, repository: scrub(source.repository), login: scrub(source.login) }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inject } from 'vitest'

export const example = path.join(import.meta.dirname, '../../examples/phase-4.yml')

export interface Ended {
  readonly code: unknown
  readonly stdout: string
  readonly stderr: string
}

/** The evening on which the launch note was written. */
const launchTime = '2026-02-23T03:15:00Z'

/** A folder of its own, in which the built command line runs as a process. */
export class CommandLine {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'command-line-'))

  /** Puts a file into the folder, and gives its name back. */
  file(name: string, text: string): string {
    const place = path.join(this.folder, name)
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, text)
    return name
  }

  run(given: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const cli = path.join(path.dirname(inject('action')), 'cli.cjs')
    const env = {
      PATH: process.env.PATH,
      PHASE_COORDINATOR_NOW: launchTime,
      PHASE_COORDINATOR_PACE: 'off',
      ...environment,
    }
    return new Promise((resolve) => {
      execFile(process.execPath, [cli, ...given], { cwd: this.folder, env }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : error.code, stdout, stderr })
      })
    })
  }

  remove(): void {
    rmSync(this.folder, { recursive: true })
  }
}

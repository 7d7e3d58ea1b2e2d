import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What a process took, from its start to its end. */
export interface Took {
  readonly code: number | null
  /** Kilobytes, at most at once. */
  readonly peak: number
  /** Milliseconds of the processor. */
  readonly processor: number
}

/** Loaded into the process first; it writes down what the process took when it ends. */
const witness = `process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  require('node:fs').writeFileSync(process.env.BENCH_WITNESS, JSON.stringify([maxRSS, (userCPUTime + systemCPUTime) / 1000]))
})`

/** Runs Node with these arguments and nothing of this process's environment but what is given. */
export async function take(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Took> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-'))
  try {
    const [preload, report] = [path.join(folder, 'witness.cjs'), path.join(folder, 'report.json')]
    await writeFile(preload, witness)
    const child = spawn(process.execPath, ['--require', preload, ...args], {
      env: { PATH: process.env.PATH ?? '', ...env, BENCH_WITNESS: report },
      stdio: 'ignore',
    })
    const [code] = await once(child, 'close')
    const [peak, processor] = JSON.parse(await readFile(report, 'utf8'))
    return { code, peak, processor }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Step } from './workflow-files.ts'

export interface StepResult {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
  readonly outputs: ReadonlyMap<string, string>
}

/** One call of the `gh` that stands in for GitHub's. */
export interface GhCall {
  readonly args: readonly string[]
  readonly input: string
  readonly token: string | undefined
}

const yaml = createRequire(import.meta.url).resolve('yaml')

const YQ = `#!${process.execPath}
const { readFileSync } = require('node:fs')
const [format, expression, file] = process.argv.slice(2)
if (format !== '-o=json' || expression !== '.') throw new Error('not what yq is asked for here')
console.log(JSON.stringify(require(${JSON.stringify(yaml)}).parse(readFileSync(file, 'utf8'))))
`

/** Notes each call, and answers with the next line of the file `answers`, or fails where that says "fail". */
const GH = `#!${process.execPath}
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs')
const args = process.argv.slice(2)
const input = args.includes('-') ? readFileSync(0, 'utf8') : ''
const folder = __dirname + '/../'
appendFileSync(folder + 'calls', JSON.stringify({ args, input, token: process.env.GH_TOKEN }) + '\\n')
if (existsSync(folder + 'answers')) {
  const [answer, ...rest] = readFileSync(folder + 'answers', 'utf8').split('\\n')
  writeFileSync(folder + 'answers', rest.join('\\n'))
  if (answer === 'fail') process.exit(1)
  if (answer) console.log(answer)
}
`

/** A machine that runs steps of a workflow as GitHub's does, with stand-ins for `gh` and `yq`. */
export class Runner {
  readonly home = mkdtempSync(path.join(tmpdir(), 'runner-'))
  readonly workspace = path.join(this.home, 'workspace')
  readonly temp = path.join(this.home, 'temp')

  constructor() {
    for (const folder of ['workspace', 'temp', 'bin']) mkdirSync(path.join(this.home, folder))
    this.#command('yq', YQ)
    this.#command('gh', GH)
  }

  #command(name: string, text: string): void {
    writeFileSync(path.join(this.home, 'bin', name), text)
    chmodSync(path.join(this.home, 'bin', name), 0o755)
  }

  write(file: string, text: string, mode = 0o644): void {
    const place = path.join(this.workspace, file)
    mkdirSync(path.dirname(place), { recursive: true })
    writeFileSync(place, text, { mode })
  }

  answer(...answers: readonly string[]): void {
    writeFileSync(path.join(this.home, 'answers'), answers.join('\n'))
  }

  calls(): GhCall[] {
    const file = path.join(this.home, 'calls')
    if (!existsSync(file)) return []
    return readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  }

  /** Runs its script, with `env` in place of the step's own. */
  run(step: Step, env: Readonly<Record<string, string>>): StepResult {
    const script = path.join(this.home, 'script')
    const output = path.join(this.home, 'output')
    writeFileSync(script, step.run!)
    writeFileSync(output, '')
    const command =
      step.shell === 'node {0}'
        ? [process.execPath, script]
        : ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail', script]
    const { status, stdout, stderr } = spawnSync(command[0]!, command.slice(1), {
      cwd: this.workspace,
      encoding: 'utf8',
      env: { ...this.#environment(), GITHUB_OUTPUT: output, ...env },
    })
    return { status, stdout, stderr, outputs: readOutputs(readFileSync(output, 'utf8')) }
  }

  #environment(): Record<string, string> {
    return {
      HOME: this.home,
      PATH: `${path.join(this.home, 'bin')}${path.delimiter}${process.env.PATH}`,
      RUNNER_TEMP: this.temp,
      GIT_CONFIG_NOSYSTEM: '1',
    }
  }

  git(...args: readonly string[]): string {
    const options = { cwd: this.workspace, encoding: 'utf8', env: this.#environment() } as const
    const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com']
    const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], options)
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`)
    return stdout.trim()
  }

  remove(): void {
    rmSync(this.home, { recursive: true })
  }
}

/** Reads the file as GitHub's runner does: `name=value`, or `name<<end`, lines, `end`. */
function readOutputs(text: string): ReadonlyMap<string, string> {
  const outputs = new Map<string, string>()
  const lines = text.split('\n')
  while (lines.length > 0) {
    const line = lines.shift()!
    const block = /^([^=]+?)<<(.+)$/.exec(line)
    if (block) {
      const value = lines.splice(0, lines.indexOf(block[2]!))
      lines.shift()
      outputs.set(block[1]!, value.join('\n'))
    } else if (line.includes('=')) {
      outputs.set(line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1))
    }
  }
  return outputs
}

import { spawn } from 'node:child_process'

/** A program at work for one run. */
export interface Script {
  readonly ended: Promise<'success' | 'failure'>
  stop(): Promise<void>
}

/** Starts it without a shell and without arguments; what it is to do stands in its environment. */
export function startScript(
  program: string,
  environment: Readonly<Record<string, string>>,
  write: (text: string) => void,
): Script {
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...environment }
  const child = spawn(program, [], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stdout.setEncoding('utf8').on('data', write)
  child.stderr.setEncoding('utf8').on('data', write)
  const ended = new Promise<'success' | 'failure'>((resolve) => {
    child.on('error', (error) => {
      write(`${program} could not be started: ${error.message}\n`)
      resolve('failure')
    })
    child.on('close', (code) => resolve(code === 0 ? 'success' : 'failure'))
  })
  return {
    ended,
    async stop() {
      child.kill()
      await ended
    },
  }
}

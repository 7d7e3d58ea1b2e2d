import { type ChildProcess, spawn } from 'node:child_process'

/** A program at work for one run. */
export interface Script {
  readonly ended: Promise<'success' | 'failure'>
  stop(): Promise<void>
}

/** Milliseconds that a program has to end by itself. */
const grace = 5_000
/** Windows has no groups of processes. */
const hasGroups = process.platform !== 'win32'

/** Starts it without a shell and without arguments; what it is to do stands in its environment. */
export function startScript(
  program: string,
  environment: Readonly<Record<string, string>>,
  write: (text: string) => void,
): Script {
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...environment }
  const child = spawn(program, [], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: hasGroups })
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
      signal(child, 'SIGTERM')
      const last = setTimeout(() => signal(child, 'SIGKILL'), grace)
      await ended
      clearTimeout(last)
    },
  }
}

/** Reaches what the program has started as well: as long as one of them has its output open, it has not ended. */
function signal(child: ChildProcess, name: 'SIGTERM' | 'SIGKILL'): void {
  if (!hasGroups || child.pid === undefined) {
    child.kill(name)
    return
  }
  try {
    process.kill(-child.pid, name)
  } catch {
    // Nobody of the group is left.
  }
}

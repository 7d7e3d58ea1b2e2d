import { constants } from 'node:os'
import { isBadInput } from '../actions/bad-input.ts'
import type { FailureCode } from '../core/troubleshooting/codes.ts'
import { type Message, withCode } from '../core/troubleshooting/message.ts'
import { Trouble } from '../github/trouble.ts'
import { explainTrouble, fail } from './failure.ts'
import { displayOn, type HeadwayDisplay } from './headway-display.ts'

/**
 * Does work on GitHub that may take minutes, with its headway shown on standard error. Whoever interrupts it is told
 * `after`: what becomes of the rest. What goes wrong is one line, and the exit code says so.
 */
export async function showLongWork(after: string, work: (display: HeadwayDisplay) => Promise<void>): Promise<void> {
  const display = displayOn(process.stderr)
  const onInterrupt = () => {
    display.end()
    console.error(`Stopped. ${after}`)
    process.exit(128 + constants.signals.SIGINT)
  }
  process.once('SIGINT', onInterrupt)
  try {
    await work(display)
  } catch (error) {
    display.end()
    if (isBadInput(error)) throw error
    fail(withCode(error instanceof Trouble ? explainTrouble(error, { writes: true }) : ownMistake(error)))
  } finally {
    display.end()
    process.off('SIGINT', onInterrupt)
  }
}

function ownMistake(error: unknown): Message<FailureCode> {
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'own-mistake', message: `This is a mistake of Phase Coordinator's own, please report it: ${message}` }
}

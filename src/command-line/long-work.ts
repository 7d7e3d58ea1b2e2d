import { constants } from 'node:os'
import { isBadInput } from '../actions/bad-input.ts'
import { hideSecrets } from '../actions/secrets.ts'
import { plainText } from '../core/inert.ts'
import type { EarlyEndCode, FailureCode } from '../core/troubleshooting/codes.ts'
import { type Message, withCode } from '../core/troubleshooting/message.ts'
import { explainForbidden } from '../github/permissions.ts'
import { Trouble } from '../github/trouble.ts'
import { exitCodes } from './exit-codes.ts'
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
    fail(withCode(error instanceof Trouble ? explainTrouble(error) : ownMistake(error)))
  } finally {
    display.end()
    process.off('SIGINT', onInterrupt)
  }
}

/** Says in one line what went wrong; the exit code says so too. */
export function fail(message: string): void {
  console.error(plainText(hideSecrets(message)))
  process.exitCode = exitCodes.failed
}

function explainTrouble(trouble: Trouble): Message<FailureCode | EarlyEndCode> {
  if (trouble.status === 401)
    return {
      code: 'token-rejected',
      message:
        'GitHub does not accept the token in GH_TOKEN or GITHUB_TOKEN (401 Bad credentials). It may have expired or been revoked.',
    }
  if (trouble.kind === 'forbidden') return explainForbidden(trouble, { writes: true })
  if (trouble.kind === 'absent')
    return {
      code: 'repository-hidden',
      message:
        'GitHub does not show this repository to the token (404 Not Found). Check its name, and that the token may read it.',
    }
  return {
    code: 'github-unreadable',
    message: `GitHub did not answer as it should (${trouble.message}). Call this once more.`,
  }
}

function ownMistake(error: unknown): Message<FailureCode> {
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'own-mistake', message: `This is a mistake of Phase Coordinator's own, please report it: ${message}` }
}

import { hideSecrets } from '../actions/secrets.ts'
import { plainText } from '../core/text/inert.ts'
import type { EarlyEndCode, FailureCode } from '../core/troubleshooting/codes.ts'
import type { Message } from '../core/troubleshooting/message.ts'
import { explainForbidden } from '../github/permissions.ts'
import type { Trouble } from '../github/trouble.ts'
import { exitCodes } from './exit-codes.ts'

/** Says in one line what went wrong; the exit code says so too. */
export function fail(message: string): void {
  console.error(plainText(hideSecrets(message)))
  process.exitCode = exitCodes.failed
}

/** What the trouble was, of a command that writes to GitHub or of one that only reads. */
export function explainTrouble(
  trouble: Trouble,
  { writes }: { readonly writes: boolean },
): Message<FailureCode | EarlyEndCode> {
  if (trouble.status === 401) {
    const message =
      'GitHub does not accept the token in GH_TOKEN or GITHUB_TOKEN (401 Bad credentials). It may have expired or been revoked.'
    return { code: 'token-rejected', message }
  }
  if (trouble.kind === 'forbidden') return explainForbidden(trouble, { writes })
  if (!writes) return { code: 'github-unreadable', message: `GitHub could not be read (${trouble.message}).` }
  if (trouble.kind === 'absent') {
    const message =
      'GitHub does not show this repository to the token (404 Not Found). Check its name, and that the token may read it.'
    return { code: 'repository-hidden', message }
  }
  return {
    code: 'github-unreadable',
    message: `GitHub did not answer as it should (${trouble.message}). Call this once more.`,
  }
}

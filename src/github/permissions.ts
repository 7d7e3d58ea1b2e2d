import type { FailureCode } from '../core/troubleshooting/codes.ts'
import type { Message } from '../core/troubleshooting/message.ts'
import type { Trouble } from './trouble.ts'

/** What is forbidden for the token, with what to change. A run that writes will need more of issues and runs than to read them. */
export function explainForbidden(
  { message, status, permission }: Trouble,
  { writes }: { readonly writes: boolean },
): Message<FailureCode> {
  if (status === 401) {
    return {
      code: 'token-rejected',
      message:
        'GitHub does not accept the token (401 Bad credentials). Check the input token: it may have expired or been revoked.',
    }
  }
  if (/archived/i.test(message)) {
    return {
      code: 'repository-archived',
      message: 'The repository is archived and so read-only. Unarchive it, or remove this workflow.',
    }
  }
  if (/issues are disabled|issues has been disabled/i.test(message)) {
    return {
      code: 'issues-disabled',
      message: 'Issues are disabled in this repository. Enable them in its settings, or remove this workflow.',
    }
  }
  const asked = (permission ?? 'issues: write').split(',').map((line) => line.trim())
  const lines = asked.map((line) => (writes ? line.replace(/^(issues|actions): read$/, '$1: write') : line))
  const remedy = `${asLines(lines)} ${asRights(lines)}`
  if (/not accessible|dropped its labels/i.test(message))
    return { code: 'permission-missing', message: `The token lacks a permission (${message}). ${remedy}` }
  return {
    code: 'access-missing',
    message: `GitHub refused: ${message.replace(/\.$/, '')}. The token's account needs write access to this repository. ${remedy}`,
  }
}

/** For the token of the workflow itself. */
function asLines(lines: readonly string[]): string {
  return `Add ${lines.map((line) => `"${line}"`).join(' and ')} to the permissions of the coordinator's job in the workflow.`
}

/** The same as the settings of an App and of a fine-grained token call it, which no workflow can widen. */
function asRights(lines: readonly string[]): string {
  const rights = lines.map((line) => {
    const [name = '', level] = line.split(': ')
    const words = name.replaceAll('-', ' ')
    return `"${words.charAt(0).toUpperCase()}${words.slice(1)}: ${level === 'write' ? 'Read and write' : 'Read-only'}"`
  })
  return `A token of an App, or a personal one, needs the repository permission ${rights.join(' and ')} instead.`
}

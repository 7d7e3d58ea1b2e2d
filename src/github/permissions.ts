import type { Trouble } from './trouble.ts'

/** One clear sentence for what the token may not do, with what to change. */
export function explainForbidden({ message, status, permission }: Trouble): string {
  if (status === 401) {
    return 'GitHub does not accept the token (401 Bad credentials). Check the input token: it may have expired or been revoked.'
  }
  if (/archived/i.test(message)) {
    return 'The repository is archived and so read-only. Unarchive it, or remove this workflow.'
  }
  if (/issues are disabled|issues has been disabled/i.test(message)) {
    return 'Issues are disabled in this repository. Enable them in its settings, or remove this workflow.'
  }
  if (/not accessible|dropped its labels/i.test(message)) {
    const line = permission ?? 'issues: write'
    return `The token lacks a permission (${message}). Add "${line}" to the job's permissions in the workflow.`
  }
  return `GitHub refused: ${message.replace(/\.$/, '')}. The token needs "${permission ?? 'issues: write'}", given under permissions in the workflow's job.`
}

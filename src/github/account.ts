/** Whoever did something, as REST (`type`) or GraphQL (`__typename`) shows them. */
export interface RawAccount {
  readonly login?: string
  readonly type?: string
  readonly __typename?: string
}

/** What to ask GraphQL of whoever did something. */
export const accountFields = '__typename login'

/**
 * The login by which REST names an account, everywhere the same: GraphQL leaves away the `[bot]` of an app's, so that it
 * reads like the name of a person, who may be somebody else. Undefined for a deleted account.
 */
export function accountLogin(account: RawAccount | null | undefined): string | undefined {
  const { login, type, __typename } = account ?? {}
  const isBare = (type ?? __typename) === 'Bot' && login !== undefined && !login.endsWith('[bot]')
  // GitHub shows its own agent so in both.
  return isBare && !/^copilot$/i.test(login) ? `${login}[bot]` : login
}

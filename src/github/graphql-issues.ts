import type { Client } from './client.ts'

/**
 * Asks the same fields of several issues in one GraphQL request, by number. Undefined where it fails, for whatever
 * reason: an Enterprise Server may not know a field, and what GraphQL tells is never all that there is.
 */
export async function askAboutIssues<Issue>(
  fields: string,
  numbers: readonly number[],
  { octokit, owner, repo }: Client,
): Promise<ReadonlyMap<number, Issue | null | undefined> | undefined> {
  const issues = numbers.map((number) => `i${number}: issue(number: ${number}) { ${fields} }`).join(' ')
  const query = `query($owner: String!, $repo: String!) { repository(owner: $owner, name: $repo) { ${issues} } }`
  try {
    const { repository } = await octokit.graphql<{ repository: Record<string, Issue | null> | null }>(query, {
      owner,
      repo,
    })
    return repository == null ? undefined : new Map(numbers.map((number) => [number, repository[`i${number}`]]))
  } catch {
    return undefined
  }
}

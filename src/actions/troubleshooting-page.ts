/**
 * The address of docs/troubleshooting.md in the repository that this action comes from, as the workflow names it;
 * undefined where it is a part of the workflow's own repository, whose copy may lack that page.
 */
export function troubleshootingPage(env: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_ACTION_REPOSITORY: repository = '', GITHUB_ACTION_REF: ref } = env
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) return undefined
  const server = env.GITHUB_SERVER_URL ?? 'https://github.com'
  const version = (ref || 'HEAD').split('/').map(encoded).join('/')
  return `${server}/${repository}/blob/${version}/docs/troubleshooting.md`
}

/** Round brackets would end a link of Markdown. */
function encoded(part: string): string {
  return encodeURIComponent(part).replaceAll('(', '%28').replaceAll(')', '%29')
}

import type { Probe } from '../probe.ts'
import type { Made, Site } from '../site.ts'

export const limitProbes: readonly Probe[] = [
  { name: 'link-limits', about: '50 blockers, 100 sub-issues, 8 levels', needs: 'limits', play: playLimits },
]

const [mostSubIssues, mostBlockers, mostLevels] = [100, 50, 8]

/** A hundred and two issues serve for all three. */
async function playLimits(site: Site): Promise<void> {
  const parent = await site.issue('parent')
  const made: Made[] = []
  while (made.length <= mostSubIssues) made.push(await site.issue(String(made.length + 1)))
  const matters = 'what is beyond a limit is left out of the links, and said so'
  const add = (to: Made, sub: Made) => ({ number: to.number, sub_issue_id: sub.id })
  for (const [at, sub] of made.entries())
    await site.ask(`sub-issue ${at + 1}`, 'POST issues/{number}/sub_issues', add(parent, sub), { matters })
  for (const [at, blocker] of made.slice(0, mostBlockers + 1).entries()) {
    const link = { number: parent.number, issue_id: blocker.id }
    await site.ask(`blocker ${at + 1}`, 'POST issues/{number}/dependencies/blocked_by', link, { matters })
  }
  await site.ask(
    'blockers',
    'GET issues/{number}/dependencies/blocked_by',
    { number: parent.number, per_page: 100 },
    { anyOrder: true },
  )
  // The parent is the first level, its first sub-issue the second.
  for (let level = 3; level <= mostLevels + 1; level++) {
    const [above, below] = [made[level - 3]!, made[level - 2]!]
    await site.ask(
      `level ${level}`,
      'POST issues/{number}/sub_issues',
      { ...add(above, below), replace_parent: true },
      { matters },
    )
  }
}

import { listMilestones } from '../observe.ts'
import { send } from '../request.ts'
import { toMilestone } from '../shapes.ts'
import { Trouble } from '../trouble.ts'
import { type Do, numberOfTask, patchIssue, type Site, Surprise, Unready } from './site.ts'

export async function setMilestone({ task, milestone }: Do<'set-milestone'>, site: Site): Promise<void> {
  const number = milestoneNumber(milestone, site)
  if (number === undefined) throw new Unready(`there is no milestone "${milestone}" yet`)
  await patchIssue(numberOfTask(task, site), { milestone: number }, site)
}

export async function createMilestone(operation: Do<'create-milestone'>, site: Site): Promise<void> {
  const { title, dueDate, description } = operation
  const due = dueDate === undefined ? {} : { due_on: noon(dueDate) }
  try {
    const milestone = await send(
      site.client,
      (octokit, place) => octokit.rest.issues.createMilestone({ ...place, title, description, ...due }),
      toMilestone,
    )
    site.observation = { ...site.observation, milestones: [...(site.observation.milestones ?? []), milestone] }
  } catch (error) {
    if (!(error instanceof Trouble) || error.status !== 422) throw error
    const milestones = await listMilestones(site.client)
    if (!milestones.some((milestone) => milestone.title === title)) {
      const why = `${error.message}; if there is one already, GitHub's list of milestones does not show it`
      throw new Trouble(error.kind, why, error.status)
    }
    site.observation = { ...site.observation, milestones }
    throw new Surprise(`the milestone "${title}" was made by another run just now`)
  }
}

export async function changeMilestone({ number, changes }: Do<'change-milestone'>, site: Site): Promise<void> {
  const milestone = await send(
    site.client,
    (octokit, place) =>
      octokit.rest.issues.updateMilestone({
        ...place,
        milestone_number: number,
        ...(changes.title === undefined ? {} : { title: changes.title }),
        ...('dueDate' in changes
          ? { due_on: (changes.dueDate === undefined ? null : noon(changes.dueDate)) as string }
          : {}),
        ...(changes.open === undefined ? {} : { state: changes.open ? 'open' : 'closed' }),
      }),
    toMilestone,
  )
  const { observation } = site
  const issues = new Map(
    [...observation.issues].map(([key, issue]) => [
      key,
      issue.milestone?.number === number ? { ...issue, milestone } : issue,
    ]),
  )
  const others = (observation.milestones ?? []).filter((other) => other.number !== number)
  site.observation = { ...observation, issues, milestones: [...others, milestone] }
}

/** GitHub keeps midnight in its own zone: noon is the same date there. */
function noon(date: string): string {
  return `${date}T12:00:00Z`
}

export function milestoneNumber(title: string, { observation }: Site): number | undefined {
  const listed = observation.milestones?.find((milestone) => milestone.title === title)
  if (listed !== undefined) return listed.number
  for (const { milestone } of observation.issues.values()) if (milestone?.title === title) return milestone.number
  return undefined
}

import type { Operation } from '../core/operation.ts'
import { commitFiles } from '../files/commit-files.ts'
import { assign, unassign } from './apply/assignees.ts'
import { cancelRun, claim, startAgent, startRun } from './apply/claims.ts'
import { react, reply } from './apply/comments.ts'
import { closeDuplicate, openProgress, openTask } from './apply/issues.ts'
import { addLabels, createLabel, removeLabel } from './apply/labels.ts'
import { addSubIssue, link, unlink } from './apply/links.ts'
import { changeMilestone, createMilestone, setMilestone } from './apply/milestones.ts'
import { numberOfProgress, numberOfTask, patchIssue, type Site } from './apply/site.ts'
import { tell } from './apply/tell.ts'
import { noteTold, rewriteProgress, rewriteTask } from './apply/texts.ts'

export { type Site, Surprise, type TellSlack, Unready } from './apply/site.ts'

/**
 * Does one operation. Throws `Trouble` where GitHub did not do it or did not say, `Unready` where something that it
 * needs is not there. What GitHub leaves out silently is noted, not thrown.
 */
export async function apply(operation: Operation, site: Site): Promise<void> {
  switch (operation.do) {
    case 'create-label':
      return createLabel(operation, site)
    case 'create-milestone':
      return createMilestone(operation, site)
    case 'change-milestone':
      return changeMilestone(operation, site)
    case 'open-progress':
      return openProgress(operation, site)
    case 'open-task':
      return openTask(operation, site)
    case 'add-sub-issue':
      return addSubIssue(operation, site)
    case 'link':
      return link(operation, site)
    case 'unlink':
      return unlink(operation, site)
    case 'add-labels':
      return addLabels(numberOfTask(operation.task, site), operation.labels, site)
    case 'label-progress':
      return addLabels(numberOfProgress(operation.phase, site), operation.labels, site)
    case 'remove-label':
      return removeLabel(operation, site)
    case 'retitle-task':
      await patchIssue(numberOfTask(operation.task, site), { title: operation.title }, site)
      if (operation.byHand)
        site.observation = { ...site.observation, retitled: new Set([...site.observation.retitled, operation.task]) }
      return
    case 'retitle-progress':
      return patchIssue(numberOfProgress(operation.phase, site), { title: operation.title }, site)
    case 'set-milestone':
      return setMilestone(operation, site)
    case 'assign':
      return assign(operation, site)
    case 'unassign':
      return unassign(operation, site)
    case 'write-task':
      return rewriteTask(operation, site)
    case 'close-duplicate':
      return closeDuplicate(operation, site)
    case 'claim':
      return claim(operation, site)
    case 'start-run':
      return startRun(operation, site)
    case 'start-agent':
      return startAgent(operation, site)
    case 'cancel-run':
      return cancelRun(operation, site)
    case 'react':
      return react(operation, site)
    case 'reply':
      return reply(operation, site)
    case 'tell':
      return tell(operation, site)
    case 'note-told':
      return noteTold(operation, site)
    case 'commit-files':
      return commitFiles(operation, site)
    case 'write-progress':
      return rewriteProgress(operation, site)
    case 'reopen-progress':
      return patchIssue(numberOfProgress(operation.phase, site), { state: 'open' }, site)
    case 'close-progress':
      return patchIssue(numberOfProgress(operation.phase, site), { state: 'closed', state_reason: 'completed' }, site)
  }
}

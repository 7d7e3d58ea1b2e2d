import { expect } from 'vitest'
import { answerLost, isIssueCreation, type Loss, nth, refusedBefore } from '../../src/local/faults.ts'
import { type Bed, test } from './bed.ts'
import { issuesOn } from './board.ts'

const plan = { slots: 1, tasks: ['a', 'b', { id: 'c', depends_on: ['b'] }] }

/** The progress issue and one issue for each task, none of them twice; duplicates may only be closed as such. */
function expectOneOfEach(bed: Bed): void {
  const titles = issuesOn(bed.board)
    .filter(({ reason }) => reason !== 'duplicate')
    .map(({ title }) => title)
  expect(titles.toSorted()).toEqual(['Phase 1 progress: Trial', 'a: Task a', 'b: Task b', 'c: Task c'])
}

/** 0: the progress issue; the others: tasks. */
for (const at of [0, 1, 3]) {
  for (const how of ['500', '502', 'reset', 'half', 'short'] satisfies Loss[]) {
    test(`issue ${at} of a launch, opened but answered by ${how}, is not opened twice`, async ({ bed }) => {
      await bed.plan(plan)
      bed.tracker.setIntercept(answerLost(nth(isIssueCreation, at), how))
      const first = await bed.run()
      expect(first.code, first.log).toBe(0)
      bed.tracker.setIntercept(undefined)
      await bed.runWell()
      expectOneOfEach(bed)
      expect(issuesOn(bed.board)).toHaveLength(4)
      expect(bed.states('b', 'a', 'c')).toEqual(['assigned', 'ready', 'blocked'])
      await bed.expectQuiet()
    })
  }

  for (const how of ['502', 'reset'] as const) {
    test(`issue ${at} of a launch, not opened and answered by ${how}, is opened by the next run at the latest`, async ({
      bed,
    }) => {
      await bed.plan(plan)
      bed.tracker.setIntercept(refusedBefore(nth(isIssueCreation, at), how))
      const first = await bed.run()
      expect(first.code, first.log).toBe(0)
      bed.tracker.setIntercept(undefined)
      await bed.runWell()
      expectOneOfEach(bed)
      await bed.expectQuiet()
    })
  }
}

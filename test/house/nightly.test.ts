import { expect, test } from 'vitest'
import { groups } from '../../scripts/mutation/groups.ts'
import { jobsOf } from './workflow-files.ts'

test('every group of rules is tried for mutants each night', () => {
  const tried = jobsOf('.github/workflows/nightly.yml').flatMap((job) => {
    const { strategy } = job as { strategy?: { matrix?: { group?: readonly string[] } } }
    return strategy?.matrix?.group ?? []
  })
  expect(tried.toSorted()).toEqual(groups.map(({ name }) => name).toSorted())
})

import { expect, test } from 'vitest'
import { openBed } from './bed.ts'

const query = `query ($expression: String!) { repository(owner: "octo", name: "demo") { object(expression: $expression) {
  __typename
  ... on Tree { entries { name type object { ... on Blob { text isTruncated } } } }
  ... on Blob { text }
} } }`

test('GraphQL shows a folder with the texts of its files, a file, and null for what is not there', async () => {
  const { tracker, ours } = await openBed()
  tracker.putFile('plans/one.yml', 'phase: 1\n')
  tracker.putFile('plans/old/two.yml', 'phase: 2\n')
  const ask = (expression: string) => ours.graphql<{ repository: { object: unknown } }>(query, { expression })
  expect((await ask('HEAD:plans')).repository.object).toEqual({
    __typename: 'Tree',
    entries: [
      { name: 'old', type: 'tree', object: {} },
      { name: 'one.yml', type: 'blob', object: { text: 'phase: 1\n', isTruncated: false } },
    ],
  })
  expect((await ask('main:plans/one.yml')).repository.object).toEqual({ __typename: 'Blob', text: 'phase: 1\n' })
  expect((await ask('HEAD:nowhere')).repository.object).toBeNull()
  expect((await ask('nowhere:plans')).repository.object).toBeNull()
})

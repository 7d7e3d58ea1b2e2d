import { expect, test } from 'vitest'
import { startRun } from '../../../src/github/apply/claims.ts'
import type { Site } from '../../../src/github/apply/site.ts'
import { siteAt } from './site-at.ts'

const since = '2026-02-22T12:00:00.000Z'

/** A place to work at so many milliseconds after the claim, and what was sent from there. */
function lateSite(late: number): { site: Site; sent: string[] } {
  const sent: string[] = []
  const fetch = async (address: string | URL | Request) => {
    sent.push(new URL(String(address)).pathname)
    return new Response(JSON.stringify({ workflow_run_id: 7 }), { headers: { 'content-type': 'application/json' } })
  }
  return { site: siteAt(Date.parse(since) + late, fetch), sent }
}

const start = {
  do: 'start-run',
  phase: '4',
  task: 'a',
  claim: 'a#1',
  since,
  workflow: 'w.yml',
  branch: 'main',
} as const

test('a worker is started for three minutes after its claim was taken', async () => {
  const { site, sent } = lateSite(3 * 60_000)
  await startRun({ ...start, inputs: { task: 'a', claim: 'a#1' } }, site)
  expect(sent).toEqual(['/repos/octo/demo/actions/workflows/w.yml/dispatches'])
  expect(site.observation.starts.get('a#1')).toEqual({ as: 'started', at: '2026-02-22T12:03:00.000Z', run: 7 })
})

test('after that nothing is sent, because another run may have taken the claim over', async () => {
  const { site, sent } = lateSite(3 * 60_000 + 1)
  await expect(startRun({ ...start, inputs: {} }, site)).rejects.toThrow('too long after the claim a#1')
  expect(sent).toEqual([])
  expect(site.observation.starts.get('a#1')).toEqual({ as: 'unknown' })
})

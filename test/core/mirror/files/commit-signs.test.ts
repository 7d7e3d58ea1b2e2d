import { expect, test } from 'vitest'
import type { FileCommit } from '../../../../src/core/observation.ts'
import { taskOf } from '../../plan.ts'
import { launch, type Scene } from '../../scene.ts'
import { storedIssue } from '../../simulated-github.ts'
import { aDay, anHour, claimOf, say, states, workedPhase } from '../../worker-scene.ts'

const files = { branch: undefined, progress: 'p', jobs: undefined, backlog: undefined }

/** A phase of which one task is picked, and the file that was mirrored for it. */
function picked(model: string | undefined, given: { assignees?: readonly string[] } = {}): Scene {
  return launch(workedPhase([taskOf('a', { model, ...given })], { files }))
}

/** Somebody commits to the file of the task. */
function commit(scene: Scene, change: (text: string) => string, fields: Partial<FileCommit> = {}): void {
  const { github } = scene
  github.clock += anHour
  github.files.set('p/a.md', change(github.files.get('p/a.md')!))
  github.fileCommits.set('p/a.md', { at: new Date(github.clock).toISOString(), login: 'hubot', ...fields })
}

const withPercent = (percent: string) => (text: string) => text.replace(/^percent:.*$/m, `percent: ${percent}`)
const withNote = (text: string) => `${text}\nA note.`

test('a commit brings an agent back that had fallen silent, with its percentage', () => {
  const scene = picked('copilot')
  say(scene, 'progress', '/spawn')
  scene.run({ agentToken: true })
  scene.github.clock += 5 * anHour
  scene.run({ agentToken: true })
  expect(states(scene)).toBe('a stalled')
  commit(scene, withPercent('60 %'))
  scene.run({ agentToken: true })
  expect(states(scene)).toBe('a running')
  expect(claimOf(scene, 'a').percent).toBe(60)
  expect(scene.github.files.get('p/a.md')).toContain('percent: 60\n')
  // A note says that work goes on, and nothing of how far it is.
  commit(scene, withNote)
  scene.run({ agentToken: true })
  expect(claimOf(scene, 'a')).toMatchObject({ percent: 60, heartbeat: scene.github.fileCommits.get('p/a.md')!.at })
})

test.each<[name: string, fields: (now: number) => Partial<FileCommit>, heartbeat: (now: number) => string | undefined]>(
  [
    ['older than its start is none', () => ({ at: '2020-01-01T00:00:00Z' }), () => undefined],
    ['from the future counts as made now', (now) => ({ at: iso(now + aDay) }), (now) => iso(now)],
    ['of nobody that GitHub knows counts', (now) => ({ at: iso(now), login: undefined }), (now) => iso(now)],
  ],
)('a commit %s', (_, fields, heartbeat) => {
  const scene = picked('sonnet')
  say(scene, 'progress', '/spawn')
  scene.run()
  const now = scene.github.clock + anHour
  commit(scene, withNote, fields(now))
  scene.run({ now })
  expect(claimOf(scene, 'a').heartbeat).toBe(heartbeat(now))
  expect(scene.run({ now }).operations).toEqual([])
})

function iso(instant: number): string {
  return new Date(instant).toISOString()
}

test.each<[name: string, model: string | undefined, login: string | undefined, after: string]>([
  ['a person’s', undefined, 'mona', 'a running'],
  ['one that others start', 'elsewhere', 'builder', 'a running'],
  ['one that is dispatched', 'sonnet', 'mona', 'a assigned'],
  ['one that is assigned', 'crew', 'mona', 'a assigned'],
  ['a person’s, by nobody that GitHub knows', undefined, undefined, 'a assigned'],
])('a commit to the file of a pick that is %s leaves it: %#', (_, model, login, after) => {
  const scene = picked(model)
  expect(states(scene)).toBe('a assigned')
  commit(scene, withPercent('20'), { login })
  scene.run()
  expect(states(scene)).toBe(after)
  if (after === 'a running') expect(claimOf(scene, 'a')).toMatchObject({ logins: [login], percent: 20, number: 1 })
})

test('what is not mirrored, or was deleted, is no news and asks for no commits', () => {
  const scene = picked('sonnet')
  say(scene, 'progress', '/spawn')
  scene.run()
  scene.github.files.delete('p/a.md')
  const result = scene.run()
  expect(result.operations).toEqual([])
  expect([...result.observation.answered].filter((key) => key.includes('"commits"'))).toEqual([])
  expect(storedIssue(scene.github, scene.numberOf('a')).open).toBe(true)
})

import { expect, test } from 'vitest'
import { launch } from './scene.ts'
import { cancelNow, runs, say, states, workedPhase } from './worker-scene.ts'

test('a task that left the plan keeps its slot until its worker has ended, and not a run longer', () => {
  const scene = launch(workedPhase(['a', 'b']))
  say(scene, 'a', '/spawn')
  scene.run()
  scene.phases = workedPhase(['b'])
  scene.run()
  expect([runs(scene), states(scene)]).toEqual([['a#1 running'], 'b ready'])
  cancelNow(scene)
  scene.run()
  expect(states(scene)).toBe('b assigned')
})

import { describe, expect, test } from 'vitest'
import { commandNames } from '../../../src/core/commands/command.ts'
import { nearMiss } from '../../../src/core/commands/near-miss.ts'

test.each([
  ['spwan', 'spawn'],
  ['span', 'spawn'],
  ['Spawns', 'spawn'],
  ['relaese', 'release'],
  ['hartbeat', 'heartbeat'],
  ['heart-beat', 'heartbeat'],
  ['un-hold', 'unhold'],
  ['hlod', 'hold'],
  ['hold:', 'hold'],
  ['NETX', 'next'],
  ['hwy', 'why'],
  ['phase4', 'phase'],
] as const)('%s is nearly %s', (word, name) => {
  expect(nearMiss(word, commandNames)).toBe(name)
})

test.each(['spawn', 'sawpn2', 'hodling', 'heart', 'unh', 'start', 'stop', 'n', ''])('%s is near nothing', (word) => {
  expect(nearMiss(word, commandNames)).toBe(undefined)
})

test('a name of one letter is not near itself', () => {
  expect(nearMiss('n', ['n'])).toBe(undefined)
})

describe('commands of others are not near ours', () => {
  /**
   * Names without the ones that have a hyphen or an underscore, from
   * https://prow.k8s.io/command-help, https://docs.gitlab.com/user/project/quick_actions/,
   * https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/about-slash-commands,
   * and the bots that answer on many repositories.
   */
  const others = `
    approve area assign auto bark build cancel cc check cherrypick close committee dco easycla honk help hide joke kind label
    language lgtm lifecycle lock meow meowvie merge milestone ok override pony priority project remove reopen rerun retest
    retitle rebase rehearse reset review shrug sig skip stage status tableflip test tide transfer triage unassign uncc unlock
    unlgtm verify wg woof wip work
    award blockedby blocks board clone confidential copy convert designate done draft due duplicate epic estimate iteration
    labels link move page parent promote publish ready reassign reassess rebase relabel relate react remind reviewer
    severity shrug spend subscribe tag target timeline title todo unapprove unlabel unlink unrelate unsubscribe weight zoom
    code details saved table tasklist template
    backport benchmark bench bot claim deploy destroy fix format hello info invite claude copilot codex cursor gemini ask
    describe improve update plan apply unplan pause resume report queue dequeue rollback restart run start stop snooze
    squash stale text trigger try who whoami
  `
  test.each(others.trim().split(/\s+/))('/%s', (word) => {
    expect(nearMiss(word, commandNames)).toBe(undefined)
  })
})

import { expect, test } from 'vitest'
import type { Command } from '../../../src/core/commands/command.ts'
import { readCommand } from '../../../src/core/commands/read-command.ts'

function spawn(tasks: readonly string[] = [], model?: string): Command {
  return { name: 'spawn', tasks, model }
}

/** As many characters as a list of ids may have: fifteen ids of 32, one of five, and the blanks between them. */
const idsOf500 = [...Array.from({ length: 15 }, (_, at) => `${at}`.padStart(32, 'a')), 'abcde']

const reads: readonly (readonly [string, Command])[] = [
  ['/spawn', spawn()],
  ['/SPAWN\t', spawn()],
  ['/spawn model=haiku', spawn([], 'haiku')],
  ['/spawn MODEL=Haiku', spawn([], 'Haiku')],
  ['/spawn p4-1-1 p4-4-1 model=haiku', spawn(['p4-1-1', 'p4-4-1'], 'haiku')],
  ['/spawn model=haiku P4-1-1', spawn(['P4-1-1'], 'haiku')],
  ['/spawn p4-1-1, p4-4-1,p4-1-1', spawn(['p4-1-1', 'p4-4-1'])],
  ['/spawn\u00A0p4-1-1\u2003model=haiku', spawn(['p4-1-1'], 'haiku')],
  ['/spawn\u200B', spawn()],
  ['/spawn\u200B\u200B\uFEFF', spawn()],
  [`/spawn ${idsOf500.join(' ')}`, spawn(idsOf500)],
  ['/spawn \u200Bp4-1-1\u200B \uFEFF', spawn(['p4-1-1'])],
  ['/release', { name: 'release', reason: '' }],
  ['/release  blocked on *design*, see #12 ', { name: 'release', reason: 'blocked on *design*, see #12' }],
  ['/Release a\u0000\u0007b\u202Ec\u2028d', { name: 'release', reason: 'abc d' }],
  ['/release 👩‍👩‍👧', { name: 'release', reason: '👩‍👩‍👧' }],
  [`/release ${'a'.repeat(600)}`, { name: 'release', reason: 'a'.repeat(500) }],
  [`/release ${'a'.repeat(499)}😀`, { name: 'release', reason: 'a'.repeat(499) }],
  [`/release ${'a'.repeat(499)} b`, { name: 'release', reason: 'a'.repeat(499) }],
  ['/heartbeat', { name: 'heartbeat', percent: undefined, note: '' }],
  ['/heartbeat 40%', { name: 'heartbeat', percent: 40, note: '' }],
  ['/heartbeat 40 %', { name: 'heartbeat', percent: 40, note: '' }],
  ['/heartbeat 99.9% nearly there', { name: 'heartbeat', percent: 99, note: 'nearly there' }],
  ['/heartbeat 40,5 % half', { name: 'heartbeat', percent: 40, note: 'half' }],
  ['/heartbeat 40.25% more', { name: 'heartbeat', percent: 40, note: 'more' }],
  ['/heartbeat +40% more', { name: 'heartbeat', percent: 40, note: 'more' }],
  ['/heartbeat 0%', { name: 'heartbeat', percent: 0, note: '' }],
  ['/heartbeat 100%', { name: 'heartbeat', percent: 100, note: '' }],
  ['/heartbeat 40 tests are green', { name: 'heartbeat', percent: undefined, note: '40 tests are green' }],
  ['/heartbeat at 40%', { name: 'heartbeat', percent: undefined, note: 'at 40%' }],
  ['/hold', { name: 'hold', now: false, reason: '' }],
  ['/hold until Monday', { name: 'hold', now: false, reason: 'until Monday' }],
  ['/hold now', { name: 'hold', now: true, reason: '' }],
  ['/hold NOW, it burns', { name: 'hold', now: true, reason: 'it burns' }],
  ['/hold nowhere to run it', { name: 'hold', now: false, reason: 'nowhere to run it' }],
  ['/hold after the kick-off', { name: 'hold', now: false, reason: 'after the kick-off' }],
  ['/hold offline', { name: 'hold', now: false, reason: 'offline' }],
  ['/hold cancel what runs at night', { name: 'hold', now: false, reason: 'cancel what runs at night' }],
  ['/unhold please', { name: 'unhold' }],
  ['/next one', { name: 'next' }],
  ['/why', { name: 'why' }],
  ['/why?', { name: 'why' }],
  ['/Why is this waiting?', { name: 'why' }],
  ['/phase', { name: 'phase', verb: 'help' }],
  ['/phase Status', { name: 'phase', verb: 'status' }],
  ['/phase status?!', { name: 'phase', verb: 'status' }],
  ['/phase status?', { name: 'phase', verb: 'status' }],
  ['/phase pause for the holidays', { name: 'phase', verb: 'pause' }],
  ['/phase resume', { name: 'phase', verb: 'resume' }],
  ['/phase report', { name: 'phase', verb: 'report' }],
]

test.each(reads)('%j is read', (line, command) => {
  expect(readCommand(line)).toEqual(command)
})

/** What each mistake is told, whole. */
test.each([
  ['/spwan', 'There is no such command, but one that is nearly the same.'],
  ['/spawn @octocat', 'After /spawn come ids of tasks, one model= with the name of a model, and nothing else.'],
  ['/heartbeat 101%', 'A percentage goes from 0 to 100.'],
  ['/hold cancel', 'A hold is taken back with a command of its own.'],
  ['/phase 4', 'After /phase comes help, status, pause, resume or report.'],
])('%s is told what is wrong', (line, why) => {
  expect(readCommand(line)).toMatchObject({ why })
})

const id33 = 'a'.repeat(33)

test.each([
  ['/spwan p4-1-1', '/spawn', /no such command/],
  ['/why!', '/why', /no such command/],
  ['/sp\u200Bawn', '/spawn', /no such command/],
  ['/spawn color=red', '/spawn model=haiku', /ids of tasks, one model=/],
  ['/spawn model:haiku', '/spawn model=haiku', /ids of tasks/],
  ['/spawn mymodel=haiku', '/spawn model=haiku', /ids of tasks/],
  [`/spawn ${idsOf500.join(' ')}f`, '/spawn model=haiku', /It takes 500 characters\.$/],
  ['/spawn model=', '/spawn model=haiku', /ids of tasks/],
  ['/spawn model = haiku', '/spawn model=haiku', /ids of tasks/],
  ['/spawn model=a model=b', '/spawn model=haiku', /one model=/],
  ['/spawn @octocat', '/spawn model=haiku', /ids of tasks/],
  [`/spawn ${id33}`, '/spawn model=haiku', /ids of tasks/],
  [`/spawn ${'p4-1-1 '.repeat(80)}`, '/spawn model=haiku', /500 characters/],
  ['/heartbeat 101%', '/heartbeat 40%', /from 0 to 100/],
  ['/heartbeat 100.5%', '/heartbeat 40%', /from 0 to 100/],
  ['/heartbeat -1%', '/heartbeat 40%', /from 0 to 100/],
  [`/heartbeat ${'9'.repeat(400)}%`, '/heartbeat 40%', /from 0 to 100/],
  ['/hold cancel', '/unhold', /taken back/],
  ['/hold cancel!', '/unhold', /taken back/],
  ['/hold Off.', '/unhold', /taken back/],
  ['/phase paus', '/phase pause', /help, status, pause, resume or report/],
  ['/phase erport', '/phase report', /After \/phase/],
  ['/phase re.port', '/phase report', /After \/phase/],
  ['/phase 4', '/phase help', /After \/phase/],
])('%s is a mistake, and %s the way out', (line, suggestion, why) => {
  const command = readCommand(line)
  expect(command).toMatchObject({ name: 'mistake', suggestion, why: expect.stringMatching(why) })
})

test('a mistake repeats the beginning of its line, with nothing in it that cannot be seen', () => {
  expect(readCommand('/spawn \u0007a\u202E=b')).toMatchObject({ said: '/spawn a=b' })
  const whole = `/spawn x=${'b'.repeat(71)}`
  expect(readCommand(whole)).toMatchObject({ said: whole })
  expect(readCommand(`${whole}c`)).toMatchObject({ said: `${whole}…` })
  expect(readCommand(`/spawn x=${'😀'.repeat(600)}`)).toMatchObject({ said: `/spawn x=${'😀'.repeat(35)}…` })
})

test.each([
  '/',
  '/ spawn',
  '//spawn',
  '/spawn/p4-1-1',
  '/next/page',
  '/usr/bin/env',
  '/lgtm',
  '/retest all',
  '/assign @octocat',
  '/close',
  '/text',
  '/help',
  '/spawn-all-of-them',
  '/\u200Bspawn',
  '/4',
  '/ünhold',
])('%s is left to others', (line) => {
  expect(readCommand(line)).toBe(undefined)
})

test.each([
  ['characters that cannot be seen', `/why${'\u200B'.repeat(60_000)}x`],
  ['dots', `/phase ${'.'.repeat(60_000)}x`],
  ['blanks', `/spawn${' '.repeat(60_000)}x`],
])('a comment that is one command with very many %s is read at once', (_, line) => {
  const begun = process.cpuUsage()
  readCommand(line)
  // Milliseconds of the processor; where each character is held against each, it takes several thousand.
  expect(process.cpuUsage(begun).user / 1000).toBeLessThan(1_000)
})

import { describe, expect, test } from 'vitest'
import { commitMessage, isOurMessage } from '../../../src/core/mirror/commit-message.ts'
import { editFile, type FileEdit, type SharedEdit } from '../../../src/core/mirror/files/file-edit.ts'

const jobs = (states: SharedEdit['states'], phase = '4'): SharedEdit => {
  return { file: 'jobs', path: 'JOBS.md', phase, part: 'part', states }
}
const progress = (task: string, status: string, percent?: number): FileEdit => {
  const rest = { issue: 2, heartbeat: undefined, part: 'part', seen: undefined, path: `p/${task}.md`, phase: '4' }
  return { file: 'progress', task, status, percent, ...rest }
}
const from = (before: FileEdit | undefined, edit: FileEdit) => {
  return { edit, before: before === undefined ? undefined : editFile(before, undefined) }
}

describe('the message of a commit', () => {
  test.each([
    ['a launch', [from(undefined, jobs({ a: 'assigned', b: 'assigned' }))], 'Phase 4: a picked, b picked [skip ci]'],
    [
      'one done and another picked, told once',
      [
        from(jobs({ a: 'running' }), jobs({ a: 'done', b: 'assigned' })),
        from(progress('a', 'running'), progress('a', 'done')),
      ],
      'Phase 4: a done, b picked [skip ci]',
    ],
    [
      'ids that look like references',
      [from(undefined, jobs({ 'GH-1': 'done', deadbeef: 'assigned', Closes: 'assigned' }, 'fixes'))],
      'Phase fixes: GH-\u200B1 done, deadbe\u200Bef picked, Closes picked [skip ci]',
    ],
    [
      'progress files alone',
      [from(progress('a', 'assigned'), progress('a', 'running'))],
      'Phase 4: a started [skip ci]',
    ],
    ['a heartbeat', [from(progress('a', 'running'), progress('a', 'running', 40))], 'Phase 4: a at 40 % [skip ci]'],
    ['a pick that went back', [from(jobs({ a: 'assigned' }), jobs({}))], 'Phase 4: a back in the queue [skip ci]'],
    ['one reopened', [from(jobs({ a: 'done' }), jobs({}))], 'Phase 4: a reopened [skip ci]'],
    ['a plan that changed', [from(jobs({}), jobs({}))], 'Phase 4: plan and progress [skip ci]'],
    [
      'two phases',
      [from(jobs({ a: 'running' }), jobs({ a: 'review' })), from(undefined, jobs({ b: 'assigned' }, '5'))],
      'Phase 4: a in review; Phase 5: b picked [skip ci]',
    ],
    [
      'very much',
      [from(undefined, jobs(Object.fromEntries('abcdefgh'.split('').map((id) => [id, 'done']))))],
      'Phase 4: a done, b done, c done, d done, e done, f done and 2 more [skip ci]',
    ],
  ])('of %s', (_, changes, message) => {
    expect(commitMessage(changes)).toBe(message)
    expect(isOurMessage(message)).toBe(true)
  })

  test('is told from those of others', () => {
    expect(isOurMessage('p4-1-1: half way')).toBe(false)
    expect(isOurMessage('Phase 4: half way')).toBe(false)
  })
})

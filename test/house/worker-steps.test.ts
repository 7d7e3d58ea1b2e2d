import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { Runner } from './run-step.ts'
import { readExample, stepOf } from './workflow-files.ts'

let runner: Runner

beforeEach(() => {
  runner = new Runner()
})

afterEach(() => {
  runner.remove()
})

function writePhase(name: string, tasks: readonly unknown[]): void {
  runner.write(`.github/phases/${name}`, stringify({ phase: 4, title: 'Release', tasks }))
}

/** Texts that would be taken for something else by a shell, by the runner's log or by its output file. */
const hostile = [
  `'"\`; touch owned; $(touch owned) \${IFS} && exit 1 #`,
  '::set-output name=title::owned',
  '::error::owned',
  'title=owned',
  'title<<EOF\nowned\nEOF',
  '{{ github.token }} %0Aowned \\n \\',
]

describe('reading the task', () => {
  const step = stepOf('worker-claude.yml', 'Read the task')

  test('its title, description and acceptance criteria come from the phase file that has it', () => {
    writePhase('phase-3.yml', [{ id: 'p3-1-1', title: 'Other' }])
    writePhase('phase-4.yaml', [
      { id: 'p4-1-1', title: 'User Guide', description: 'For users.\n', acceptance_criteria: ['Builds', 'Read twice'] },
    ])
    const { status, outputs } = runner.run(step, { TASK: 'p4-1-1' })
    expect(status).toBe(0)
    expect(outputs.get('title')).toBe('User Guide')
    const text = '# p4-1-1: User Guide\n\nFor users.\n\n## Acceptance criteria\n\n- Builds\n- Read twice\n'
    expect(outputs.get('text')).toBe(text)
    expect(readFileSync(outputs.get('file')!, 'utf8')).toBe(text)
  })

  test('an id that is a number is found, and a task of a title alone has no more', () => {
    writePhase('phase-4.yml', [{ id: 41, title: 'Guide', description: null }])
    expect(runner.run(step, { TASK: '41' }).outputs.get('text')).toBe('# 41: Guide\n')
  })

  test.each(hostile)('the text %j stays text', (text) => {
    writePhase('phase-4.yml', [{ id: 'a', title: text, description: text, acceptance_criteria: [text] }])
    const { status, stdout, outputs } = runner.run(step, { TASK: 'a' })
    expect(status).toBe(0)
    expect(stdout).toBe('')
    expect([...outputs.keys()]).toEqual(['file', 'title', 'text'])
    expect(outputs.get('title')).toBe(text.replaceAll('\n', ' '))
    expect(outputs.get('text')).toContain(`\n${text}\n`)
    expect(existsSync(path.join(runner.workspace, 'owned'))).toBe(false)
  })

  test('a task that no file has ends the run, and its name cannot speak to the runner', () => {
    writePhase('phase-4.yml', [{ id: 'a', title: 'A' }])
    const { status, stdout } = runner.run(step, { TASK: 'b\n::set-output name=title::owned' })
    expect(status).toBe(1)
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(stdout).toContain('::error::No phase file of this commit has the task')
  })

  test.each(['a: b: c', 'tasks: 1', 'tasks: [null, 1]', '', '- a'])(
    'another file that says %j does not stop it',
    (text) => {
      runner.write('.github/phases/bad.yml', text)
      writePhase('phase-4.yml', [{ id: 'a', title: 'A' }])
      expect(runner.run(step, { TASK: 'a' }).outputs.get('title')).toBe('A')
    },
  )
})

describe('a pull request for what Claude changed', () => {
  const save = stepOf('worker-claude.yml', 'Save what changed')
  const open = stepOf('worker-claude.yml', 'Open the pull request')
  const env = {
    GH_TOKEN: 'own',
    PULL_REQUEST_TOKEN: '',
    TASK: 'p4-1-1',
    CLAIM: 'p4-1-1#2',
    ISSUE: '42',
    TITLE: 'User Guide',
    BASE: 'main',
    RUN: 'https://example.com/runs/7',
  }
  let commit: string

  beforeEach(() => {
    runner.git('init', '--quiet', '--initial-branch', 'main')
    runner.write('guide.md', 'old\n')
    runner.write('gone.md', 'old\n')
    runner.git('add', '--all')
    runner.git('commit', '--quiet', '--message', 'first')
    commit = runner.git('rev-parse', 'HEAD')
    runner.git('init', '--quiet', '--bare', '../origin.git')
    runner.git('remote', 'add', 'origin', '../origin.git')
  })

  /** Does what Claude may do (one commit, and the rest left lying about), and hands it on to a fresh checkout. */
  function change(): void {
    runner.write('guide.md', 'new\n')
    runner.git('commit', '--quiet', '--all', '--message', 'half of it')
    runner.git('rm', '--quiet', 'gone.md')
    runner.write('docs/new.bin', 'a\0b')
    handOn()
  }

  function handOn(): void {
    expect(runner.run(save, { GITHUB_SHA: commit }).status).toBe(0)
    runner.git('reset', '--quiet', '--hard', commit)
    // As the artifact brings it to another machine.
    mkdirSync(path.join(runner.temp, 'handed-on'), { recursive: true })
    renameSync(path.join(runner.temp, 'change.patch'), path.join(runner.temp, 'handed-on/change.patch'))
  }

  test('has all that changed as one commit on a branch of the claim, and closes the issue', () => {
    change()
    expect(runner.run(open, env)).toMatchObject({ status: 0 })
    expect(runner.git('ls-remote', 'origin')).toContain('refs/heads/tasks/p4-1-1-2')
    runner.git('fetch', '--quiet', 'origin', 'tasks/p4-1-1-2')
    expect(runner.git('log', '--format=%s', `${commit}..FETCH_HEAD`)).toBe('p4-1-1: User Guide')
    expect(runner.git('diff', '--name-status', commit, 'FETCH_HEAD').split('\n').sort()).toEqual([
      'A\tdocs/new.bin',
      'D\tgone.md',
      'M\tguide.md',
    ])
    const created = runner.calls().at(-1)!
    expect(created.args.join(' ')).toBe(
      'pr create --base main --head tasks/p4-1-1-2 --title p4-1-1: User Guide --body-file -',
    )
    expect(created.input).toMatch(/^Closes #42\n/)
    expect(created.token).toBe('own')
  })

  test('is opened with the other token where there is one, and pushed with its own', () => {
    change()
    runner.run(open, { ...env, PULL_REQUEST_TOKEN: 'other' })
    const tokens = runner.calls().map(({ args, token }) => `${args[0]} ${args[1]}: ${token}`)
    expect(tokens).toEqual(['auth setup-git: own', 'pr list: other', 'pr create: other'])
  })

  test('is opened once, however often its run is started again', () => {
    change()
    runner.run(open, env)
    runner.git('switch', '--quiet', 'main')
    runner.git('branch', '--quiet', '-D', 'tasks/p4-1-1-2')
    runner.answer('', '17')
    expect(runner.run(open, env).status).toBe(0)
    expect(runner.calls().filter(({ args }) => args[1] === 'create')).toHaveLength(1)
  })

  test('is not opened where nothing changed, and the run says so without failing', () => {
    handOn()
    const { status, stdout } = runner.run(open, env)
    expect(status).toBe(0)
    expect(stdout).toMatch(/^::warning::Claude changed nothing/)
    expect(runner.calls()).toEqual([])
  })

  test('with a title that a shell would take for something else says just that', () => {
    change()
    const title = hostile.join(' ').replaceAll('\n', ' ')
    expect(runner.run(open, { ...env, TITLE: title }).status).toBe(0)
    expect(runner.git('log', '--format=%s', '-1')).toBe(`p4-1-1: ${title}`)
    expect(runner.calls().at(-1)!.args).toContain(`p4-1-1: ${title}`)
    expect(existsSync(path.join(runner.workspace, 'owned'))).toBe(false)
  })
})

describe('doing the task by a script', () => {
  const step = stepOf('worker-script.yml', 'Do the task')
  const env = { TASK: 'p4-1-1', TASK_FILE: 'task.md', ISSUE: '42', HEARTBEATS: 'true', GH_TOKEN: 'own', GH_REPO: 'o/r' }

  function writeScript(...lines: readonly string[]): void {
    runner.write('scripts/tasks/p4-1-1', ['#!/bin/sh', ...lines].join('\n'), 0o755)
  }

  test('its heartbeats are one comment that is edited', () => {
    writeScript(
      'echo start',
      'echo "/heartbeat 10% \\$(touch owned)"',
      'echo "/heartbeat 60%"',
      'printf "/heartbeat 90%%"',
    )
    runner.answer('9001')
    const { status, stdout } = runner.run(step, env)
    expect(status).toBe(0)
    expect(stdout).toContain('start\n/heartbeat 10%')
    expect(runner.calls().map(({ args }) => args.join(' '))).toEqual([
      'api repos/o/r/issues/42/comments --raw-field body=/heartbeat 10% $(touch owned) --jq .id',
      'api --silent --method PATCH repos/o/r/issues/comments/9001 --raw-field body=/heartbeat 60%',
      'api --silent --method PATCH repos/o/r/issues/comments/9001 --raw-field body=/heartbeat 90%',
    ])
    expect(existsSync(path.join(runner.workspace, 'owned'))).toBe(false)
  })

  test('without heartbeats it comments nothing', () => {
    writeScript('echo "/heartbeat 10%"')
    expect(runner.run(step, { ...env, HEARTBEATS: 'false' }).status).toBe(0)
    expect(runner.calls()).toEqual([])
  })

  test('a heartbeat that GitHub refuses does not stop the work', () => {
    writeScript('echo "/heartbeat 10%"', 'echo "/heartbeat 20%"', 'echo end')
    runner.answer('fail', 'fail')
    const { status, stdout } = runner.run(step, env)
    expect(status).toBe(0)
    expect(stdout.match(/^::warning::/gm)).toHaveLength(2)
    expect(stdout).toMatch(/\nend\n$/)
  })

  test('the script is told its task, and is given no token', () => {
    writeScript('echo "task $TASK in $TASK_FILE, token <$GH_TOKEN>"')
    expect(runner.run(step, env).stdout).toBe('task p4-1-1 in task.md, token <>\n')
  })

  test.each([['worker-script.yml'], ['worker-matrix.yml']])('a script that fails fails the step of %s', (example) => {
    writeScript('echo half', 'exit 3')
    const { status, stdout } = runner.run(stepOf(example, 'Do the task'), env)
    expect(stdout).toBe('half\n')
    expect(status).toBe(3)
  })

  test.each([['worker-script.yml'], ['worker-matrix.yml']])(
    'a task without a script fails the step of %s',
    (example) => {
      const { status, stdout } = runner.run(stepOf(example, 'Do the task'), env)
      expect(status).toBe(1)
      expect(stdout).toContain('::error::There is no scripts/tasks/p4-1-1')
    },
  )
})

describe('a matrix of the picks', () => {
  const pick = (task: string, model: string, title = 'A') => ({ task, issue: 1, title, model })

  test('has the tasks of its own model alone, with whatever title', () => {
    const include = [pick('a', 'job', hostile.join('\n')), pick('b', 'sonnet'), pick('c', ''), pick('d', 'job')]
    const step = stepOf('worker-matrix.yml', 'Choose the tasks of this workflow')
    const { outputs } = runner.run(step, { MODEL: 'job', PICKS: JSON.stringify({ include }) })
    expect([...outputs.keys()]).toEqual(['matrix'])
    expect(JSON.parse(outputs.get('matrix')!)).toEqual({ include: [include[0], include[3]] })
  })

  test('is empty in the words that the next job looks for', () => {
    const step = stepOf('worker-matrix.yml', 'Choose the tasks of this workflow')
    const { outputs } = runner.run(step, { MODEL: 'job', PICKS: JSON.stringify({ include: [pick('b', 'sonnet')] }) })
    expect(outputs.get('matrix')).toBe('{"include":[]}')
  })

  test('starts its own workflow again, whatever its file is called', () => {
    const [step] = readExample('worker-matrix.yml').jobs.wake!.steps
    const GITHUB_WORKFLOW_REF = 'o/r/.github/workflows/phases.yml@refs/heads/me@home'
    runner.run(step!, { GITHUB_WORKFLOW_REF, BRANCH: 'me@home' })
    expect(runner.calls()[0]!.args).toEqual(['workflow', 'run', 'phases.yml', '--ref', 'me@home'])
  })
})

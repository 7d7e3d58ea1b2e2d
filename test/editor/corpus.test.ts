import { readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { readPhases } from '../../src/core/phase-file/read.ts'
import { fileOf, phaseFile } from '../core/phase-file/random-files.ts'
import { phasesOf, randomPlan } from '../core/random-plans.ts'
import { brokenFiles, validFiles } from '../corpus/corpus.ts'
import { marksIn } from './editor.ts'

/** Mistakes that no schema can know, by what the action says of them, with the reason. */
const beyond: readonly (readonly [says: RegExp, reason: string])[] = [
  [/^There is no task /, 'needs the other tasks, of all files'],
  [/^There is no (stream|model|complexity) /, 'needs another part of the file'],
  [/^The (id|former id|phase) `.*` is also /, 'compares the tasks or files'],
  [/^Issue \d+ is also /, 'compares the tasks'],
  [/^The former id `.*` is still in use /, 'compares the tasks'],
  [/depends on itself|This is a cycle|comes after itself/, 'follows the dependencies'],
  [/^A second task is final/, 'compares the tasks'],
  [/^The target date .* is before /, 'compares two dates'],
  [/^`release_after` is shorter than `stall_after`/, 'compares two durations'],
  [/^There is no time zone `[A-Za-z/_]+`/, 'needs the list of time zones, which the machine that runs the action has'],
  [/is in \.github\/workflows, whose files mean something else/, 'compares a path with the places of other files'],
  [/^The file is empty/, 'a schema says nothing of a file without a value'],
  [/^The file holds more than one YAML document/, 'the editor takes each document for a file'],
  [/^Tags such as |^Lines that begin with % /, 'the editor reads them, as YAML'],
  [/^This quote is not closed/, 'the editor marks the end of the file, where it looked for the closing quote'],
]

function isBeyond(message: string): boolean {
  return beyond.some(([says]) => says.test(message))
}

type Marks = Awaited<ReturnType<typeof marksIn>>

/** Whether something is marked where a mistake is told: on its line, at its column or behind it. Both count from 1. */
function isMarked(marks: Marks, line: number, column: number): boolean {
  return marks.some(({ range: { start, end } }) => {
    const endsBehind = end.line > line - 1 || (end.line === line - 1 && end.character >= column - 1)
    return start.line <= line - 1 && endsBehind
  })
}

const mistakes = brokenFiles.flatMap((file) =>
  file.expected.map((expected) => {
    const [, line, column, message] = /^(\d+):(\d+) (.*)$/.exec(expected)!
    return { file: file.path, text: file.text, line: Number(line), column: Number(column), message: message! }
  }),
)

describe('what a schema can know is marked by the editor where the action tells it', () => {
  test.each(mistakes.filter(({ message }) => !isBeyond(message)))(
    '$file:$line:$column: $message',
    async ({ text, line, column }) => {
      expect(isMarked(await marksIn(text), line, column)).toBe(true)
    },
  )
})

test.each([
  ['milestone-true.yml', 'Write the title of a milestone, or false for none.'],
  ['workflow-and-assign.yml', 'A model has `workflow` or `assign`, not both: take one out.'],
  ['needs.yml', 'Unknown key. Did you mean `depends_on`?'],
  ['effort-without-unit.yml', /^Write working time above 0 as a number and h, d or w/],
  ['date-that-does-not-exist.yml', 'The calendar has no such day: correct the month or the day.'],
  ['zone-as-offset.yml', 'Write an IANA name such as Europe/Berlin, or UTC.'],
  ['label-of-the-coordinator.yml', 'The coordinator sets this label itself: take it out, or choose another name.'],
  ['path-outside.yml', 'Write it from the root of the repository, without `..`.'],
  ['merge-key.yml', 'Merge keys (<<) are not part of YAML 1.2: write the keys out.'],
  ['streams-as-list.yml', /^Write a map of streams by id\./],
])('%s: the editor says what to do: %s', async (file, sentence) => {
  const { text } = brokenFiles.find(({ path }) => path === file)!
  const messages = (await marksIn(text)).map(({ message }) => message)
  expect(messages).toContainEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence))
})

describe('what no schema can know is left to the action', () => {
  test.each(beyond)('%s: it %s', async (says) => {
    const left = mistakes.filter(({ message }) => says.test(message))
    expect(left).not.toEqual([])
    for (const { text, line, column, file } of left) {
      expect(isMarked(await marksIn(text), line, column), `${file} is marked: take it out of the table`).toBe(false)
    }
  })
})

describe('the editor marks nothing that the action accepts', () => {
  const root = path.join(import.meta.dirname, '../..')
  const ours = ['examples/phase-4.yml', '.github/phases/phase-1.yml'].map((file) => ({
    path: file,
    text: readFileSync(path.join(root, file), 'utf8'),
  }))

  test.each([...validFiles, ...ours])('$path', async ({ text }) => {
    expect(await marksIn(text)).toEqual([])
  })

  test('in the files of random plans', async () => {
    const texts = randomPlan.map((plan) => phasesOf(plan).map((phase) => stringify(fileOf(phase))))
    await fc.assert(fc.asyncProperty(texts, unmarkedIfAccepted), { numRuns: 200 })
  })

  test('in random files with most of the keys, as YAML and as JSON', async () => {
    const texts = fc
      .tuple(phaseFile, fc.boolean())
      .map(([file, asJson]) => [asJson ? JSON.stringify(file) : stringify(file)])
    await fc.assert(fc.asyncProperty(texts, unmarkedIfAccepted), { numRuns: 200 })
  })
})

/** A random plan may hold a cycle through the order of its phases, which the action refuses. */
async function unmarkedIfAccepted(texts: readonly string[]): Promise<void> {
  fc.pre(readPhases(texts.map((text, at) => ({ path: `${at}.yml`, text }))).problems.length === 0)
  for (const text of texts) expect(await marksIn(text)).toEqual([])
}

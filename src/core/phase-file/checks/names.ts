import type { PhaseFileCode } from '../../troubleshooting/codes.ts'
import type { Finding } from '../finding.ts'
import { type Mark, markAt, marksAt, ownEntries, valueAt } from '../located.ts'
import type { Outline } from '../outline.ts'
import { quote } from '../quote.ts'
import { didYouMean } from '../suggest.ts'

export function checkStreams({ root, tasks }: Outline): readonly Finding[] {
  const streams = keysOf(valueAt(root, 'streams'))
  return unknown(
    tasks.map(({ node }) => markAt(node, 'stream')),
    streams,
    'unknown-stream',
    (name) => `There is no stream ${quote(name)}: add it under \`streams\`.`,
  )
}

/** Models named by tasks and by `allocation`. */
export function checkModels({ root, tasks }: Outline): readonly Finding[] {
  const allocated = [...ownEntries(valueAt(root, 'allocation'))].map(([key]) => markAt(root, 'allocation', key))
  const models = keysOf(valueAt(root, 'models'))
  return unknown(
    [...allocated, ...tasks.map(({ node }) => markAt(node, 'model'))],
    models,
    'unknown-model',
    (name) => `There is no model ${quote(name)}: add it under \`models\`.`,
  )
}

export function checkComplexity({ root, tasks }: Outline): readonly Finding[] {
  const known = new Set(['substantial', 'simple', ...keysOf(valueAt(root, 'allocation'))])
  return unknown(
    [markAt(root, 'defaults', 'complexity'), ...tasks.map(({ node }) => markAt(node, 'complexity'))],
    known,
    'unknown-complexity',
    (name) =>
      `There is no complexity ${quote(name)}: write \`substantial\` or \`simple\`, or add it under \`allocation\`.`,
  )
}

/** Labels that the coordinator reads or counts on as its own. */
export function checkLabels({ tasks }: Outline): readonly Finding[] {
  return tasks
    .flatMap(({ node }) => marksAt(node, 'labels'))
    .filter(({ text }) => /^\s*(phase-task\s*$|phase-progress\s*$|phase:|status:)/i.test(text))
    .map(({ text, offset }) => ({
      offset,
      say: () => ({
        code: 'reserved-label',
        message: `The coordinator sets the label ${quote(text)} itself: take it out, or choose another name.`,
      }),
    }))
}

function keysOf(map: Parameters<typeof ownEntries>[0]): ReadonlySet<string> {
  return new Set([...ownEntries(map)].map(([key]) => key))
}

function unknown(
  marks: readonly (Mark | undefined)[],
  known: ReadonlySet<string>,
  code: PhaseFileCode,
  sentence: (name: string) => string,
): readonly Finding[] {
  return marks
    .filter((mark) => mark !== undefined && !known.has(mark.text))
    .map((mark) => ({
      offset: mark!.offset,
      say: () => ({ code, message: sentence(mark!.text) + didYouMean(mark!.text, known) }),
    }))
}

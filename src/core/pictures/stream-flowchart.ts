import type { TaskState } from '../records/task-record.ts'
import { flowchartSource, mostEdgesShown } from './flowchart-source.ts'
import { mostStreamsShown, type PictureTask, type StreamTitles } from './picture.ts'
import { pictureText } from './picture-text.ts'
import { lookOf, stateLooks } from './state-looks.ts'
import { type StreamSummary, streamSummaries } from './stream-summary.ts'

/** The streams with what is in them, and how many dependencies lead from one to another; ever fewer of them. */
export function streamFlowcharts(
  tasks: readonly PictureTask[],
  streams: StreamTitles,
): readonly (() => string | undefined)[] {
  return mostStreamsShown.map((most) => () => {
    const summaries = streamSummaries(tasks, streams, most)
    const edges = edgeLines(summaries)
    if (edges.length > mostEdgesShown) return undefined
    const nodes = summaries.map(nodeLine)
    // The numbers, on the ground that the settings give them.
    const numbers = edges.length === 0 ? [] : ['linkStyle default color:#ffffff']
    return flowchartSource(
      'LR',
      [...nodes, ...edges, ...numbers],
      summaries.map(({ state }) => state ?? 'unopened'),
    )
  })
}

function nodeLine({ title, members, state }: StreamSummary<PictureTask>, at: number): string {
  const counts = Object.keys(stateLooks).flatMap((name) => {
    const count = members.filter((member) => (member.state ?? 'unopened') === name).length
    const { sign, word } = stateLooks[name as TaskState]
    return count === 0 ? [] : [`${sign} ${count} ${word}`.replaceAll(' ', '\u00A0')]
  })
  const head = `${lookOf(state).sign} ${pictureText(title, 32)} · ${members.length}`.replaceAll(' ', '\u00A0')
  return `s${at + 1}["${head}<br>${counts.join(', ')}"]:::${state ?? 'unopened'}`
}

function edgeLines(summaries: readonly StreamSummary<PictureTask>[]): readonly string[] {
  const home = new Map(summaries.flatMap(({ members }, at) => members.map(({ id }) => [id, at] as const)))
  const counts = new Map<number, number>()
  for (const [to, { members }] of summaries.entries()) {
    for (const from of members.flatMap(({ waitsFor }) => waitsFor.map((id) => home.get(id)))) {
      if (from === undefined || from === to) continue
      const key = from * summaries.length + to
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return [...counts].map(([key, count]) => {
    const from = Math.floor(key / summaries.length)
    return `s${from + 1} -->|${count}| s${(key % summaries.length) + 1}`
  })
}

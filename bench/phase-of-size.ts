/**
 * The text of a phase file with so many tasks: seven streams with chains that cross, efforts and priorities that vary,
 * some tasks with paths, and a final one. The same number gives the same text.
 */
export function phaseFileOf(count: number, { phase = 1, slots = 10 } = {}): string {
  const tasks = Array.from({ length: count }, (_, at) => taskLines(at, count, phase))
  return `phase: ${phase}
title: A phase of ${count} tasks
goal: Everything done
start_date: 2026-02-22
target_date: 2026-12-31
slots: ${slots}
allocation: { substantial: sonnet, simple: sonnet }
models:
  sonnet: { workflow: worker.yml }
streams:
${Array.from({ length: streams }, (_, at) => `  s${at}: { title: Stream ${at} }`).join('\n')}
tasks:
${tasks.join('\n')}
`
}

const streams = 7

function taskLines(at: number, count: number, phase: number): string {
  const isFinal = at === count - 1
  const blockers = [7, 30].filter((back) => at % 3 > 0 && at >= back).map((back) => idOf(at - back, phase))
  return [
    `  - id: ${idOf(at, phase)}`,
    `    title: Task ${at} of the phase`,
    `    stream: s${at % streams}`,
    `    priority: ${1 + (at % 4)}`,
    `    effort: ${1 + (at % 16)}h`,
    ...(isFinal ? ['    final: true'] : []),
    ...(isFinal || blockers.length === 0 ? [] : [`    depends_on: [${blockers.join(', ')}]`]),
    ...(at % 5 === 0 ? [`    paths: ["src/${at % 90}/**"]`] : []),
    `    description: What task ${at} is about, and why it is to be done.`,
    '    acceptance_criteria: [It works, It is described]',
  ].join('\n')
}

function idOf(at: number, phase: number): string {
  return `p${phase}-${(at % streams) + 1}-${Math.floor(at / streams) + 1}`
}

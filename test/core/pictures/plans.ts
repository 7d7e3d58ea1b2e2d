import fc from 'fast-check'
import type { FlowchartPlan } from '../../../src/core/pictures/flowchart.ts'
import type { GanttPlan } from '../../../src/core/pictures/gantt.ts'
import type { PictureBar, PictureTask } from '../../../src/core/pictures/picture.ts'
import type { TaskState } from '../../../src/core/records/task-record.ts'
import { hostileTexts } from '../hostile-texts.ts'

export const taskStates = [
  'done',
  'dropped',
  'running',
  'stalled',
  'review',
  'assigned',
  'ready',
  'waiting',
  'failed',
  'held',
  'blocked',
] as const satisfies readonly TaskState[]

export const hostileTitles = [
  'He said "stop" and \'go\'',
  '`code` ``more`` ```',
  '```\n</details>',
  '"`**markdown** string`"',
  '[square] (round) {curly} ((twice)) [[sub]] ]] )) }} |pipe|',
  'a; b; c;',
  '%%{init: {"theme": "forest"}}%%',
  '%% comment',
  '5% faster',
  '}%% x',
  'click t1 "https://example.org"',
  'click t1 href "javascript:alert(1)"',
  'call alert()',
  'href "https://example.org"',
  'end',
  'subgraph x',
  'graph TD',
  'direction TB now',
  'style t1 fill:#fff;',
  'classDef done fill:#f00,stroke:#000;',
  'class t1 done',
  'section Other',
  'title Mine',
  'dateFormat X',
  'excludes weekends',
  '2026-02-22',
  'gantt',
  'accTitle: x',
  'accDescr { x }',
  'done, t9, 2026-02-22, 3d',
  ':crit, t1, 2026-02-22, 3d',
  '<img src=x onerror="window.ran = 1">',
  '<script>window.ran = 1</script>',
  '<b>bold</b> <br> <br/> &lt;b&gt; &amp;',
  '<a href="https://example.org">link</a>',
  '#quot; #35; #br# #lt;script#gt;',
  '\uFB02°°60¶ßb\uFB02°°62¶ß \uFB02°quot¶ß',
  '\u202Eright to left\u202C \u2066isolated\u2069',
  'العربية עברית',
  '日本語の長いタイトル 中文 한국어',
  'ελληνικά кириллица हिन्दी ไทย',
  '👩‍👩‍👧‍👦 🏳️‍🌈 family',
  'z\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309 pile',
  'x'.repeat(200),
  'word '.repeat(40),
  ']]',
  'line one\nline two\r\nline three\u2028four',
  '::::',
  ':::done',
  't1 --> t2',
  'a --x b ==> c -.-> d ~~~ e & f',
  '@{ shape: rect }',
  't1@{ icon: "fa:bell" }',
  'fa:fa-car fab:fa-github',
  '$$x^2$$',
  '1. first',
  '- item',
  '* item',
  '# heading',
  '> quote',
  '**bold** _soft_ ~~gone~~ ![x](y) [x](y)',
  'https://example.org www.example.org a@example.org',
  '---',
  '\\n \\" \\',
  '-',
  '.',
  'v1.0.0-rc.1',
  '<!-- phase-coordinator:end -->',
  '\u0000\u0007\uD800',
]

export function task(id: string, over: Partial<PictureTask> = {}): PictureTask {
  return { id, title: `Title of ${id}`, state: 'ready', stream: undefined, waitsFor: [], final: false, ...over }
}

const noon = Date.parse('2026-02-22T12:00:00Z')
const aDay = 86_400_000

export function bar(id: string, day: number, days: number, over: Partial<PictureBar> = {}): PictureBar {
  const start = noon + day * aDay
  const base = { id, title: `Title of ${id}`, state: 'ready', stream: undefined, critical: false } as const
  return { ...base, start, end: start + days * aDay, ...over }
}

/** Tasks that depend on one of the same stream before them, and at times on one of another. */
export function steadyPlan(size: number, streams: number, titles: readonly string[]): FlowchartPlan & GanttPlan {
  const tasks = Array.from({ length: size }, (_, at) =>
    task(`t-${at}`, {
      title: titles[at % titles.length]!,
      state: taskStates[Math.floor((at * taskStates.length) / size)]!,
      stream: `stream-${at % streams}`,
      waitsFor: [at - streams, ...(at % 9 === 8 ? [at - streams - 1] : [])]
        .filter((on) => on >= 0)
        .map((on) => `t-${on}`),
      final: size > 1 && at === size - 1,
    }),
  )
  const names = Array.from({ length: streams }, (_, at) => [`stream-${at}`, titles[at % titles.length]!] as const)
  const bars = tasks.map((each, at) => ({
    ...each,
    start: noon + (at * aDay) / 2,
    end: noon + (at / 2 + 1) * aDay,
    critical: at % 4 === 0,
  }))
  return { tasks, bars, streams: new Map(names), timezone: 'Europe/Berlin', targetDate: '2026-03-08' }
}

const anyTitle = fc.oneof(
  fc.constantFrom(...hostileTitles, ...hostileTexts),
  fc
    .array(fc.constantFrom(...hostileTitles, ...'"`[](){}|;:#%&<>@$\\-=~.*_ x1\n'), { maxLength: 8 })
    .map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

/** Up to so many tasks with any titles in any streams, with dependencies that may form cycles or lead nowhere. */
export function anyPlan(most: number): fc.Arbitrary<FlowchartPlan & GanttPlan> {
  const one = fc.record({
    title: anyTitle,
    state: fc.option(fc.constantFrom(...taskStates), { nil: undefined }),
    stream: fc.option(fc.constantFrom('a', 'b', 'c', 'unlisted'), { nil: undefined }),
    on: fc.array(fc.nat(most * 2), { maxLength: 4 }),
    final: fc.constant(false),
    start: fc.integer({ min: noon - 400 * aDay, max: noon + 400 * aDay }),
    hours: fc.nat(4000),
    critical: fc.boolean(),
  })
  return fc
    .tuple(fc.array(one, { minLength: 1, maxLength: most }), fc.array(anyTitle, { minLength: 3, maxLength: 3 }))
    .map(([all, [a, b, c]]) => {
      const tasks = all.map((each, at) => ({ ...each, id: `id-${at}`, waitsFor: each.on.map((on) => `id-${on}`) }))
      const bars = tasks.map((each) => ({ ...each, end: each.start + each.hours * 3_600_000 }))
      const streams = new Map([
        ['a', a!],
        ['b', b!],
        ['c', c!],
        ['empty', 'Empty'],
      ])
      return {
        tasks,
        bars,
        streams,
        timezone: 'America/New_York',
        targetDate: all.length % 2 === 0 ? '2026-03-08' : undefined,
      }
    })
}

/** What a title is meant to show: one line, without what cannot be seen. */
function shown(title: string): string {
  return title
    .toWellFormed()
    .replace(/(?!\s)\p{Cc}|[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The letters that are written for others, because they look the same, and nothing that cannot be seen. */
function alike(text: string): string {
  const same = new Map([
    ['`', 'ˋ'],
    ['*', '∗'],
    ['~', '∼'],
    ['_', 'ˍ'],
    ['\uFB02', 'fl'],
  ])
  return text.replace(/[`*~_\uFB02]/g, (letter) => same.get(letter)!).replaceAll('\u200B', '')
}

/** Whether the text is the title, or its beginning and an ellipsis. */
export function isShortened(text: string, title: string): boolean {
  const [whole, part] = [alike(shown(title)), alike(text)]
  return part === whole || (part.endsWith('…') && whole.startsWith(part.slice(0, -1)))
}

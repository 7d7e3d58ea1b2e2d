import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { flowchart } from '../../../src/core/pictures/flowchart.ts'
import { mermaidFence } from '../../../src/core/pictures/picture.ts'
import { stateLooks } from '../../../src/core/pictures/state-looks.ts'
import { renderMarkdown } from '../rendered-markdown.ts'
import { parseFlowchart } from './mermaid.ts'
import { anyPlan, hostileTitles, isShortened, steadyPlan, task, taskStates } from './plans.ts'

const enough = 60_000

async function drawn(plan: Parameters<typeof flowchart>[0], most = enough) {
  return await parseFlowchart(flowchart(plan, most)!)
}

describe('the dependency graph', () => {
  test('a task is shown by its id, its state in a sign and a word, and its title', async () => {
    const tasks = [task('p4-1-1', { title: 'User Guide', state: 'done' }), task('p4-1-2', { waitsFor: ['p4-1-1'] })]
    const { labels, edges, classes, boxes } = await drawn({ tasks, streams: new Map() })
    expect([...labels]).toEqual([
      ['t1', '✓ p4-1-1 · done\nUser Guide'],
      ['t2', '◇ p4-1-2 · ready\nTitle of p4-1-2'],
    ])
    expect(edges).toEqual(['t1>t2'])
    expect(classes.get('t1')).toEqual(['done'])
    expect(boxes).toEqual([])
  })

  test('no two states look the same without colour', () => {
    const looks = Object.values(stateLooks)
    expect(new Set(looks.map(({ sign }) => sign)).size).toBe(looks.length)
    expect(new Set(looks.map(({ word }) => word)).size).toBe(looks.length)
  })

  test('dependencies that follow from others are left out, as are those on tasks that are not shown', async () => {
    const tasks = [
      task('a'),
      task('b', { waitsFor: ['a', 'elsewhere'] }),
      task('c', { waitsFor: ['a', 'b'] }),
      task('d', { waitsFor: ['a', 'c', 'b'] }),
    ]
    expect((await drawn({ tasks, streams: new Map() })).edges).toEqual(['t1>t2', 't2>t3', 't3>t4'])
  })

  test('a cycle is shown as it is', async () => {
    const tasks = [task('a', { waitsFor: ['b'] }), task('b', { waitsFor: ['a'] }), task('c', { waitsFor: ['b'] })]
    const { edges } = await drawn({ tasks, streams: new Map() })
    expect(edges.toSorted()).toEqual(['t1>t2', 't2>t1', 't2>t3'])
  })

  test('streams are boxes, and the final task stands beside them and waits for each', async () => {
    const tasks = [
      task('a', { stream: 'docs' }),
      task('b', { stream: 'ops' }),
      task('c'),
      task('z', { stream: 'ops', final: true, waitsFor: ['a', 'b', 'c'] }),
    ]
    const { boxes, edges } = await drawn({ tasks, streams: new Map([['ops', 'Operations']]) })
    expect(boxes).toEqual([
      { title: 'Operations', nodes: ['t2'] },
      { title: 'docs', nodes: ['t1'] },
      { title: 'Without a stream', nodes: ['t3'] },
    ])
    expect(edges).toEqual(['s1>t4', 's2>t4', 's3>t4'])
  })

  test('one stream needs no box, nor do streams that are all tangled up', async () => {
    const one = [task('a', { stream: 'x' }), task('b', { stream: 'x', final: true, waitsFor: ['a'] })]
    expect(await drawn({ tasks: one, streams: new Map() })).toMatchObject({ boxes: [], edges: ['t1>t2'] })
    const tangled = Array.from({ length: 9 }, (_, at) =>
      task(`t${at}`, { stream: `s${at % 3}`, waitsFor: at === 0 ? [] : [`t${at - 1}`] }),
    )
    expect((await drawn({ tasks: tangled, streams: new Map() })).boxes).toEqual([])
  })

  test('a long chain goes from top to bottom, a short one from left to right', async () => {
    const chain = (length: number) =>
      Array.from({ length }, (_, at) => task(`t${at}`, { waitsFor: at === 0 ? [] : [`t${at - 1}`] }))
    expect((await drawn({ tasks: chain(4), streams: new Map() })).direction).toBe('LR')
    expect((await drawn({ tasks: chain(40), streams: new Map() })).direction).toBe('TB')
  })

  test('nothing is drawn of a phase without tasks', () => {
    expect(flowchart({ tasks: [], streams: new Map() }, enough)).toBeUndefined()
  })
})

describe('what people write', () => {
  test.each(hostileTitles)('%j is text of a task and of a stream, and nothing else', async (title) => {
    const tasks = [task('a', { title, stream: 'x' }), task('end', { title, stream: 'y', waitsFor: ['a'] })]
    const source = flowchart({ tasks, streams: new Map([['x', title]]) }, enough)!
    const { labels, edges, boxes, live } = await parseFlowchart(source)
    expect([...labels.keys()]).toEqual(['t1', 't2'])
    for (const label of labels.values()) expect(isShortened(label.split('\n')[1] ?? '', title), label).toBe(true)
    expect(boxes.length).toBe(2)
    expect(isShortened(boxes[0]!.title, title)).toBe(true)
    expect(edges).toEqual(['t1>t2'])
    expect(live).toEqual([])
    expect(renderMarkdown(`${mermaidFence(source)}\n\nafter`)).toMatch(/^<pre>[^`]*<\/pre>\n<p>after<\/p>$/)
  })

  test('so it is whatever they write', async () => {
    await fc.assert(
      fc.asyncProperty(anyPlan(12), async (plan) => {
        const source = flowchart(plan, enough)!
        expect(source).not.toMatch(/[`<](?!br>)|^click|@\{/m)
        expect(source.match(/%%/g)).toHaveLength(2)
        const { labels, live } = await parseFlowchart(source)
        expect([...labels.keys()].toSorted()).toEqual(plan.tasks.map((_, at) => `t${at + 1}`).toSorted())
        for (const [at, { title }] of plan.tasks.entries()) {
          const label = labels.get(`t${at + 1}`)!
          expect(isShortened(label.slice(label.indexOf('\n') + 1), title), label).toBe(true)
        }
        expect(live).toEqual([])
      }),
      { seed: 6, numRuns: 150 },
    )
  })
})

describe('a phase too large to be read', () => {
  test('shows its streams, with what is in them and how many dependencies lead from one to the other', async () => {
    const tasks = Array.from({ length: 90 }, (_, at) =>
      task(`t${at}`, {
        stream: at < 45 ? 'docs' : 'ops',
        state: at % 3 === 0 ? 'done' : 'running',
        waitsFor: at === 50 ? ['t1', 't2'] : [],
      }),
    )
    const { labels, edges, edgeLabels, classes } = await drawn({ tasks, streams: new Map([['docs', 'Documentation']]) })
    expect([...labels]).toEqual([
      ['s1', '► Documentation · 45\n► 30 running, ✓ 15 done'],
      ['s2', '► ops · 45\n► 30 running, ✓ 15 done'],
    ])
    expect(edges).toEqual(['s1>s2'])
    expect(edgeLabels).toEqual(['2'])
    expect(classes.get('s1')).toEqual(['running'])
  })

  test('so does one with more dependencies than Mermaid draws', async () => {
    const early = Array.from({ length: 25 }, (_, at) => task(`a${at}`, { stream: 'early' }))
    const late = Array.from({ length: 25 }, (_, at) =>
      task(`b${at}`, { stream: 'late', waitsFor: early.map(({ id }) => id) }),
    )
    const { labels, edgeLabels } = await drawn({ tasks: [...early, ...late], streams: new Map() })
    expect([...labels.keys()]).toEqual(['s1', 's2'])
    expect(edgeLabels).toEqual(['625'])
  })

  test('titles are given up before tasks are', async () => {
    const plan = steadyPlan(60, 4, ['A title of some thirty letters'])
    const whole = flowchart(plan, enough)!
    const short = flowchart(plan, whole.length - 1)!
    expect((await parseFlowchart(short)).labels.size).toBe(60)
    expect(short.length).toBeLessThan(whole.length)
    expect((await parseFlowchart(flowchart(plan, 4600)!)).labels.has('t60')).toBe(true)
    expect((await parseFlowchart(flowchart(plan, 3000)!)).labels.has('s4')).toBe(true)
    expect(flowchart(plan, 200)).toBeUndefined()
  })

  test('any number of tasks and streams fits into what is given, and is drawn', async () => {
    const any = fc.record({
      size: fc.integer({ min: 1, max: 1000 }),
      streams: fc.integer({ min: 1, max: 1000 }),
      most: fc.integer({ min: 100, max: 20_000 }),
    })
    await fc.assert(
      fc.asyncProperty(any, async ({ size, streams, most }) => {
        const source = flowchart(steadyPlan(size, streams, hostileTitles), most)
        if (source === undefined) {
          expect(most).toBeLessThan(6000)
          return
        }
        expect(source.length).toBeLessThanOrEqual(most)
        const { labels, edges } = await parseFlowchart(source)
        expect(labels.size).toBeLessThanOrEqual(80)
        expect(edges.length).toBeLessThanOrEqual(400)
      }),
      { seed: 6, numRuns: 40 },
    )
  })
})

test('every state has a colour', () => {
  const tasks = taskStates.map((state) => task(state, { state }))
  const source = flowchart({ tasks: [...tasks, task('none', { state: undefined })], streams: new Map() }, enough)!
  expect(source.match(/^classDef/gm)).toHaveLength(Object.keys(stateLooks).length)
})

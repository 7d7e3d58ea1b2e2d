import { JSDOM } from 'jsdom'

// Mermaid looks for a browser when it is loaded.
const { window } = new JSDOM('<!doctype html><body></body>')
Object.assign(globalThis, { window, document: window.document, DOMParser: window.DOMParser, Element: window.Element })
const { default: mermaid } = await import('mermaid')
mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })

interface Vertex {
  readonly id: string
  readonly text: string
  readonly link?: string
  readonly haveCallback?: boolean
  readonly classes: readonly string[]
}

interface FlowDb {
  getVertices(): ReadonlyMap<string, Vertex>
  getEdges(): readonly {
    readonly start: string
    readonly end: string
    readonly text: string
    readonly stroke: string
  }[]
  getSubGraphs(): readonly { readonly id: string; readonly title: string; readonly nodes: readonly string[] }[]
  getDirection(): string
}

interface GanttTask {
  readonly id: string
  readonly task: string
  readonly section: string
  readonly startTime: Date
  readonly endTime: Date
  readonly done: boolean
  readonly crit: boolean
  readonly milestone: boolean
}

interface GanttDb {
  getTasks(): readonly GanttTask[]
  getSections(): readonly string[]
  getLinks(): ReadonlyMap<string, string>
}

export interface ParsedFlowchart {
  readonly direction: string
  /** Text of each node by its name, as a reader sees it, lines parted by "\n". */
  readonly labels: ReadonlyMap<string, string>
  readonly classes: ReadonlyMap<string, readonly string[]>
  /** `t1>t2`, without those that are not seen. */
  readonly edges: readonly string[]
  readonly edgeLabels: readonly string[]
  readonly boxes: readonly { readonly title: string; readonly nodes: readonly string[] }[]
  /** Nodes that can be clicked. */
  readonly live: readonly string[]
}

/** What Mermaid makes of a flowchart. Throws where it cannot read it. */
export async function parseFlowchart(source: string): Promise<ParsedFlowchart> {
  const db = (await parsed(source, 'flowchart-v2')) as FlowDb
  const vertices = [...db.getVertices().values()].filter(({ id }) => !/^s\d+$/.test(id) || !isBox(db, id))
  const seen = db.getEdges().filter(({ stroke }) => stroke !== 'invisible')
  return {
    direction: db.getDirection(),
    labels: new Map(vertices.map(({ id, text }) => [id, visible(text)])),
    classes: new Map(vertices.map(({ id, classes }) => [id, classes])),
    edges: seen.map(({ start, end }) => `${start}>${end}`),
    edgeLabels: seen.map(({ text }) => text),
    boxes: db.getSubGraphs().map(({ title, nodes }) => ({ title: visible(title), nodes })),
    live: vertices.filter(({ link, haveCallback }) => link !== undefined || haveCallback).map(({ id }) => id),
  }
}

function isBox(db: FlowDb, id: string): boolean {
  return db.getSubGraphs().some((box) => box.id === id)
}

export interface ParsedGantt {
  readonly tasks: readonly GanttTask[]
  readonly sections: readonly string[]
  readonly links: number
}

/** What Mermaid makes of a schedule; texts are as a reader sees them. Throws where it cannot read it. */
export async function parseGantt(source: string): Promise<ParsedGantt> {
  const db = (await parsed(source, 'gantt')) as GanttDb
  const tasks = db.getTasks().map((task) => ({ ...task, task: visible(task.task), section: visible(task.section) }))
  return { tasks, sections: db.getSections().map(visible), links: db.getLinks().size }
}

async function parsed(source: string, type: string): Promise<unknown> {
  const result = await mermaid.parse(source)
  if (!result || result.diagramType !== type) throw new Error(`not a ${type}: ${JSON.stringify(result)}`)
  // Both keep what is read last; only this call hands it out.
  const body = source.slice(source.indexOf('\n') + 1)
  return (await mermaid.mermaidAPI.getDiagramFromText(body)).db
}

/** Undoes Mermaid's own form of entities, `ﬂ°°34¶ß`; what a title has in it must not look like one. */
function visible(text: string): string {
  return text
    .trim()
    .replaceAll('<br>', '\n')
    .replace(/\u00A0|&nbsp;/g, ' ')
    .replace(/\uFB02°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)))
}

import { JSDOM } from 'jsdom'
import { onTestFinished } from 'vitest'
import { type Delivery, watchEvents } from '../../../src/local/events.ts'
import { createPages } from '../../../src/local/pages/app.ts'
import { openDesk } from '../../../src/local/pages/desk.ts'
import { tellUpdates } from '../../../src/local/pages/updates.ts'
import type { CoordinatorRun, Playground } from '../../../src/local/playground/playground.ts'
import { startSlack } from '../../../src/local/slack.ts'
import type { IssueRow } from '../../../src/local/state.ts'
import { startTracker } from '../../../src/local/tracker.ts'

export const host = '127.0.0.1:4400'

export interface Pages {
  readonly playground: Playground
  readonly issues: readonly IssueRow[]
  /** Of GitHub's events, in order: `issues closed`. */
  readonly events: string[]
  /** What was asked of the playground. */
  readonly asked: string[]
  readonly runs: CoordinatorRun[]
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** The page, which must be there. */
  open(path: string, as?: string): Promise<Document>
  post(path: string, fields: Fields, options?: { as?: string; headers?: Record<string, string> }): Promise<Response>
  /** Any request, without what forms carry. */
  send(path: string, body: BodyInit | undefined, method?: string, headers?: Record<string, string>): Promise<Response>
  /** Tells of a change, as the playground does. */
  changed(): void
}

export type Fields = Readonly<Record<string, string | readonly string[]>>

const now = new Date('2026-02-23T09:00:00Z')
const repository = 'octo/demo'
export const home = `/${repository}`

/** Pages of a repository with three issues and nothing that runs. */
export async function openPages(options: { readonly mermaid?: string } = {}): Promise<Pages> {
  const tracker = await startTracker({ now: () => now })
  const slack = await startSlack({ now: () => now })
  onTestFinished(async () => {
    await tracker.close()
    await slack.close()
  })
  const listeners = new Set<() => void>()
  const [asked, events]: [string[], string[]] = [[], []]
  const runs: CoordinatorRun[] = []
  const ask = async (what: string) => void asked.push(what)
  const playground: Playground = {
    ...{ tracker, slack, runs, busy: false, now: () => now },
    forward: (hours) => ask(`forward ${hours}`),
    forwardToNext: () => ask('forward to next'),
    nextDue: () => ({ at: now, what: 'the scheduled run' }),
    settled: async () => {},
    watch(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    dispatch: (inputs) => ask(`dispatch ${JSON.stringify(inputs)}`),
    workerLog: (run) => `log of ${run}`,
    exportState: () => '{"a": 1}',
    loadState: async (text) => {
      if (text !== '{"a": 1}') throw new Error('This is no state of the local tracker.')
      await ask('load')
    },
    close: async () => {},
  }
  const { store } = tracker
  const bot = 'github-actions[bot]'
  const issues = ['First', 'Second', 'Third'].map((title) =>
    store.addIssueRow({ title, body: `About ${title}`, user: bot }),
  )
  watchEvents(store, ({ name, payload }: Delivery) => events.push(`${name} ${payload.action ?? ''}`.trim()))
  const desk = openDesk(playground)
  const updates = tellUpdates(playground)
  onTestFinished(() => {
    desk.close()
    updates.close()
  })
  const app = createPages({ desk, updates, hosts: () => [host], mermaid: options.mermaid })
  const get: Pages['get'] = async (path, headers = {}) => app.request(path, { headers: { host, ...headers } })
  const open: Pages['open'] = async (path, as = 'octocat') => {
    const response = await get(path, { cookie: `phase-coordinator-user=${as}` })
    if (response.status !== 200) throw new Error(`${path} was answered ${response.status}`)
    return parse(await response.text())
  }
  return {
    ...{ playground, issues, events, asked, runs, get, open },
    async post(path, fields, { as = 'octocat', headers = {} } = {}) {
      const token = (await open(`${home}/issues`)).querySelector<HTMLInputElement>('input[name=token]')?.value ?? ''
      const body = new URLSearchParams(token === '' ? [] : [['token', token]])
      for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) body.append(name, each)
      const given = { host, cookie: `phase-coordinator-user=${as}`, origin: `http://${host}`, ...headers }
      return await app.request(path, { method: 'POST', body, headers: given })
    },
    send: async (path, body, method = 'POST', headers = {}) =>
      app.request(path, { method, headers: { host, ...headers }, ...(body !== undefined && { body }) }),
    changed() {
      for (const listener of listeners) listener()
    },
  }
}

export const parse = (html: string): Document => new JSDOM(html).window.document

/** The value of a hidden field in the form with that action. */
export function hiddenIn(page: Document, action: string, name: string): string {
  const field = page.querySelector<HTMLInputElement>(`form[action="${action}"] input[name=${name}]`)
  if (field === null) throw new Error(`There is no field ${name} in a form to ${action}`)
  return field.value
}

/** What in a page could act though nobody of ours wrote it: each with its tag. */
export function livingIn(page: Document): string[] {
  return [...page.querySelectorAll('*')].flatMap((element) => {
    const name = element.tagName.toLowerCase()
    const attributes = [...element.attributes]
    const isOwnScript =
      name === 'script' && element.getAttribute('src') === '/assets/pages.js' && element.textContent === ''
    const isOwnLink = name === 'link' && ['data:,', '/assets/pages.css'].includes(element.getAttribute('href') ?? '')
    const isForeign = foreign.includes(name) && !isOwnScript && !isOwnLink
    const handlers = attributes.filter((attribute) => attribute.name.toLowerCase().startsWith('on'))
    const addresses = attributes.filter(
      (attribute) =>
        links.has(attribute.name) &&
        !isOwnLink &&
        !/^(?:[/#?]|https?:|mailto:|xmpp:|ircs?:|[\w.%/-]+$|$)/i.test(attribute.value.trim()),
    )
    const hasStyle = element.hasAttribute('style') && !/^(?:label|avatar)$/.test(element.className)
    const isForm =
      name === 'form' && !/^\/(?:octo\/demo\/|user$|clock\/forward$|state$)/.test(element.getAttribute('action') ?? '')
    const meta = name === 'meta' && element.hasAttribute('http-equiv')
    const isLive = isForeign || handlers.length > 0 || addresses.length > 0 || hasStyle || isForm || meta
    return isLive ? [element.outerHTML.slice(0, 200)] : []
  })
}

const links = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'srcset',
  'data',
  'poster',
  'background',
  'ping',
  'xlink:href',
])
const foreign = [
  'script',
  'link',
  'iframe',
  'object',
  'embed',
  'svg',
  'math',
  'style',
  'base',
  'img',
  'video',
  'audio',
  'template',
  'frame',
  'applet',
  'noscript',
  'xmp',
  'plaintext',
]

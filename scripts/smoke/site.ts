// One side of a comparison, as a probe sees it. The probe asks, and everything that is answered is kept, in stand-ins.

import { setTimeout as pause } from 'node:timers/promises'
import type { Comparison, Source, Step } from './recording.ts'
import type { Scrub } from './scrub.ts'
import type { Answer, Exchange, Wire, WireOptions } from './wire.ts'

export interface AskOptions extends Comparison {
  /** Waits for something that takes minutes, not seconds. */
  readonly patient?: boolean
  /** What of a list is about us; the rest, which others have made, is dropped before anything is kept. */
  readonly pick?: (item: Fields) => boolean
}

export type Fields = Readonly<Record<string, unknown>>

/** An issue that a probe has made. */
export interface Made {
  readonly number: number
  readonly id: number
  readonly nodeId: string
}

export interface SiteOptions {
  readonly wire: Wire
  readonly source: Source
  /** Stands in the name of all that is made; the same on both sides. */
  readonly mark: string
  readonly probe: string
  readonly scrub: Scrub
  /** Milliseconds between two looks at something that comes later. */
  readonly beat: number
}

/** Looks at something that comes later, before it is given up. */
const mostLooks = 20

export class Site {
  readonly steps: Step[] = []
  readonly answers: Record<string, string> = {}
  readonly measured: Record<string, string> = {}
  readonly mark: string
  readonly source: Source
  readonly #options: SiteOptions

  constructor(options: SiteOptions) {
    this.#options = options
    this.mark = options.mark
    this.source = options.source
  }

  /** How the action is to reach this side. */
  get reach(): WireOptions {
    return this.#options.wire.options
  }

  /** A name for something that this probe makes. */
  name(short: string): string {
    return `${this.mark} ${this.#options.probe} ${short}`
  }

  /** The same, where blanks will not do. */
  slug(short: string): string {
    return `${this.mark}-${this.#options.probe}-${short}`
  }

  async ask(step: string, route: string, parameters: object = {}, options: AskOptions = {}): Promise<Answer> {
    const exchange = await this.#options.wire.send(route, parameters)
    return this.#keep(step, exchange, options)
  }

  /** Asks again until it is as it should be; the last answer is kept. Gives the milliseconds that it took, undefined where it never was. */
  async until(
    step: string,
    route: string,
    parameters: object,
    isThere: (answer: Answer) => boolean,
    options: AskOptions = {},
  ): Promise<{ answer: Answer; after: number | undefined }> {
    const begun = performance.now()
    for (let looks = 1; ; looks++) {
      const exchange = await this.#options.wire.send(route, parameters)
      const found = isThere(exchange.answer)
      if (!found && looks < mostLooks * (options.patient ? 4 : 1)) {
        await pause(this.#options.beat)
        continue
      }
      const after = found ? Math.round(performance.now() - begun) : undefined
      return { answer: this.#keep(step, exchange, options), after }
    }
  }

  /** At once, as racing runs would. Whoever was first, the answers are kept in the order of their status. */
  async together(
    step: string,
    calls: readonly (readonly [string, object])[],
    options: AskOptions = {},
  ): Promise<Answer[]> {
    const exchanges = await this.#options.wire.sendTogether(calls)
    const sorted = exchanges.toSorted((one, other) => one.answer.status - other.answer.status)
    return sorted.map((exchange, at) => this.#keep(`${step} (${at + 1})`, exchange, options))
  }

  /** Something that follows from several answers. Compared by value. */
  conclude(step: string, value: unknown, options: Comparison = {}): void {
    const body = this.#options.scrub({ value })
    this.steps.push({ step, request: undefined, answer: { status: 0, headers: {}, body }, ...options })
  }

  /** An exchange that somebody else had with this side. */
  overheard(step: string, exchange: Exchange): void {
    this.#keep(step, exchange, { shapeOnly: true })
  }

  /** How many there were in all. */
  countOverheard(requests: number): void {
    this.#options.wire.count(requests)
  }

  answer(question: string, answer: string): void {
    this.answers[question] = answer
  }

  measure(what: string, result: string): void {
    this.measured[what] = result
  }

  /** Long enough that GitHub's times, which are whole seconds, tell before from after. */
  nextSecond(): Promise<void> {
    return pause(1100)
  }

  async issue(short: string, fields: object = {}): Promise<Made> {
    const answer = await this.ask(`make issue ${short}`, 'POST issues', { title: this.name(short), ...fields })
    if (answer.status !== 201) throw new Error(`Issue ${short} was not made: status ${answer.status}.`)
    return madeIn(answer)
  }

  #keep(step: string, { request, answer }: Exchange, { pick, patient: _, ...comparison }: AskOptions): Answer {
    const picked = pick === undefined ? answer : { ...answer, body: pickFrom(answer.body, pick) }
    const headers = Object.fromEntries(Object.entries(picked.headers).filter(([name]) => kept.test(name)))
    const { scrub } = this.#options
    this.steps.push({
      step,
      request: scrub(request),
      answer: { status: picked.status, headers: scrub(headers), body: scrub(picked.body) },
      ...comparison,
    })
    return picked
  }
}

/** Others may say who asked from where. */
const kept = /^(link|location|retry-after|date|x-ratelimit-.*|x-github-enterprise-version)$/

export function madeIn({ body }: Answer): Made {
  const { number, id, node_id: nodeId } = fieldsOf(body)
  return { number: Number(number), id: Number(id), nodeId: String(nodeId) }
}

export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

export function listIn(body: unknown): readonly Fields[] {
  return Array.isArray(body) ? body.map(fieldsOf) : []
}

/** Of a list, or of the one list in an answer, what is picked. */
function pickFrom(body: unknown, pick: (item: Fields) => boolean): unknown {
  if (Array.isArray(body)) return body.filter((item) => pick(fieldsOf(item)))
  const entries = Object.entries(fieldsOf(body))
  return Object.fromEntries(entries.map(([key, value]) => [key, Array.isArray(value) ? pickFrom(value, pick) : value]))
}

import type { Caller } from './access.ts'
import { Refusal } from './refusal.ts'
import type { Store } from './store.ts'

interface Window {
  /** Milliseconds since the epoch. */
  start: number
  used: number
}

const hour = 3_600_000
const minute = 60_000
const creations = { minute: 80, hour: 500 }
const points = { minute: 900, read: 1, write: 5 }

/** GitHub's limits, counted by the tracker's own clock: requests of a token in an hour; of all, points and creations. */
export class Limits {
  private readonly store: Store
  private readonly windows = new Map<string, Window>()
  private created: number[] = []
  private spent: { at: number; points: number }[] = []

  constructor(store: Store) {
    this.store = store
  }

  /** Counts a request and gives the headers that tell of it. */
  count(caller: Caller): Record<string, string> {
    const now = this.store.clock().getTime()
    const window = this.windows.get(caller.token)
    const current = window && now < window.start + hour ? window : { start: now, used: 0 }
    this.windows.set(caller.token, current)
    const limit = this.store.behaviour.primaryLimit[caller.kind]
    const refused = current.used >= limit
    if (!refused) current.used += 1
    const headers = {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(limit - current.used),
      'x-ratelimit-used': String(current.used),
      'x-ratelimit-reset': String(Math.ceil((current.start + hour) / 1000)),
      'x-ratelimit-resource': 'core',
    }
    if (refused) {
      throw new Refusal(
        403,
        `API rate limit exceeded for ${caller.kind} ID ${this.store.user(caller.login)?.id ?? 0}.`,
        {},
        headers,
      )
    }
    return headers
  }

  /** Refuses what comes too soon after too much else, where the behaviour says so. */
  checkPace(write: boolean, creation: boolean): void {
    if (!this.store.behaviour.secondaryLimit) return
    const now = this.store.clock().getTime()
    this.checkPoints(now, write ? points.write : points.read)
    if (creation) this.checkCreation(now)
  }

  private checkPoints(now: number, cost: number): void {
    this.spent = this.spent.filter(({ at }) => at > now - minute)
    const sum = this.spent.reduce((total, { points: each }) => total + each, 0)
    if (sum + cost > points.minute) throw secondaryRefusal({ 'retry-after': '60' })
    this.spent.push({ at: now, points: cost })
  }

  private checkCreation(now: number): void {
    this.created = this.created.filter((at) => at > now - hour)
    const recent = this.created.filter((at) => at > now - minute).length
    if (recent >= creations.minute || this.created.length >= creations.hour)
      throw secondaryRefusal({ 'retry-after': '60' })
    this.created.push(now)
  }
}

const secondaryRefusal = (headers: Record<string, string>, status = 403) =>
  new Refusal(
    status,
    'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.',
    {},
    headers,
  )

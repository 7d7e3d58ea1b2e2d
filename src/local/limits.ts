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

/** GitHub's limits, counted by the tracker's own clock: requests of a token in an hour, and creations of all. */
export class Limits {
  private readonly store: Store
  private readonly windows = new Map<string, Window>()
  private created: number[] = []

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

  /** Refuses a creation that comes too soon after too many others. */
  checkCreation(): void {
    if (!this.store.behaviour.secondaryLimit) return
    const now = this.store.clock().getTime()
    this.created = this.created.filter((at) => at > now - hour)
    const recent = this.created.filter((at) => at > now - minute).length
    if (recent >= creations.minute || this.created.length >= creations.hour)
      throw secondaryRefusal({ 'retry-after': '60' })
    this.created.push(now)
  }
}

export const secondaryRefusal = (headers: Record<string, string>, status = 403) =>
  new Refusal(
    status,
    'You have exceeded a secondary rate limit and have been temporarily blocked from content creation. Please retry your request again later.',
    {},
    headers,
  )

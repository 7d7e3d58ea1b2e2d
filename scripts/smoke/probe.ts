import type { Site } from './site.ts'

/** What a token may be without, so that some probes are left out. */
export type Need = 'deletion' | 'pulls' | 'workflows' | 'limits'

/** A little sequence of requests that settles one matter, played on both sides. */
export interface Probe {
  readonly name: string
  /** What it finds out, in a few words. */
  readonly about: string
  readonly needs?: Need
  readonly play: (site: Site) => Promise<void>
}

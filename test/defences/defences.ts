import type { Defence } from './defence.ts'
import { forgery } from './forgery.ts'
import { hostileFiles } from './hostile-files.ts'
import { inertText } from './inert-text.ts'
import { secrets } from './secrets.ts'
import { workers } from './workers.ts'

/** Every defence, by what it is against. `npm run test:defences` takes out one after the other. */
export const defences: ReadonlyMap<string, readonly Defence[]> = new Map([
  ['forgery', forgery],
  ['inert', inertText],
  ['files', hostileFiles],
  ['secrets', secrets],
  ['workers', workers],
])

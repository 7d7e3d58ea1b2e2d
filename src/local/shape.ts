import type { components } from '@octokit/openapi-types'

/** GitHub's own description of an answer, by its name there. */
export type Shape<Name extends keyof components['schemas']> = components['schemas'][Name]

/** An opaque id, as clients must take it. */
export const nodeId = (kind: string, id: number) => `${kind}_${Buffer.from(String(id)).toString('base64url')}`

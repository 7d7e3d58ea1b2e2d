import { forbiddenKeys } from '../phase-file/compose.ts'

/** Ids made of names: `Web & App` is `web-app`. One that is taken or empty gets a number; `fallback` names those. */
export function slugs(names: readonly string[], fallback: string): readonly string[] {
  const taken = new Set<string>()
  return names.map((name, at) => {
    const own = slug(name)
    const base = own === '' || forbiddenKeys.has(own) ? `${fallback}-${at + 1}` : own
    let id = base
    for (let number = 2; taken.has(id); number++) id = `${base}-${number}`
    taken.add(id)
    return id
  })
}

/** Small letters, digits and hyphens; empty where the name has none of them. Keys that begin with `x-` mean nothing. */
function slug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^(?:-|x-)+/, '')
  return plain.slice(0, 24).replace(/-+$/, '')
}

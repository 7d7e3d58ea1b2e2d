/**
 * What Node.js 20 lacks of what the command line uses, and nothing where it is there. The action runs on Node.js 24 and
 * has no need of it. `test/house/older-node.test.ts` fails where more is missing.
 */

declare global {
  interface MapConstructor {
    groupBy<Key, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key): Map<Key, Item[]>
  }
}

if (typeof Map.groupBy !== 'function')
  Object.defineProperty(Map, 'groupBy', { value: groupBy, configurable: true, writable: true })

/** As ECMAScript 2024 has it: https://tc39.es/ecma262/#sec-map.groupby */
function groupBy<Key, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>()
  let index = 0
  for (const item of items) {
    const key = keyOf(item, index++)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

// The matching of paths counts as an experiment there, of which nobody has to be told.
const listeners = process.listeners('warning')
process.removeAllListeners('warning')
process.on('warning', (warning) => {
  if (warning.name === 'ExperimentalWarning') return
  for (const listener of listeners) listener(warning)
})

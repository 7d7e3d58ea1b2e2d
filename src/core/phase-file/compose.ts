import { type CST, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'
import type { PhaseFileCode } from '../troubleshooting/codes.ts'
import { composeNodes } from './compose-nodes.ts'
import type { Finding } from './finding.ts'
import { textKeys } from './generated/schema-facts.ts'
import type { Located, LocatedEntry, LocatedItem, LocatedScalar } from './located.ts'
import { quote } from './quote.ts'
import { mostPieces, Refusal } from './scan.ts'
import { syntaxFindings } from './syntax.ts'

export interface Composed {
  /** Undefined where the text is not YAML, or empty. */
  readonly root: Located | undefined
  readonly findings: readonly Finding[]
}

/**
 * What scanned tokens say, with the place of everything.
 * @throws Refusal for keys that no map may have, and for aliases that stand for too much.
 */
export function compose(tokens: readonly CST.Token[], text: string): Composed {
  const { contents, slips } = composeNodes(tokens, text)
  if (slips.length > 0) return { root: undefined, findings: syntaxFindings(slips, text) }
  if (isEmpty(contents)) return { root: undefined, findings: [] }
  const walk = new Walk()
  const root = walk.value(contents, false)
  return { root, findings: walk.findings }
}

export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unreadable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]|\p{Surrogate}/u

/** One pass over the nodes in the order of the file. */
class Walk {
  readonly findings: Finding[] = []
  /** What the anchors that came before stand for. */
  readonly #anchors = new Map<string, { readonly value: Located; readonly size: number }>()
  /** Values so far, each alias counted as often as what it stands for. */
  #size = 0

  /** `asText`: a number here is a name, so it counts as it is written: 1.10 is not 1.1. */
  value(node: Node | null, asText: boolean): Located {
    const before = this.#size
    this.#size += 1
    const value = this.#plainValue(node, asText)
    if (this.#size > mostPieces) {
      throw new Refusal(offsetOf(node), {
        code: 'aliases-too-large',
        message: 'Aliases (*) make the file too large from here on: write the values out.',
      })
    }
    if (!isAlias(node) && node?.anchor !== undefined) {
      this.#anchors.set(node.anchor, { value, size: this.#size - before })
    }
    return value
  }

  #plainValue(node: Node | null, asText: boolean): Located {
    if (isMap(node)) return this.#map(node, asText)
    if (isSeq(node)) return this.#list(node, asText)
    if (isAlias(node)) return this.#alias(node.source, offsetOf(node))
    return this.#scalar(node, asText)
  }

  #list(node: YAMLSeq, asText: boolean): Located {
    const sources = node.srcToken?.type === 'block-seq' ? node.srcToken.items : []
    const items = node.items.map((item, index): LocatedItem => {
      const dash = sources[index]?.start.find((token) => token.type === 'seq-item-ind')
      const value = this.value(item as Node | null, asText)
      return { offset: dash?.offset ?? value.offset, value }
    })
    return { kind: 'list', offset: offsetOf(node), items }
  }

  #map(node: YAMLMap, asText: boolean): Located {
    const entries = new Map<string, LocatedEntry>()
    for (const pair of node.items as readonly Pair<Node | null, Node | null>[]) this.#entry(pair, asText, entries)
    return { kind: 'map', offset: offsetOf(node), entries }
  }

  #entry(pair: Pair<Node | null, Node | null>, asText: boolean, entries: Map<string, LocatedEntry>): void {
    const keyOffset = offsetOf(pair.key)
    const key = keyText(pair.key)
    if (key === undefined)
      this.#find(keyOffset, 'key-not-text', () => 'A key must be a word, or text in quotes: `key: value`.')
    if (key !== undefined && forbiddenKeys.has(key)) {
      throw new Refusal(keyOffset, {
        code: 'forbidden-key',
        message: `No map may have the key ${quote(key)}: take it out.`,
      })
    }
    const value = this.value(pair.value, asText || (key !== undefined && textKeys.has(key)))
    if (key === undefined) return
    if (key === '<<')
      this.#find(keyOffset, 'merge-key', () => 'Merge keys (<<) are not part of YAML 1.2: write the keys out.')
    else if (entries.has(key))
      this.#find(keyOffset, 'repeated-key', () => `The key ${quote(key)} is given twice: take one out.`)
    else entries.set(key, { keyOffset, value })
    this.#checkText(key, keyOffset)
  }

  #alias(name: string, offset: number): Located {
    const target = this.#anchors.get(name)
    if (target === undefined) {
      this.#find(
        offset,
        'unknown-alias',
        () => `The alias ${quote(`*${name}`)} needs an anchor ${quote(`&${name}`)} before it.`,
      )
      return { kind: 'scalar', offset, value: null }
    }
    this.#size += target.size
    return target.value
  }

  #scalar(node: Node | null, asText: boolean): LocatedScalar {
    const offset = offsetOf(node)
    if (!isScalar(node)) return { kind: 'scalar', offset, value: null }
    const value = scalarValue(node.value)
    if (typeof value === 'number' && asText) return { kind: 'scalar', offset, value: node.source ?? String(value) }
    if (typeof value === 'string') this.#checkText(value, offset)
    return { kind: 'scalar', offset, value }
  }

  #checkText(text: string, offset: number): void {
    const code = unreadable.exec(text)?.[0].charCodeAt(0)
    if (code === undefined) return
    const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    this.#find(offset, 'control-character', () => `This text holds ${name}, which GitHub does not show: take it out.`)
  }

  #find(offset: number, code: PhaseFileCode, sentence: () => string): void {
    this.findings.push({ offset, say: () => ({ code, message: sentence() }) })
  }
}

function isEmpty(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null)
}

function keyText(key: Node | null): string | undefined {
  if (!isScalar(key)) return undefined
  if (typeof key.value === 'string') return key.value
  return key.value === null && (key.source ?? '') === '' ? undefined : (key.source ?? String(key.value))
}

function scalarValue(value: unknown): LocatedScalar['value'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function offsetOf(node: Node | null): number {
  return node?.range?.[0] ?? 0
}

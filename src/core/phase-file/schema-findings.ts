import type { Finding, Said } from './finding.ts'
import type { SchemaError } from './generated/phase-validator.js'
import { formsByKey, keysByLevel, patternMessages } from './generated/schema-facts.ts'
import type { Located } from './located.ts'
import { quote } from './quote.ts'
import { didYouMean, levelWith, meantKey } from './suggest.ts'

/**
 * The schema's errors, each mistake once, at the key or value that is wrong. ajv reports a value once for each keyword
 * that it breaks; the first says enough.
 */
export function schemaFindings(errors: readonly SchemaError[], root: Located): readonly Finding[] {
  const findings: Finding[] = []
  const toldValues = new Set<string>()
  const renamed = renamedKeys(errors)
  for (const error of errors) {
    const at = locate(error.instancePath, root)
    if (error.keyword === 'additionalProperties') findings.push(unknownKey(error, at))
    else if (error.keyword === 'required') {
      const key = String(error.params.missingProperty)
      if (!renamed.has(`${error.instancePath}/${key}`)) findings.push(missingKey(key, at))
    } else if (!toldValues.has(error.instancePath)) {
      toldValues.add(error.instancePath)
      findings.push({ offset: at.offset, say: () => wrongValue(error, at) })
    }
  }
  return findings
}

/** Part of the file that an error is about. */
interface Place {
  readonly value: Located
  /** Of the value; of its key or dash where the value is empty. */
  readonly offset: number
  /** Of the dash for an entry of a list. */
  readonly itemOffset: number
  /** How a sentence calls it. */
  readonly name: string
  readonly key: string
}

function locate(pointer: string, root: Located): Place {
  let place: Place = { value: root, offset: root.offset, itemOffset: root.offset, name: 'the file', key: '' }
  for (const escaped of pointer.split('/').slice(1)) {
    place = step(place, escaped.replaceAll('~1', '/').replaceAll('~0', '~'))
  }
  return place
}

function step(from: Place, key: string): Place {
  if (from.value.kind === 'list') {
    const { offset, value } = from.value.items[Number(key)]!
    const name = `Entry ${Number(key) + 1} of ${from.name}`
    return { value, offset: isEmpty(value) ? offset : value.offset, itemOffset: offset, name, key: from.key }
  }
  const entry = from.value.kind === 'map' ? from.value.entries.get(key) : undefined
  if (entry === undefined) return from
  const offset = isEmpty(entry.value) ? entry.keyOffset : entry.value.offset
  return { value: entry.value, offset, itemOffset: offset, name: quote(key), key }
}

function isEmpty(value: Located): boolean {
  return value.kind === 'scalar' && value.value === null
}

/** Looking for what was meant takes time; far fewer are reported. */
const mostRenamed = 1_000

/** Keys that are missing because they were written in another way, which is reported as the one mistake that it is. */
function renamedKeys(errors: readonly SchemaError[]): ReadonlySet<string> {
  const renamed = new Set<string>()
  const unknown = errors.filter(({ keyword }) => keyword === 'additionalProperties')
  for (const { instancePath, params } of unknown.slice(0, mostRenamed)) {
    const meant = meantKey(String(params.additionalProperty), keysByLevel.get(levelOf(instancePath)) ?? [])
    if (meant !== undefined) renamed.add(`${instancePath}/${meant}`)
  }
  return renamed
}

/** Every path of two steps ends in an entry of a list or in a name that a person chose. */
function levelOf(pointer: string): string {
  const [, first, second, third] = pointer.split('/')
  return second !== undefined && third === undefined ? `/${first}/*` : pointer
}

function unknownKey(error: SchemaError, at: Place): Finding {
  const key = String(error.params.additionalProperty)
  const offset = at.value.kind === 'map' ? (at.value.entries.get(key)?.keyOffset ?? at.offset) : at.offset
  const level = levelOf(error.instancePath)
  return { offset, say: () => (keysByLevel.has(level) ? unknownKeyOf(level, key) : wrongName(key, at.key)) }
}

function unknownKeyOf(level: string, key: string): Said {
  const known = keysByLevel.get(level)!
  const meant = meantKey(key, known)
  if (meant !== undefined)
    return { code: 'unknown-key', message: `Unknown key ${quote(key)}. Did you mean \`${meant}\`?` }
  const elsewhere = levelWith(key)
  if (elsewhere !== undefined)
    return {
      code: 'misplaced-key',
      message: `The key ${quote(key)} belongs ${placeOf(elsewhere)}: move it there.`,
    }
  const list = known.length > 16 ? '' : ` Known here: ${known.map((name) => `\`${name}\``).join(', ')}.`
  return {
    code: 'unknown-key',
    message: `Unknown key ${quote(key)}: take it out, or begin it with \`x-\` to have it left alone.${list}`,
  }
}

function placeOf(level: string): string {
  if (level === '') return 'at the top level of the file'
  const entry = /^\/(.*)s\/\*$/.exec(level)?.[1]
  return entry === undefined ? `under \`${level.slice(1)}\`` : `in a ${entry}`
}

/** A key that a person chooses, such as a stream's id. */
function wrongName(key: string, map: string): Said {
  if (map !== 'inputs') {
    const form = patternMessages.get('^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$')
    return { code: 'invalid-name', message: `${quote(key)} cannot be a key of \`${map}\`. ${form}` }
  }
  if (key === 'task' || key === 'claim')
    return { code: 'reserved-input', message: `The input \`${key}\` is the coordinator's own: take it out.` }
  return {
    code: 'invalid-name',
    message: `${quote(key)} cannot be an input: it begins with a letter and has letters, digits, _ or -, at most 100.`,
  }
}

function missingKey(key: string, at: Place): Finding {
  const task = at.value.kind === 'map' ? at.value.entries.get('id')?.value : undefined
  const id = task?.kind === 'scalar' && typeof task.value === 'string' ? ` ${quote(task.value)}` : ''
  const owner = at.key === 'tasks' ? `The task${id}` : 'The file'
  const say = (): Said => ({
    code: 'missing-key',
    message: `${owner} lacks the key \`${key}\`: add \`${key}: …\`.`,
  })
  return { offset: at.itemOffset, say }
}

function wrongValue({ keyword, params }: SchemaError, at: Place): Said {
  const limit = Number(params.limit).toLocaleString('en-US')
  const count = size(at.value).toLocaleString('en-US')
  switch (keyword) {
    case 'type':
      return wrongType([params.type].flat().map(String), at)
    case 'enum':
      return wrongChoice(params.allowedValues as readonly string[], at)
    case 'pattern':
      return wrongForm(String(params.pattern), at)
    case 'minLength':
    case 'minItems':
      return {
        code: 'empty-value',
        message: `${at.name} is empty: ${keyword === 'minItems' ? 'give at least one entry' : 'give it a text'}.`,
      }
    case 'maxLength':
      return { code: 'text-too-long', message: `${at.name} has ${count} characters: shorten it to ${limit}.` }
    case 'maxItems':
    case 'maxProperties':
      return {
        code: 'list-too-long',
        message: `${at.name} has ${count} entries, but at most ${limit} are possible: take some out${split(at.key)}.`,
      }
    case 'minimum':
    case 'maximum':
      return {
        code: 'number-out-of-range',
        message: `${at.name} is ${shown(at.value)}: it must be ${keyword === 'minimum' ? 'at least' : 'at most'} ${limit}.`,
      }
    case 'dependencies':
      return {
        code: 'missing-companion',
        message: `${at.name} has \`${params.property}\` without \`${params.deps}\`: add \`${params.deps}: …\`, or take it out.`,
      }
    case 'not':
      return at.key === 'milestone'
        ? {
            code: 'milestone-true',
            message: '`milestone` cannot be `true`: write its title, or `false` for none, or take the line out.',
          }
        : { code: 'two-kinds-of-worker', message: `${at.name} has both \`workflow\` and \`assign\`: take one out.` }
    default:
      return {
        code: 'invalid-value',
        message: `${at.name} is not valid: see schema/phase.schema.json for what may stand here.`,
      }
  }
}

function wrongForm(pattern: string, at: Place): Said {
  return { code: 'wrong-format', message: `${at.name} cannot be ${shown(at.value)}. ${patternMessages.get(pattern)}` }
}

function split(key: string): string {
  return key === 'tasks' ? ', or split the phase in two files' : ''
}

function size(value: Located): number {
  if (value.kind === 'list') return value.items.length
  if (value.kind === 'map') return value.entries.size
  return typeof value.value === 'string' ? [...value.value].length : 0
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map of keys (`key: value`)',
}

function wrongType(types: readonly string[], at: Place): Said {
  if (isEmpty(at.value)) {
    return {
      code: 'missing-value',
      message: `${at.name} has no value: give it one (in quotes if it begins with # or @), or take it out.`,
    }
  }
  const form = at.value.kind === 'scalar' ? formsByKey.get(at.key) : undefined
  if (form !== undefined) return wrongForm(form, at)
  // A number is taken wherever an id or name is, so it need not be offered.
  const wanted = types.filter((type) => type in typeNames).map((type) => typeNames[type])
  return {
    code: 'wrong-type',
    message: `${at.name} must be ${wanted.join(' or ')}, not ${shown(at.value)}${remedy(types, at.value)}.`,
  }
}

function remedy(types: readonly string[], { kind, ...rest }: Located): string {
  const value = 'value' in rest ? rest.value : undefined
  if (typeof value === 'string' && types.includes('array') && /^-[^\s-]/.test(value))
    return ': write a space after each dash'
  if (kind === 'scalar' && types.includes('array')) return `: write ${quote(`[${value}]`)}`
  if (types.includes('string') && (typeof value === 'number' || typeof value === 'boolean')) return ': put it in quotes'
  if (types.includes('integer') && typeof value === 'string' && /^[0-9]+$/.test(value)) return ': take the quotes away'
  return ''
}

function wrongChoice(allowed: readonly string[], at: Place): Said {
  const choices = allowed.map((value) => `\`${value}\``)
  const list = `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`
  const found = at.value.kind === 'scalar' ? String(at.value.value) : ''
  const meant = allowed.find((value) => found.toLowerCase().startsWith(value))
  const hint = meant === undefined ? didYouMean(found, allowed) : ` Did you mean \`${meant}\`?`
  return { code: 'wrong-choice', message: `${at.name} must be ${list}, not ${shown(at.value)}.${hint}` }
}

function shown(value: Located): string {
  if (value.kind !== 'scalar') return value.kind === 'list' ? 'a list' : 'a map of keys'
  return typeof value.value === 'string' ? quote(value.value) : String(value.value)
}

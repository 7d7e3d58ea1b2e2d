/**
 * What Slack refuses in the blocks of a message, in its own form: a sentence and a pointer to the place.
 * The kinds that a report is made of are known; any other is refused here, though Slack has more.
 * https://docs.slack.dev/reference/block-kit/blocks
 */
export function blockErrors(blocks: unknown): readonly string[] {
  if (!Array.isArray(blocks)) return ['must be an array [json-pointer:/blocks]']
  const errors = check(list(blockObject, 50), blocks, '/blocks')
  const ids = blocks.flatMap((block) => (isRecord(block) && typeof block.block_id === 'string' ? [block.block_id] : []))
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  return twice === undefined ? errors : [...errors, `block_id "${twice}" is used more than once [json-pointer:/blocks]`]
}

/** Characters of all texts in blocks together, which Slack bounds too. */
export function blockCharacters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + blockCharacters(each), 0)
  if (!isRecord(value)) return 0
  const own = typeof value.text === 'string' ? value.text.length : 0
  return Object.values(value).reduce<number>((sum, each) => sum + blockCharacters(each), own)
}

/** Gives what is wrong with a value, each error without its place, or with a pointer below it. */
type Check = (value: unknown) => readonly { readonly error: string; readonly below?: string }[]

interface Shape {
  readonly required: Readonly<Record<string, Check>>
  readonly optional: Readonly<Record<string, Check>>
}

function check(rule: Check, value: unknown, pointer: string): readonly string[] {
  return rule(value).map(({ error, below = '' }) => `${error} [json-pointer:${pointer}${below}]`)
}

function text(most: number): Check {
  return (value) => {
    if (typeof value !== 'string') return [{ error: 'must be a string' }]
    if (value.trim() === '') return [{ error: 'must be more than 0 characters' }]
    return value.length > most ? [{ error: `must be less than ${most + 1} characters` }] : []
  }
}

function flag(value: unknown) {
  return typeof value === 'boolean' ? [] : [{ error: 'must be a boolean' }]
}

function address(value: unknown) {
  return typeof value === 'string' && /^https?:\/\/\S{1,2990}$/.test(value) ? [] : [{ error: 'must be a valid URL' }]
}

function list(item: Check, most: number): Check {
  return (value) => {
    if (!Array.isArray(value)) return [{ error: 'must be an array' }]
    if (value.length === 0) return [{ error: 'no less than 1 items allowed' }]
    if (value.length > most) return [{ error: `no more than ${most} items allowed` }]
    return value.flatMap((each, at) => within(item(each), at))
  }
}

/** An object of one of the kinds that its `type` may name. */
function oneOf(kinds: Readonly<Record<string, Shape>>): Check {
  return (value) => {
    if (!isRecord(value)) return [{ error: 'must be an object' }]
    const kind = typeof value.type === 'string' && Object.hasOwn(kinds, value.type) ? kinds[value.type] : undefined
    if (kind === undefined) return [{ error: `unsupported type: ${String(value.type)}`, below: '/type' }]
    return checkShape(value, kind)
  }
}

function checkShape(value: Readonly<Record<string, unknown>>, { required, optional }: Shape): ReturnType<Check> {
  const missing = Object.keys(required).filter((name) => value[name] === undefined)
  const rules = { ...required, ...optional, type: () => [] }
  return [
    ...missing.map((name) => ({ error: `missing required field: ${name}` })),
    ...Object.entries(value).flatMap(([name, field]) => {
      const rule: Check | undefined = Object.hasOwn(rules, name) ? rules[name as keyof typeof rules] : undefined
      return rule === undefined ? [{ error: `invalid additional property: ${name}` }] : within(rule(field), name)
    }),
  ]
}

function within(errors: ReturnType<Check>, step: string | number): ReturnType<Check> {
  return errors.map(({ error, below = '' }) => ({ error, below: `/${step}${below}` }))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const plain = (most: number): Shape => ({ required: { text: text(most) }, optional: { emoji: flag } })
const mrkdwn = (most: number): Shape => ({ required: { text: text(most) }, optional: { verbatim: flag } })
const anyText = (most: number) => oneOf({ plain_text: plain(most), mrkdwn: mrkdwn(most) })
const id: Readonly<Record<string, Check>> = { block_id: text(255) }
const image = { image_url: address, alt_text: text(2000) }

const sectionBlock: Shape = {
  required: {},
  optional: { ...id, text: anyText(3000), fields: list(anyText(2000), 10), expand: flag },
}

const knownBlock = oneOf({
  header: { required: { text: oneOf({ plain_text: plain(150) }) }, optional: id },
  section: sectionBlock,
  context: {
    required: {
      elements: list(
        oneOf({ plain_text: plain(3000), mrkdwn: mrkdwn(3000), image: { required: image, optional: {} } }),
        10,
      ),
    },
    optional: id,
  },
  divider: { required: {}, optional: id },
  image: { required: image, optional: { ...id, title: oneOf({ plain_text: plain(2000) }) } },
})

function blockObject(value: unknown): ReturnType<Check> {
  const isEmpty = isRecord(value) && value.type === 'section' && value.text === undefined && value.fields === undefined
  return isEmpty ? [{ error: 'must define either `text` or `fields`' }] : knownBlock(value)
}

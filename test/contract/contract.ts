import { Ajv, type ValidateFunction } from 'ajv'
import type { RequestRecord } from '../../src/local/tracker.ts'
import { type Description, laterVersion, type Operation, readDescription, type Schema } from './description.ts'
import { type Found, operationFinder } from './operations.ts'
import { undescribed } from './undescribed.ts'

const usualVersion = '2022-11-28'

/**
 * Answers that GitHub gives anywhere, though its description does not list them for every operation: redirects of a
 * moved repository or issue, "not modified", bad JSON, bad credentials, missing permission, nothing there, gone,
 * refused input, limits, and trouble of its own.
 */
const anywhere = new Set([301, 302, 307, 304, 400, 401, 403, 404, 410, 422, 429, 500, 502, 503, 504])

/** Described as a date, though GitHub's own documentation has ranges there: `>=2026-02-22T12:00:00Z`. */
const rangeParameters = new Set(['created'])

/** Described as text, though null is what takes the date away (octokit/octokit.js#1404). */
const clearable = new Map([['patch /repos/{owner}/{repo}/milestones/{milestone_number}', 'due_on']])

const formats = {
  uri: (text: string) => URL.canParse(text),
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  email: /@/,
  'uri-template': true,
  int64: true,
  hostname: true,
  ipv4: true,
  'repo.nwo': /^[^/]+\/[^/]+$/,
} as const

/** One version of GitHub's description, with its schemas compiled as they are needed. */
class Contract {
  readonly description: Description
  readonly find: (method: string, path: string) => Found | undefined
  private readonly ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, formats })
  private readonly coercing = new Ajv({ strict: false, allErrors: true, coerceTypes: true, formats })
  private readonly compiled = new Map<string, ValidateFunction>()
  private readonly texts = new Map<string, ValidateFunction>()

  constructor(version: string) {
    this.description = readDescription(version)
    this.find = operationFinder(this.description)
    this.ajv.addSchema(this.description, 'github')
  }

  /** Mismatches of a value with the schema at a place in the description. */
  check(pointer: string, value: unknown): string[] {
    const validate = this.compiled.get(pointer) ?? this.ajv.compile({ $ref: `github#${pointer}` })
    this.compiled.set(pointer, validate)
    if (validate(value)) return []
    return (validate.errors ?? []).map((error) => `${error.instancePath || 'it'} ${error.message}`)
  }

  /** As `check`, for text out of a path or a query. */
  checkText(name: string, schema: Schema, text: string): string[] {
    const key = JSON.stringify([name, schema])
    const validate = this.texts.get(key) ?? this.coercing.compile({ properties: { [name]: schema } })
    this.texts.set(key, validate)
    return validate({ [name]: text }) ? [] : [`${name}=${text} ${validate.errors?.[0]?.message}`]
  }
}

const contracts = new Map<string, Contract>()

function contractOf(version: string | undefined): Contract {
  const known = version === laterVersion ? laterVersion : usualVersion
  const contract = contracts.get(known) ?? new Contract(known)
  contracts.set(known, contract)
  return contract
}

/**
 * Holds one exchange against GitHub's description: the request as it was sent, and the tracker's own answer (a fault
 * may have spoilt it on the wire afterwards). Every mismatch is one sentence; none means that both sides keep to it.
 */
export function checkExchange(record: RequestRecord): string[] {
  const contract = contractOf(record.version)
  const url = new URL(record.path, 'http://tracker')
  if (url.pathname === '/graphql') return []
  const found = contract.find(record.method, url.pathname)
  if (!found) return [`${record.method} ${url.pathname}: GitHub's description has no such operation in this cut`]
  const problems = [
    ...checkRequest(contract, found, url.searchParams, record.body),
    ...checkAnswer(contract, found, record),
  ]
  return problems.map((problem) => `${record.index}: ${record.method} ${record.path}: ${problem}`)
}

/** As `checkExchange`, the tracker's answer alone: for requests that are wrong on purpose. */
export function checkAnswered(record: RequestRecord): string[] {
  const contract = contractOf(record.version)
  const found = contract.find(record.method, new URL(record.path, 'http://tracker').pathname)
  if (!found) return []
  return checkAnswer(contract, found, record).map(
    (problem) => `${record.index}: ${record.method} ${record.path}: ${problem}`,
  )
}

/** Throws with the list of all mismatches in what a tracker was asked and answered. */
export function expectContract(tracker: { requests: readonly RequestRecord[] }, check = checkExchange): void {
  const problems = tracker.requests.flatMap((record) => check(record))
  if (problems.length > 0) throw new Error(`Not as GitHub describes it:\n${[...new Set(problems)].join('\n')}`)
}

const place = (found: Found) =>
  `/paths/${found.template.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${found.method}`

function checkRequest(contract: Contract, found: Found, query: URLSearchParams, body: unknown): string[] {
  const parameters = parametersOf(contract, found.operation)
  const known = new Map(
    parameters.filter((parameter) => parameter.in === 'query').map((parameter) => [parameter.name, parameter]),
  )
  const problems: string[] = []
  for (const parameter of parameters.filter(({ in: where }) => where === 'path')) {
    problems.push(
      ...contract.checkText(parameter.name, inline(contract, parameter.schema), found.values[parameter.name] ?? ''),
    )
  }
  for (const [name, value] of query) {
    const parameter = known.get(name)
    if (!parameter) problems.push(`the query has ${name}, which the operation does not know`)
    else if (!rangeParameters.has(name))
      problems.push(...contract.checkText(name, inline(contract, parameter.schema), value))
  }
  return [...problems, ...checkBody(contract, found, body)]
}

function checkBody(contract: Contract, found: Found, sent: unknown): string[] {
  const body = withoutCleared(found, sent)
  const described = found.operation.requestBody
  const schema = described?.content?.['application/json']?.schema
  if (!schema) return body === undefined ? [] : ['the request has a body, which the operation does not take']
  if (body === undefined) return described?.required === true ? ['the request lacks its body'] : []
  const pointer = `${place(found)}/requestBody/content/application~1json/schema`
  const unknown = undescribed(contract.description, schema, body).map(
    (path) => `the request has ${path}, which the operation does not know`,
  )
  return [...contract.check(pointer, body).map((error) => `the request's body: ${error}`), ...unknown]
}

function withoutCleared({ method, template }: Found, body: unknown): unknown {
  const field = clearable.get(`${method} ${template}`)
  if (field === undefined || typeof body !== 'object' || body === null) return body
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => name !== field || value !== null))
}

function checkAnswer(contract: Contract, found: Found, { done, accept }: RequestRecord): string[] {
  if (!done) return []
  // Text instead of JSON was asked for: a file as it is, or a commit's SHA.
  if (done.status === 200 && /\.(raw|sha)\b/.test(accept ?? '')) return []
  const response = found.operation.responses[String(done.status)] as { $ref?: string } | undefined
  if (!response) {
    if (!anywhere.has(done.status)) return [`the status ${done.status} is not described`]
    return contract.check(
      `/components/schemas/${done.status === 422 ? 'validation-error' : 'basic-error'}`,
      done.answer,
    )
  }
  const pointer = response.$ref?.slice(1) ?? `${place(found)}/responses/${done.status}`
  const content = (at(contract.description, pointer) as Operation['responses'][string]).content?.['application/json']
  if (!content?.schema)
    return done.answer === undefined || done.status === 304 ? [] : [`the status ${done.status} has no body`]
  const wrong = contract.check(`${pointer}/content/application~1json/schema`, done.answer)
  // GitHub's refusals carry their status as text, though it describes that for some of them only.
  const unknown = done.status < 400 ? undescribed(contract.description, content.schema, done.answer) : []
  return [
    ...wrong.map((error) => `the answer ${done.status}: ${error}`),
    ...unknown.map((path) => `the answer ${done.status} has ${path}, which GitHub does not describe`),
  ]
}

function parametersOf(contract: Contract, operation: Operation) {
  return (operation.parameters ?? []).map((parameter) => inline(contract, parameter))
}

function inline<T extends object>(contract: Contract, value: T): T {
  const reference = (value as { $ref?: string }).$ref
  return reference === undefined ? value : (at(contract.description, reference.slice(1)) as T)
}

function at(description: Description, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], description)
}

const documentation = 'https://docs.github.com/rest'

export interface ValidationError {
  resource: string
  code: string
  field?: string
  message?: string
  value?: string | number | string[] | null
}

/** An answer other than success, in GitHub's words. Thrown by handlers. */
export class Refusal extends Error {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(
    status: number,
    message: string,
    more: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(message)
    this.status = status
    this.body = { message, ...more, documentation_url: documentation, status: String(status) }
    this.headers = headers
  }
}

export const notFound = (message = 'Not Found') => new Refusal(404, message)
export const forbidden = (message: string) => new Refusal(403, message)
export const gone = (message: string) => new Refusal(410, message)
export const conflict = (message: string) => new Refusal(409, message)
export const unprocessable = (message: string) => new Refusal(422, message)
export const invalid = (...errors: ValidationError[]) => new Refusal(422, 'Validation Failed', { errors })
export const malformed = (detail: string) => new Refusal(422, `Invalid request.\n\n${detail}`)

/** GitHub names the target both in the header and in the body. What was to be changed is to be sent again as it was: 307. */
export const moved = (url: string, method = 'GET') =>
  new Refusal(method === 'GET' ? 301 : 307, 'Moved Permanently', { url }, { location: url })

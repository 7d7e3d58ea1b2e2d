import type { InputCode } from '../core/troubleshooting/codes.ts'

/** An input that cannot be used; its message says what to do. */
export class BadInput extends Error {
  readonly code: InputCode

  constructor(code: InputCode, message: string) {
    super(message)
    this.code = code
  }
}

/** As much of an input as a message repeats. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** An input that cannot be used; its message says what to do. */
export class BadInput extends Error {
  override readonly name = 'BadInput'
}

/** Also where another file of the bundle has thrown it, which has a class of its own. */
export function isBadInput(error: unknown): error is Error {
  return error instanceof Error && error.name === 'BadInput'
}

/** As much of an input as a message repeats. */
export function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

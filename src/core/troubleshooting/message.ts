import type { MessageCode } from './codes.ts'

/** A sentence that says that something is wrong, and which kind of message it is. */
export interface Message<Code extends MessageCode, Text = string> {
  readonly code: Code
  readonly message: Text
}

/** Why something is not as it should be: a part of a sentence, without its full stop. */
export interface Reason<Code extends MessageCode, Text = string> {
  readonly code: Code
  readonly reason: Text
}

/** A message as logs, annotations and the command line show it: with its code at the end. */
export function withCode({ code, message }: Message<MessageCode>): string {
  return `${message} [${code}]`
}

/**
 * How Markdown shows a code behind a sentence.
 *
 * @param page address of docs/troubleshooting.md; undefined where it is not known, so that the code is no link
 */
export function codeReference(page: string | undefined): (code: MessageCode) => string {
  return (code) => (page === undefined ? `(${code})` : `([${code}](${page}#${code}))`)
}

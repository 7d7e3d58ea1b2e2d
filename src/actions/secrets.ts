import { getInput, setSecret } from '@actions/core'

/** Everything that was masked, as the runner keeps it too: it hides secrets in the log, but not on issues. */
const masked = new Set<string>()

/** Shorter ones are found in ordinary words. */
const shortest = 6

/**
 * Makes the runner hide the input wherever it would be shown: whole, without the spaces around it, and line by line,
 * for the runner compares texts. Of an address the part that is secret is hidden by itself too.
 */
export function maskInput(name: string): void {
  const text = getInput(name, { trimWhitespace: false })
  const lines = text.split(/\r\n|[\r\n]/)
  const secretPart = /\/([^/\s]{8,})\s*$/.exec(text)?.[1] ?? ''
  mask([text, text.trim(), ...lines, ...lines.map((line) => line.trim()), secretPart])
}

/** The same for what stands before the host of an address, as of a proxy. */
export function maskCredentials(address: string): void {
  const [, user = '', password = ''] = /^\s*\w+:\/\/([^/?#]*?)(?::([^/?#]*))?@/.exec(address) ?? []
  // Without a password the name is a token.
  mask(password === '' ? [user] : [password, decoded(password)])
}

/** The same where no runner hides anything: it is taken out of what others answer with. */
export function keepSecret(text: string): void {
  const secretPart = /\/([^/\s]{8,})\s*$/.exec(text)?.[1] ?? ''
  for (const part of [text, secretPart]) note(part)
}

function mask(parts: readonly string[]): void {
  for (const part of new Set(parts)) {
    if (part.trim() === '') continue
    setSecret(part)
    note(part)
  }
}

function note(secret: string): void {
  if (secret.trim().length >= shortest) masked.add(secret.trim())
}

/** A text that somebody else wrote, such as an answer or an error of a library, without our secrets in it. */
export function hideSecrets(text: string): string {
  let hidden = text
  for (const secret of [...masked].sort((a, b) => b.length - a.length))
    for (const form of [secret, encodeURIComponent(secret), ...base64Forms(secret)])
      hidden = hidden.replaceAll(form, '***')
  return hidden
}

/** What of it stands in the base64 of any text that holds it: three bytes become four letters, so there are three ways. */
function base64Forms(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  return [0, 1, 2]
    .map((before) => {
      const whole = Buffer.concat([Buffer.alloc(before), bytes])
      const end = Math.floor(whole.length / 3) * 4
      return whole.toString('base64').slice(before === 0 ? 0 : 4, end)
    })
    .filter((form) => form.length >= shortest)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

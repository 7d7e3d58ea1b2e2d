/** A request's or an answer's body: JSON where it is JSON, else the text; nothing where there is none. */
export function parseBody(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

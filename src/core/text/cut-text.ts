/** As many characters (UTF-16) of the text as there may be; it never ends inside a surrogate pair. */
export function cutText(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '')
}

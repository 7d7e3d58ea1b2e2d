/** Titles are one where they differ in nothing but capitals. */
export function titleKey(title: string): string {
  return title.toLowerCase()
}

/** Beginnings of a title, up to the end of a word each; the whole title is the last one. */
function beginnings(title: string): readonly string[] {
  const key = titleKey(title)
  return [...key.matchAll(/[\p{L}\p{N}](?![\p{L}\p{N}])/gu)].map(({ index, 0: last }) =>
    key.slice(0, index + last.length),
  )
}

/** Titles have so many words at most: a longer one is only found as it is. */
const mostBeginnings = 50

/**
 * Finds those whose title begins with a text, or is the beginning of it, up to the end of a word: `User Guide` and
 * `User Guide Documentation`. Looking one up takes the length of the text, however many there are.
 */
export function titleIndex<T extends { readonly title: string | undefined }>(
  all: readonly T[],
): (title: string) => readonly T[] {
  const whole = Map.groupBy(all, ({ title }) => titleKey(title ?? ''))
  const begun = Map.groupBy(
    all.flatMap((each) =>
      beginnings(each.title ?? '')
        .slice(0, mostBeginnings)
        .map((start) => ({ start, each })),
    ),
    ({ start }) => start,
  )
  return (title) => {
    const longer = (begun.get(titleKey(title)) ?? []).map(({ each }) => each)
    const shorter = beginnings(title)
      .slice(0, mostBeginnings)
      .flatMap((start) => whole.get(start) ?? [])
    return [...new Set([...longer, ...shorter])]
  }
}

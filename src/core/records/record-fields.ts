/** Readers for the fields of a hidden record, which anybody who may edit the issue may have changed. */

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

export function numbers(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter(isNumber) : []
}

/** A map from text to whatever `read` accepts; entries that it answers with undefined are left out. */
export function mapOf<T>(value: unknown, read: (item: unknown) => T | undefined): ReadonlyMap<string, T> {
  const map = new Map<string, T>()
  if (!isObject(value)) return map
  for (const [key, item] of Object.entries(value)) {
    const known = read(item)
    if (known !== undefined) map.set(key, known)
  }
  return map
}

export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** An ISO instant. */
export function instant(value: unknown): string | undefined {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? value : undefined
}

/** A calendar date: `2026-02-22`. */
export function date(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined
}

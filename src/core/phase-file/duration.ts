const hoursOf: Readonly<Record<string, number>> = { h: 1, d: 8, w: 40 }
const minutesOf: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60, w: 7 * 24 * 60 }

/**
 * Working hours of an effort such as `4h`, `0.5d`, `3d` or `1w` (8 hours are a day, 5 days a week). Undefined for
 * anything else, zero included.
 */
export function parseEffort(text: string): number | undefined {
  return parse(text, hoursOf)
}

/** Milliseconds of a clock time such as `15m`, `4h`, `2d` or `1w`. Undefined for anything else, zero included. */
export function parseClock(text: string): number | undefined {
  const minutes = parse(text, minutesOf)
  return minutes === undefined ? undefined : Math.round(minutes * 60_000)
}

function parse(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const match = /^([0-9]{1,4}(?:\.[0-9]{1,2})?)([mhdw])$/.exec(text)
  const unit = units[match?.[2] ?? '']
  if (match === null || unit === undefined) return undefined
  const amount = Number(match[1]) * unit
  // Hundredths are exact in the text and should stay so: 0.35 d is 2.8 h, not 2.8000000000000003.
  return amount > 0 ? Math.round(amount * 100) / 100 : undefined
}

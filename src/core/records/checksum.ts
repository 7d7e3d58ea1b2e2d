/**
 * FNV-1a, 32 bit, over UTF-16 code units, as 8 hex digits (Fowler, Noll, Vo; draft-eastlake-fnv). It tells a damaged
 * record from a whole one; it is no defence against somebody who means to forge one.
 */
export function checksum(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    // Most units have no second byte: both multiplications are one.
    if (unit < 0x100) hash = Math.imul(hash ^ unit, primeSquared)
    else hash = Math.imul(Math.imul(hash ^ (unit & 0xff), prime) ^ (unit >>> 8), prime)
  }
  return (hash >>> 0).toString(16).padStart(8, '0')
}

const prime = 0x01000193
const primeSquared = Math.imul(prime, prime)

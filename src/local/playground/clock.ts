/** Goes on with the machine's, from another time; or stands still, for tests, until it is moved. */
export class Clock {
  readonly stands: boolean
  /** While it stands, the time; else what is added to the machine's. Milliseconds. */
  #offset: number

  constructor(at: number, { stands }: { readonly stands: boolean }) {
    this.stands = stands
    this.#offset = stands ? at : at - Date.now()
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.stands ? this.#offset : Date.now() + this.#offset
  }

  /** Never back: it would be past what has happened. */
  moveTo(at: number): void {
    this.#offset += Math.max(0, at - this.now())
  }
}

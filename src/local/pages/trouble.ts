import type { Refused } from './desk.ts'

/** What was asked cannot be answered; the page says why. */
export class Trouble extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export const missing = (what: string) => new Trouble(404, `There is no ${what} here.`)
export const notAllowed = (what: string) => new Trouble(403, `Only people who may write can ${what}.`)
export const troubleOf = ({ status, message }: Refused) => new Trouble(status, message)

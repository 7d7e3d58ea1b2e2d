import type { Context, Env, MiddlewareHandler } from 'hono'
import type { Caller } from './access.ts'
import { Input } from './input.ts'

/** What every handler finds in its context. */
export interface Exchange extends Env {
  Variables: { caller: Caller; body: unknown; version: string }
}

export type Call = Context<Exchange>
export type Guard = MiddlewareHandler<Exchange>

/** The request's JSON body, read field by field. */
export function input(call: Call): Input {
  return new Input(call.get('body'))
}

/** A number in the path; anything else matches no row. */
export function numberIn(call: Call, name: string): number {
  return Number(call.req.param(name))
}

/** Under 2026-03-10 some fields are gone. */
export const apiVersion = (call: Call) => call.get('version')

/** Options of `local`, as they were typed. */
export interface LocalOptions {
  readonly port: number
  readonly state?: string
  readonly fresh?: true
  readonly load?: string
  readonly export?: string
  readonly worker?: string
  readonly review?: true
  readonly once?: true
}

import type { NamedTask } from './collect.ts'

/** A task, put together from every place of the note that names it. */
export interface SettledTask {
  id: string
  /** Undefined where the note only has its id. */
  title: string | undefined
  /** Name of its stream. */
  stream: string | undefined
  /** In the list of its stream, from 1. */
  place: number | undefined
  readonly named: NamedTask[]
  /** Where the id comes from, if not from the note. */
  idNote: 'made up' | 'by its place' | undefined
  readonly line: number
}

export interface Unsettled extends Omit<SettledTask, 'id'> {
  id: string | undefined
}

// Made from schema/phase.schema.json by scripts/generate.ts. Change the schema, then run "npm run generate".
import type { PhaseFile } from './phase-schema.ts'

/** One failed keyword of the schema, as ajv reports it. */
export interface SchemaError {
  /** JSON pointer into the data. */
  readonly instancePath: string
  readonly schemaPath: string
  readonly keyword: string
  readonly params: Readonly<Record<string, unknown>>
}

export declare const validatePhaseFile: {
  (data: unknown): data is PhaseFile
  /** Of the last call. */
  readonly errors?: readonly SchemaError[] | null
}

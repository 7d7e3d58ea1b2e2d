/** A form as it was posted: every field with its texts, files as their text. */
export class Form {
  readonly #fields: ReadonlyMap<string, readonly string[]>

  constructor(fields: ReadonlyMap<string, readonly string[]>) {
    this.#fields = fields
  }

  text(name: string): string {
    return this.#fields.get(name)?.[0] ?? ''
  }

  all(name: string): readonly string[] {
    return this.#fields.get(name) ?? []
  }

  has(name: string): boolean {
    return this.#fields.has(name)
  }
}

/** Undefined where the body is no form. Line ends are those of the repository, not those of HTTP. */
export async function readForm(request: Request): Promise<Form | undefined> {
  const data = await request.formData().catch(() => undefined)
  if (data === undefined) return undefined
  const fields = new Map<string, string[]>()
  for (const [name, value] of data) {
    const text = typeof value === 'string' ? value : await value.text()
    fields.set(name, [...(fields.get(name) ?? []), text.replaceAll('\r\n', '\n')])
  }
  return new Form(fields)
}

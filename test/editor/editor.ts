import { readFileSync } from 'node:fs'
import path from 'node:path'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { type CompletionItem, type Diagnostic, getLanguageService, type Hover } from 'yaml-language-server'

const schema = readFileSync(path.join(import.meta.dirname, '../../schema/phase.schema.json'), 'utf8')
/** The place of every document: nothing is read there. */
const place = 'file:///repository/.github/phases/phase.yml'

/** The YAML language server of VS Code, Neovim and others, in this process, with the published schema. */
const service = getLanguageService({
  schemaRequestService: readSchema,
  workspaceContext: { resolveRelativePath: (relative) => relative },
  clientCapabilities: { textDocument: { completion: { completionItem: { documentationFormat: ['markdown'] } } } },
})
service.configure({
  validate: true,
  hover: true,
  completion: true,
  hoverSchemaSource: false,
  indentation: '  ',
  yamlVersion: '1.2',
  schemas: [
    {
      uri: 'file:///repository/schema/phase.schema.json',
      fileMatch: ['.github/phases/*.yml'],
      schema: JSON.parse(schema),
    },
  ],
})

/** A file may name the schema in its first line. Nothing else is read, and nothing from the network. */
function readSchema(uri: string): Promise<string> {
  if (uri.startsWith('file:') && uri.endsWith('/phase.schema.json')) return Promise.resolve(schema)
  return Promise.reject(new Error(`${uri} is not the schema of phase files.`))
}

let opened = 0

/** The server keeps what it parsed by address and version. */
function open(text: string): TextDocument {
  opened += 1
  return TextDocument.create(place, 'yaml', opened, text)
}

/** What the editor marks in a file, from top to bottom. */
export async function marksIn(text: string): Promise<readonly Diagnostic[]> {
  return service.doValidation(open(text), false)
}

/** What the editor offers where `|` stands, which must occur once. */
export async function offersAt(marked: string): Promise<readonly CompletionItem[]> {
  const [document, position] = openAt(marked)
  return (await service.doComplete(document, position, false)).items
}

/** What the editor explains where `|` stands, as Markdown; empty where it has nothing to say. */
export async function explanationAt(marked: string): Promise<string> {
  const [document, position] = openAt(marked)
  return markdownOf(await service.doHover(document, position))
}

/** The text after an offer was taken where `|` stands, with every placeholder as the editor first shows it. */
export function taken(marked: string, { textEdit, insertText, label }: CompletionItem): string {
  const [document, position] = openAt(marked)
  const range = textEdit !== undefined && 'range' in textEdit ? textEdit.range : { start: position, end: position }
  const newText = indented(filledIn(textEdit?.newText ?? insertText ?? label), document.getText(), position.line)
  return TextDocument.applyEdits(document, [{ range, newText }])
}

/** Editors begin each further line of an offer where the line begins in which it was taken. */
function indented(offer: string, text: string, line: number): string {
  const indent = /^ */.exec(text.split('\n')[line]!)![0]
  return offer.replaceAll('\n', `\n${indent}`)
}

/** A snippet's text: `$1` is empty, and `${1:word}` its word. */
function filledIn(snippet: string): string {
  return snippet
    .replace(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replace(/\$\{\d+\|([^,|]*)[^}]*\}/g, '$1')
    .replace(/\$\{?\d+\}?/g, '')
    .replace(/\\([$}\\])/g, '$1')
}

function openAt(marked: string): [TextDocument, ReturnType<TextDocument['positionAt']>] {
  const at = marked.indexOf('|')
  if (at < 0 || marked.includes('|', at + 1)) throw new Error(`Mark one place with |: ${marked}`)
  const document = open(marked.slice(0, at) + marked.slice(at + 1))
  return [document, document.positionAt(at)]
}

function markdownOf(hover: Hover | null | undefined): string {
  if (hover === null || hover === undefined) return ''
  const { contents } = hover
  return typeof contents === 'object' && 'value' in contents ? contents.value : ''
}

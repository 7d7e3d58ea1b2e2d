import { readFileSync } from 'node:fs'
import path from 'node:path'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { type CompletionItem, type Diagnostic, getLanguageService, type Hover } from 'yaml-language-server'

const schemaFile = path.join(import.meta.dirname, '../../schema/phase.schema.json')
/** The place of every document: nothing is read there. */
const place = 'file:///repository/.github/phases/phase.yml'

/** The YAML language server of VS Code, Neovim and others, in this process, with the published schema. */
const service = getLanguageService({
  schemaRequestService: () => Promise.reject(new Error('No test asks the network for a schema.')),
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
      schema: JSON.parse(readFileSync(schemaFile, 'utf8')),
    },
  ],
})

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
  const newText = filledIn(textEdit?.newText ?? insertText ?? label)
  return TextDocument.applyEdits(document, [{ range, newText }])
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

/** A table as the formatter pads it, or each would call the other's stale. Columns of numbers are aligned to the right. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const escaped = [head, ...rows].map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')))
  const widths = head.map((_, column) => Math.max(3, ...escaped.map((cells) => cells[column]!.length)))
  const isRight = head.map((_, column) => rows.length > 0 && rows.every((cells) => isNumeric(cells[column]!)))
  const pad = (cell: string, column: number) =>
    isRight[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)
  const line = (cells: readonly string[]) => `| ${cells.map(pad).join(' | ')} |`
  const rule = widths.map((width, column) => (isRight[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)))
  const [first, ...others] = escaped.map(line)
  return [first, `| ${rule.join(' | ')} |`, ...others].join('\n')
}

function isNumeric(cell: string): boolean {
  return /^[-+]?[\d,.]+(?: (?:%|ms|s|min|h|MB|KB|d|×))?$|^$/.test(cell)
}

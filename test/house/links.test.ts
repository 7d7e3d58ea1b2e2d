import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from './workflow-files.ts'

const inFolder = (folder: string) =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name))
const pages = [...inFolder('.'), ...inFolder('docs'), 'test/README.md', 'bench/REPORT.md']

const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const withoutCode = (text: string) => text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '')

/** Addresses of links and pictures, without those to other hosts. */
function linksOf(text: string): string[] {
  const plain = withoutCode(text)
  const inline = [...plain.matchAll(/\]\(([^)\s]+)\)/g), ...plain.matchAll(/(?:src|href|srcset)="([^"]+)"/g)]
  const named = [...plain.matchAll(/^\[[^\]]+\]: (\S+)$/gm)]
  return [...inline, ...named].map(([, address]) => address!).filter((address) => !/^[a-z]+:/.test(address))
}

/** As GitHub makes them of headings. */
function anchorsOf(text: string): ReadonlySet<string> {
  const headings = [...text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#{1,6} (.+)$/gm)]
  const slugs = headings.map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-'),
  )
  return new Set([...slugs, ...[...text.matchAll(/<a (?:id|name)="([^"]+)"/g)].map(([, id]) => id!)])
}

describe.each(pages)('%s', (page) => {
  test('links to what is there', () => {
    const wrong = linksOf(read(page)).filter((address) => {
      const [file = '', anchor] = address.split('#')
      const target = file === '' ? page : path.join(path.dirname(page), file)
      if (!existsSync(path.join(root, target))) return true
      return anchor !== undefined && target.endsWith('.md') && !anchorsOf(read(target)).has(anchor)
    })
    expect(wrong).toEqual([])
  })
})

test('every page of docs can be reached from the README', () => {
  const reached = new Set(['README.md'])
  for (const page of reached) {
    for (const address of linksOf(read(page))) {
      const file = path.join(path.dirname(page), address.split('#')[0]!)
      if (file.endsWith('.md') && existsSync(path.join(root, file))) reached.add(file)
    }
  }
  expect(inFolder('docs').filter((page) => !reached.has(page))).toEqual([])
})

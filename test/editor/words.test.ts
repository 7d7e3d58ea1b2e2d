import { expect, test } from 'vitest'
import { meantKey, otherWords } from '../../src/core/phase-file/suggest.ts'
import { marksIn } from './editor.ts'
import { levels, withLines } from './levels.ts'

const words = [...new Set(Object.values(otherWords).flat())]

test.each(levels)('in the map $path the editor names the same key for another word as the action', async (level) => {
  const others = words.filter((word) => !level.keys.includes(word))
  const text = withLines(
    level,
    others.map((word) => `${word}: 1`),
  )
  const lines = text.split('\n')
  const told = (await marksIn(text)).flatMap(({ range, message }) => {
    const meant = /Did you mean `(.*)`\?/.exec(String(message))?.[1]
    return meant === undefined ? [] : [[lines[range.start.line]!.trim().split(':', 1)[0], meant]]
  })
  const wanted = others.flatMap((word) => {
    const key = meantKey(word, level.keys)
    return key !== undefined && (otherWords[key] ?? []).includes(word) ? [[word, key]] : []
  })
  expect(told.toSorted()).toEqual(wanted.toSorted())
})

test.each(levels)('in the map $path keys in other spellings are told, and refused', async (level) => {
  for (const key of level.keys.filter((name) => name.includes('_'))) {
    const camel = key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
    for (const spelling of [camel, key.replaceAll('_', '-'), key.replaceAll('_', '')]) {
      const messages = (await marksIn(withLines(level, [`${spelling}: 1`]))).map(({ message }) => message)
      expect(messages).toContain(`Unknown key. Did you mean \`${key}\`?`)
      expect(messages).toContain(`Property ${spelling} is not allowed.`)
    }
  }
})

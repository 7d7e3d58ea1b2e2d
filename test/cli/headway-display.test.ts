import { describe, expect, test } from 'vitest'
import { barLine, displayOn } from '../../src/command-line/headway-display.ts'

/** A terminal, or a file, that keeps what was written to it. */
function screen(isTTY: boolean, columns = 60) {
  const written: string[] = []
  return { isTTY, columns, write: (text: string) => written.push(text), written }
}

const headway = { doing: 'opening p4-1-2, 37 of 100', done: 74, total: 214 }

describe('on a terminal', () => {
  test.each([
    [100, '[#####-----------] 74/214, about 2 minutes left  opening p4-1-2, 37 of 100'],
    [70, '[#####-----------] 74/214, about 2 minutes left  opening p4-1-2, 37 …'],
    [60, '[#####-----------] 74/214, about 2 minutes left  opening p…'],
    [54, '[#####-----------] 74/214, about 2 minutes left'],
    [40, '[##------] 74/214, about 2 minutes left'],
    [30, '74/214, about 2 minutes left'],
    [10, '74/214, …'],
    [1, ''],
  ])('with %i columns the line fits: %s', (columns, line) => {
    expect(barLine(headway, columns)).toBe(line)
    expect(line.length).toBeLessThan(columns)
  })

  test('without a write left there is no time left', () => {
    expect(barLine({ doing: 'updating a', done: 4, total: 4 }, 60)).toBe('[################] 4/4  updating a')
  })

  test('one line is drawn over and over, and none is left in the end', () => {
    const terminal = screen(true)
    const display = displayOn(terminal)
    display.show(headway)
    display.show({ ...headway, done: 75 })
    display.end()
    display.end()
    expect(terminal.written).toHaveLength(3)
    expect(terminal.written.every((text) => text.startsWith('\r\u001B[K') && !text.includes('\n'))).toBe(true)
    expect(terminal.written.at(-1)).toBe('\r\u001B[K')
  })

  test('what is said meanwhile stands above it', () => {
    const terminal = screen(true)
    const display = displayOn(terminal)
    display.say('First.')
    display.show(headway)
    display.say('Waiting 30 seconds, because requests came too fast.')
    expect(terminal.written[0]).toBe('First.\n')
    expect(terminal.written[2]).toBe('\r\u001B[KWaiting 30 seconds, because requests came too fast.\n')
    expect(terminal.written[3]).toBe(terminal.written[1])
  })
})

describe('elsewhere', () => {
  test('a line comes each time that fifty more writes are done', () => {
    const file = screen(false)
    const display = displayOn(file)
    for (let done = 0; done <= 214; done++) display.show({ ...headway, done })
    display.end()
    expect(file.written).toHaveLength(4)
    expect(file.written[0]).toBe('50 of 214 writes done, about 2 minutes left: opening p4-1-2, 37 of 100\n')
    expect(file.written.join('')).not.toContain('\r')
  })

  test('a short run shows none', () => {
    const file = screen(false)
    displayOn(file).show({ ...headway, done: 49 })
    expect(file.written).toEqual([])
  })
})

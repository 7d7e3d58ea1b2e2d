import { expect, test } from 'vitest'
import { mightCommand } from '../../../src/core/commands/command.ts'

test.each(['/why', '   /why', 'text\n/why', 'text\r/why', 'text\r\n  /why', '\uFEFF/why', '```\n/why\n```', '/lgtm'])(
  '%j might have a command',
  (markdown) => {
    expect(mightCommand(markdown)).toBe(true)
  },
)

test.each(['', 'thanks', 'a /why', '    /why', '\t/why', '> /why', '/', '/ why', '//why', '/4', 'text\u2028/why'])(
  '%j has none',
  (markdown) => {
    expect(mightCommand(markdown)).toBe(false)
  },
)

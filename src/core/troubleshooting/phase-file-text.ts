import type { Group } from './entry.ts'

const seen = 'As an error on the file, in the log of the run, in its summary, and from the command line.'

export const fileText = {
  title: 'The phase file as a whole',
  seen,
  consequence: 'stops the phase',
  entries: {
    'file-too-large': {
      what: 'A phase file may have at most 1 MB.',
      where: 'The first line of the file.',
      next: 'Split the phase into several files, or move long descriptions elsewhere and link to them.',
    },
    'file-not-utf8': {
      what: 'The file holds bytes that are not UTF-8, as Latin-1 and UTF-16 have them.',
      where: 'The first such character.',
      next: 'Save the file as UTF-8 in your editor.',
    },
    'lone-carriage-return': {
      what: 'A line ends with a carriage return alone, which YAML does not take for the end of a line.',
      where: 'The end of that line.',
      next: 'Save the file with line feeds (LF), or with CRLF.',
    },
    'control-character': {
      what: 'The file holds a control character or half of a character, which GitHub does not show.',
      where: 'The character, or the text that holds it; the message gives its number.',
      next: 'Take the character out. It often comes with text that was copied from a terminal.',
    },
    'file-empty': {
      what: 'The file holds nothing, or comments alone.',
      where: 'The first line of the file.',
      next: 'Write at least `phase`, `title` and `tasks`, or remove the file.',
    },
    'file-not-a-map': {
      what: 'A phase file is a map of keys, and this one begins as a list or as text.',
      where: 'The first value of the file.',
      next: 'Write `key: value` lines, with a space after each colon.',
    },
    'several-documents': {
      what: 'A line `---` begins a second YAML document, and a phase file holds one.',
      where: 'The beginning of the second document.',
      next: 'Put each phase into a file of its own.',
    },
    'too-many-parts': {
      what: 'The file has more values and marks than a phase of 1,000 tasks needs, so it is not read to its end.',
      where: 'The place where the limit is reached.',
      next: 'Split the phase into several files.',
    },
    'too-many-entries': {
      what: 'One list or map has more than 2,000 entries.',
      where: 'The beginning of that list or map.',
      next: 'Split the phase into several files: one has at most 1,000 tasks.',
    },
    'too-deep': {
      what: 'Lists and maps lie more than 20 levels inside one another.',
      where: 'The place where the limit is reached.',
      next: 'Write it flatter: no key of a phase file needs more than five levels.',
    },
    'too-many-anchors': {
      what: 'The file has more than 100 anchors (&) or aliases (*).',
      where: 'The first beyond the limit.',
      next: 'Write the values out instead of repeating them by alias.',
    },
    'aliases-too-large': {
      what: 'Aliases that stand for other aliases make the file too large.',
      where: 'The place where the limit is reached.',
      next: 'Write the values out instead of repeating them by alias.',
    },
    'yaml-tag': {
      what: 'A tag such as `!!str` changes what a value means, and phase files are read without tags.',
      where: 'The tag.',
      next: 'Take the tag out; put the value in quotes where it is meant as text.',
    },
    'yaml-directive': {
      what: 'A line that begins with % is an instruction to a YAML parser, and phase files are read without any.',
      where: 'That line.',
      next: 'Take the line out.',
    },
    'forbidden-key': {
      what: 'A key has a name such as `__proto__` that some programs take for a command.',
      where: 'The key.',
      next: 'Take the key out, or give it another name.',
    },
    'more-mistakes': {
      what: 'The file has more than a hundred mistakes, and the rest is not listed.',
      where: 'The first mistake that is not listed.',
      next: 'Correct those above first: one slip often leads to many.',
    },
  },
} as const satisfies Group

export const yaml = {
  title: 'YAML that cannot be read',
  seen,
  consequence: 'stops the phase',
  entries: {
    'merge-conflict': {
      what: 'The file holds the marks of a merge conflict.',
      where: 'The first mark.',
      next: 'Resolve the conflict and take the lines with <<<<<<<, ======= and >>>>>>> out.',
    },
    'missing-dash-space': {
      what: 'The dash of an entry has no space behind it, so it is a part of the text.',
      where: 'The dash.',
      next: 'Write `- entry`, with a space.',
    },
    'missing-dash': {
      what: 'A line among the entries of a list does not begin with a dash, and is not in the column of the entry above.',
      where: 'That line.',
      next: 'Begin the line with `- `, or indent it as the entry above is.',
    },
    'missing-colon': {
      what: 'A key has no colon with a space behind it.',
      where: 'The key.',
      next: 'Write `key: value`.',
    },
    'missing-comma': {
      what: 'Two values inside [ ] or { } have no comma between them.',
      where: 'The second value.',
      next: 'Put a comma between the values.',
    },
    'block-in-brackets': {
      what: 'Inside [ ] and { } a line begins as lines outside of brackets do.',
      where: 'That line.',
      next: 'Separate the values by commas and indent their lines, or write the list without brackets.',
    },
    'missing-comment-space': {
      what: 'A # directly behind a value does not begin a comment.',
      where: 'The #.',
      next: 'Put a space before the #, or put the value in quotes.',
    },
    'missing-quote': {
      what: 'A quote is opened and not closed.',
      where: 'The opening quote.',
      next: 'Add the closing quote; inside single quotes write two of them for one.',
    },
    'missing-bracket': {
      what: 'A bracket is opened and not closed.',
      where: 'The place where the closing bracket was missed.',
      next: 'Add the closing ] or }.',
    },
    'wrong-indentation': {
      what: 'A line begins in another column than the lines that it belongs to.',
      where: 'That line.',
      next: 'Begin the keys of one map, and the entries of one list, in the same column.',
    },
    'tab-indentation': {
      what: 'A tab indents a line, and YAML takes spaces alone.',
      where: 'The tab.',
      next: 'Replace the tab by spaces.',
    },
    'unquoted-character': {
      what: 'A value begins with a character that means something in YAML, such as @, ` or %.',
      where: 'The value.',
      next: 'Put the value in quotes. A login is written without @.',
    },
    'unquoted-colon': {
      what: 'A value holds a colon and a space, which begin a map.',
      where: 'The value.',
      next: 'Put the whole value in quotes.',
    },
    'value-continued': {
      what: 'The line after a value is indented as if it went on with the value.',
      where: 'The value.',
      next: 'Move the next line to the left, under the key that it stands beside.',
    },
    'bad-escape': {
      what: 'Text in double quotes holds a backslash with a letter that means nothing there.',
      where: 'The backslash.',
      next: 'Write \\\\ for a backslash, or use single quotes.',
    },
    'key-too-long': {
      what: 'A key has more than 1,024 characters, mostly because a quote or a bracket before it is not closed.',
      where: 'The key.',
      next: 'Look for a quote or a bracket above that is not closed.',
    },
    'unreadable-yaml': {
      what: 'The text is not YAML here, for a reason that has no name of its own.',
      where: 'The place where reading stopped.',
      next: 'Check quotes, brackets, colons and indentation on this line and on the one before.',
    },
    'key-not-text': {
      what: 'A key is a list, a map or nothing.',
      where: 'The key.',
      next: 'Write a word, or a text in quotes, before the colon.',
    },
    'merge-key': {
      what: 'Merge keys (<<) are not part of YAML 1.2, which phase files are written in.',
      where: 'The key.',
      next: 'Write the keys out in each place.',
    },
    'repeated-key': {
      what: 'One map has the same key twice.',
      where: 'The second of the two.',
      next: 'Take one of them out.',
    },
    'unknown-alias': {
      what: 'An alias (*name) has no anchor (&name) before it.',
      where: 'The alias.',
      next: 'Add the anchor, or put the value in quotes where * is meant as text.',
    },
  },
} as const satisfies Group

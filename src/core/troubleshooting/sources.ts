import type { Group } from './entry.ts'

export const sources = {
  title: 'Phase files that are not read',
  seen: 'As an error on the file, in the log of the run, in its summary, and from the command line.',
  consequence: 'stops the phase',
  entries: {
    'file-unreadable': {
      what: 'The file cannot be read: it is not there, it is a folder, or reading it is not allowed.',
      where: 'The first line of the file.',
      next: 'Check the name, and that whoever runs this may read the file.',
    },
    'file-not-ordinary': {
      what: 'The file is a pipe, a device or the like.',
      where: 'The first line of the file.',
      next: 'Put an ordinary file here.',
    },
    'file-outside': {
      what: 'The input `phase-file` leads to a file outside of the repository.',
      where: 'The first line of the file.',
      next: 'Name a file inside of the repository.',
    },
    'file-behind-link': {
      what: 'The file is a symbolic link, or lies in a folder that is one. Links could lead anywhere, so they are not followed.',
      where: 'The first line of the file.',
      next: 'Put the phase file itself here.',
    },
    'file-unfit': {
      what: 'GitHub shows this file in a way that cannot be a phase file: a link, a folder, more than 1 MB, or no text.',
      where: 'The first line of the file; the message says which of these.',
      next: 'Put an ordinary file here, of UTF-8 text and at most 1 MB.',
    },
    'note-incomplete': {
      what: 'A note that `init --from` reads lacks what no phase can do without: tasks, or an id that is its own.',
      where: 'The line of the note that the message names.',
      next: 'Add what the message says to the note; `docs/from-a-note.md` shows how it is read.',
    },
  },
} as const satisfies Group

import type { Group } from './entry.ts'

export const values = {
  title: 'Keys and values of a phase file',
  seen: 'As an error on the file, in the log of the run, in its summary, and from the command line.',
  consequence: 'stops the phase',
  entries: {
    'unknown-key': {
      what: 'A key is none of those that a phase file has at this place.',
      where: 'The key; the message names the one that was probably meant.',
      next: 'Correct the key, or begin it with `x-` to have it left alone.',
    },
    'misplaced-key': {
      what: 'A key stands in another part of the file than the one that it belongs to.',
      where: 'The key; the message names the right place.',
      next: 'Move the key there.',
    },
    'invalid-name': {
      what: 'A name that you chose, such as that of a stream, a model or an input, has characters that names cannot have.',
      where: 'The name.',
      next: 'Use letters, digits, dots, hyphens and underscores, and begin with a letter or a digit.',
    },
    'reserved-input': {
      what: 'The inputs `task` and `claim` of a worker are given by the coordinator.',
      where: 'The input under `inputs`.',
      next: 'Take the input out.',
    },
    'missing-key': {
      what: 'The file or a task lacks a key that it must have.',
      where: 'The beginning of the file or of the task.',
      next: 'Add the key. A file needs `phase`, `title` and `tasks`; a task needs `id` and `title`.',
    },
    'missing-value': {
      what: 'A key or an entry of a list has nothing behind it.',
      where: 'The key, or the dash of the entry.',
      next: 'Give it a value, in quotes where it begins with # or @, or take the line out.',
    },
    'wrong-type': {
      what: 'A value is of another kind than its key takes, such as text where a number is wanted.',
      where: 'The value.',
      next: 'Write the kind that the message names: quotes make text of a number, [ ] make a list.',
    },
    'wrong-choice': {
      what: 'The key takes some fixed words, and the value is none of them.',
      where: 'The value; the message lists the words.',
      next: 'Choose one of the words.',
    },
    'wrong-format': {
      what: 'A text has not the form that its key asks for, such as an id, a duration, a time or a login.',
      where: 'The text; the message describes the form.',
      next: 'Write it in that form.',
    },
    'empty-value': {
      what: 'A text or a list is empty where something must stand.',
      where: 'The text or the list.',
      next: 'Give it a text or an entry, or take the key out.',
    },
    'text-too-long': {
      what: 'A text is longer than GitHub takes at this place.',
      where: 'The text; the message gives both lengths.',
      next: 'Shorten the text. A description is the place for more words.',
    },
    'list-too-long': {
      what: 'A list or a map has more entries than can be used.',
      where: 'The list or the map; the message gives both numbers.',
      next: 'Take some entries out, or split the phase where it has too many tasks.',
    },
    'number-out-of-range': {
      what: 'A number is smaller or larger than its key takes.',
      where: 'The number; the message gives the limit.',
      next: 'Choose a number within the limit.',
    },
    'missing-companion': {
      what: 'A key only means something beside another one, which is missing.',
      where: 'The map that has the one without the other.',
      next: 'Add the other key, or take this one out.',
    },
    'milestone-true': {
      what: '`milestone` takes a title, or `false` for none.',
      where: 'The value of `milestone`.',
      next: 'Write the title, or take the line out to have the usual one.',
    },
    'two-kinds-of-worker': {
      what: 'A model has both `workflow` and `assign`, and a worker is started in one way.',
      where: 'The model.',
      next: 'Take one of the two out, or make two models.',
    },
    'invalid-value': {
      what: 'A value breaks a rule of the schema that has no sentence of its own.',
      where: 'The value.',
      next: 'Read in `schema/phase.schema.json` what may stand there, and please report which message you missed.',
    },
    'repeated-entry': {
      what: 'A list has the same entry twice.',
      where: 'The second of the two.',
      next: 'Take one of them out.',
    },
    'body-too-long': {
      what: "Description and acceptance criteria of a task do not fit into an issue's text together.",
      where: 'The description, or the criteria where there is none.',
      next: 'Shorten them to 40,000 bytes, or link to a page that holds the rest.',
    },
  },
} as const satisfies Group

import type { Group } from './entry.ts'

export const plan = {
  title: 'Names, dates, paths and dependencies in phase files',
  seen: 'As an error on the file, in the log of the run, in its summary, and from the command line.',
  consequence: 'stops the phase',
  entries: {
    'impossible-date': {
      what: 'The calendar has no such day.',
      where: 'The date.',
      next: 'Correct the month or the day.',
    },
    'target-before-start': {
      what: 'The target date is before the start date.',
      where: 'The target date.',
      next: 'Change one of the two dates.',
    },
    'unknown-timezone': {
      what: 'No time zone has this name.',
      where: 'The value of `timezone`.',
      next: 'Write an IANA name such as `Europe/Berlin`, or `UTC`. An offset such as +02:00 knows no summer time.',
    },
    'release-before-stall': {
      what: 'A silent worker would lose its slot before it counts as stalled.',
      where: 'The value of `release_after`, or of `stall_after`.',
      next: 'Make `release_after` at least as long as `stall_after`.',
    },
    'unknown-stream': {
      what: 'A task names a stream that the file does not have.',
      where: 'The name in the task.',
      next: 'Correct the name, or add the stream under `streams`.',
    },
    'unknown-model': {
      what: 'A task, the allocation or a command names a model that the file does not have.',
      where: 'The name; where a command was refused, the answer to it.',
      next: 'Correct the name, or add the model under `models`.',
    },
    'unknown-complexity': {
      what: 'A complexity is neither `substantial` nor `simple` nor one that `allocation` names.',
      where: 'The name.',
      next: 'Correct the name, or add it under `allocation`.',
    },
    'reserved-label': {
      what: 'A task asks for a label that the coordinator sets and reads itself.',
      where: 'The label.',
      next: 'Take the label out, or choose another name.',
    },
    'path-with-backslash': {
      what: 'A path has backslashes, and Git writes paths with forward slashes.',
      where: 'The path.',
      next: 'Write forward slashes.',
    },
    'path-absolute': {
      what: 'A path begins at the root of a computer, not of the repository.',
      where: 'The path.',
      next: 'Write it from the root of the repository, as `docs/user/**`.',
    },
    'path-outside': {
      what: 'A path leads out of its folder with `..`.',
      where: 'The path.',
      next: 'Write it from the root of the repository, without `..`.',
    },
    'path-in-git': {
      what: "A path leads into Git's own folder.",
      where: 'The path.',
      next: 'Choose a path among the files of the repository.',
    },
    'mirror-path-folder': {
      what: 'A key under `files` that takes a file names a folder.',
      where: 'The path.',
      next: 'Write the path of a file.',
    },
    'mirror-path-character': {
      what: 'A path under `files` has a part that some systems read in another way.',
      where: 'The path.',
      next: 'Choose a path without : * ? " < > | and without dots or blanks at the end of a part.',
    },
    'mirror-path-reserved': {
      what: 'A path under `files` is that of a workflow or of a phase file, which a mirror would overwrite.',
      where: 'The path.',
      next: 'Choose another place.',
    },
    'mirror-path-clash': {
      what: 'Two paths under `files` would overwrite each other.',
      where: 'The later of the two.',
      next: 'Give each its own place, none inside another file.',
    },
    'second-final': {
      what: 'Two tasks are final, and a phase has at most one.',
      where: 'The second of them.',
      next: 'Let one of them have `depends_on` instead.',
    },
    'self-dependency': {
      what: 'A task depends on itself.',
      where: 'The dependency.',
      next: 'Take the dependency out, or name the task that was meant.',
    },
    'depends-on-final': {
      what: 'A task depends on the final task, which waits for all others of its phase.',
      where: 'The dependency.',
      next: 'Take the dependency out, or let another task be the final one.',
    },
    'final-depends-elsewhere': {
      what: 'The final task depends on a task of another phase, and it waits for those of its own alone.',
      where: 'The dependency.',
      next: 'Let another task of the phase have this dependency, or use `after`.',
    },
    'unknown-dependency': {
      what: 'A task depends on an id that no phase file has.',
      where: 'The dependency; the message names the id that was probably meant.',
      next: 'Correct the id, or add the task. Check that the input `phase-file` also names the file that has it.',
    },
    'too-many-dependents': {
      what: 'More than 50 tasks depend on one, and GitHub links no more.',
      where: 'The first dependency beyond the limit.',
      next: 'Let some of them depend on a task between.',
    },
    'repeated-task-id': {
      what: 'Two tasks have the same id, in one file or in two; capital letters make no difference.',
      where: 'Each of the two; the message names the line of the other.',
      next: 'Give each task an id of its own.',
    },
    'repeated-phase-id': {
      what: 'Two files have the same phase; capital letters make no difference.',
      where: 'The value of `phase` in each file.',
      next: 'Give each file a phase of its own, or put the tasks into one file.',
    },
    'repeated-issue': {
      what: 'Two tasks adopt the same issue.',
      where: 'The value of `issue` in each task.',
      next: 'Take one of the two out.',
    },
    'repeated-former-id': {
      what: 'Two tasks say that they had the same id before.',
      where: 'The value of `formerly` in each task.',
      next: 'Leave `formerly` on the task that has the old issue, and take the other one out.',
    },
    'former-id-in-use': {
      what: 'A task says that it had another id before, and a task still has that id.',
      where: 'The value of `formerly`.',
      next: 'Take `formerly` out, or rename the task that has the id.',
    },
    'phase-after-itself': {
      what: 'A phase comes after itself.',
      where: 'The value of `after`.',
      next: 'Take the value out, or name the phase that was meant.',
    },
    'unknown-phase': {
      what: 'A phase comes after one whose name is written with other capital letters in its own file.',
      where: 'The value of `after`.',
      next: 'Write the name as the other file does.',
    },
    cycle: {
      what: 'Tasks or phases wait for each other in a circle, so that none of them could ever start.',
      where: 'One dependency of the circle in each file; the message shows the whole circle.',
      next: 'Take one dependency of the circle out.',
    },
  },
} as const satisfies Group

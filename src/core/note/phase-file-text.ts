import type { GapDraft, ModelDraft, PhaseDraft, Remark, StreamDraft, TaskDraft } from './phase-draft.ts'
import { claudeModel } from './task-details.ts'

export interface Heading {
  /** Address of the schema that editors check the file with. */
  readonly schema: string
  /** What the comment at the top says of the file, in sentences. */
  readonly about: string
}

export interface PhaseFileText {
  readonly text: string
  /** For each line of the text, the line of the note that it comes from; undefined where it comes from none. */
  readonly origins: readonly (number | undefined)[]
}

interface Line {
  readonly text: string
  readonly origin?: number | undefined
}

/** A draft as the text of a phase file, with a comment at each thing that is still to be said. */
export function phaseFileText(draft: PhaseDraft, { schema, about }: Heading): PhaseFileText {
  const remarks = Map.groupBy(draft.remarks, (remark) => remark.about)
  const lines: readonly Line[] = [
    { text: `# yaml-language-server: $schema=${schema}` },
    { text: '#' },
    ...comment(about, ''),
    ...phaseLines(draft, remarks),
    ...modelLines(draft, remarks),
    ...fileLines(draft, remarks),
    ...streamLines(draft, remarks),
    ...taskLines(draft, remarks),
  ]
  return { text: lines.map(({ text }) => `${text}\n`).join(''), origins: lines.map(({ origin }) => origin) }
}

type Remarks = ReadonlyMap<string, readonly Remark[]>

const width = 118

/** Sentences as lines of comment. */
function comment(sentences: string, indentation: string, origin?: number): readonly Line[] {
  const lines: string[] = []
  for (const word of sentences.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && indentation.length + last.length + word.length < width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(`${indentation}# ${word}`)
  }
  return lines.map((text) => ({ text, origin }))
}

function remarked(remarks: Remarks, about: string, indentation = ''): readonly Line[] {
  return (remarks.get(about) ?? []).flatMap(({ text, line }) => comment(`${text} (line ${line})`, indentation, line))
}

const plain = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)\p{L}[\p{L}\p{N} ./'()+-]*$/iu
const plainWithCommas = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)\p{L}[\p{L}\p{N} .,/'()+-]*$/iu

/** A text as a value of its own, which reads back as the same text. */
function value(text: string): string {
  return plainWithCommas.test(text) ? text : quoted(text)
}

/** The same inside of braces or brackets. */
function inner(text: string): string {
  return plain.test(text) ? text : quoted(text)
}

/** JSON is YAML. */
function quoted(text: string): string {
  return JSON.stringify(text.toWellFormed())
}

/** An id that is a number stays one, where YAML reads back the same digits. */
function idValue(id: string): string {
  return /^(?:0|[1-9]\d{0,14})$/.test(id) ? id : value(id)
}

const blank: Line = { text: '' }

function phaseLines(draft: PhaseDraft, remarks: Remarks): readonly Line[] {
  const { goal, startDate, targetDate, slots, manager, slackChannel } = draft
  return [
    blank,
    ...remarked(remarks, 'phase'),
    { text: `phase: ${idValue(draft.phase)}` },
    ...remarked(remarks, 'title'),
    { text: `title: ${value(draft.title)}` },
    ...remarked(remarks, 'goal'),
    key('goal', goal === undefined ? undefined : value(goal), 'version 1.0 is out', 'what is true when all is done'),
    blank,
    ...remarked(remarks, 'start_date'),
    key('start_date', startDate, '2030-01-07', 'the issues open at once; nothing is picked before this day'),
    ...remarked(remarks, 'target_date'),
    key('target_date', targetDate, '2030-01-31', 'the day by which all should be done'),
    ...remarked(remarks, 'timezone'),
    key('timezone', undefined, 'Europe/Berlin', 'of dates and of the digest; UTC unless given'),
    blank,
    ...remarked(remarks, 'slots'),
    key('slots', String(slots ?? 2), '', 'at most so many tasks are at work at once'),
    ...remarked(remarks, 'manager'),
    key('manager', manager, 'octocat', 'a login, mentioned in one digest a day if there is news'),
    ...remarked(remarks, 'slack'),
    key(
      'slack',
      slackChannel === undefined ? undefined : `{ channel: ${quoted(slackChannel)} }`,
      '{ channel: "#general" }',
      'takes a secret; the workflow says which',
    ),
  ]
}

/** A key with its value, or in a comment with an example where it has none; behind it what it means. */
function key(name: string, text: string | undefined, example: string, meaning: string): Line {
  return { text: `${text === undefined ? `# ${name}: ${example}` : `${name}: ${text}`} # ${meaning}` }
}

function modelLines({ models, allocation }: PhaseDraft, remarks: Remarks): readonly Line[] {
  const note = remarked(remarks, 'models')
  if (models.length === 0) {
    return [
      blank,
      ...note,
      ...comment(
        'Tasks are done by people: by those under `assignees`, or by whoever takes one. For work that agents or scripts do, name them here; "init --workers claude" sets it up.',
        '',
      ),
      { text: '# models: { sonnet: { workflow: worker-claude.yml, inputs: { model: sonnet } } }' },
      { text: '# allocation: { substantial: sonnet, simple: sonnet } # the model of tasks that name none' },
    ]
  }
  const kinds = [...allocation].map(([complexity, model]) => `${complexity}: ${inner(model)}`)
  return [
    blank,
    { text: 'spawn: manual # a picked task waits until somebody says /spawn; with "auto" its worker starts at once' },
    ...note,
    { text: 'models: # who or what does the work' },
    ...models.flatMap((model) => [...remarked(remarks, `model ${model.name}`, '  '), { text: modelLine(model) }]),
    kinds.length === 0
      ? {
          text: `# allocation: { substantial: ${inner(models[0]!.name)} } # the model of tasks that name none, by their complexity`,
        }
      : { text: `allocation: { ${kinds.join(', ')} } # the model of tasks that name none, by their complexity` },
  ]
}

function modelLine({ name, worker }: ModelDraft): string {
  if (worker === 'claude') {
    return `  ${inner(name)}: { workflow: worker-claude.yml, inputs: { model: ${claudeModel(name) ?? 'sonnet'} } }`
  }
  if (worker === 'copilot') return `  ${inner(name)}: { assign: ["copilot-swe-agent[bot]"] }`
  if (worker === 'script') return `  ${inner(name)}: { workflow: worker-script.yml } # runs scripts/tasks/<task id>`
  return `  ${inner(name)}: {} # as in: { workflow: worker.yml } or { assign: [octocat] }`
}

function fileLines({ files }: PhaseDraft, remarks: Remarks): readonly Line[] {
  const lines = [
    ...(files.progress === undefined
      ? []
      : [`  progress: ${value(files.progress)} # one <task id>.md for each started task`]),
    ...(files.jobs === undefined ? [] : [`  jobs: ${value(files.jobs)} # the phase and the current work`]),
    ...(files.backlog === undefined ? [] : [`  backlog: ${value(files.backlog)} # every task, by stream`]),
  ]
  if (lines.length === 0) return remarked(remarks, 'files')
  return [
    blank,
    ...remarked(remarks, 'files'),
    ...comment(
      'The phase, mirrored into files of the repository. It takes the permission "contents: write" in coordinator.yml.',
      '',
    ),
    { text: 'files:' },
    ...lines.map((text) => ({ text })),
  ]
}

function streamLines({ streams }: PhaseDraft, remarks: Remarks): readonly Line[] {
  if (streams.length === 0) return remarked(remarks, 'streams')
  return [
    blank,
    ...remarked(remarks, 'streams'),
    { text: 'streams: # lines of work; { title: …, slots: 1 } caps one' },
    ...streams.flatMap(({ id, title }) => [
      ...remarked(remarks, `stream ${id}`, '  '),
      { text: `  ${inner(id)}: { title: ${inner(title)} }` },
    ]),
  ]
}

function taskLines(draft: PhaseDraft, remarks: Remarks): readonly Line[] {
  const sections: readonly (StreamDraft | undefined)[] = [...draft.streams, undefined]
  const tasks = Map.groupBy(draft.tasks, ({ stream }) => stream)
  const gaps = Map.groupBy(draft.gaps, ({ stream }) => stream)
  return [
    blank,
    ...comment(
      'Priority 1 is the most urgent; a task without one has 3, and without effort a day. Where nothing else decides, the order of this list does.',
      '',
    ),
    ...remarked(remarks, 'tasks'),
    { text: 'tasks:' },
    ...sections.flatMap((section) => {
      const entries = [
        ...(tasks.get(section?.id) ?? []).map((task) => [
          ...remarked(remarks, `task ${task.id}`, '  '),
          ...taskEntry(task),
        ]),
        ...(gaps.get(section?.id) ?? []).map(gapEntry),
      ]
      const title = section === undefined || entries.length === 0 ? [] : comment(section.title, '  ')
      return entries.flatMap((entry, at) => [...(at === 0 ? title : []), ...entry, blank])
    }),
  ].slice(0, -1)
}

function taskEntry(task: TaskDraft): readonly Line[] {
  const { stream, priority, effort, complexity, model, dependsOn, assignees, issue, isFinal, description, criteria } =
    task
  const entries = [
    `  - id: ${idValue(task.id)}${task.idNote === undefined ? '' : ` # ${task.idNote}`}`,
    `    title: ${value(task.title)}`,
    ...(stream === undefined ? [] : [`    stream: ${value(stream)}`]),
    ...(priority === undefined ? [] : [`    priority: ${priority}`]),
    ...(effort === undefined ? [] : [`    effort: ${effort}`]),
    ...(complexity === undefined ? [] : [`    complexity: ${value(complexity)}`]),
    ...(model === undefined ? [] : [`    model: ${value(model)}`]),
    ...(dependsOn.length === 0 ? [] : [`    depends_on: [${dependsOn.map(inner).join(', ')}]`]),
    ...(assignees.length === 0 ? [] : [`    assignees: [${assignees.map(inner).join(', ')}]`]),
    ...(issue === undefined
      ? []
      : [`    # issue: ${issue} # without the first sign, this issue is taken instead of opening one`]),
    ...(isFinal ? ['    final: true # starts when every other task is done or dropped'] : []),
    ...descriptionEntry(description),
    ...(criteria.length === 0 ? [] : ['    acceptance_criteria:', ...criteria.map((each) => `      - ${value(each)}`)]),
  ]
  return entries.map((text) => ({ text, origin: task.line }))
}

/** Markdown is easiest to read as it is; what a YAML block could not hold is quoted. */
function descriptionEntry(description: string): readonly string[] {
  if (description === '') return []
  if (!description.includes('\n')) return [`    description: ${value(description)}`]
  if (/^\s|[^\P{C}\n]/u.test(description)) return [`    description: ${quoted(description)}`]
  const lines = description.split('\n').map((line) => (line === '' ? '' : `      ${line}`))
  return ['    description: |-', ...lines]
}

function gapEntry({ id, stream, text, line }: GapDraft): readonly Line[] {
  return [
    ...comment(`${text} (line ${line})`, '  ', line),
    { text: `  # - id: ${idValue(id)}` },
    { text: '  #   title:' },
    ...(stream === undefined ? [] : [{ text: `  #   stream: ${value(stream)}` }]),
  ]
}

/** What one line of a note says of the phase as a whole; values are as they are written. */
export interface PhaseFact {
  readonly key: 'start' | 'target' | 'goal' | 'zone' | 'slots' | 'manager' | 'slack' | 'progress' | 'jobs' | 'backlog'
  readonly value: string
}

export interface PhaseHeading {
  readonly phase: string | undefined
  readonly title: string | undefined
  readonly start: string | undefined
}

const date = /(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])/

/** Words that say what kind of note it is, and nothing of the phase. */
const nameless = /^(?:start|launch|launch note|kick-?off|plan|summary|checklist|to-?dos?|tasks|notes?)$/i

/** `Phase 4: Release readiness - 2026-02-22`: id, title and first day. */
export function phaseHeading(text: string): PhaseHeading {
  const day = date.exec(text)?.[0]
  const isTarget = / (?:by|until) \d{4}-/i.test(text)
  const words = trimSigns(day === undefined ? text : text.replace(day, ' ').replace(/ (?:by|until) *$/i, ''))
  const [, phase, rest] = /^phase ([A-Za-z0-9][A-Za-z0-9._-]*)(.*)$/i.exec(words) ?? []
  const id = phase?.replace(/[._-]+$/, '')
  const title = trimSigns(id === undefined || id.length > 32 ? words : rest!)
  return {
    phase: id !== undefined && id.length <= 32 ? id : undefined,
    title: title === '' || nameless.test(title) ? undefined : title,
    start: isTarget ? undefined : day,
  }
}

/** A text without the signs around it: a number in front, dashes, colons, emoji, and parentheses that hold nothing. */
export function trimSigns(text: string): string {
  const rest = text
    .replace(/\(\s*\)/g, ' ')
    .replace(/^\s*\d{1,3}[.)]\s+/, '')
    .replace(/^[^\p{L}\p{N}("'`[]+/u, '')
  const characters = [...rest]
  return characters.slice(0, characters.findLastIndex((each) => !isSign.test(each)) + 1).join('')
}

const isSign = /[\s\-–—:,.;|\p{Extended_Pictographic}]|\uFE0F|\u200D/u

/** A time zone's letters behind a time of day: `22:15 EST`. */
const zone = /\d{2}:\d{2}(?::\d{2})? ([A-Z]{2,5})(?![A-Za-z])/

/** Facts in one line. `isAboutSlack`: this line or a heading above it speaks of Slack. */
export function phaseFacts(line: string, isAboutSlack: boolean): readonly PhaseFact[] {
  return [...dateFacts(line), ...peopleFacts(line, isAboutSlack), ...fileFacts(line)]
}

function dateFacts(line: string): readonly PhaseFact[] {
  const facts: PhaseFact[] = []
  const day = date.exec(line)?.[0]
  if (/^(?:time|date|start|start date|launch|launch date):/i.test(line)) {
    if (day !== undefined) facts.push({ key: 'start', value: day })
    const letters = zone.exec(line)?.[1]
    if (letters !== undefined && letters !== 'UTC' && letters !== 'GMT') facts.push({ key: 'zone', value: letters })
    return facts
  }
  const target = day === undefined ? undefined : targetIn(line)
  if (target !== undefined) facts.push({ key: 'target', value: target })
  const goal = /^goal: ?(\S.*)$/i.exec(line)?.[1] ?? goalBefore(line)
  return goal === undefined ? facts : [...facts, { key: 'goal', value: goal }]
}

function targetIn(line: string): string | undefined {
  const named = /^(?:target(?: date| completion)?|deadline|due(?: date)?):/i.exec(line)
  if (named !== null) return date.exec(line)![0]
  return /\b(?:by|until|target completion:|target date:) ?(\d{4}-\d{2}-\d{2})(?![\d-])/i.exec(line)?.[1]
}

/** `Target: v1.0.0 release-ready by 2026-03-08`. */
function goalBefore(line: string): string | undefined {
  const target = /^target: ?/i.exec(line)
  const by = / by \d{4}-\d{2}-\d{2}/i.exec(line)
  if (target === null || by === null) return undefined
  return line.slice(target[0].length, by.index).trim() || undefined
}

function peopleFacts(line: string, isAboutSlack: boolean): readonly PhaseFact[] {
  const facts: PhaseFact[] = []
  const slots =
    /\b(?:max|maximum|at most|up to) (\d{1,4}) (?:slots?\b|tasks? (?:at once|in parallel|at a time)\b)/i.exec(line) ??
    /^slots: ?(\d{1,4})\b/i.exec(line)
  if (slots !== null) facts.push({ key: 'slots', value: slots[1]! })
  const manager = /\breports?(?: progress)? to (\S.*)$/i.exec(line) ?? /^manager: ?(\S.*)$/i.exec(line)
  if (manager !== null) facts.push({ key: 'manager', value: manager[1]!.replace(/\.$/, '') })
  const channel = isAboutSlack ? /(?:^|[\s(])(#[a-z][a-z0-9_-]{0,78})(?![A-Za-z0-9_-])/.exec(line)?.[1] : undefined
  if (channel !== undefined) facts.push({ key: 'slack', value: channel })
  return facts
}

/** Files that the phase is mirrored to are known by their names. */
function fileFacts(line: string): readonly PhaseFact[] {
  if (!line.includes('.md')) return []
  return line.split(/[\s()[\]"',;]+/).flatMap((word): readonly PhaseFact[] => {
    const path = word.replace(/[.:]$/, '')
    const [, folder, name] = /^((?:[A-Za-z0-9_-][A-Za-z0-9_.-]*\/)*)([A-Za-z0-9_-]+)\.md$/.exec(path) ?? []
    if (name === undefined || path.length > 300 || path.includes('./')) return []
    if (name === 'JOBS') return [{ key: 'jobs', value: path }]
    if (name === 'PROACTIVE-JOBS' || name === 'BACKLOG') return [{ key: 'backlog', value: path }]
    const isProgress = /(?:^|\/)progress\//.test(folder!) && /-\d+[a-z]?$/.test(name)
    return isProgress ? [{ key: 'progress', value: folder!.replace(/\/$/, '') }] : []
  })
}

/** `Sonnet for substantial work, Haiku for simple tasks`: which model does what. */
export function allocationIn(line: string): readonly { readonly model: string; readonly complexity: string }[] {
  const pattern = /(?<![A-Za-z0-9._-])([A-Za-z][A-Za-z0-9._-]{0,31}) for (substantial|simple) (?:work|tasks?)\b/gi
  return [...line.matchAll(pattern)].map(([, model, complexity]) => ({
    model: model!,
    complexity: complexity!.toLowerCase(),
  }))
}

/** Ids of a line such as `Queue next batch when slots become available (p4-1-2, p4-2-1)`. */
export function nextBatchIn(line: string): string | undefined {
  return /\bnext batch\b[^()]*\(([^()]*)\)/i.exec(line)?.[1]
}

// What a release needs to know, for .github/workflows/release.yml:
// `node scripts/release.ts check v1.2.3` exits 1 and says why, where that tag may not be released from what is checked out;
// `… notes v1.2.3` prints its section of CHANGELOG.md; `… moving v1.2.3` the tag that moves to it, or nothing.

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'

interface Version {
  readonly major: number
  readonly minor: number
  readonly patch: number
  /** `rc.1` of `v1.0.0-rc.1`; undefined for a release that everybody gets. */
  readonly pre: string | undefined
}

/** Undefined for anything but `v1.2.3` and `v1.2.3-rc.1`. */
export function readTag(tag: string): Version | undefined {
  const found = /^v(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-([0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*))?$/.exec(tag)
  if (found === null) return undefined
  const [, major, minor, patch, pre] = found
  return { major: Number(major), minor: Number(minor), patch: Number(patch), pre }
}

/** The section of a version in a changelog whose headings are `## 1.2.3 - 2026-11-26`; undefined where there is none. */
export function notesOf(changelog: string, version: string): string | undefined {
  const sections = changelog.split(/^## /m).slice(1)
  const section = sections.find((text) => text.split(/\s/, 1)[0] === version)
  return section?.split('\n').slice(1).join('\n').trim()
}

/** Why the tag may not be released; none where it may. */
export function releaseMistakes(tag: string, version: string, changelog: string): string[] {
  if (readTag(tag) === undefined) return [`The tag ${tag} is no version: write it as v1.2.3, or v1.2.3-rc.1.`]
  const mistakes: string[] = []
  if (tag !== `v${version}`)
    mistakes.push(`The tag is ${tag}, but package.json says ${version}: set the version there, then tag.`)
  const notes = notesOf(changelog, tag.slice(1))
  if (notes === undefined || notes === '')
    mistakes.push(`CHANGELOG.md says nothing about ${tag.slice(1)}: add a section "## ${tag.slice(1)} - <date>".`)
  return mistakes
}

/** `v1` for `v1.2.3`, if no later version of it is among the tags: workflows that name `v1` then get this one. */
export function movingTag(tag: string, tags: readonly string[]): string | undefined {
  const version = readTag(tag)
  if (version === undefined || version.pre !== undefined) return undefined
  const isLater = tags.some((other) => {
    const { major, minor, patch, pre } = readTag(other) ?? { major: -1, minor: 0, patch: 0, pre: undefined }
    if (major !== version.major || pre !== undefined) return false
    return minor > version.minor || (minor === version.minor && patch > version.patch)
  })
  return isLater ? undefined : `v${version.major}`
}

function main([task, tag = '']: readonly string[]): number {
  const root = path.dirname(import.meta.dirname)
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
  if (task === 'check') {
    const mistakes = releaseMistakes(tag, JSON.parse(read('package.json')).version, read('CHANGELOG.md'))
    for (const mistake of mistakes) console.error(mistake)
    return mistakes.length > 0 ? 1 : 0
  }
  if (task === 'notes') console.log(notesOf(read('CHANGELOG.md'), tag.slice(1)) ?? '')
  else if (task === 'moving') {
    const tags = execFileSync('git', ['tag', '--list'], { cwd: root, encoding: 'utf8' }).split('\n')
    console.log(movingTag(tag, tags) ?? '')
  } else {
    console.error('Say check, notes or moving, and a tag.')
    return 2
  }
  return 0
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2))

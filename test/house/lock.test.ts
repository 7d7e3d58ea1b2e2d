import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../..')

function readJson(file: string) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'))
}

interface Entry {
  readonly hasInstallScript?: boolean
  readonly optional?: boolean
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const packages: Readonly<Record<string, Entry>> = readJson('package-lock.json').packages

test('the lock names the packages of every platform, or npm ci refuses it on all of them', () => {
  const wanted = Object.values(packages).flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
  expect(wanted.filter((name) => !(`node_modules/${name}` in packages))).toEqual([])
})

test('every package with an install script is allowed by name, or newer versions of npm skip the script', () => {
  const scripted = Object.keys(packages).filter(
    (place) => packages[place]?.hasInstallScript && !packages[place].optional,
  )
  const names = scripted.map((place) => place.replace(/^.*node_modules\//, ''))
  expect(Object.keys(readJson('package.json').allowScripts).sort()).toEqual(names.sort())
})

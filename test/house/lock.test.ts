import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../..')

function readJson(file: string) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'))
}

interface Entry {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
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

/** Every installed package: the entry without a place is this one. */
const installed = Object.entries(packages).filter(([place]) => place !== '')

test('every package comes from the npm registry by its own name, and none from Git, a file or another address', () => {
  const strangers = installed.filter(([place, { version, resolved, link }]) => {
    const name = place.replace(/^.*node_modules\//, '')
    const tarball = `${name}/-/${name.replace(/^.*\//, '')}-${version}.tgz`
    return link === true || resolved !== `https://registry.npmjs.org/${tarball}`
  })
  expect(strangers).toEqual([])
})

test('every package is held to a sha512 of its contents, on every platform', () => {
  // A digest of 512 bits has 86 characters in base 64, and two that fill up.
  const loose = installed.filter(([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''))
  expect(loose.map(([place]) => place)).toEqual([])
})

test('package.json asks for versions of the registry alone', () => {
  const { dependencies, devDependencies, overrides } = readJson('package.json')
  const asked = Object.entries<string>({ ...dependencies, ...devDependencies, ...overrides })
  expect(asked.filter(([, version]) => !/^\^\d+\.\d+\.\d+$/.test(version))).toEqual([])
})

test('npm writes into the lock where packages came from, whatever the machine is set to', () => {
  const settings = readFileSync(path.join(root, '.npmrc'), 'utf8').split('\n')
  expect(settings).toContain('omit-lockfile-registry-resolved=false')
  // Nothing here may send npm to another registry.
  expect(settings.filter((line) => /registry *=|_auth/.test(line) && !line.startsWith('omit-'))).toEqual([])
})

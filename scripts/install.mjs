// Installs the dependencies when they are missing or differ from the lock, and is silent otherwise.
// Plain JavaScript, because it runs on whatever Node the machine has; everything after it runs on node_modules/.bin/node.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const binaries = path.join(root, 'node_modules', '.bin')
const onWindows = process.platform === 'win32'

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(path.join(root, lockFile), 'utf8')).packages
}

/** Optional packages are compared only where they are installed: each platform leaves the others' out. */
function lockIsInstalled() {
  const wanted = packagesOf('package-lock.json')
  // npm writes this file last, so a broken-off install has none.
  const installed = packagesOf('node_modules/.package-lock.json')
  return Object.entries(wanted).every(([place, entry]) => {
    if (place === '') return true
    const present = installed[place]
    return present
      ? present.version === entry.version && present.integrity === entry.integrity
      : entry.optional === true
  })
}

/** False where install scripts were skipped, or the directory came from another kind of machine. */
function ownNodeRuns() {
  return spawnSync(path.join(binaries, 'node'), ['--version'], { shell: onWindows }).status === 0
}

function isInstalled() {
  try {
    return lockIsInstalled() && ownNodeRuns()
  } catch {
    return false
  }
}

/** `npm ci` deletes node_modules, so it must not run on the Node in there. */
function pathWithoutOwnBinaries() {
  const places = (process.env.PATH ?? '').split(path.delimiter)
  return places.filter((place) => place !== binaries).join(path.delimiter)
}

function install() {
  console.log('Installing dependencies (npm ci) ...')
  // Level "error": packages that want a newer Node than the machine's get it from node_modules.
  const result = spawnSync('npm', ['ci', '--include=dev', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PATH: pathWithoutOwnBinaries() },
    shell: onWindows,
  })
  if (result.status === 0) return true
  console.error(`${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}`)
  return false
}

function main() {
  if (Number.parseInt(process.versions.node, 10) < 20) {
    console.error(`Phase Coordinator needs Node.js 20 or newer to install; this is ${process.version}.`)
    return 1
  }
  if (isInstalled()) return 0
  if (!install()) {
    console.error('The dependencies could not be installed; see above. Then run the same command again.')
    return 1
  }
  if (isInstalled()) return 0
  console.error(
    'npm ci ended well, but node_modules is not what package-lock.json asks for, or its Node does not run. ' +
      'Were install scripts switched off (npm config get ignore-scripts)?',
  )
  return 1
}

process.exitCode = main()

// From the start of the process to its first request, of the built action and beside it of a bare `http.get`.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Chapter, milliseconds, times } from './chapter.ts'
import { peers } from './peers.ts'
import { phaseFileOf } from './phase-of-size.ts'
import { type Compared, compared, type Pair, spread } from './timing.ts'

/** Measured on another machine, on Node 24 with two cores, against a stub on loopback; milliseconds. */
const measuredElsewhere = {
  floor: 45,
  peers: {
    'dependent-issues': 112,
    'github-script': 121,
    labeler: 142,
    'slash-command-dispatch': 154,
    stale: 242,
  },
}

interface Subject {
  readonly name: string
  readonly entry: string
  readonly env: Readonly<Record<string, string>>
  /** What its workflow was started by. */
  readonly payload: object
}

/** Answers every request with a login, and tells when requests come in. */
async function startStub() {
  let arrived = (_at: number) => {}
  const server = createServer((request, response) => {
    arrived(performance.now())
    request.resume()
    response.setHeader('content-type', 'application/json')
    response.end('{"data":{"viewer":{"login":"github-actions[bot]"}}}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => server.close(),
    /** The time of a request: of the one that is to come. */
    next: () =>
      new Promise<number>((resolve) => {
        arrived = resolve
      }),
  }
}

type Stub = Awaited<ReturnType<typeof startStub>>

/** Milliseconds to the first request, and to the second; undefined where none comes. */
async function startOf(subject: Subject, stub: Stub): Promise<{ first?: number; second?: number }> {
  const coming = stub.next()
  const begun = performance.now()
  const child = spawn(process.execPath, [subject.entry], { env: { ...subject.env }, stdio: 'ignore' })
  const ended = once(child, 'exit')
  const first = await Promise.race([coming, ended.then(() => undefined)])
  if (first === undefined) return {}
  const second = await Promise.race([stub.next(), ended.then(() => undefined)])
  child.kill()
  await ended
  return { first: first - begun, ...(second === undefined ? {} : { second: second - begun }) }
}

const rounds = 41

export async function start(root: string, peersFolder: string | undefined): Promise<Chapter> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-start-'))
  const stub = await startStub()
  try {
    const subjects = await subjectsIn(folder, stub.url, root, peersFolder)
    const floor = subjects[0]!
    const pairs = new Map(subjects.slice(1).map(({ name }): [string, Pair[]] => [name, []]))
    const second: Pair[] = []
    for (let round = 0; round < rounds; round++) {
      for (const subject of subjects.slice(1)) {
        const { first: bare } = await startOf(floor, stub)
        const own = await startOf(subject, stub)
        if (bare === undefined || own.first === undefined) continue
        pairs.get(subject.name)!.push([bare, own.first])
        if (subject.name === ours && own.second !== undefined) second.push([bare, own.second])
      }
    }
    const found = new Map([...pairs].flatMap(([name, each]) => (each.length === 0 ? [] : [[name, compared(each)]])))
    return chapter(found, compared(second))
  } finally {
    stub.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const ours = 'Phase Coordinator'

async function subjectsIn(
  folder: string,
  url: string,
  root: string,
  peersFolder: string | undefined,
): Promise<readonly Subject[]> {
  const bare = path.join(folder, 'bare.cjs')
  await writeFile(bare, "require('node:http').get(process.env.GITHUB_API_URL)")
  await mkdir(path.join(folder, '.github/phases'), { recursive: true })
  await writeFile(path.join(folder, '.github/phases/1.yml'), phaseFileOf(12))
  const given = { entry: path.join(root, 'dist/index.cjs'), env: {}, payload: {} }
  const there = peersFolder === undefined ? [] : peers.map((peer) => ({ ...peer, entry: peer.entryIn(peersFolder) }))
  const all = [
    { name: 'http.get', entry: bare, env: {}, payload: {} },
    { name: ours, ...given },
    ...there.filter(({ entry }) => existsSync(entry)),
  ]
  return Promise.all(
    all.map(async ({ name, entry, env, payload }): Promise<Subject> => {
      const event = path.join(folder, `${name.replaceAll(/\W/g, '-')}.json`)
      await writeFile(event, JSON.stringify(payload))
      return { name, entry, payload, env: { ...runnerEnvironment(url, folder, event), ...env } }
    }),
  )
}

function runnerEnvironment(url: string, workspace: string, event: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? '',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: url,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
    GITHUB_SERVER_URL: url,
    GITHUB_REPOSITORY: 'octo/demo',
    GITHUB_EVENT_NAME: 'schedule',
    GITHUB_EVENT_PATH: event,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: '0'.repeat(40),
    GITHUB_WORKSPACE: workspace,
    INPUT_TOKEN: 'a-token',
    PHASE_COORDINATOR_PACE: 'off',
  }
}

function chapter(found: ReadonlyMap<string, Compared>, loaded: Compared): Chapter {
  const own = found.get(ours)!
  const rows = [...found].map(([name, each]) => [name, milliseconds(each.subject), times(each.ratio), spread(each)])
  const elsewhere = Object.entries(measuredElsewhere.peers)
    .filter(([name]) => !found.has(name))
    .map(([name, took]) => [
      `${name}, measured elsewhere`,
      milliseconds(took),
      times(took / measuredElsewhere.floor),
      '',
    ])
  return {
    title: 'Start',
    about: [
      `From the start of the process to the arrival of its first request at a server on loopback, against a process that does nothing but \`http.get\` (${milliseconds(own.floor)}), started just before: the median of the ratios of ${rounds} pairs, and the range of the middle half.`,
      `The action's second request, which needs all that is loaded after the first, comes after ${times(loaded.ratio)} (${spread(loaded)}).`,
    ],
    tables: [
      {
        head: ['', 'first request', 'of `http.get`', 'middle half'],
        rows: [...rows, ...elsewhere],
        note: '"Measured elsewhere": on another machine, where `http.get` took 45 ms. `npm run bench -- start --peers FOLDER` measures those that lie there, each in a folder of its name.',
      },
    ],
    summary: [
      {
        what: 'From start to first request, of a bare `http.get`',
        measured: times(own.ratio),
        against: 'at most 1.5 ×; well-known actions 2.5 to 5.4 ×',
      },
    ],
  }
}

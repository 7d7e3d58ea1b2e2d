import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/run/built-action.ts'],
    // Tests of whole runs wait much of the time: more files at once than there are cores.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    // A machine may be busy: only what hangs is to be ended.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})

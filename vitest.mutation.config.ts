import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const tests = (process.env.MUTATION_TESTS ?? 'test/core/**/*.test.ts').split(' ')

/** In the order of the group, the slowest last: most mutants are noticed by the first. */
class AsListed extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => tests.findIndex((test) => moduleId.endsWith(`/${test}`))
    return files.toSorted((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  resolve: { alias: { 'fast-check': path.join(import.meta.dirname, 'scripts/mutation/fewer-cases.ts') } },
  // What files share is loaded once for a mutant, not once for each file.
  test: {
    include: tests,
    isolate: false,
    sequence: { sequencer: AsListed },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})

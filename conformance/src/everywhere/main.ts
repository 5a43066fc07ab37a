import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { environmentNames } from '@mobilepay-oidc/fixtures'
import { families } from '../checks/families.ts'
import { readGeneration } from '../cli/subject-choice.ts'
import { nearest, UsageError } from '../cli/usage-error.ts'
import { isWell, printEverywhere } from './print.ts'
import { runEverywhere } from './run-everywhere.ts'
import type { Setup } from './setup.ts'
import { setups } from './setups/index.ts'

const usage = `Usage: npm run everywhere -- [options]

Holds the mock against every check in each way in which it is run and reached, and compares the verdicts. Those about
the transport (D-28, D-29, S-06, S-07, S-11, S-12, P-19) are left out: plain http on this machine says nothing about it.

Set-ups:
${setups.map(({ name, title }) => `  ${name.padEnd(12)} ${title}`).join('\n')}

Options:
  --only LIST        these set-ups alone, with commas between; the first is compared with
  --generation YEAR  2024 (default) or 2018
  --out DIR          write DIR/everywhere.json
  --json             print everywhere.json instead of the table
  --help             this text

Exit codes: 0 identical verdicts, 1 something differs or failed, or could not be tried though REQUIRE names it, 2 wrong usage.
`

/** Production is never reached by its real names, so the sandboxes are what can be compared. */
const environments = environmentNames.filter((name) => name.startsWith('sandbox'))

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof UsageError)) throw error
  process.stderr.write(`${error.message} See --help.\n`)
  return 2
})

async function main(args: readonly string[]): Promise<number> {
  const { only, generation, out, json, help } = readOptions(args)
  if (help) return say(usage, 0)
  const results = await runEverywhere({
    setups: chosen(only),
    checks: families.flatMap((family) => family.checks),
    environments,
    generation: readGeneration(generation),
    begin: ({ title }) => process.stderr.write(`${title} …\n`),
  })
  const report = `${JSON.stringify(results, null, 2)}\n`
  if (out !== undefined) {
    await mkdir(out, { recursive: true })
    await writeFile(join(out, 'everywhere.json'), report)
  }
  return say(json ? report : printEverywhere(results), isWell(results) ? 0 : 1)
}

function readOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string' },
        generation: { type: 'string', default: '2024' },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    const [sentence = ''] = String(error instanceof Error ? error.message : error).split(/\.\s|\n/)
    throw new UsageError(`${sentence.replace(/\.$/, '')}.`)
  }
}

function chosen(only: string | undefined): readonly Setup[] {
  if (only === undefined) return setups
  const names = setups.map(({ name }) => name)
  return only.split(',').map((word) => {
    const found = setups.find(({ name }) => name === word.trim())
    if (found) return found
    throw new UsageError(`There is no set-up ${word}${nearest(word, names)} There are: ${names.join(', ')}.`)
  })
}

function say(text: string, code: number): number {
  process.stdout.write(text)
  return code
}

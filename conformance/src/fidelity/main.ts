import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { measureFidelity } from './measure.ts'
import { RecordingError } from './recording.ts'
import { fidelityReport, printMeasurement, total } from './report.ts'

const usage = `Usage: npm run fidelity -- [options]

Replays every recorded request against the mock, in both generations, and compares the answers.

Options:
  --from DIR          folder with duende-6.2.json, identityserver4-2.5.4.json and requests.json
                      (default: the repository's fixtures/reference)
  --out DIR           where fidelity.json is written (default: the current folder)
  --generation YEAR   2018 or 2024 alone
  --json              print fidelity.json instead of the tables
  --help              this text

Examples:
  npm run fidelity
  npm run fidelity -- --from recordings --out reports --generation 2024

Exit codes: 0 every difference is on purpose, 1 the mock differs, 2 wrong options or no recordings.
`

const recordings = fileURLToPath(new URL('../../../fixtures/reference', import.meta.url))

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string', default: recordings },
      out: { type: 'string', default: '.' },
      generation: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return print(usage, 0)
  const generations = (['2024', '2018'] as const).filter((year) => (values.generation ?? year) === year)
  if (generations.length === 0) return print(`--generation is 2018 or 2024, not "${values.generation}".\n`, 2)
  const measurements = []
  for (const generation of generations) measurements.push(await measureFidelity(values.from, generation))
  const report = `${JSON.stringify(fidelityReport(measurements), null, 2)}\n`
  await mkdir(values.out, { recursive: true })
  await writeFile(join(values.out, 'fidelity.json'), report)
  process.stdout.write(values.json ? report : measurements.map(printMeasurement).join(''))
  return measurements.every(({ families }) => total(families).differ === 0) ? 0 : 1
}

function print(text: string, code: number): number {
  const stream = code === 0 ? process.stdout : process.stderr
  stream.write(text)
  return code
}

try {
  process.exitCode = await main()
} catch (error) {
  const isUsage = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  if (!isUsage && !(error instanceof RecordingError)) throw error
  process.exitCode = print(`fidelity: ${error.message}\n`, 2)
}

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { instrument } from './instrument.ts'

const usage = `Usage: npm run mutation:checks -- [options]

Changes the checking code itself, one place at a time, and asks whether a verdict on a mock changes: the mock as it is,
in both generations, and with the faults that each check is known to see (conformance/src/mutation/seen-by.json).

Options:
  --sample N     mutants at random (default 300; "all" for every one, which takes hours)
  --seed N       of the sample (default 1)
  --file TEXT    mutants of files whose name has the text
  --faults N     faults that are tried for each check (default 12)
  --out FILE     write every mutant and its fate as JSON
  --help         this text
`

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    file: { type: 'string' },
    faults: { type: 'string', default: '12' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

if (values.help) process.stdout.write(usage)
else {
  const instrumented = instrument(join(import.meta.dirname, '../../..'))
  const { measure } = await import('./measure.ts')
  const report = await measure(instrumented, {
    sample: values.sample === 'all' ? Number.POSITIVE_INFINITY : Number(values.sample),
    seed: Number(values.seed),
    file: values.file,
    faults: Number(values.faults),
  })
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`)
  process.exitCode = report.score >= 85 ? 0 : 1
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { clientCode, instrument, providerCode } from './instrument.ts'
import type { MeasureReport } from './measure.ts'
import type { Mutant } from './mutants.ts'

const usage = `Usage: npm run mutation:checks -- [options]

Changes the checking code itself, one place at a time, and asks whether a verdict on a mock changes: the mock as it is,
in both generations, with the faults that each check is known to see (conformance/src/mutation/seen-by.json), with others,
and with answers disturbed on their way. What no verdict notices is tried against the tests of the same family.

Options:
  --sample N     mutants at random (default 300; "all" for every one, which takes hours)
  --seed N       of the sample (default 1)
  --clients      the code that judges clients (family RP and the hostile table) in place of that which judges providers:
                 held against this project's client, the same with flaws, and careless ones
  --file TEXT    mutants of files whose name has the text
  --again FILE   only what was not killed in an earlier run, whose report is FILE (see --out)
  --faults N     faults that are tried for each check, of each kind (default 12)
  --seconds N    for a mutant that no healthy mock notices, and for each file of tests (default 8)
  --no-tests     leave the tests out
  --out FILE     write every mutant and its fate as JSON
  --help         this text
`

const { values } = parseArgs({
  options: {
    sample: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    clients: { type: 'boolean', default: false },
    file: { type: 'string' },
    again: { type: 'string' },
    faults: { type: 'string', default: '12' },
    seconds: { type: 'string', default: '8' },
    'no-tests': { type: 'boolean', default: false },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

/** Lines move between two runs, so that a mutant is told by what it changes. */
function identityOf({ file, mutator, was, is }: Mutant): string {
  return [file, mutator, was, is].join('\n')
}

/** @param again the report of an earlier run */
function chosenBy(file: string, again: string | undefined): (mutant: Mutant) => boolean {
  if (again === undefined) return (mutant) => mutant.file.includes(file)
  const { fates } = JSON.parse(readFileSync(again, 'utf8')) as MeasureReport
  const left = new Set(fates.filter(({ fate }) => fate !== 'killed').map(identityOf))
  return (mutant) => mutant.file.includes(file) && left.has(identityOf(mutant))
}

if (values.help) process.stdout.write(usage)
else {
  const root = join(import.meta.dirname, '../../..')
  const instrumented = instrument(root, values.clients ? clientCode : providerCode)
  const { measure, measureClients } = await import('./measure.ts')
  const report = await (values.clients ? measureClients : measure)(instrumented, {
    root,
    sample: values.sample === 'all' ? Number.POSITIVE_INFINITY : Number(values.sample),
    seed: Number(values.seed),
    among: chosenBy(values.file ?? '', values.again),
    faults: Number(values.faults),
    seconds: Number(values.seconds),
    tests: !values['no-tests'],
  })
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`)
  process.exitCode = report.score >= 85 ? 0 : 1
}

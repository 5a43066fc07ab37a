import { parseArgs } from 'node:util'
import { storeKinds } from './open-store.ts'
import { runSoak, type SoakReport } from './run-soak.ts'

const usage = `Usage: npm run soak -- [options]

Several processes share one store, refresh one-time tokens of many merchants, and are killed at random, while the
mock's clock runs 125 times as fast. The mock's journal judges: no connection may be lost but those whose process was
killed between MobilePay's answer and the record of it, and each of those has to be named.

Options:
  --store KIND      ${storeKinds.join(', ')}, or all (default sqlite)
  --url URL         of a Redis or PostgreSQL that runs already; else one is started (redis-server, initdb)
  --seconds N       how long they work (default 60)
  --processes N     default 8
  --merchants N     default 200
  --seed N          of all that is random here; the order of processes is not (default: drawn)
  --json            print reports as JSON, one line each
  --help            this text

Exit codes: 0 no violation, 1 a violation, 2 it could not be run.

Example: npm run soak -- --store all --seconds 60
`

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    url: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    processes: { type: 'string', default: '8' },
    merchants: { type: 'string', default: '200' },
    seed: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
})

function positive(name: 'seconds' | 'processes' | 'merchants'): number {
  const value = Number(values[name])
  if (Number.isInteger(value) && value > 0) return value
  throw new RangeError(`--${name} takes a whole number above 0, not "${values[name]}".`)
}

function chosenStores() {
  if (values.store === 'all') return storeKinds
  const found = storeKinds.filter((kind) => kind === values.store)
  if (found.length === 0) throw new RangeError(`--store takes ${storeKinds.join(', ')} or all, not "${values.store}".`)
  return found
}

function print(report: SoakReport): void {
  if (values.json) return void process.stdout.write(`${JSON.stringify(report)}\n`)
  const { store, violations, losses, calls, ...figures } = report
  const lines = [
    `${store}: ${violations.length === 0 ? 'no violation' : `${violations.length} VIOLATIONS`}`,
    ...Object.entries(figures).map(([name, value]) => `  ${name}: ${value}`),
    `  calls: ${JSON.stringify(calls)}`,
    ...losses.map((loss) => `  lost: ${loss.merchantId}, ${loss.reason}, refresh begun ${loss.interruptedAt}`),
    ...violations.map((violation) => `  VIOLATION ${violation}`),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
}

async function main(): Promise<number> {
  const [seconds, processes, merchants] = [positive('seconds'), positive('processes'), positive('merchants')]
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
  let violations = 0
  for (const store of chosenStores()) {
    process.stderr.write(`${store}: ${processes} processes, ${merchants} merchants, ${seconds} s, seed ${seed}\n`)
    const report = await runSoak({ store, url: values.url, seconds, processes, merchants, seed })
    print(report)
    violations += report.violations.length
  }
  return violations === 0 ? 0 : 1
}

if (values.help) process.stdout.write(usage)
else {
  process.exitCode = await main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  })
}

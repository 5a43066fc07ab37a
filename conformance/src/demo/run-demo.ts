import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import { UsageError } from '../cli/usage-error.ts'
import { help } from './help.ts'
import { type DemoOptions, readDemoOptions } from './options.ts'
import { play } from './play.ts'
import { type Printer, printerFor, type Terminal } from './printer.ts'
import { merchantOf, type Stage, setStage } from './stage.ts'

/** The whole command. @returns its exit code */
export async function runDemo(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const options = readDemoOptions(args)
    if (!options.help) return await playAll(options, printerFor(options, terminal))
    terminal.out(help)
    return 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    terminal.err(`${error.message} See npm run demo -- --help.\n`)
    return 2
  }
}

async function playAll(options: DemoOptions, printer: Printer): Promise<number> {
  await using stage = await setStage(options)
  printer.begin(stage.mock.url, options)
  const outcomes = []
  for (const environment of options.environments) outcomes.push(await playOne(stage, environment, options, printer))
  printer.end(outcomes)
  return outcomes.every(({ merchantId }) => merchantId !== undefined) ? 0 : 1
}

async function playOne(stage: Stage, environment: EnvironmentName, { responseMode }: DemoOptions, printer: Printer) {
  const { name, vat } = merchantOf(environment)
  printer.scene(environment)
  const merchantId = await play(stage, { environment, responseMode, show: (step) => printer.step(step) })
  return { environment, name, vat, merchantId }
}

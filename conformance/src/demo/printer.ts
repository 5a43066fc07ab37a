import type { EnvironmentName } from '@mobilepay-oidc/fixtures'
import type { Paint } from '../reports/paint.ts'
import { paragraph, table } from './layout.ts'
import type { DemoOptions } from './options.ts'
import { printStep } from './print-step.ts'
import { merchantOf } from './stage.ts'
import type { Row, Step } from './step.ts'
import { TokenTeller } from './token-lines.ts'

/** Where the command writes. */
export interface Terminal {
  readonly paint: Paint
  out(text: string): void
  err(text: string): void
}

export interface Outcome {
  readonly environment: EnvironmentName
  readonly name: string
  readonly vat: string
  /** Absent where a step failed. */
  readonly merchantId: string | undefined
}

/** What is told while the demo plays, in the order of these members. */
export interface Printer {
  begin(mockUrl: string, options: DemoOptions): void
  scene(environment: EnvironmentName): void
  step(step: Step): void
  end(outcomes: readonly Outcome[]): void
}

export function printerFor({ json }: DemoOptions, terminal: Terminal): Printer {
  return json ? jsonPrinter(terminal) : pagePrinter(terminal)
}

function jsonPrinter({ out }: Terminal): Printer {
  const line = (event: string, content: object) => out(`${JSON.stringify({ event, ...content })}\n`)
  return {
    begin() {},
    scene() {},
    step: (step) => line('step', step),
    end: (merchants) => line('end', { merchants }),
  }
}

function pagePrinter({ out, paint }: Terminal): Printer {
  let teller = new TokenTeller()
  return {
    begin: (mockUrl, options) => out(`${introduction(mockUrl, options).join('\n')}\n`),
    scene(environment) {
      teller = new TokenTeller()
      out(`${sceneLines(environment, paint).join('\n')}\n`)
    },
    step: (step) => out(printStep(step, teller, paint)),
    end: (outcomes) => out(`${endLines(outcomes, paint).join('\n')}\n`),
  }
}

function introduction(mockUrl: string, { environments, responseMode }: DemoOptions): readonly string[] {
  const text = `A merchant lets an integrator act for it at MobilePay: the whole flow by ${responseMode}, played with @mobilepay-oidc/client in ${environments.join(', then ')}. The addresses are MobilePay’s own. Here a mock answers for them, at ${mockUrl}/HOST/PATH instead of https://HOST/PATH, so nothing leaves this computer. What gives access (secrets, codes, tokens, verifiers, cookies) is hidden.`
  return ['', ...paragraph(text, ' ')]
}

function sceneLines(environment: EnvironmentName, paint: Paint): readonly string[] {
  const { name, vat } = merchantOf(environment)
  const title = ` ${environment}: ${name}, ${vat} `
  return ['', '', paint('bold', title), paint('dim', ` ${'─'.repeat(title.length - 2)}`)]
}

function endLines(outcomes: readonly Outcome[], paint: Paint): readonly string[] {
  const rows = outcomes.map(
    ({ environment, name, vat, merchantId }): Row => [
      `${environment}  ${name}, ${vat}`,
      merchantId ?? 'no id: a step failed',
    ],
  )
  const whole = outcomes.every(({ merchantId }) => merchantId !== undefined)
  const sentence = whole ? 'Done. The integrator now acts for' : 'Not every merchant’s id was received.'
  return ['', '', paint(whole ? 'pass' : 'fail', ` ${sentence}`), '', ...table(rows, ' ', paint)]
}

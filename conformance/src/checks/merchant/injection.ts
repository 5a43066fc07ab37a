import type { Attempt } from '../../flow/arrival.ts'
import { describeArrival } from '../../flow/arrival.ts'
import { textOf } from '../../subjects/http.ts'
import { crashOf, isTaken } from '../authorize/probe.ts'
import type { CheckDefinition } from '../check.ts'
import { judgeProblems } from '../outcome.ts'
import { ownVat } from './granted.ts'

/** A word that no page has of its own, and a product that nobody writes by chance. */
const marker = 'qvx7conformance'
const [factor, other] = [1337, 7331]
const product = String(factor * other)

const templates = ['{{', '${', '#{', '<%=', '@(']
const ends: Readonly<Record<string, string>> = { '{{': '}}', '${': '}', '#{': '}', '<%=': '%>', '@(': ')' }

/** What is put behind, or instead of, a right number. */
const strings: readonly string[] = [
  `"><script>${marker}()</script>`,
  `'><img src=x onerror=${marker}()>`,
  `</title><svg onload=${marker}()>`,
  `javascript:${marker}()`,
  `' OR '1'='1' -- ${marker}`,
  `"; DROP TABLE ${marker}; --`,
  `${marker}\u0000`,
  `\r\nX-${marker}: 1`,
  `../../${marker}`,
  ...templates.map((begin) => `${marker}${begin}${factor}*${other}${ends[begin]}`),
]

/** M-17: what is put into merchant_vat runs nowhere and comes back nowhere. */
export const injection: CheckDefinition = {
  id: 'M-17',
  title: 'Scripts, quotes and templates in merchant_vat have no effect and do not come back',
  spec: 'OWASP',
  level: 'MUST',
  sandbox: 'unattended',
  async run(context) {
    const vat = ownVat(context)
    const problems: string[] = []
    for (const string of strings) {
      for (const [how, merchant_vat] of [
        ['alone', string],
        ['behind a number', `${vat}${string}`],
      ] as const) {
        const attempt = await context.flow.attempt({ merchant_vat })
        problems.push(...effects(attempt).map((effect) => `merchant_vat ${JSON.stringify(string)} ${how}: ${effect}`))
      }
    }
    return judgeProblems(
      problems,
      'an error that shows nothing of the value',
      'Refuse the value by its form before anything else looks at it, and leave it out of pages and addresses.',
    )
  },
}

function effects(attempt: Attempt): readonly string[] {
  const crash = crashOf(attempt)
  const { arrival, hops } = attempt
  const answers = hops.map(({ response }) => response)
  const shown = answers.map(textOf).join('\n')
  const headers = answers.flatMap(({ headers: all }) =>
    [...all].map(([name, value]) => [name, decoded(value)] as const),
  )
  const reflecting = headers
    .filter(([name, value]) => value.includes(marker) || name.includes(marker))
    .map(([name]) => name)
  return [
    ...(crash === undefined ? [] : [`the server failed with ${crash}`]),
    ...(isTaken(attempt) ? [describeArrival(attempt)] : []),
    ...(arrival.kind === 'elsewhere' ? [describeArrival(attempt)] : []),
    ...(`${shown}${headers.join()}`.includes(product) ? ['the template was worked out'] : []),
    ...(shown.includes(marker) ? ['it stands in the page'] : []),
    ...[...new Set(reflecting)].map((name) => `it stands in the header ${name}`),
  ]
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    return value
  }
}

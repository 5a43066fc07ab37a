import { type Attempt, describeArrival } from '../../flow/arrival.ts'
import type { Changes } from '../../flow/authorization-request.ts'
import { prepareRequest } from '../../flow/authorization-request.ts'
import type { Flow } from '../../flow/flow.ts'
import type { CheckDefinition } from '../check.ts'
import { inapplicable, judgeProblems, untested } from '../outcome.ts'

const faults: Readonly<Record<string, Changes>> = {
  'an unknown client_id': { client_id: 'conformance.unknown' },
  'an unregistered redirect_uri': { redirect_uri: 'https://conformance.example/' },
  'a missing nonce': { nonce: undefined },
  'a nonce that is too long': { nonce: 'n'.repeat(301) },
  'a missing code_challenge': { code_challenge: undefined },
}
/** Samples of each kind; both kinds together are the twenty of the check. */
const samples = 10

/** S-14, S-15: refusals tell an attacker nothing that he does not know. */
export const vagueErrors: readonly CheckDefinition[] = [
  {
    id: 'S-14',
    title: 'Refused requests end on one and the same page, but for the error code',
    spec: 'MP docs, error page',
    level: 'MAY',
    sandbox: 'unattended',
    async run({ environment, flow }) {
      if (!environment) return inapplicable('Vague errors are a policy of MobilePay’s.')
      const pages = new Map<string, string>()
      const problems: string[] = []
      for (const [what, changes] of Object.entries(faults)) {
        const attempt = await flow.attempt(changes, { browser: 'new', visits: false })
        const page = blurred(attempt)
        pages.set(what, page)
        const named = /\b(client_id|redirect_uri|nonce|code_challenge|parameter)\b/i.exec(page)?.[0]
        if (named !== undefined) problems.push(`the page for ${what} names ${named}`)
      }
      const [first] = pages.values()
      const others = Array.from(pages, ([what, page]) => (page === first ? [] : [`${what} gives another page`])).flat()
      return judgeProblems(
        [...problems, ...others],
        'one page for all',
        'Show the error code and nothing else of the reason.',
      )
    },
  },
  {
    id: 'S-15',
    title: 'Unknown and known client ids take about the same time to be refused',
    spec: 'RFC 6819',
    level: 'MAY',
    sandbox: 'unattended',
    async run({ flow }) {
      const known: number[] = []
      const unknown: number[] = []
      for (let sample = 0; sample < samples; sample++) {
        known.push(...(await timed(flow, { redirect_uri: 'https://conformance.example/' })))
        unknown.push(...(await timed(flow, { client_id: 'conformance.unknown' })))
      }
      if (known.length === 0 || unknown.length === 0) return untested('The time of an answer is not measured here.')
      const difference = Math.abs(median(known) - median(unknown))
      const noise = spread(known) + spread(unknown)
      const actual = { knownMs: rounded(median(known)), unknownMs: rounded(median(unknown)), noiseMs: rounded(noise) }
      const reason =
        difference <= noise
          ? `The medians of ${samples} samples each differ by less than the samples of one kind do.`
          : `The medians of ${samples} samples each differ by more than the samples do; under load that happens by chance.`
      return { kind: 'info', expected: 'a difference within noise', actual, reason }
    },
  },
]

/** What stands on the page, without what is another one each time: codes, ids and numbers. */
function blurred(attempt: Attempt): string {
  const { arrival } = attempt
  if (arrival.kind !== 'page' || arrival.purpose !== 'error') return describeArrival(attempt)
  const { page, response, error = '' } = arrival
  const text = `${page.title} ${page.text}`
    .replaceAll(error, '…')
    .replace(/\S*\d\S*/g, '#')
    .replace(/\s+/g, ' ')
  return `${response.status} ${page.elements.map(({ tagName }) => tagName).join(' ')} ${text}`
}

/** Milliseconds of the first answer to a request that is right but for the changes; none where it is not measured. */
async function timed(flow: Flow, changes: Changes): Promise<readonly number[]> {
  const { parameters } = prepareRequest(flow.login(), changes)
  const { elapsedMs } = await flow.send('authorization_endpoint', { method: 'GET', query: parameters })
  return elapsedMs === undefined ? [] : [elapsedMs]
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) * part)] ?? 0
}

const median = (values: readonly number[]) => quantile(values, 0.5)
const spread = (values: readonly number[]) => quantile(values, 0.75) - quantile(values, 0.25)
const rounded = (milliseconds: number) => Math.round(milliseconds * 10) / 10

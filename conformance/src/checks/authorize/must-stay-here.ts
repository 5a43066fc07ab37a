import type { Attempt } from '../../flow/arrival.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge } from '../outcome.ts'
import { isTaken, judgeRefusal, type Probe, sendAll } from './probe.ts'

type Row = Omit<CheckDefinition, 'run'> & {
  readonly probes: (context: CheckContext) => readonly Probe[]
  readonly expected: string
  readonly remedy: string
}

/** A check whose requests must end on an error page, from which nothing leads to the redirect URI (RFC 6749 4.1.2.1). */
export function mustStayHere({ probes, expected, remedy, ...definition }: Row): CheckDefinition {
  return {
    ...definition,
    async run(context) {
      const accepted: string[] = []
      const otherwise: string[] = []
      for (const { what, attempt } of await sendAll(context, probes(context))) {
        const refusal = isTaken(attempt) ? 'taken' : (departureOf(attempt) ?? judgeRefusal(context, attempt))
        if (refusal === 'taken') accepted.push(what)
        else if (refusal !== 'right') otherwise.push(`${what}: ${refusal.problem}`)
      }
      const actual = { accepted, ...(otherwise.length > 0 && { otherwise }) }
      return judge(accepted.length + otherwise.length === 0, { expected, actual, remedy })
    },
  }
}

/** How the browser is led to the redirect URI of a refused request. */
function departureOf({ request, arrival }: Attempt): { readonly problem: string } | undefined {
  if (arrival.kind === 'callback') return { problem: 'the error is sent to redirect_uri' }
  if (arrival.kind === 'elsewhere') return { problem: `redirect to ${URL.parse(arrival.url)?.host ?? 'no address'}` }
  const target = request.get('redirect_uri')
  const leads = arrival.page.elements.flatMap(({ tagName, attrs }) =>
    attrs.filter(({ name, value }) => leading.has(name) && target && value.includes(target)).map(() => tagName),
  )
  return leads.length === 0 ? undefined : { problem: `the page leads to redirect_uri (${leads.join(', ')})` }
}

const leading: ReadonlySet<string> = new Set(['href', 'action', 'formaction', 'src', 'content', 'data'])

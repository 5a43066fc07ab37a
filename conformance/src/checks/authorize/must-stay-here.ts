import type { Attempt } from '../../flow/arrival.ts'
import { type PageElement, textIn } from '../../flow/page.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge } from '../outcome.ts'
import { isTaken, judgeRefusal, type Probe, sendRefusable } from './probe.ts'

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
      const refusal = (attempt: Attempt) =>
        isTaken(attempt) ? 'taken' : (departureOf(attempt) ?? judgeRefusal(context, attempt))
      const accepted: string[] = []
      const otherwise: string[] = []
      const probed = await sendRefusable(context, probes(context), (attempt) => refusal(attempt) === 'right')
      for (const { what, attempt } of probed) {
        const judged = refusal(attempt)
        if (judged === 'taken') accepted.push(what)
        else if (judged !== 'right') otherwise.push(`${what}: ${judged.problem}`)
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
  if (!target) return undefined
  const leads = arrival.page.elements.filter((element) => leadsTo(target, element)).map(({ tagName }) => tagName)
  const all = arrival.response.headers.get('refresh')?.includes(target) ? ['Refresh header', ...leads] : leads
  return all.length === 0 ? undefined : { problem: `the page leads to redirect_uri (${all.join(', ')})` }
}

function leadsTo(target: string, element: PageElement): boolean {
  if (element.tagName === 'script' && textIn(element).includes(target)) return true
  return element.attrs.some(({ name, value }) => leading.has(name) && value.includes(target))
}

const leading: ReadonlySet<string> = new Set(['href', 'action', 'formaction', 'src', 'content', 'data'])

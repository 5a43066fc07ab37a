import type { Hop } from '../../flow/arrival.ts'
import type { Changes } from '../../flow/authorization-request.ts'
import { attributeOf, readPage } from '../../flow/page.ts'
import { mediaTypeOf, textOf } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'
import { hostsOf } from './hosts.ts'
import { type PageProbe, probePages } from './probe-pages.ts'

const element = 'conformance-mark'
const attribute = 'onconformance'
/** Gets out of attributes, scripts, titles and text areas where it is not escaped. */
const mark = `x"' ${attribute}=1></script></title></textarea><${element}>`

const refused = ['client_id', 'redirect_uri', 'response_type', 'response_mode', 'scope', 'nonce', 'code_challenge']
const tolerated = ['login_hint', 'ui_locales', 'acr_values', 'display', 'claims', 'conformance']

/** S-04: what a request says is shown as text or not at all. */
export const reflection: CheckDefinition = {
  id: 'S-04',
  title: 'No page of the provider takes parameters or paths for markup',
  spec: 'OWASP, cross-site scripting',
  level: 'MUST',
  sandbox: 'unattended',
  async run(context) {
    const { flow } = context
    const probes: readonly PageProbe[] = [
      ...refused.map((name) => ({ what: name, changes: { [name]: mark } satisfies Changes })),
      { what: tolerated.join(', '), changes: Object.fromEntries(tolerated.map((name) => [name, mark])) },
      { what: 'state', changes: { state: mark, prompt: 'none' } },
      { what: 'merchant_vat', changes: { merchant_vat: mark } },
    ]
    const problems = await probePages(flow, probes, mark, markupIn)
    return judgeProblems(
      [...problems, ...(await markupOfPaths(context))],
      'the mark is text wherever it is shown',
      'Escape what comes from a request, in whatever part of a page it is shown.',
    )
  },
}

/** The path of an address that is not there. */
async function markupOfPaths(context: CheckContext): Promise<readonly string[]> {
  const problems: string[] = []
  for (const address of await hostsOf(context)) {
    const request = { method: 'GET', url: new URL(encodeURIComponent(mark), address).href }
    const found = markupIn({ request, response: await context.send(request) })
    if (found !== undefined) problems.push(`the path of an address of ${address.host} ${found}`)
  }
  return problems
}

function markupIn({ response }: Hop): string | undefined {
  if (!mediaTypeOf(response).includes('html')) return undefined
  const { elements } = readPage(textOf(response))
  if (elements.some(({ tagName }) => tagName === element)) return 'is taken for an element of the page'
  const isAttribute = elements.some((one) => attributeOf(one, attribute) !== undefined)
  return isAttribute ? 'is taken for an attribute of the page' : undefined
}

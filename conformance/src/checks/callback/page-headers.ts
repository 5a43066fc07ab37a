import type { CheckDefinition } from '../check.ts'
import { judge, judgeProblems } from '../outcome.ts'
import { allowsAnyScript, type Policy, policiesOf, scriptSources } from './content-security-policy.ts'
import { errorAnswers, formPage } from './front-answer.ts'

/** Policies under which no other site learns path and query of the page. */
const discreet = ['no-referrer', 'same-origin', 'origin', 'strict-origin', 'strict-origin-when-cross-origin']

/** C-13, C-14: who may keep the form page, and what may happen in it. */
export const pageHeaders: readonly CheckDefinition[] = [
  {
    id: 'C-13',
    title: 'The form page may not be cached',
    spec: 'FormPost, appendix A; RFC 6749 5.1',
    level: 'SHOULD',
    sandbox: 'human-login',
    async run(context) {
      const ofErrors = (await errorAnswers(context)).flatMap(({ callback }) => callback.page ?? [])
      const pages = [await formPage(context), ...ofErrors].map(({ response }) => cachingOf(response.headers))
      const kept = pages.find(({ severity }) => severity === 'warn')
      const incomplete = kept ?? pages.find(({ severity }) => severity === 'info')
      return judge(incomplete === undefined, {
        expected: 'Cache-Control: no-cache, no-store and Pragma: no-cache',
        actual: (incomplete ?? pages[0])?.headers,
        remedy: 'Send both headers: the page holds a code and an ID token.',
        ...(incomplete?.severity && { severity: incomplete.severity }),
      })
    },
  },
  {
    id: 'C-14',
    title: 'The form page has a Content-Security-Policy, and a Referrer-Policy that gives nothing away',
    spec: 'RFC 9700 4.2.4',
    level: 'SHOULD',
    sandbox: 'human-login',
    async run(context) {
      const { response } = await formPage(context)
      const policies = (response.headers.get('referrer-policy') ?? '').toLowerCase().split(/\s*,\s*/)
      const referrer = policies.at(-1) ?? ''
      return judgeProblems(
        [
          ...policyProblems(policiesOf(response)),
          ...(discreet.includes(referrer) ? [] : [`Referrer-Policy is ${referrer || 'absent'}`]),
        ],
        'a Content-Security-Policy that allows the page’s own script alone, and Referrer-Policy no-referrer',
        'Forbid by policy whatever the page does not need, and referrers with it.',
      )
    },
  },
]

/** What the headers of a page say about keeping it, and how much is amiss: no-store is what counts. */
function cachingOf(headers: Headers): { readonly headers: object; readonly severity?: 'warn' | 'info' } {
  const [cacheControl, pragma] = [headers.get('cache-control'), headers.get('pragma')]
  const directives = (cacheControl ?? '').toLowerCase().split(/\s*,\s*/)
  const told = { 'Cache-Control': cacheControl, Pragma: pragma }
  if (!directives.includes('no-store')) return { headers: told, severity: 'warn' }
  return directives.includes('no-cache') && pragma === 'no-cache'
    ? { headers: told }
    : { headers: told, severity: 'info' }
}

function policyProblems(policies: readonly Policy[]): readonly string[] {
  if (policies.length === 0) return ['Content-Security-Policy is absent']
  const restrains = policies.some((policy) => {
    const sources = scriptSources(policy)
    return sources && !allowsAnyScript(sources)
  })
  return restrains ? [] : ['Content-Security-Policy allows any script']
}

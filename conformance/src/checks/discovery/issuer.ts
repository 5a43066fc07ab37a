import { isLoopbackHttp } from '../../subjects/loopback.ts'
import type { CheckDefinition } from '../check.ts'
import { inapplicable, judge, judgeProblems } from '../outcome.ts'
import { addressProblem } from './address-problem.ts'

const suffix = '/.well-known/openid-configuration'

/** D-04 to D-07: the issuer as an identifier. */
export const issuer: readonly CheckDefinition[] = [
  {
    id: 'D-04',
    title: 'The issuer is present, https, without query and fragment',
    spec: 'OIDD 3, 7.2; RFC 8414 2',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const { issuer } = await context.document()
      const plainAllowed = !context.environment && isLoopbackHttp(context.target.discoveryUrl)
      const problems = issuerProblems(issuer, plainAllowed)
      return judge(problems.length === 0, {
        expected: 'an https URL without query and fragment',
        actual: problems.length === 0 ? issuer : { issuer: issuer ?? null, problems },
        remedy: 'Announce the issuer as an https URL without query and fragment.',
      })
    },
  },
  {
    id: 'D-05',
    title: 'The issuer equals the URL at which the document was retrieved',
    spec: 'OIDD 4.3',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const { issuer } = await context.document()
      const { addresses, discoveryUrl } = context.target
      const retrieved = addresses.toReal(discoveryUrl)
      const expected = retrieved.endsWith(suffix) ? retrieved.slice(0, -suffix.length) : retrieved
      return judge(issuer === expected || issuer === `${expected}/`, {
        expected,
        actual: issuer ?? null,
        remedy: `Serve the document at the issuer followed by ${suffix}.`,
      })
    },
  },
  {
    id: 'D-06',
    title: 'The issuer equals the issuer that is pinned for the environment',
    spec: 'OIDD 4.3; RFC 9700 4.4',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      if (!context.environment) return inapplicable('No issuer is pinned for a provider that is not MobilePay.')
      const { issuer } = await context.document()
      const expected = context.environment.issuer.url
      const remedy = 'Announce exactly the pinned issuer: clients compare it character by character.'
      return judge(issuer === expected, { expected, actual: issuer ?? null, remedy })
    },
  },
  {
    id: 'D-07',
    title: 'The issuer equals iss of every ID token seen in the run',
    spec: 'OIDD 4.3; OIDCC 3.1.3.7(2)',
    level: 'MUST',
    sandbox: 'human-login',
    async run(context) {
      const { issuer } = await context.document()
      const { idTokens } = await context.login()
      const problems = idTokens
        .filter(({ claims }) => claims.iss !== issuer)
        .map(({ where, claims }) => `iss of the ${where} ID token is ${JSON.stringify(claims.iss)}`)
      return judgeProblems(problems, `iss is ${String(issuer)}`, 'Issue tokens under the announced issuer.')
    },
  },
]

function issuerProblems(issuer: unknown, plainAllowed: boolean): readonly string[] {
  if (typeof issuer !== 'string') return ['is no string']
  const problem = addressProblem(issuer)
  return [
    ...(problem === undefined ? [] : [problem]),
    ...(issuer.startsWith('https://') || (plainAllowed && isLoopbackHttp(issuer)) ? [] : ['is not https']),
    ...(issuer.includes('?') ? ['has a query'] : []),
  ]
}

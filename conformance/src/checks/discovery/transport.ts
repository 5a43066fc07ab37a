import type { SecureVersion } from 'node:tls'
import { TransportError } from '../../subjects/http.ts'
import { isLoopback, isLoopbackHttp } from '../../subjects/loopback.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judge, judgeProblems } from '../outcome.ts'
import { answerToPlainHttp, noTransport } from '../plain-http.ts'

/** What says that nobody is there, rather than that TLS is wrong. */
const unreachable = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|no answer/
const old: readonly SecureVersion[] = ['TLSv1', 'TLSv1.1']

/** D-28, D-29: transport security, where there is a transport to secure. */
export const transport: readonly CheckDefinition[] = [
  {
    id: 'D-28',
    title: 'Plain http is refused or redirected and never serves the document',
    spec: 'OIDCC 16.17; RFC 9700 2.6',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const { discoveryUrl } = context.target
      if (isLoopbackHttp(discoveryUrl)) return inapplicable(noTransport)
      if (new URL(discoveryUrl).port !== '' && isLoopback(discoveryUrl))
        return inapplicable('On this machine port 80 belongs to somebody else.')
      const actual = await answerToPlainHttp(context, discoveryUrl)
      return judge(!actual.startsWith('serves'), {
        expected: 'refused, or redirected to https',
        actual,
        remedy: 'Close port 80, or answer with a redirect to the https address alone.',
      })
    },
  },
  {
    id: 'D-29',
    title: 'TLS has a valid chain for the host, and 1.2 or later alone',
    spec: 'BCP 195; MP docs',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const { discoveryUrl } = context.target
      if (isLoopbackHttp(discoveryUrl)) return inapplicable(noTransport)
      const problems = discoveryUrl.startsWith('https:') ? await tlsProblems(context) : ['there is no TLS']
      return judgeProblems(problems, 'a trusted certificate; TLS 1.2 or 1.3', 'Mend the chain; turn old versions off.')
    },
  },
]

async function tlsProblems({ target }: CheckContext): Promise<readonly string[]> {
  const { hostname, port } = new URL(target.discoveryUrl)
  const probe = (version: SecureVersion) => target.probeTls(hostname, Number(port || 443), version)
  const problems: string[] = []
  for (const version of old) if ((await probe(version)).protocol) problems.push(`${version} is accepted`)
  const results = [await probe('TLSv1.2'), await probe('TLSv1.3')]
  const agreed = results.filter((result) => result.protocol !== undefined)
  const reasons = results.map((result) => result.error).join(', ')
  if (unreachable.test(reasons)) throw new TransportError(`${hostname}: ${reasons}`)
  if (agreed.length === 0) problems.push(`no handshake: ${reasons}`)
  for (const { certificateProblem } of agreed)
    if (certificateProblem) problems.push(`the certificate is not trusted: ${certificateProblem}`)
  return [...new Set(problems)]
}

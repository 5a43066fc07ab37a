import type { EndpointName, Environment } from '@mobilepay-oidc/fixtures'
import { isObject } from '../../run/json-values.ts'
import { isLoopbackHttp } from '../../subjects/loopback.ts'
import type { CheckDefinition } from '../check.ts'
import type { JsonObject } from '../check-context.ts'
import { inapplicable, judgeProblems } from '../outcome.ts'
import { addressProblem } from './address-problem.ts'
import { registeredMembers } from './registered-members.ts'

const endpointOf: Readonly<Record<string, EndpointName>> = {
  jwks_uri: 'jwks',
  authorization_endpoint: 'authorization',
  token_endpoint: 'token',
  end_session_endpoint: 'endSession',
  revocation_endpoint: 'revocation',
  introspection_endpoint: 'introspection',
  backchannel_authentication_endpoint: 'backchannelAuthentication',
}

/** D-18, D-19: where the endpoints are. */
export const endpointAddresses: readonly CheckDefinition[] = [
  {
    id: 'D-18',
    title: 'All endpoint URLs are absolute https without fragment',
    spec: 'OIDD 3; RFC 6749 3.1, 3.2; RFC 8705 5',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const plainAllowed = !context.environment && isLoopbackHttp(context.target.discoveryUrl)
      const problems = endpointsIn(await context.document()).flatMap(([member, url]) => {
        const problem = addressProblem(url) ?? schemeProblem(url, plainAllowed)
        return problem ? [`${member} ${problem}: ${url}`] : []
      })
      return judgeProblems(problems, 'absolute https URLs without fragment', 'Announce the addresses in full.')
    },
  },
  {
    id: 'D-19',
    title: 'Issuer and endpoints are on the hosts of the environment: nothing of another stage or country',
    spec: 'MP docs',
    level: 'MUST',
    sandbox: 'unattended',
    async run(context) {
      const { environment } = context
      if (!environment) return inapplicable('No hosts are listed for a provider that is not MobilePay.')
      const problems = addressesIn(await context.document()).flatMap(([member, url]) => {
        const allowed = hostsFor(member, environment)
        const host = URL.parse(url)?.host
        if (host === undefined || allowed.includes(host) || (forPeople.has(member) && !isMobilePays(host))) return []
        return [`${member} is at ${host}, not at ${allowed.join(' or ')}`]
      })
      return judgeProblems(problems, 'the hosts of the environment', 'Announce the addresses of this environment.')
    },
  },
]

/** Pages to read (OIDD 3), which may be on any host but that of another environment: nothing is sent there. */
const forPeople: ReadonlySet<string> = new Set(['service_documentation', 'op_policy_uri', 'op_tos_uri'])

function isMobilePays(host: string): boolean {
  return /(^|\.)mobilepay\.(dk|fi)$/.test(host)
}

/** Those of aliases for clients with certificates are in an object of their own (RFC 8705 5). */
function addressesIn(document: JsonObject): readonly (readonly [member: string, url: string])[] {
  return Object.entries(document).flatMap(([member, value]) => {
    if (member === 'mtls_endpoint_aliases' && isObject(value)) return addressesIn(value)
    const isAddress = registeredMembers.get(member) === 'address' || /_(endpoint|uri|iframe)$/.test(member)
    return isAddress && typeof value === 'string' ? [[member, value] as const] : []
  })
}

function endpointsIn(document: JsonObject) {
  return addressesIn(document).filter(([member]) => member !== 'issuer')
}

function schemeProblem(url: string, plainAllowed: boolean): string | undefined {
  return url.startsWith('https://') || (plainAllowed && isLoopbackHttp(url)) ? undefined : 'is not https'
}

function hostsFor(member: string, { endpoints, issuer, sites }: Environment): readonly string[] {
  if (member === 'issuer') return [new URL(issuer.url).host]
  const endpoint = endpointOf[member]
  return endpoint ? [new URL(endpoints[endpoint].url).host] : [sites.admin.host, sites.authentication.host]
}

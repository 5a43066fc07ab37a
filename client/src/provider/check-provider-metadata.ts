import type { ServerMetadata } from 'openid-client'
import type { Environment } from '../environments.ts'
import { ProtocolError } from '../errors/mobilepay-error.ts'
import { checkAddress } from '../http/check-address.ts'
import { firstViolation } from './json-schema.ts'
import { discoverySchema } from './schemas.generated.ts'

/** What the client needs of a discovery document. */
export type ProviderMetadata = ServerMetadata &
  Readonly<Record<'authorization_endpoint' | 'token_endpoint' | 'jwks_uri', string>>

/**
 * Checks a discovery document against its schema, and then against what is pinned for the environment.
 *
 * MobilePay's issuer is not the prefix of its discovery URLs, so the usual comparison of the two (OIDC Discovery 4.3)
 * can not hold. The pinned issuer takes its place: stricter, since the document has no say in it.
 *
 * @param document the parsed JSON
 * @throws ProtocolError `discovery-invalid`, `discovery-issuer-mismatch`, `discovery-host-not-pinned`
 */
export function checkProviderMetadata(document: unknown, environment: Environment): ProviderMetadata {
  const violation = firstViolation(discoverySchema, document)
  if (violation !== undefined) throw invalid(violation.slice(1) || 'document')
  // What the schema has shown.
  const members = document as Readonly<Record<string, unknown> & { issuer: string }>
  if (members.issuer !== environment.issuer) throw new ProtocolError('discovery-issuer-mismatch')
  const endpoints = endpointsOf(members)
  for (const [member, address] of endpoints) checkEndpoint(member, address, environment)
  // Only what is used goes on: no other member of the document can change how openid-client behaves.
  return { issuer: members.issuer, ...Object.fromEntries(endpoints) } as ProviderMetadata
}

/** Every member that is an address requests may go to, the ones that this client never calls included. */
function endpointsOf(members: Readonly<Record<string, unknown>>): Map<string, unknown> {
  return new Map(Object.entries(members).filter(([name]) => name.endsWith('_endpoint') || name === 'jwks_uri'))
}

function checkEndpoint(member: string, address: unknown, environment: Environment): void {
  if (typeof address !== 'string') throw invalid(member)
  const url = httpsAddress(address, member, environment)
  if (!environment.hosts.has(url.host)) {
    throw new ProtocolError('discovery-host-not-pinned', { details: { member, host: url.host } })
  }
}

function httpsAddress(address: string, member: string, { allowHttpOnLoopback }: Environment): URL {
  try {
    return checkAddress(address, allowHttpOnLoopback)
  } catch (cause) {
    throw new ProtocolError('discovery-invalid', { cause, details: { member, reason: 'not an https address' } })
  }
}

function invalid(member: string): ProtocolError {
  return new ProtocolError('discovery-invalid', { details: { member } })
}

import type { ClientOptions } from '../../client-options.ts'
import type { Provider } from '../../provider/provider.ts'
import { type Finding, failed, fromError, ok, skipped } from './finding.ts'

/** The discovery document with the pinned issuer and hosts, and the keys. */
export async function checkProvider(provider: Provider, { environment }: ClientOptions): Promise<readonly Finding[]> {
  try {
    await provider.metadata()
  } catch (error) {
    return [fromError('discovery', error), skipped('jwks', 'there is no discovery document')]
  }
  return [
    ok('discovery', `The discovery document is whole and names the pinned issuer ${environment.issuer}.`),
    ok('hosts', `All its addresses are on ${[...environment.hosts].join(' and ')}.`),
    await checkKeys(provider),
  ]
}

async function checkKeys(provider: Provider): Promise<Finding> {
  try {
    const { keys } = await provider.keys.current()
    const usable = keys.filter(({ kty, use, alg }) => kty === 'RSA' && use !== 'enc' && (alg ?? 'RS256') === 'RS256')
    if (usable.length > 0) return ok('jwks', `The key set has ${usable.length} of ${keys.length} keys for RS256.`)
    return failed('jwks', 'The key set has no key for RS256.', 'Report it to MobilePay: no token can be verified.')
  } catch (error) {
    return fromError('jwks', error)
  }
}

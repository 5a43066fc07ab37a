import type { ClientOptions } from '../../client-options.ts'
import { configurationErrors } from '../../errors/configuration-errors.ts'
import { errorName } from '../../errors/from-openid-client.ts'
import { jsonExchange } from '../../http/json-exchange.ts'
import type { ProviderMetadata } from '../../provider/check-provider-metadata.ts'
import { type Finding, failed, fromError, ok, warned } from './finding.ts'

/**
 * Whether MobilePay accepts client id and secret: a code that can not exist is presented. The token endpoint looks at
 * the client first, so `invalid_grant` means that it was accepted.
 *
 * @see RFC 6749 section 5.2
 */
export async function checkCredentials({ token_endpoint }: ProviderMetadata, options: ClientOptions): Promise<Finding> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: 'mobilepay-doctor-asks-whether-the-client-is-accepted',
    redirect_uri: options.redirectUri,
    code_verifier: 'mobilepay-doctor-'.padEnd(43, 'x'),
    client_id: options.clientId,
    client_secret: options.clientSecret,
  })
  try {
    const answer = await jsonExchange(new URL(token_endpoint), { method: 'POST', body }, options)
    const content: unknown = await answer.json()
    return judge(typeof content === 'object' && content !== null && 'error' in content ? String(content.error) : '')
  } catch (error) {
    return fromError('client', error)
  }
}

function judge(error: string): Finding {
  if (error === 'invalid_grant') return ok('client', 'MobilePay accepts the client id and secret.')
  if (error === 'invalid_client') {
    const { causes, remedy } = configurationErrors['client-credentials-refused']
    return failed('client', `MobilePay does not accept the client id and secret; most likely ${causes[0]}.`, remedy)
  }
  if (error === 'unauthorized_client') {
    const { remedy } = configurationErrors['client-not-allowed']
    return failed('client', 'MobilePay knows the client, but does not let it redeem codes.', remedy)
  }
  const sentence = `The token endpoint answers ${errorName(error)}, which says nothing of the client.`
  return warned('client', sentence, 'Run mobilepay doctor again later.')
}

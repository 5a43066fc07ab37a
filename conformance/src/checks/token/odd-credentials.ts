import type { Flow } from '../../flow/flow.ts'
import type { AutomaticLogin } from '../../subjects/target.ts'
import { formWithUnknownCode, invalidGrant, type Probe } from './probe.ts'

/** Credentials of which each octet is percent-encoded: who decodes them, as RFC 6749 2.3.1 says, finds the right ones. */
export const percentEncodedBasic = writtenOtherwise(
  'percent-encoded credentials by HTTP Basic',
  percentEncoded,
  'Basic',
)

/** Names of schemes are compared without regard to letter case (RFC 9110 11.1). */
export const lowerCaseScheme = writtenOtherwise('credentials by basic in lower case', encodeURIComponent, 'basic')

function writtenOtherwise(how: string, encode: (text: string) => string, scheme: string): Probe {
  return {
    what: `an unknown code with ${how}`,
    errors: invalidGrant,
    async send(flow) {
      const { clientId, clientSecret } = flow.login()
      const credentials = [clientId, clientSecret].map(encode).join(':')
      const headers = { authorization: `${scheme} ${Buffer.from(credentials).toString('base64')}` }
      return flow.tokenRequest(formWithUnknownCode(flow), { authentication: 'none', headers })
    },
  }
}

function percentEncoded(text: string): string {
  return [...Buffer.from(text)].map((octet) => `%${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}

/** A client like the subject's own, with a secret that does not survive a wrong decoding. */
export function registerOddSecret(flow: Flow): Promise<AutomaticLogin> {
  return flow.lab().registerClient(flow.login(), { clientId: 'odd-secret', clientSecret: 'a+b/c=d%2Be f&g:h' })
}

import { randomText } from '../../flow/authorization-request.ts'
import type { Flow } from '../../flow/flow.ts'
import { otherCase } from './burning.ts'
import { formWithUnknownCode, harmless, type Probe } from './probe.ts'

const refused = ['invalid_client']
const refusedOrMalformed = [...refused, 'invalid_request']

/** A probe whose secret is another than the client's, in the body. */
function secretInBody(what: string, secret: (flow: Flow) => string, errors: readonly string[] = refused): Probe {
  return harmless(what, errors, (flow) => ({ client_secret: secret(flow) }))
}

/** The same by HTTP Basic. */
function secretByBasic(what: string, secret: (flow: Flow) => string): Probe {
  return {
    what: `${what} by HTTP Basic`,
    errors: refused,
    send: (flow) =>
      flow.tokenRequest(formWithUnknownCode(flow), {
        authentication: 'client_secret_basic',
        clientSecret: secret(flow),
      }),
  }
}

export const wrongSecret = secretInBody('a wrong client_secret', randomText)
export const wrongBasicSecret = secretByBasic('a wrong secret', randomText)
export const emptySecret = secretInBody('an empty client_secret', () => '', refusedOrMalformed)

const own = (flow: Flow) => flow.login().clientSecret

/** Secrets that are nearly right, or another's; where tries are few, none of them is worth one. */
const nearSecrets = Object.entries<(flow: Flow) => string>({
  'client_secret with something behind it': (flow) => `${own(flow)}x`,
  'client_secret without its last character': (flow) => own(flow).slice(0, -1),
  'client_secret in other letter case': (flow) => otherCase(own(flow)),
  'client_secret with a space behind it': (flow) => `${own(flow)} `,
  'the client_secret of another client': (flow) => flow.lab().other.clientSecret,
})

/** What a client sends that is nearly let in, or not the right one: by either way, and under other names. */
export const nearCredentials: readonly Probe[] = [
  ...nearSecrets.map(([what, secret]) => secretInBody(what, secret)),
  ...nearSecrets.map(([what, secret]) => secretByBasic(what, secret)),
  harmless('client_id in other letter case', refused, (flow) => ({ client_id: otherCase(flow.login().clientId) })),
  harmless('a client_id that nobody has', refused, () => ({ client_id: 'no-such-client' })),
]

export const noAuthentication: readonly Probe[] = [
  harmless('without client_id and client_secret', refused, {}, { authentication: 'none' }),
  harmless('client_id without client_secret', refused, (flow) => ({ client_id: flow.login().clientId }), {
    authentication: 'none',
  }),
]

/** A probe whose credentials come by HTTP Basic and, once more, in the body. */
function doublyAuthenticated(what: string, inBody: (flow: Flow) => Readonly<Record<string, string>>): Probe {
  return harmless(what, refusedOrMalformed, inBody, { authentication: 'client_secret_basic' })
}

const ownCredentials = (flow: Flow) => ({ client_id: flow.login().clientId, client_secret: flow.login().clientSecret })

export const twoAuthentications: readonly Probe[] = [
  doublyAuthenticated('the same credentials by HTTP Basic and in the body', ownCredentials),
  doublyAuthenticated('credentials by HTTP Basic, and another client_secret in the body', (flow) => ({
    ...ownCredentials(flow),
    client_secret: randomText(),
  })),
  doublyAuthenticated('credentials by HTTP Basic, and another client_id in the body', () => ({
    client_id: 'another-client',
    client_secret: randomText(),
  })),
]

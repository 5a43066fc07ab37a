import type { ClientSettings } from '../../src/drivers/client-driver.ts'
import type { Flaw } from '../support/flawed-program.ts'
import { instead, replies } from './loosely.ts'

const usual = (path: string, { settings }: { readonly settings: ClientSettings }) =>
  settings.discoveryUrl.replace(/\/\.well-known.*$/, path)

/** The keys that a client looks at again, where the flaw says so. */
const looksAgain = (when: (command: string, outcome: string) => boolean): Pick<Flaw, 'around'> => ({
  around: (next, known) => async (command, input) => {
    const reply = await next(command, input)
    if (!when(command, reply.outcome)) return reply
    const { settings } = known()
    const { jwks_uri } = (await (await fetch(settings.discoveryUrl)).json()) as { readonly jwks_uri: string }
    await fetch(jwks_uri)
    return reply
  },
})

/** Clients that read the discovery document and the keys wrongly. */
export const discoveryFlaws: readonly Flaw[] = [
  {
    flaw: 'an authorization endpoint that somebody once wrote down',
    seenBy: 'RP-11',
    document: (document, known) => ({ ...document, authorization_endpoint: usual('/connect/authorize', known) }),
  },
  {
    flaw: 'a token endpoint that somebody once wrote down',
    seenBy: 'RP-11',
    tokenRequest: (request, { settings }) => {
      request.url = `${settings.apiUrl}/merchant-authentication-openidconnect/connect/token`
    },
  },
  {
    flaw: 'a document over http is read before it is refused',
    seenBy: 'RP-13',
    around: (next) => async (command, input) => {
      const settings = input as ClientSettings
      if (command === 'configure' && !settings.allowHttpOnLoopback) await fetch(settings.discoveryUrl)
      return next(command, input)
    },
  },
  {
    flaw: 'http is allowed, whatever was said',
    seenBy: 'RP-13',
    ...instead('configure', (input) => ({ ...input, allowHttpOnLoopback: true })),
  },
  {
    flaw: 'http is allowed, whatever was said, beside TLS',
    seenBy: 'RP-79',
    ...instead('configure', (input) => ({ ...input, allowHttpOnLoopback: true })),
  },
  {
    flaw: 'keys are looked for with each consent',
    seenBy: 'RP-16',
    ...looksAgain((command) => command === 'start'),
  },
  {
    flaw: 'keys are looked for with each refusal',
    seenBy: 'RP-16',
    ...looksAgain((command, outcome) => command === 'callback' && outcome === 'rejected'),
  },
  {
    flaw: 'a token without kid breaks the server',
    seenBy: 'RP-21',
    front: ({ header }, { memory }) => {
      memory.set('kid', header.kid)
      return undefined
    },
    ...replies('callback', (reply, _input, { memory }) =>
      reply.outcome === 'rejected' && memory.get('kid') === undefined
        ? { outcome: 'rejected', code: 'internal' }
        : reply,
    ),
  },
]

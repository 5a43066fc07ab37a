import type { Exchange } from '../../http/exchange.ts'
import { Parameters } from '../../http/parameters.ts'
import type { Fault, FaultAction, FaultGroup } from '../fault.ts'
import type { PointName, RuleInput } from '../points.ts'
import { either, excuse, frontChannel } from './builders.ts'

interface Leniency {
  readonly name: string
  readonly breaks: string
  readonly spec: string
  readonly ids?: readonly string[]
  readonly at: { readonly [Point in PointName]?: FaultAction<Point> }
}

function leniency({ ids = [], ...rest }: Leniency): Fault {
  const group: FaultGroup = 'authorize'
  const expected = 'A conformance suite finds it: a right provider refuses the request.'
  return { ...rest, ids, group, expected, endpoints: [...frontChannel, 'token'] }
}

const isPlain: FaultAction<'rule'> = excuse('code-verifier', ({ parameters, code }) => {
  return parameters?.get('code_verifier') === code?.codeChallenge
})

function hasUnknownMode({ parameters }: Pick<RuleInput, 'parameters'>): boolean {
  return !/^(form_post|fragment|query)?$/.test(parameters?.get('response_mode') ?? '')
}

/** Requests that the authorization endpoint takes though it must not. */
export const leniencyFaults: readonly Fault[] = [
  {
    name: 'nonce-replay-accepted',
    group: 'authorize',
    breaks: 'A nonce is taken again for which a code was issued.',
    spec: 'MP docs, nonce; OIDCC 15.5.2',
    expected: 'A conformance suite finds it; a right client makes a new nonce for every request.',
    ids: ['PD-030'],
    endpoints: frontChannel,
    at: { rule: excuse('nonce-replay') },
  },
  leniency({
    name: 'pkce-optional',
    breaks: 'A request without code_challenge is taken, and its code redeemed without a verifier.',
    spec: 'RFC 9700 2.1.1; MP docs, PKCE',
    ids: ['PD-036'],
    at: {
      rule: either(
        excuse('code-challenge-missing'),
        excuse('code-challenge-method', ({ parameters }) => parameters?.get('code_challenge') === undefined),
        excuse('code-challenge-length', ({ parameters }) => parameters?.get('code_challenge') === undefined),
        excuse('code-verifier', ({ code }) => code?.codeChallenge === ''),
      ),
    },
  }),
  leniency({
    name: 'pkce-plain-accepted',
    breaks: 'code_challenge_method=plain, or none, is taken.',
    spec: 'RFC 9700 2.1.1; RFC 7636 4.3, 7.2',
    ids: ['PD-037'],
    at: {
      rule: either(
        excuse('code-challenge-method', ({ parameters }) =>
          /^(plain)?$/.test(parameters?.get('code_challenge_method') ?? ''),
        ),
        isPlain,
      ),
    },
  }),
  leniency({
    name: 'pkce-method-unknown-accepted',
    breaks: 'An unknown code_challenge_method is taken.',
    spec: 'RFC 7636 4.4.1',
    at: {
      rule: excuse('code-challenge-method', ({ parameters }) => {
        return !/^(plain)?$/.test(parameters?.get('code_challenge_method') ?? '')
      }),
    },
  }),
  leniency({
    name: 'code-challenge-length-unchecked',
    breaks: 'A code_challenge of fewer than 43 or more than 128 characters is taken.',
    spec: 'RFC 7636 4.2',
    at: { rule: excuse('code-challenge-length') },
  }),
  leniency({
    name: 'nonce-missing-accepted',
    breaks: 'A hybrid request without a nonce is taken.',
    spec: 'OIDCC 3.3.2.11, 3.2.2.1',
    at: { rule: excuse('nonce-missing-or-too-long', ({ parameters }) => parameters?.get('nonce') === undefined) },
  }),
  leniency({
    name: 'scope-without-openid-accepted',
    breaks: 'An ID token is issued though openid was not asked for.',
    spec: 'OIDCC 3.1.2.2',
    at: { rule: excuse('scope-without-openid') },
  }),
  leniency({
    name: 'scope-unknown-granted',
    breaks: 'A scope that nobody knows is granted.',
    spec: 'RFC 6749 3.3, 4.1.2.1',
    ids: ['PD-049'],
    at: { rule: either(excuse('scope-unknown'), excuse('scope-not-allowed')) },
  }),
  leniency({
    name: 'client-disabled-accepted',
    breaks: 'A client that is switched off may ask.',
    spec: 'RFC 6749 4.1.2.1',
    at: {
      rule: excuse('client-unknown-or-disabled', ({ parameters }, { exchange }) => {
        return exchange.world.findClient(parameters?.get('client_id') ?? '') !== undefined
      }),
    },
  }),
  leniency({
    name: 'grant-type-not-allowed-accepted',
    breaks: 'A client may use a flow that it is not registered for.',
    spec: 'RFC 6749 4.1.2.1',
    at: { rule: excuse('grant-type-not-allowed') },
  }),
  leniency({
    name: 'response-type-missing-accepted',
    breaks: 'A request without response_type is taken for code id_token.',
    spec: 'RFC 6749 3.1.1',
    at: {
      parameters(parameters, { exchange }) {
        if (parameters.get('response_type') !== undefined || isTokenRequest(exchange)) return undefined
        return parameters.with({ response_type: 'code id_token' }, exchange.world.settings.generation)
      },
    },
  }),
  leniency({
    name: 'response-type-unknown-accepted',
    breaks: 'An unknown response_type is taken for code id_token.',
    spec: 'RFC 6749 4.1.2.1',
    at: {
      parameters(parameters, { exchange }) {
        const asked = parameters.get('response_type')
        if (
          asked === undefined ||
          isTokenRequest(exchange) ||
          /^(code|token|id_token)( (code|token|id_token))*$/.test(asked)
        )
          return undefined
        return parameters.with({ response_type: 'code id_token' }, exchange.world.settings.generation)
      },
    },
  }),
  leniency({
    name: 'response-mode-query-accepted',
    breaks: 'Code and ID token are sent in the query.',
    spec: 'OAuth-MRT 5',
    ids: ['PD-040'],
    at: {
      rule: excuse('response-mode-query'),
      'authorize-request': (request) =>
        request.parameters.get('response_mode') === 'query' ? { ...request, responseMode: 'query' } : undefined,
    },
  }),
  leniency({
    name: 'response-mode-unknown-accepted',
    breaks: 'An unknown response_mode is answered in the query.',
    spec: 'OAuth-MRT 2.1',
    ids: ['PD-041'],
    at: {
      rule: either(
        excuse('response-mode-unsupported'),
        excuse('response-mode-query', hasUnknownMode),
        excuse('response-modes-served', hasUnknownMode),
      ),
      'authorize-request': (request) => (!hasUnknownMode(request) ? undefined : { ...request, responseMode: 'query' }),
    },
  }),
  leniency({
    name: 'repeated-parameter-last-wins',
    breaks: 'Of a parameter sent twice the last value counts.',
    spec: 'RFC 6749 3.1',
    ids: ['PD-047'],
    at: {
      parameters(parameters, { exchange }) {
        const last = new Map(parameters.pairs())
        return last.size < parameters.pairs().length
          ? new Parameters(last, exchange.world.settings.generation)
          : undefined
      },
    },
  }),
  leniency({
    name: 'prompt-none-with-another-accepted',
    breaks: 'prompt=none beside another value is taken.',
    spec: 'OIDCC 3.1.2.1',
    at: { rule: excuse('prompt-none-with-another') },
  }),
  leniency({
    name: 'max-age-invalid-accepted',
    breaks: 'A max_age that is no number of seconds is taken.',
    spec: 'OIDCC 3.1.2.1',
    at: { rule: excuse('max-age-invalid') },
  }),
  leniency({
    name: 'request-object-accepted',
    breaks: 'A request parameter that is no JWT is passed over.',
    spec: 'OIDCC 6.1, 3.1.2.6',
    at: { rule: either(excuse('request-object-refused'), excuse('request-uri-refused')) },
  }),
]

/** Token requests go through the same point. */
function isTokenRequest({ path }: Exchange): boolean {
  return path.toLowerCase().startsWith('/connect/token')
}

import type { Exchange } from '../../http/exchange.ts'
import { refuse } from '../../sites/admin/refuse.ts'
import type { Fault } from '../fault.ts'
import { frontChannel } from './builders.ts'

const known = new Set([
  ...['client_id', 'redirect_uri', 'response_type', 'response_mode', 'scope', 'state', 'nonce', 'code_challenge'],
  ...[
    'code_challenge_method',
    'merchant_vat',
    'prompt',
    'max_age',
    'login_hint',
    'ui_locales',
    'acr_values',
    'display',
  ],
  ...['id_token_hint', 'claims', 'claims_locales', 'request', 'request_uri', 'resource', 'suppressed_prompt'],
])

const queryOf = ({ query }: Exchange) => new URLSearchParams(query)

/** A right request that is refused at once where the test says so. */
function refusedWhen(
  fault: Pick<Fault, 'name' | 'breaks' | 'spec' | 'ids'>,
  error: string,
  when: (query: URLSearchParams, exchange: Exchange) => boolean,
): Fault {
  return {
    ...fault,
    group: 'authorize',
    expected: 'A conformance suite finds it: a right provider takes the request.',
    endpoints: ['authorize'],
    at: {
      handle: (_handle, { exchange: asked }) => {
        if (!when(queryOf(asked), asked)) return undefined
        const refused = { rule: fault.name, error, description: null, mend: 'A fault is switched on that refuses it.' }
        return (exchange) => refuse(exchange, refused)
      },
    },
  }
}

const misbehaves = {
  group: 'authorize',
  endpoints: frontChannel,
  expected: 'A conformance suite finds it.',
} as const satisfies Partial<Fault>

/** How right requests are treated wrongly. */
export const authorizeBehaviourFaults: readonly Fault[] = [
  refusedWhen(
    {
      name: 'unknown-parameter-refused',
      breaks: 'A request with a parameter that nobody knows is refused.',
      spec: 'RFC 6749 3.1',
      ids: ['PD-046'],
    },
    'invalid_request',
    (query) => [...query.keys()].some((name) => !known.has(name.toLowerCase())),
  ),
  refusedWhen(
    {
      name: 'scope-order-matters',
      breaks: 'A request is refused whose scope does not begin with openid.',
      spec: 'RFC 6749 3.3',
      ids: ['PD-048'],
    },
    'invalid_scope',
    (query) => query.has('scope') && !/^openid\b/.test(query.get('scope') ?? ''),
  ),
  refusedWhen(
    {
      name: 'response-type-order-matters',
      breaks: 'response_type=id_token code is refused.',
      spec: 'OAuth-MRT 5; RFC 6749 3.1.1',
    },
    'unsupported_response_type',
    (query) => query.get('response_type') === 'id_token code',
  ),
  refusedWhen(
    {
      name: 'parameter-order-matters',
      breaks: 'A request is refused whose first parameter is not client_id or response_type.',
      spec: 'RFC 6749 3.1',
    },
    'invalid_request',
    (query) => !['client_id', 'response_type'].includes([...query.keys()][0] ?? ''),
  ),
  refusedWhen(
    {
      name: 'query-plus-not-decoded',
      breaks: 'A space that is written as + in the query is not read as one.',
      spec: 'OIDCC 3.1.2.1; RFC 6749 B',
    },
    'invalid_scope',
    (_query, { query }) => query.includes('+'),
  ),
  refusedWhen(
    { name: 'login-hint-refused', breaks: 'A request with login_hint is refused.', spec: 'OIDCC 15.1' },
    'invalid_request',
    (query) => query.has('login_hint'),
  ),
  refusedWhen(
    { name: 'ui-locales-refused', breaks: 'A request with ui_locales is refused.', spec: 'OIDCC 15.1' },
    'invalid_request',
    (query) => query.has('ui_locales'),
  ),
  refusedWhen(
    {
      name: 'display-refused',
      breaks: 'A request with display, claims_locales or acr_values is refused.',
      spec: 'OIDCC 15.1',
    },
    'invalid_request',
    (query) => ['display', 'claims_locales', 'acr_values'].some((name) => query.has(name)),
  ),
  refusedWhen(
    { name: 'id-token-hint-refused', breaks: 'A request with id_token_hint is refused.', spec: 'OIDCC 3.1.2.1' },
    'invalid_request',
    (query) => query.has('id_token_hint'),
  ),
  refusedWhen(
    { name: 'authorize-post-refused', breaks: 'The authorization endpoint refuses POST.', spec: 'OIDCC 3.1.2.1' },
    'invalid_request',
    (_query, { method }) => method === 'POST',
  ),
  {
    ...misbehaves,
    name: 'prompt-none-shows-login',
    breaks: 'prompt=none without a session shows the login page.',
    spec: 'OIDCC 3.1.2.6',
    ids: ['PD-050'],
    at: {
      step: (step) => (step.kind === 'tell-client' && step.error === 'login_required' ? { kind: 'login' } : undefined),
    },
  },
  {
    ...misbehaves,
    name: 'prompt-none-always-fails',
    breaks: 'prompt=none fails in spite of session and consent.',
    spec: 'OIDCC 3.1.2.1',
    at: {
      step: (step, { exchange }) =>
        step.kind === 'issue' && queryOf(exchange).get('prompt') === 'none'
          ? { kind: 'tell-client', error: 'login_required' }
          : undefined,
    },
  },
  {
    ...misbehaves,
    name: 'prompt-login-ignored',
    breaks: 'prompt=login does not ask again who is there.',
    spec: 'OIDCC 3.1.2.1',
    at: {
      'authorize-request': (request) =>
        request.prompts.includes('login')
          ? { ...request, prompts: request.prompts.filter((prompt) => prompt !== 'login') }
          : undefined,
    },
  },
  {
    ...misbehaves,
    name: 'max-age-ignored',
    breaks: 'max_age does not ask again who is there.',
    spec: 'OIDCC 2, 3.1.2.1',
    ids: ['PD-052'],
    at: {
      'authorize-request': (request) => (request.maxAge === undefined ? undefined : { ...request, maxAge: undefined }),
    },
  },
  {
    ...misbehaves,
    name: 'max-age-always-asks',
    breaks: 'Any max_age asks again who is there.',
    spec: 'OIDCC 15.1',
    at: {
      'authorize-request': (request) =>
        request.maxAge === undefined || request.maxAge === 0 ? undefined : { ...request, maxAge: -1_000_000_000 },
    },
  },
  {
    ...misbehaves,
    name: 'auth-time-missing-with-max-age',
    breaks: 'The ID token in front has no auth_time, although max_age was sent.',
    spec: 'OIDCC 2',
    ids: ['PD-053'],
    at: {
      token(draft, { exchange }) {
        const wasAsked = draft.kind === 'front-id-token' && new URLSearchParams(exchange.query).has('max_age')
        if (!wasAsked) return undefined
        const { auth_time: _authTime, ...claims } = draft.claims
        return { ...draft, claims }
      },
    },
  },
  {
    ...misbehaves,
    name: 'consent-asked-every-time',
    breaks: 'A standing consent does not spare the merchant the page.',
    spec: 'MP docs, consent',
    at: {
      step: (step) =>
        step.kind === 'issue' && step.issue.standing ? { kind: 'consent', merchant: step.issue.merchant } : undefined,
    },
  },
  {
    ...misbehaves,
    name: 'consent-never-asked',
    breaks: 'A code is issued though the merchant was never asked.',
    spec: 'OIDCC 3.1.2.4',
    at: {
      step: (step) =>
        step.kind === 'consent'
          ? {
              kind: 'issue',
              issue: { merchant: step.merchant, scopes: ['openid', 'offline_access', 'invoice'], standing: undefined },
            }
          : undefined,
    },
  },
  {
    ...misbehaves,
    name: 'denial-answered-with-code',
    breaks: 'A merchant who says no is taken to have said yes.',
    spec: 'OIDCC 3.1.2.4; RFC 6749 4.1.2.1',
    at: {
      step: (step) =>
        step.kind === 'tell-client' && step.error === 'access_denied'
          ? { kind: 'issue', issue: { merchant: undefined, scopes: ['openid'], standing: undefined } }
          : undefined,
    },
  },
]

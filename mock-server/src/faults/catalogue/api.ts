import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { empty, json, type Reply } from '../../http/reply.ts'
import type { EndpointLabel } from '../../journal/endpoint-label.ts'
import type { Fault, FaultAction } from '../fault.ts'
import type { PointName } from '../points.ts'
import { excuse, headerOf, withHeader } from './builders.ts'

const apis: readonly EndpointLabel[] = ['merchants-me', 'api']
const found = 'A conformance suite finds it.'

type At = { readonly [Point in PointName]?: FaultAction<Point> }

function lenient(row: Pick<Fault, 'name' | 'breaks' | 'spec' | 'ids'>, at: At): Fault {
  return { ...row, group: 'api', endpoints: apis, expected: found, at }
}

/** Answers in place of the API, whatever the token. */
function instead(row: Pick<Fault, 'name' | 'breaks' | 'spec' | 'expected' | 'ids'>, reply: () => Reply): Fault {
  return { ...row, group: 'api', endpoints: apis, at: { handle: () => reply } }
}

/** Changes what `merchants/me` says of the merchant. */
function merchantSaid(
  row: Pick<Fault, 'name' | 'breaks' | 'ids'>,
  body: (id: string, context: Parameters<FaultAction<'reply'>>[1]) => string,
): Fault {
  return {
    ...row,
    group: 'api',
    spec: 'MP Invoice API, merchants/me',
    expected: 'The client refuses the answer with the reason.',
    endpoints: ['merchants-me'],
    at: {
      reply: (reply, context) => {
        if (reply.status !== 200) return undefined
        const { MerchantId } = JSON.parse(reply.body) as { readonly MerchantId: string }
        return { ...reply, body: body(MerchantId, context) }
      },
    },
  }
}

function algorithmOf(token = ''): unknown {
  try {
    const [header = ''] = token.split('.')
    return (JSON.parse(Buffer.from(header, 'base64url').toString()) as { readonly alg?: unknown }).alg
  } catch {
    return undefined
  }
}

/** The APIs behind the tokens. */
export const apiFaults: readonly Fault[] = [
  lenient(
    { name: 'api-challenge-missing', breaks: 'A 401 has no WWW-Authenticate.', spec: 'RFC 6750 3', ids: ['PD-137'] },
    { reply: (reply) => (headerOf(reply, 'www-authenticate') ? withHeader(reply, 'WWW-Authenticate') : undefined) },
  ),
  lenient(
    {
      name: 'api-challenge-without-error',
      breaks: 'A bad token is answered as if none had been sent.',
      spec: 'RFC 6750 3.1',
    },
    {
      reply: (reply) =>
        headerOf(reply, 'www-authenticate')?.includes('error')
          ? withHeader(reply, 'WWW-Authenticate', 'Bearer')
          : undefined,
    },
  ),
  lenient(
    {
      name: 'api-expired-token-accepted',
      breaks: 'An expired access token is taken.',
      spec: 'RFC 6750 3.1',
      ids: ['PD-139'],
    },
    { rule: excuse('api-401', (_input, _context, detail) => detail === 'expired') },
  ),
  lenient(
    {
      name: 'api-unsigned-token-accepted',
      breaks: 'An access token with alg none is taken.',
      spec: 'RFC 8725 3.1',
      ids: ['PD-140'],
    },
    {
      rule: excuse('api-401', ({ token }, _context, detail) => detail === 'signature' && algorithmOf(token) === 'none'),
    },
  ),
  lenient(
    { name: 'api-signature-unchecked', breaks: 'The signature of access tokens is not checked.', spec: 'RFC 9068 4' },
    {
      rule: excuse('api-401', ({ token }, _context, detail) => detail === 'signature' && algorithmOf(token) !== 'none'),
    },
  ),
  lenient(
    {
      name: 'api-id-token-accepted',
      breaks: 'An ID token is taken for an access token.',
      spec: 'RFC 8725 3.11, 3.12',
      ids: ['PD-141'],
    },
    { rule: excuse('api-401', (_input, _context, detail) => detail === 'audience') },
  ),
  lenient(
    {
      name: 'api-refresh-token-accepted',
      breaks: 'A refresh token is taken for an access token.',
      spec: 'RFC 6749 1.5; RFC 6750 3.1',
    },
    {
      handle: (_handle, { exchange }) =>
        /^bearer +[\da-f]{64}(-1)?$/i.test(exchange.headers.authorization ?? '')
          ? ({ world }) => json(200, { MerchantId: world.merchants[0]?.merchantId })
          : undefined,
    },
  ),
  lenient(
    {
      name: 'api-without-app-fails',
      breaks: 'A call without x-ibm-client-id is an internal error.',
      spec: 'MP docs, TransactionReporting',
    },
    {
      handle: (_handle, { exchange }) =>
        exchange.headers['x-ibm-client-id'] === undefined ? () => empty(500) : undefined,
    },
  ),
  lenient(
    {
      name: 'api-scope-unchecked',
      breaks: 'A token without the scope of the API is taken.',
      spec: 'RFC 6750 3.1',
      ids: ['PD-142'],
    },
    { rule: excuse('api-scope') },
  ),
  lenient(
    {
      name: 'api-token-in-query-accepted',
      breaks: 'An access token in the query is taken.',
      spec: 'RFC 6750 2.3, 5.3; RFC 9700 4.3.2',
    },
    {
      handle: (handle, { exchange }) => {
        const token = new URLSearchParams(exchange.query).get('access_token')
        if (token === null || exchange.headers.authorization !== undefined) return undefined
        return (asked) => handle({ ...asked, headers: { ...asked.headers, authorization: `Bearer ${token}` } })
      },
    },
  ),
  lenient(
    { name: 'api-scheme-case-sensitive', breaks: 'The scheme bearer in lower case is refused.', spec: 'RFC 9110 11.1' },
    {
      handle: (_handle, { exchange }) =>
        exchange.headers.authorization?.startsWith('bearer ')
          ? () => empty(401, [['WWW-Authenticate', 'Bearer error="invalid_token"']])
          : undefined,
    },
  ),
  lenient(
    { name: 'api-token-not-asked-for', breaks: 'The API answers without any token.', spec: 'RFC 6750 3' },
    {
      handle: (_handle, { exchange }) =>
        exchange.headers.authorization === undefined
          ? ({ world }) => json(200, { MerchantId: world.merchants[0]?.merchantId })
          : undefined,
    },
  ),
  lenient(
    {
      name: 'api-answer-cacheable',
      breaks: 'Merchant data may be cached by everybody.',
      spec: 'RFC 9111 5.2.2; RFC 6750 5.3',
    },
    {
      reply: (reply) => (reply.status === 200 ? withHeader(reply, 'Cache-Control', 'public, max-age=3600') : undefined),
    },
  ),
  instead(
    {
      name: 'api-token-refused',
      breaks: 'A good access token is refused with 401.',
      spec: 'RFC 6750 3.1',
      expected: 'The client refreshes once, tries once more, and then gives up with the reason.',
    },
    () => empty(401, [['WWW-Authenticate', 'Bearer error="invalid_token"']]),
  ),
  instead(
    {
      name: 'api-insufficient-scope',
      breaks: 'A good access token is refused with 403 insufficient_scope.',
      spec: 'RFC 6750 3.1',
      expected: 'The client reports the missing scope and does not refresh.',
      ids: ['MR-111'],
    },
    () => empty(403, [['WWW-Authenticate', 'Bearer error="insufficient_scope", scope="invoice"']]),
  ),
  {
    name: 'api-too-many-requests',
    group: 'api',
    breaks: 'The API answers 429 with Retry-After.',
    spec: 'RFC 6585 4; RFC 9110 10.2.3',
    expected: 'The client waits as long as it was told before it tries again.',
    ids: ['MR-112'],
    endpoints: apis,
    parameters: Type.Object(
      { retryAfter: Type.String({ default: '1', description: 'Seconds, or an HTTP date.' }) },
      { additionalProperties: false },
    ),
    at: {
      handle:
        (_handle, { parameters }) =>
        () =>
          empty(429, [['Retry-After', String(parameters.retryAfter)]]),
    },
  },
  merchantSaid(
    {
      name: 'api-merchant-of-another',
      breaks: 'The API answers for another merchant than the token’s.',
      ids: ['MR-113'],
    },
    (id, { exchange }) => {
      const other = exchange.world.merchants.find(({ merchantId }) => merchantId !== id)
      return JSON.stringify({ MerchantId: other?.merchantId ?? randomUUID() })
    },
  ),
  merchantSaid({ name: 'api-merchant-missing', breaks: 'The answer has no MerchantId.' }, () => '{}'),
  merchantSaid({ name: 'api-merchant-number', breaks: 'MerchantId is a number.' }, () => '{"MerchantId":42}'),
  merchantSaid({ name: 'api-merchant-null', breaks: 'MerchantId is null.' }, () => '{"MerchantId":null}'),
  merchantSaid({ name: 'api-answer-array', breaks: 'The answer is an array.' }, (id) => JSON.stringify([id])),
  merchantSaid(
    { name: 'api-answer-extended', breaks: 'The answer has a member that no document names.' },
    (MerchantId) => JSON.stringify({ MerchantId, Added: { in: 'a later version' } }),
  ),
]

import { Type } from 'typebox'
import type { Fault } from '../fault.ts'
import type { Json } from '../points.ts'
import { withHeader } from './builders.ts'
import { edit } from './on-tokens.ts'
import { answer, answerTo, rejectsAnswer, success, type TokenRow, tolerated } from './token-endpoint-builders.ts'

const spec = 'RFC 6749 5.1'
const idTokenSpec = 'OIDCC 3.1.3.3, 3.3.3.3'

type Value = (before: unknown) => unknown

/** Gives a member that is there another value. */
function member(name: string, form: string, says: string, value: Value, row: Partial<TokenRow> = {}): Fault {
  const said = { name: `token-${name.replace('_', '-')}-${form}`, breaks: `${name} ${says}.`, spec, ...row }
  return answer(said, (response) => (name in response ? { ...response, [name]: value(response[name]) } : undefined))
}

function missing(name: string, row: Partial<TokenRow> = {}): Fault {
  const said = { name: `token-${name.replace('_', '-')}-missing`, breaks: `The answer has no ${name}.`, spec, ...row }
  return answer(said, ({ [name]: dropped, ...others }) => (dropped === undefined ? undefined : others))
}

const accessTokenFaults: readonly Fault[] = [
  missing('access_token'),
  member('access_token', 'number', 'is a number', () => 42, { ids: ['MR-081'] }),
  member('access_token', 'null', 'is null', () => null),
  member('access_token', 'empty', 'is empty', () => ''),
  member('access_token', 'object', 'is an object', (token) => ({ token })),
  member('access_token', 'with-newline', 'has a line break', (token) => `${String(token)}\r\nX-Injected: yes`, {
    spec: 'RFC 6749 A.12; RFC 6750 2.1',
  }),
]

const tokenTypeFaults: readonly Fault[] = [
  missing('token_type'),
  member('token_type', 'mac', 'is mac', () => 'mac', { spec: 'RFC 6749 7.1; OIDCC 3.1.3.3', ids: ['MR-079'] }),
  member('token_type', 'dpop', 'is DPoP', () => 'DPoP', { spec: 'RFC 9449 5' }),
  member('token_type', 'null', 'is null', () => null),
  member('token_type', 'number', 'is a number', () => 42),
  member('token_type', 'lower-case', 'is bearer in lower case', () => 'bearer', {
    spec: 'RFC 6749 5.1',
    expected: tolerated,
  }),
]

const wait =
  'The client goes by the token’s own exp, or asks for a new one with the next call; it never divides or waits by it.'
const expiresInFaults: readonly Fault[] = [
  missing('expires_in', { expected: 'The client goes by the token’s own exp.' }),
  member('expires_in', 'string', 'is a string', String, {
    spec: 'RFC 6749 5.1, A.14',
    ids: ['PD-103'],
    expected: wait,
  }),
  member('expires_in', 'negative', 'is negative', () => -300, { ids: ['MR-089'], expected: wait }),
  member('expires_in', 'zero', 'is 0', () => 0, { expected: wait }),
  member('expires_in', 'fraction', 'is a fraction', () => 299.5, { expected: wait }),
  member('expires_in', 'huge', 'is more than a century', () => 1e12, { expected: wait }),
  member('expires_in', 'null', 'is null', () => null, { expected: wait }),
  member('expires_in', 'word', 'is a word', () => 'soon', { expected: wait }),
  member('expires_in', 'longer', 'says an hour, although the token lives five minutes', () => 3600, { expected: wait }),
]

const idTokenFaults: readonly Fault[] = [
  missing('id_token', { spec: idTokenSpec, ids: ['PD-105', 'MR-067'] }),
  member('id_token', 'number', 'is a number', () => 42, { spec: idTokenSpec }),
  member('id_token', 'null', 'is null', () => null, { spec: idTokenSpec }),
  member('id_token', 'empty', 'is empty', () => '', { spec: idTokenSpec }),
  member('id_token', 'object', 'is an object', (token) => ({ token }), { spec: idTokenSpec }),
  answer(
    { name: 'token-id-token-is-access-token', breaks: 'id_token is the access token.', spec: 'RFC 8725 3.11' },
    (response) => ('id_token' in response ? { ...response, id_token: response.access_token } : undefined),
  ),
  answer(
    { name: 'token-access-token-is-id-token', breaks: 'access_token is the ID token.', spec: 'RFC 8725 3.11' },
    (response) => ('id_token' in response ? { ...response, access_token: response.id_token } : undefined),
  ),
  answer(
    {
      name: 'token-id-token-replayed',
      breaks: 'id_token is that of the answer before.',
      spec: 'OIDCC 3.1.3.7(11), 3.1.3.8',
    },
    (response, { memory }) => {
      const before = memory.get('id_token') ?? response.id_token
      memory.set('id_token', response.id_token)
      return { ...response, id_token: before }
    },
  ),
]

const refreshTokenFaults: readonly Fault[] = [
  answerTo(
    'code',
    {
      name: 'token-refresh-token-missing',
      breaks: 'The redemption brings no refresh_token, although offline_access was granted.',
      spec: 'OIDCC 11',
      expected: 'The client says that it cannot refresh, and that the merchant has to consent again.',
    },
    ({ refresh_token: dropped, ...others }) => (dropped === undefined ? undefined : others),
  ),
  member('refresh_token', 'number', 'is a number', () => 42),
  member('refresh_token', 'null', 'is null', () => null),
  member('refresh_token', 'empty', 'is empty', () => ''),
  answer(
    {
      name: 'token-refresh-token-uninvited',
      breaks: 'There is a refresh_token, although offline_access was not asked for.',
      spec: 'OIDCC 11',
      expected: 'The client stores none that it did not ask for; a conformance suite finds it.',
    },
    (response) => ('refresh_token' in response ? undefined : { ...response, refresh_token: 'uninvited-refresh-token' }),
  ),
]

const scopeFaults: readonly Fault[] = [
  member('scope', 'narrowed', 'is narrower than asked for', () => 'openid offline_access', {
    expected: 'The client tells which scopes were not granted.',
  }),
  member('scope', 'widened', 'is wider than asked for', (scope) => `${String(scope)} merchantpayments`, {
    expected: 'The client tells which scopes it never asked for.',
  }),
  member('scope', 'array', 'is an array', (scope) => String(scope).split(' ')),
  member('scope', 'empty', 'is empty', () => '', { expected: 'The client tells which scopes were not granted.' }),
  member('scope', 'reordered', 'has another order', (scope) => String(scope).split(' ').reverse().join(' '), {
    spec: 'RFC 6749 3.3',
    expected: tolerated,
  }),
  missing('scope', { expected: 'The client takes it that what was asked for was granted.' }),
]

/** Appends a member to the text of an answer, even one that it has. */
const appended = (name: string) => (body: string) => `${body.slice(0, -1)},"${name}":"another-value"}`

const writingFaults: readonly Fault[] = [
  success(
    {
      name: 'token-no-store-missing',
      breaks: 'The tokens may be cached: no Cache-Control, no Pragma.',
      spec,
      ids: ['PD-100'],
      expected: 'A conformance suite finds it.',
    },
    (reply) => withHeader(withHeader(reply, 'Cache-Control'), 'Pragma'),
  ),
  success(
    {
      name: 'token-cacheable',
      breaks: 'The tokens may be cached for an hour.',
      spec,
      expected: 'A conformance suite finds it.',
    },
    (reply) => withHeader(withHeader(reply, 'Pragma'), 'Cache-Control', 'public, max-age=3600'),
  ),
  success(
    { name: 'token-content-type-text', breaks: 'The tokens are called text/plain.', spec, ids: ['PD-101'] },
    (reply) => withHeader(reply, 'Content-Type', 'text/plain'),
  ),
  success({ name: 'token-content-type-html', breaks: 'The tokens are called text/html.', spec }, (reply) =>
    withHeader(reply, 'Content-Type', 'text/html; charset=UTF-8'),
  ),
  success(
    { name: 'token-form-encoded', breaks: 'The tokens come form-encoded, as OAuth 1 had them.', spec },
    (reply) => ({
      ...withHeader(reply, 'Content-Type', 'application/x-www-form-urlencoded'),
      body: new URLSearchParams(
        Object.entries(JSON.parse(reply.body) as Json).map(([name, value]): [string, string] => [name, String(value)]),
      ).toString(),
    }),
  ),
  success(
    {
      name: 'token-access-token-duplicated',
      breaks: 'There are two members access_token.',
      spec: 'RFC 8259 4',
      ids: ['MR-090'],
    },
    (reply) => ({ ...reply, body: appended('access_token')(reply.body) }),
  ),
  success(
    { name: 'token-id-token-duplicated', breaks: 'There are two members id_token.', spec: 'RFC 8259 4' },
    (reply) => ({ ...reply, body: appended('id_token')(reply.body) }),
  ),
  success(
    {
      name: 'token-type-duplicated',
      breaks: 'There are two members token_type, as in an old sample of MobilePay.',
      spec: 'RFC 8259 4; MP docs',
      expected: tolerated,
    },
    (reply) => ({ ...reply, body: `${reply.body.slice(0, -1)},"token_type":"Bearer"}` }),
  ),
  success(
    { name: 'token-error-beside-tokens', breaks: 'The answer has tokens and an error.', spec: 'RFC 6749 5.1, 5.2' },
    (reply) => ({ ...reply, body: `${reply.body.slice(0, -1)},"error":"invalid_grant"}` }),
  ),
  success({ name: 'token-status-201', breaks: 'The tokens come with status 201.', spec }, (reply) => ({
    ...reply,
    status: 201,
  })),
  answer({ name: 'token-empty-object', breaks: 'The answer is an empty object.', spec }, () => ({})),
  answer(
    {
      name: 'token-member-added',
      breaks: 'The answer has a member that no document names.',
      spec,
      expected: tolerated,
    },
    (response) => ({ ...response, added: { in: 'a later version' } }),
  ),
]

const parameters = Type.Object(
  {
    set: Type.Record(Type.String(), Type.Unknown(), { default: {}, description: 'Members to set, with their values.' }),
    remove: Type.Array(Type.String(), { default: [], description: 'Members to take away.' }),
  },
  { additionalProperties: false },
)

/** Successful answers that are wrong. */
export const tokenResponseFaults: readonly Fault[] = [
  ...accessTokenFaults,
  ...tokenTypeFaults,
  ...expiresInFaults,
  ...idTokenFaults,
  ...refreshTokenFaults,
  ...scopeFaults,
  ...writingFaults,
  answer(
    {
      name: 'token-response-members-set',
      breaks: 'The answer has other members.',
      spec,
      expected: `It depends on what was set. ${rejectsAnswer}`,
      parameters,
    },
    (response, context) => edit(response, context.parameters),
  ),
]

import type { Exchange } from '../../http/exchange.ts'
import { mediaType } from '../../http/form.ts'
import type { Fault } from '../fault.ts'
import type { Handling, RuleInput } from '../points.ts'
import { either, excuse } from './builders.ts'
import { atToken, found, type TokenRow } from './token-endpoint-builders.ts'

const formType = 'application/x-www-form-urlencoded'

function lenient(row: TokenRow, at: Parameters<typeof atToken>[1]): Fault {
  return atToken({ expected: found, ...row }, at)
}

const sent = ({ parameters }: RuleInput, name: string) => parameters?.get(name)
const length = (text: string | undefined) => text?.length ?? 0

const codeFaults: readonly Fault[] = [
  lenient(
    {
      name: 'code-reuse-accepted',
      breaks: 'A code is redeemed as often as it is sent.',
      spec: 'RFC 6749 4.1.2',
      ids: ['PD-107'],
    },
    { spending: ({ kind }) => (kind === 'code' ? { kind, spends: false } : undefined) },
  ),
  lenient(
    {
      name: 'code-of-another-client-accepted',
      breaks: 'A client may redeem another client’s code.',
      spec: 'RFC 6749 4.1.3; OIDCC 3.1.3.2',
    },
    { rule: excuse('code-wrong-client') },
  ),
  lenient(
    {
      name: 'redirect-uri-at-token-missing-accepted',
      breaks: 'A code is redeemed without redirect_uri.',
      spec: 'RFC 6749 4.1.3',
    },
    {
      rule: either(
        excuse('token-redirect-uri-missing'),
        excuse('token-redirect-uri-mismatch', (input) => sent(input, 'redirect_uri') === undefined),
      ),
    },
  ),
  lenient(
    {
      name: 'redirect-uri-at-token-ignored',
      breaks: 'A code is redeemed with any redirect_uri.',
      spec: 'RFC 6749 4.1.3; OIDCC 3.1.3.2',
    },
    { rule: excuse('token-redirect-uri-mismatch', (input) => sent(input, 'redirect_uri') !== undefined) },
  ),
  lenient(
    {
      name: 'redirect-uri-at-token-prefix-match',
      breaks: 'redirect_uri at the token endpoint may go on behind the right one.',
      spec: 'RFC 6749 4.1.3',
    },
    {
      rule: excuse('token-redirect-uri-mismatch', (input) => {
        return (sent(input, 'redirect_uri') ?? '').startsWith(input.code?.redirectUri ?? ' ')
      }),
    },
  ),
]

const verifierFaults: readonly Fault[] = [
  lenient(
    {
      name: 'verifier-ignored',
      breaks: 'Any code_verifier of the right length will do.',
      spec: 'RFC 7636 4.6',
      ids: ['PD-111'],
    },
    {
      rule: excuse('code-verifier', (input) => {
        const characters = length(sent(input, 'code_verifier'))
        return characters >= 43 && characters <= 128
      }),
    },
  ),
  lenient(
    {
      name: 'verifier-missing-accepted',
      breaks: 'A code with a challenge is redeemed without code_verifier.',
      spec: 'RFC 7636 4.6; RFC 9700 2.1.1',
    },
    { rule: excuse('code-verifier', (input) => sent(input, 'code_verifier') === undefined) },
  ),
  lenient(
    {
      name: 'verifier-equal-to-challenge-accepted',
      breaks: 'The code_challenge will do for a code_verifier.',
      spec: 'RFC 9700 4.8; RFC 7636 7.2',
      ids: ['PD-113'],
    },
    { rule: excuse('code-verifier', (input) => sent(input, 'code_verifier') === input.code?.codeChallenge) },
  ),
  lenient(
    {
      name: 'verifier-length-unchecked',
      breaks: 'A code_verifier that is too short or too long will do.',
      spec: 'RFC 7636 4.1',
    },
    {
      rule: excuse('code-verifier', (input) => {
        const characters = length(sent(input, 'code_verifier'))
        return (characters > 0 && characters < 43) || characters > 128
      }),
    },
  ),
]

const clientFaults: readonly Fault[] = [
  lenient(
    { name: 'any-secret-accepted', breaks: 'Any client_secret will do.', spec: 'RFC 6749 5.2, 2.3.1', ids: ['PD-116'] },
    {
      rule: excuse('client-authentication-failed', (input, { exchange }) => {
        const { enabled } = exchange.world.findClient(input.client?.clientId ?? '') ?? { enabled: false }
        return enabled && (sent(input, 'client_secret') ?? exchange.headers.authorization) !== undefined
      }),
    },
  ),
  lenient(
    {
      name: 'secret-missing-accepted',
      breaks: 'A client is taken at its word, without a secret.',
      spec: 'OIDCC 3.1.3.2; RFC 6749 2.3',
      ids: ['PD-117'],
    },
    {
      rule: excuse('client-authentication-failed', (input, { exchange }) => {
        return sent(input, 'client_secret') === undefined && exchange.headers.authorization === undefined
      }),
    },
  ),
  lenient(
    {
      name: 'client-credentials-unregistered-accepted',
      breaks: 'A client gets tokens without a user, although it may not.',
      spec: 'RFC 6749 5.2, 4.4',
    },
    { rule: excuse('token-grant-type-not-allowed', (input) => sent(input, 'grant_type') === 'client_credentials') },
  ),
]

const isForm = ({ headers }: Exchange) => mediaType(headers['content-type']) === formType

/** Hands a request on as if its parameters had come in a form. */
function asForm(handle: Handling, form: (exchange: Exchange) => string | Promise<string>): Handling {
  return (exchange) => {
    const headers = { ...exchange.headers, 'content-type': formType }
    const body = async () => Buffer.from(await form(exchange))
    return handle({ ...exchange, method: 'POST', headers, body })
  }
}

async function jsonAsForm({ body }: Exchange): Promise<string> {
  const members: unknown = JSON.parse((await body()).toString('utf8'))
  const pairs = Object.entries(Object(members) as object).map(([name, value]): [string, string] => [
    name,
    String(value),
  ])
  return new URLSearchParams(pairs).toString()
}

const wayFaults: readonly Fault[] = [
  lenient(
    { name: 'token-get-accepted', breaks: 'The token endpoint takes GET.', spec: 'RFC 6749 3.2', ids: ['PD-114'] },
    {
      handle: (handle, { exchange }) => (exchange.method === 'GET' ? asForm(handle, ({ query }) => query) : undefined),
    },
  ),
  lenient(
    { name: 'token-json-accepted', breaks: 'The token endpoint takes a body of JSON.', spec: 'RFC 6749 3.2, B' },
    {
      handle: (handle, { exchange }) =>
        exchange.method === 'POST' && mediaType(exchange.headers['content-type']) === 'application/json'
          ? asForm(handle, jsonAsForm)
          : undefined,
    },
  ),
  lenient(
    {
      name: 'token-credentials-in-query-accepted',
      breaks: 'The token endpoint takes credentials in the query.',
      spec: 'RFC 6749 2.3.1',
      ids: ['PD-115'],
    },
    {
      handle: (handle, { exchange }) =>
        exchange.method === 'POST' && isForm(exchange) && new URLSearchParams(exchange.query).has('client_secret')
          ? asForm(handle, async ({ query, body }) => `${(await body()).toString('utf8')}&${query}`)
          : undefined,
    },
  ),
]

/** What the token endpoint takes though it must not. */
export const tokenLeniencyFaults: readonly Fault[] = [...codeFaults, ...verifierFaults, ...clientFaults, ...wayFaults]

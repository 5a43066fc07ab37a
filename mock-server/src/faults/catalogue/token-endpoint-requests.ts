import { setTimeout } from 'node:timers/promises'
import type { Exchange } from '../../http/exchange.ts'
import { Parameters as RequestParameters } from '../../http/parameters.ts'
import { json, noStore, type Reply } from '../../http/reply.ts'
import type { Fault } from '../fault.ts'
import { atToken, found, rejectsAnswer, type TokenRow } from './token-endpoint-builders.ts'

type Points = Parameters<typeof atToken>[1]

function misread(row: TokenRow, at: Points): Fault {
  return atToken({ expected: found, ...row }, at)
}

/** The same request with another Authorization header, or with none. */
function authorizedBy(exchange: Exchange, authorization?: string): Exchange {
  const { authorization: _before, ...others } = exchange.headers
  return { ...exchange, headers: authorization === undefined ? others : { ...others, authorization } }
}

async function secretInBody({ body }: Exchange): Promise<boolean> {
  return new URLSearchParams((await body()).toString('utf8')).has('client_secret')
}

/** Basic credentials written so that decoding them gives what was sent. */
function encodedOnceMore(authorization: string): string {
  const text = Buffer.from(authorization.replace(/^basic +/i, ''), 'base64').toString('utf8')
  const colon = text.indexOf(':')
  const credentials = [text.slice(0, colon), text.slice(colon + 1)].map(encodeURIComponent).join(':')
  return `Basic ${Buffer.from(credentials).toString('base64')}`
}

const refused = (error: string): Reply => json(400, { error }, noStore)
const authenticationSpec = 'RFC 6749 2.3.1'

const authenticationFaults: readonly Fault[] = [
  misread(
    {
      name: 'token-post-authentication-refused',
      breaks: 'client_secret in the body is refused, although it is announced.',
      spec: `OIDCC 9; ${authenticationSpec}`,
      expected: rejectsAnswer,
    },
    {
      handle: (handle) => async (exchange) =>
        (await secretInBody(exchange)) ? refused('invalid_client') : handle(exchange),
    },
  ),
  misread(
    {
      name: 'token-basic-authentication-refused',
      breaks: 'HTTP Basic is refused, although it is announced.',
      spec: authenticationSpec,
      expected: rejectsAnswer,
    },
    {
      handle: (_handle, { exchange }) =>
        exchange.headers.authorization === undefined ? undefined : () => refused('invalid_client'),
    },
  ),
  misread(
    {
      name: 'token-basic-not-decoded',
      breaks: 'Credentials of HTTP Basic are compared as they stand, and not decoded.',
      spec: authenticationSpec,
    },
    {
      handle(handle, { exchange }) {
        const { authorization } = exchange.headers
        if (authorization === undefined || !/^basic /i.test(authorization)) return undefined
        return (current) => handle(authorizedBy(current, encodedOnceMore(authorization)))
      },
    },
  ),
  misread(
    {
      name: 'token-body-authentication-wins',
      breaks: 'Of two client authentications the one in the body counts.',
      spec: 'RFC 6749 2.3',
    },
    {
      handle: (handle, { exchange }) =>
        exchange.headers.authorization === undefined
          ? undefined
          : async (current) => handle((await secretInBody(current)) ? authorizedBy(current) : current),
    },
  ),
]

/** What a token request may hold, of whatever grant type. */
const known: ReadonlySet<string> = new Set([
  'assertion',
  'auth_req_id',
  'client_id',
  'client_secret',
  'code',
  'code_verifier',
  'device_code',
  'grant_type',
  'password',
  'redirect_uri',
  'refresh_token',
  'scope',
  'subject_token',
  'subject_token_type',
  'username',
])

const parameterFaults: readonly Fault[] = [
  misread(
    {
      name: 'token-grant-type-missing-accepted',
      breaks: 'A request without grant_type is taken for the redemption of a code.',
      spec: 'RFC 6749 4.1.3, 5.2',
    },
    {
      parameters: (parameters, { exchange }) =>
        parameters.get('grant_type') === undefined
          ? parameters.with({ grant_type: 'authorization_code' }, exchange.world.settings.generation)
          : undefined,
    },
  ),
  misread(
    {
      name: 'token-grant-type-unknown-accepted',
      breaks: 'A request with an unknown grant_type, and a code, is taken for the redemption of the code.',
      spec: 'RFC 6749 5.2',
    },
    {
      parameters: (parameters, { exchange }) =>
        /^(|authorization_code|refresh_token|client_credentials|password|urn:.+:(device_code|ciba))$/.test(
          parameters.get('grant_type') ?? '',
        ) || parameters.get('code') === undefined
          ? undefined
          : parameters.with({ grant_type: 'authorization_code' }, exchange.world.settings.generation),
    },
  ),
  misread(
    {
      name: 'token-repeated-parameter-last-wins',
      breaks: 'Of a parameter that comes twice in a token request the last value counts.',
      spec: 'RFC 6749 3.2',
    },
    {
      parameters(parameters, { exchange }) {
        const last = new Map(parameters.pairs())
        return last.size < parameters.pairs().length
          ? new RequestParameters(last, exchange.world.settings.generation)
          : undefined
      },
    },
  ),
  misread(
    {
      name: 'token-unknown-parameter-refused',
      breaks: 'A parameter that nobody knows is refused with invalid_request.',
      spec: 'RFC 6749 3.2',
      expected: rejectsAnswer,
    },
    {
      handle: (handle) => async (exchange) => {
        const names = [...new URLSearchParams((await exchange.body()).toString('utf8')).keys()]
        return names.every((name) => known.has(name)) ? handle(exchange) : refused('invalid_request')
      },
    },
  ),
]

/** Between requests that are sent at once. */
const longestGapMs = 25

const raceFaults: readonly Fault[] = [
  misread(
    {
      name: 'code-spent-after-answer',
      breaks: 'A code is spent when its tokens have been issued, so that requests that come at once all get some.',
      spec: 'RFC 6749 4.1.2',
    },
    {
      handle: (handle) => async (exchange) => {
        const code = new URLSearchParams((await exchange.body()).toString('utf8')).get('code')
        const reply = await handle(exchange)
        await exchange.pause(() => setTimeout(longestGapMs))
        if (code) (await exchange.world.stage(exchange.stage).engine()).take('AuthorizationCode', code)
        return reply
      },
      spending: ({ kind }) => (kind === 'code' ? { kind, spends: false } : undefined),
    },
  ),
]

/** How the token endpoint reads what it is asked. */
export const tokenRequestFaults: readonly Fault[] = [...authenticationFaults, ...parameterFaults, ...raceFaults]

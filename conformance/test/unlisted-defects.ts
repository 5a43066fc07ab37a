import { createHash } from 'node:crypto'
import type { TokenDraft, TokenKind } from '../../mock-server/src/engine/token-draft.ts'
import type { FaultContext } from '../../mock-server/src/faults/fault.ts'
import type { Handling, RuleInput } from '../../mock-server/src/faults/points.ts'
import {
  type Acts,
  answersTo,
  asked,
  bodyOf,
  byBasic,
  byFragment,
  excuse,
  fieldOf,
  sent,
  type UnlistedDefect,
  withAnswerHeader,
  withBody,
  withField,
  withHeader,
} from './support/unlisted-defect.ts'
import { unlistedApi } from './unlisted-api.ts'
import { unlistedAuthorize } from './unlisted-authorize.ts'
import { unlistedCallback } from './unlisted-callback.ts'
import { unlistedIdToken } from './unlisted-id-token.ts'
import { unlistedMerchant } from './unlisted-merchant.ts'
import { unlistedRefresh } from './unlisted-refresh.ts'
import { unlistedRevocation } from './unlisted-revocation.ts'
import { unlistedSecurity } from './unlisted-security.ts'
import { unlistedSessions } from './unlisted-sessions.ts'
import { unlistedToken } from './unlisted-token.ts'

type Claims = Readonly<Record<string, unknown>>
type Fields = readonly (readonly [string, string])[]

/** Other claims in one kind of token. */
function claims(kind: TokenKind, change: (claims: Claims, context: FaultContext) => Claims | undefined): Acts {
  return {
    token: (draft, context) => {
      const changed = draft.kind === kind ? change(draft.claims, context) : undefined
      return changed && ({ ...draft, claims: changed } as TokenDraft)
    },
  }
}

/** Other fields in the answers to the client. */
function fields(change: (fields: Fields, isError: boolean) => Fields | undefined, mode?: string): Acts {
  return {
    callback: (draft) => {
      const changed = mode === undefined || draft.mode === mode ? change(draft.fields, draft.isError) : undefined
      return changed && { ...draft, fields: changed }
    },
  }
}

/** A redirect URI that is taken though nobody registered it. */
const redirectUri = (when: (given: string, registered: readonly string[], context: FaultContext) => boolean) => ({
  rule: excuse('redirect-uri-unregistered', (input: RuleInput, context) =>
    when(sent(input, 'redirect_uri') ?? '', input.client?.redirectUris ?? [], context),
  ),
})

/** A secret that is taken though it is not the client's. */
const secret = (isTaken: (given: string, right: string, all: readonly string[]) => boolean) => ({
  rule: excuse('client-authentication-failed', (input: RuleInput, { exchange: { world } }) => {
    const client = world.findClient(sent(input, 'client_id') ?? '')
    const given = sent(input, 'client_secret') ?? ''
    const all = world.clients.map(({ clientSecret }) => clientSecret)
    return (
      client !== undefined &&
      input.parameters?.has('client_secret') === true &&
      isTaken(given, client.clientSecret, all)
    )
  }),
})

const withAuthorization = (handle: Handling, authorization: string): Handling => {
  return (exchange) => handle({ ...exchange, headers: { ...exchange.headers, authorization } })
}

const state = (given: Fields) => fieldOf(given, 'state') ?? ''
const halfHash = (text: string) => createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')
const api = ['merchants-me', 'api'] as const
const document = /openid-configuration$/

const documents: readonly UnlistedDefect[] = [
  {
    defect: 'the document says that it is in Latin 1',
    seenBy: 'D-03',
    alter: answersTo(document, (answer) =>
      withAnswerHeader(answer, 'content-type', 'application/json; charset=iso-8859-1'),
    ),
  },
  {
    defect: 'a response type that nobody knows',
    seenBy: 'D-10',
    alter: answersTo(document, (answer) => {
      const { response_types_supported: types, ...others } = bodyOf(answer)
      return withBody(answer, { ...others, response_types_supported: [...(types as string[]), 'code unicorn'] })
    }),
  },
  {
    defect: 'a key whose numbers are none of its curve',
    seenBy: 'K-08',
    alter: answersTo(/\/jwks$/, (answer) => {
      const number = Buffer.alloc(32, 1).toString('base64url')
      const key = { kty: 'EC', crv: 'P-256', use: 'sig', alg: 'ES256', kid: 'ec', x: number, y: number }
      return withBody(answer, { keys: [...(bodyOf(answer).keys as object[]), key] })
    }),
  },
]

const requests: readonly UnlistedDefect[] = [
  {
    defect: 'any redirect_uri by POST',
    seenBy: 'A-11',
    at: redirectUri((_given, _registered, { exchange }) => exchange.method === 'POST'),
  },
  {
    defect: 'letters of a redirect_uri that look alike',
    seenBy: 'A-14',
    at: redirectUri((given, registered) => registered.includes(given.normalize('NFKC'))),
  },
  {
    defect: 'a long redirect_uri cut off',
    seenBy: 'A-12',
    at: redirectUri((given, registered) =>
      registered.some((uri) => given.startsWith(uri) && given.length > uri.length + 200),
    ),
  },
  ...(['fragment', 'post', 'none'] as const).map((way) => ({
    defect: `no PKCE needed (${way})`,
    seenBy: 'A-24',
    at: {
      rule: (value, context) => {
        if (value === 'excused' || !value.refused.rule.startsWith('code-challenge')) return undefined
        const isWay = [asked(context, 'response_mode'), asked(context, 'prompt'), context.exchange.method.toLowerCase()]
        return isWay.includes(way) ? 'excused' : undefined
      },
    } satisfies Acts,
  })),
  {
    defect: 'no nonce needed by fragment',
    seenBy: 'A-07',
    at: { rule: excuse('nonce-missing-or-too-long', (_input, context) => byFragment(context)) },
  },
  {
    defect: 'a used nonce by fragment',
    seenBy: 'A-34',
    at: { rule: excuse('nonce-replay', (_input, context) => byFragment(context)) },
  },
  {
    defect: 'a nonce used an hour ago',
    seenBy: 'A-34',
    at: {
      rule: excuse('nonce-replay', (_input, { exchange, memory }) => {
        const now = exchange.world.clock.now()
        const first = Number(memory.get('first') ?? now)
        memory.set('first', first)
        return now - first > 3_600_000
      }),
    },
  },
  {
    defect: 'max_age passed over with prompt=none',
    seenBy: 'A-39',
    at: {
      'authorize-request': ({ maxAge, ...request }) =>
        maxAge !== undefined && request.prompts.includes('none') ? { ...request, maxAge: undefined } : undefined,
    },
  },
  {
    defect: 'prompt=select_account passed over',
    seenBy: 'A-38',
    at: {
      'authorize-request': (request) =>
        request.prompts.includes('select_account') ? { ...request, prompts: [] } : undefined,
    },
  },
  {
    defect: 'a line break in login_hint makes a header',
    seenBy: 'S-05',
    at: {
      reply: (reply, context) => {
        const [, line] = asked(context, 'login_hint')?.split('\n') ?? []
        return line === undefined
          ? undefined
          : { ...reply, headers: [...reply.headers, [line.split(':')[0] ?? '', '1']] }
      },
    },
  },
]

const answers: readonly UnlistedDefect[] = [
  {
    defect: 'a state cut off after a thousand characters',
    seenBy: 'A-32',
    at: fields((given) =>
      state(given).length > 1000 ? withField(given, 'state', state(given).slice(0, 1000)) : undefined,
    ),
  },
  {
    defect: 'the state of an error cut off',
    seenBy: 'C-22',
    at: fields((given, isError) => (isError ? withField(given, 'state', state(given).slice(0, 64)) : undefined)),
  },
  {
    defect: 'the state of an error escaped twice',
    seenBy: 'C-22',
    at: fields((given, isError) =>
      isError ? withField(given, 'state', state(given).replaceAll('&', '&amp;')) : undefined,
    ),
  },
  {
    defect: 'an access token by fragment',
    seenBy: 'C-08',
    at: fields((given) => [...given, ['access_token', 'abcdefghijklmnop']], 'fragment'),
  },
  {
    defect: 'another iss by fragment',
    seenBy: 'C-09',
    at: fields((given) => withField(given, 'iss', 'https://api.mobilepay.dk/merchant/'), 'fragment'),
  },
  {
    defect: 'a state twice by fragment',
    seenBy: 'C-16',
    at: fields((given) => [...given, ['state', 'another']], 'fragment'),
  },
  ...(['cookie', 'comment'] as const).map((place) => ({
    defect: `the code in a ${place} as well`,
    seenBy: 'C-04',
    at: {
      reply: (reply) => {
        const [, code] = /name=['"]code['"] value=['"]([^'"]+)/.exec(reply.body) ?? []
        if (code === undefined) return undefined
        if (place === 'comment') return { ...reply, body: reply.body.replace('</body>', `<!-- ${code} --></body>`) }
        return { ...reply, headers: [...reply.headers, ['Set-Cookie', `last=${code}`]] }
      },
    } satisfies Acts,
  })),
  { defect: 'codes that die after 20 seconds', seenBy: 'C-20', at: { 'code-life': () => 20 } },
]

const tokens: readonly UnlistedDefect[] = [
  {
    defect: 'plus signs of a nonce become spaces',
    seenBy: 'A-35',
    at: claims('front-id-token', (own) => ({ ...own, nonce: String(own.nonce).replaceAll('+', ' ') })),
  },
  {
    defect: 'no nonce by fragment',
    seenBy: 'I-15',
    at: claims('front-id-token', ({ nonce: _nonce, ...others }, context) => (byFragment(context) ? others : undefined)),
  },
  {
    defect: 'another c_hash by fragment',
    seenBy: 'I-18',
    at: claims('front-id-token', (own, context) =>
      byFragment(context) ? { ...own, c_hash: halfHash('x') } : undefined,
    ),
  },
  {
    defect: 'another aud by fragment',
    seenBy: 'I-08',
    at: claims('front-id-token', (own, context) => (byFragment(context) ? { ...own, aud: 'another' } : undefined)),
  },
  {
    defect: 'a broken signature by fragment',
    seenBy: 'I-05',
    at: {
      token: (draft, context) =>
        draft.kind === 'front-id-token' && byFragment(context)
          ? { ...draft, finish: (jwt) => `${jwt.slice(0, -8)}AAAAAAAA` }
          : undefined,
    },
  },
  {
    defect: 'the e-mail address behind',
    seenBy: 'I-30',
    at: claims('back-id-token', (own) => ({ ...own, email: 'ida@klippe.example' })),
  },
  {
    defect: 'a refreshed token that brings the address of its key',
    seenBy: 'R-04',
    at: {
      token: (draft) =>
        draft.kind === 'refreshed-id-token'
          ? ({ ...draft, header: { ...draft.header, x5u: 'https://a.example/' } } as TokenDraft)
          : undefined,
    },
  },
  {
    defect: 'a refreshed token for somebody else too',
    seenBy: 'R-06',
    at: claims('refreshed-id-token', (own) => ({ ...own, aud: [own.aud, 'https://other.example'] })),
  },
]

const redemptions: readonly UnlistedDefect[] = [
  ...Object.entries({
    'in other letter case': secret((given, right) => given.toLowerCase() === right.toLowerCase()),
    'with more behind it': secret((given, right) => given.startsWith(right)),
    'cut off': secret((given, right) => given !== '' && right.startsWith(given)),
    'of another client': secret((given, _right, all) => all.includes(given)),
  }).map(([what, at]) => ({ defect: `a secret ${what}`, seenBy: 'T-15', at })),
  { defect: 'an empty secret', seenBy: 'T-17', at: secret((given) => given === '') },
  {
    defect: 'redirect_uri without regard to letter case',
    seenBy: 'T-26',
    at: {
      rule: excuse(
        'token-redirect-uri-mismatch',
        (input) => sent(input, 'redirect_uri')?.toLowerCase() === input.code?.redirectUri?.toLowerCase(),
      ),
    },
  },
  ...Object.entries({ 'T-28': 'any code_verifier', 'T-29': 'no code_verifier' }).map(([seenBy, what]) => ({
    defect: `${what} of a client that uses Basic`,
    seenBy,
    at: { rule: excuse('code-verifier', (_input, context) => byBasic(context)) },
  })),
  {
    defect: 'a code again and again for a client that uses Basic',
    seenBy: 'T-23',
    at: {
      spending: (spending, context) =>
        spending.kind === 'code' && byBasic(context) ? { ...spending, spends: false } : undefined,
    },
  },
  {
    defect: 'a code of another client that uses Basic',
    seenBy: 'T-33',
    at: { rule: excuse('code-wrong-client', (_input, context) => byBasic(context)) },
  },
  ...Object.entries({ 'T-22': 'code', 'R-17': 'refresh_token' }).map(([seenBy, name]) => ({
    defect: `${name} without regard to letter case`,
    seenBy,
    endpoints: ['token'] as const,
    at: {
      parameters: (parameters) => {
        const given = parameters.get(name)
        if (given === undefined || given === given.toUpperCase()) return undefined
        return parameters.with({ [name]: given.toUpperCase() }, '2024')
      },
    } satisfies Acts,
  })),
  {
    defect: 'an expires_in of a refresh that is not true',
    seenBy: 'R-01',
    alter: answersTo(/\/connect\/token$/, (answer, { form }) => {
      const isRefresh = new URLSearchParams(form as Record<string, string>).get('grant_type') === 'refresh_token'
      return isRefresh && answer.status === 200 ? withBody(answer, { ...bodyOf(answer), expires_in: 3600 }) : answer
    }),
  },
  {
    defect: 'introspection that caches may keep',
    seenBy: 'R-28',
    endpoints: ['introspection'],
    at: { reply: (reply) => withHeader(reply, 'Cache-Control', 'public, max-age=600') },
  },
  {
    defect: 'revocation by the name of a client alone',
    seenBy: 'R-27',
    endpoints: ['revocation'],
    at: { rule: excuse('client-authentication-failed', (input) => sent(input, 'client_secret') === undefined) },
  },
]

const apis: readonly UnlistedDefect[] = [
  {
    defect: 'no challenge for expired tokens',
    seenBy: 'P-04',
    endpoints: api,
    at: {
      reply: (reply, { exchange }) =>
        reply.status === 401 && exchange.headers.authorization ? withHeader(reply, 'WWW-Authenticate') : undefined,
    },
  },
  ...Object.entries({
    'under another scheme': /^Token (.+)/,
    'without a scheme': /^(eyJ[\w.-]+)$/,
  }).map(([how, form]) => ({
    defect: `a token ${how}`,
    seenBy: 'P-10',
    endpoints: api,
    at: {
      handle: (handle, { exchange }) => {
        const [, token] = form.exec(exchange.headers.authorization ?? '') ?? []
        return token === undefined ? undefined : withAuthorization(handle, `Bearer ${token}`)
      },
    } satisfies Acts,
  })),
  {
    defect: 'a token in a cookie',
    seenBy: 'P-10',
    endpoints: api,
    at: {
      handle: (handle, { exchange }) => {
        const [, token] = /access_token=([^;]+)/.exec(exchange.headers.cookie ?? '') ?? []
        return token === undefined ? undefined : withAuthorization(handle, `Bearer ${token}`)
      },
    },
  },
  {
    defect: 'other methods for everybody',
    seenBy: 'P-02',
    endpoints: api,
    at: {
      reply: (reply, { exchange }) =>
        exchange.method === 'DELETE' ? { ...reply, status: 200, body: '{}' } : undefined,
    },
  },
  {
    defect: 'an API that any page may read',
    seenBy: 'T-43',
    alter: answersTo(/merchants\/me/, (answer, { headers }) => {
      const allowed = withAnswerHeader(answer, 'access-control-allow-origin', headers?.origin ?? '*')
      return headers?.origin ? withAnswerHeader(allowed, 'access-control-allow-credentials', 'true') : answer
    }),
  },
]

const merchants: readonly UnlistedDefect[] = [
  ...(['POST', 'fragment'] as const).map((way) => ({
    defect: `merchant_vat passed over (${way})`,
    seenBy: 'M-13',
    at: {
      'authorize-request': (request, { exchange }) =>
        exchange.method === way || request.responseMode === way ? { ...request, merchantVat: undefined } : undefined,
    } satisfies Acts,
  })),
  {
    defect: 'a code for another’s merchant with prompt=none',
    seenBy: 'M-11',
    at: {
      step: (step, context) => {
        const { merchants: all } = context.exchange.world
        const merchant = all.find(({ vat }) => vat === asked(context, 'merchant_vat'))
        const isConcerned = step.kind === 'refuse' && asked(context, 'prompt') === 'none' && merchant
        return isConcerned ? { kind: 'issue', issue: { merchant, scopes: ['openid'], standing: undefined } } : undefined
      },
    },
  },
]

/** Defects of classes that no list names, and that went unseen before their checks looked for the class. */
export const unlistedDefects: readonly UnlistedDefect[] = [
  ...documents,
  ...requests,
  ...answers,
  ...tokens,
  ...redemptions,
  ...apis,
  ...merchants,
  ...unlistedAuthorize,
  ...unlistedSessions,
  ...unlistedCallback,
  ...unlistedIdToken,
  ...unlistedApi,
  ...unlistedMerchant,
  ...unlistedSecurity,
  ...unlistedToken,
  ...unlistedRefresh,
  ...unlistedRevocation,
]

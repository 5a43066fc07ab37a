import { randomBytes } from 'node:crypto'
import type { TokenDraft } from '../../engine/token-draft.ts'
import type { Fault, FaultContext } from '../fault.ts'
import { signAsAttacker } from './attacker-keys.ts'
import { tokenEndpoint } from './on-tokens.ts'

type Change = (draft: TokenDraft, context: FaultContext) => TokenDraft | undefined

interface Row extends Pick<Fault, 'name' | 'breaks' | 'spec'> {
  readonly ids?: readonly string[]
  readonly expected?: string
  readonly change: Change
}

const seen = 'A client that reads its access tokens reports it; a conformance suite finds it.'
const opaque = 'The client takes it: to a client an access token is opaque.'

function set(name: string, value: unknown): Change {
  return (draft) => ({ ...draft, claims: { ...draft.claims, [name]: value } })
}

function drop(name: string): Change {
  return (draft) => {
    const { [name]: dropped, ...claims } = draft.claims
    return dropped === undefined ? undefined : { ...draft, claims }
  }
}

function change(name: string, to: (value: unknown, context: FaultContext) => unknown): Change {
  return (draft, context) =>
    name in draft.claims
      ? { ...draft, claims: { ...draft.claims, [name]: to(draft.claims[name], context) } }
      : undefined
}

/** Another merchant of the world, with id and VAT number. */
const otherMerchant: Change = (draft, { exchange }) => {
  if (draft.claims.merchant_id === undefined) return undefined
  const other = exchange.world.merchants.find(({ merchantId }) => merchantId !== draft.claims.merchant_id)
  return other && { ...draft, claims: { ...draft.claims, merchant_id: other.merchantId, merchant_vat: other.vat } }
}

const withoutMerchant: Change = (draft) => {
  const { merchant_id: id, merchant_vat: _vat, ...claims } = draft.claims
  return id === undefined ? undefined : { ...draft, claims }
}

const docs = 'MP docs, access token'
const rows: readonly Row[] = [
  {
    name: 'access-token-merchant-of-another',
    breaks: 'The access token is for another merchant than the one asked for.',
    spec: 'MP docs, merchant_vat',
    expected: 'The client compares the merchant with the one it asked for, and stores nothing.',
    change: otherMerchant,
  },
  {
    name: 'access-token-merchant-missing',
    breaks: 'The access token names no merchant.',
    spec: 'MP docs, merchant_vat',
    expected: 'The client reports that the token names no merchant.',
    change: withoutMerchant,
  },
  {
    name: 'access-token-merchant-number',
    breaks: 'merchant_id is a number.',
    spec: docs,
    change: change('merchant_id', () => 42),
  },
  { name: 'access-token-vat-missing', breaks: 'merchant_vat is missing.', spec: docs, change: drop('merchant_vat') },
  {
    name: 'access-token-iss-wrong',
    breaks: 'The access token names another issuer.',
    spec: 'RFC 9068 2.2',
    change: set('iss', 'https://evil.example'),
  },
  {
    name: 'access-token-iss-missing',
    breaks: 'The access token has no iss.',
    spec: 'RFC 9068 2.2',
    change: drop('iss'),
  },
  {
    name: 'access-token-aud-wrong',
    breaks: 'The access token is for other APIs.',
    spec: 'RFC 9068 2.2, 4',
    change: set('aud', 'https://evil.example/resources'),
  },
  {
    name: 'access-token-aud-missing',
    breaks: 'The access token has no aud.',
    spec: 'RFC 9068 2.2',
    change: drop('aud'),
  },
  {
    name: 'access-token-client-of-another',
    breaks: 'The access token belongs to another client.',
    spec: 'RFC 9068 2.2',
    change: set('client_id', 'another-client'),
  },
  {
    name: 'access-token-client-missing',
    breaks: 'The access token has no client_id.',
    spec: 'RFC 9068 2.2',
    change: drop('client_id'),
  },
  {
    name: 'access-token-sub-of-other-user',
    breaks: 'The access token is another user’s than the ID token beside it.',
    spec: 'RFC 9068 2.2; OIDCC 3.3.3.6',
    change: change('sub', (sub, { exchange }) => exchange.world.users.find((user) => user.sub !== sub)?.sub),
  },
  {
    name: 'access-token-sub-missing',
    breaks: 'The access token has no sub.',
    spec: 'RFC 9068 2.2',
    change: drop('sub'),
  },
  {
    name: 'access-token-scope-narrowed',
    breaks: 'The access token has fewer scopes than the answer says.',
    spec: 'RFC 6749 3.3, 5.1',
    change: set('scope', ['openid', 'offline_access']),
  },
  {
    name: 'access-token-scope-widened',
    breaks: 'The access token has a scope that nobody asked for.',
    spec: 'RFC 6749 3.3',
    change: change('scope', (scope) => [...[scope].flat(), 'merchantpayments']),
  },
  {
    name: 'access-token-scope-string',
    breaks: 'The access token has its scopes in one string.',
    spec: 'RFC 9068 2.2.3',
    expected: opaque,
    change: change('scope', (scope) => [scope].flat().join(' ')),
  },
  {
    name: 'access-token-scope-missing',
    breaks: 'The access token has no scope.',
    spec: 'RFC 9068 2.2.3',
    change: drop('scope'),
  },
  {
    name: 'access-token-expired',
    breaks: 'The access token has expired when it is issued.',
    spec: 'RFC 9068 2.2, 4',
    expected: 'The API refuses it; the client refreshes once and then gives up.',
    change: change('exp', (exp) => Number(exp) - 3600),
  },
  {
    name: 'access-token-exp-disagrees',
    breaks: 'The access token lives a minute, although expires_in says five.',
    spec: 'RFC 6749 5.1; RFC 9068 2.2',
    expected: 'The client goes by the answer, and refreshes once when the API refuses the token.',
    ids: ['PD-104'],
    change: change('exp', (exp) => Number(exp) - 240),
  },
  {
    name: 'access-token-exp-missing',
    breaks: 'The access token has no exp.',
    spec: 'RFC 9068 2.2',
    change: drop('exp'),
  },
  {
    name: 'access-token-exp-string',
    breaks: 'exp of the access token is a string.',
    spec: 'RFC 7519 4.1.4',
    change: change('exp', String),
  },
  {
    name: 'access-token-not-yet-valid',
    breaks: 'The access token is not valid for another ten minutes.',
    spec: 'RFC 7519 4.1.5',
    change: change('nbf', (nbf) => Number(nbf) + 600),
  },
  {
    name: 'access-token-jti-missing',
    breaks: 'The access token has no jti.',
    spec: 'RFC 9068 2.2',
    change: drop('jti'),
  },
  {
    name: 'access-token-typ-id-token',
    breaks: 'The access token has the typ of an ID token.',
    spec: 'RFC 8725 3.11; RFC 9068 2.1',
    change: (draft) => ({ ...draft, header: { ...draft.header, typ: 'JWT' } }),
  },
  {
    name: 'access-token-alg-none',
    breaks: 'The access token is not signed.',
    spec: 'RFC 8725 3.1; RFC 9068 2.1',
    change: (draft) => ({
      ...draft,
      header: { ...draft.header, alg: 'none' },
      sign: async () => Buffer.alloc(0),
    }),
  },
  {
    name: 'access-token-signed-by-unknown-key',
    breaks: 'The access token is signed by another key than its kid says.',
    spec: 'RFC 9068 4',
    change: (draft) => ({ ...draft, sign: signAsAttacker }),
  },
  {
    name: 'access-token-opaque',
    breaks: 'The access token is a random text instead of a JWT.',
    spec: 'RFC 6749 1.4',
    expected: opaque,
    change: (draft) => ({ ...draft, finish: () => randomBytes(32).toString('hex').toUpperCase() }),
  },
  {
    name: 'access-token-claim-added',
    breaks: 'The access token has a claim that no document names.',
    spec: 'RFC 9068 2.2',
    expected: opaque,
    change: set('added', 'in a later version'),
  },
]

/** Access tokens, of a code and of a refresh alike. */
export const accessTokenFaults: readonly Fault[] = rows.map(({ change: changeDraft, expected = seen, ...row }) => ({
  ...row,
  group: 'access-token',
  expected,
  endpoints: tokenEndpoint,
  at: { token: (draft, context) => (draft.kind === 'access-token' ? changeDraft(draft, context) : undefined) },
}))

import { randomBytes } from 'node:crypto'
import type { TokenDraft } from '../../engine/token-draft.ts'
import type { Fault, FaultAction, FaultContext } from '../fault.ts'
import { excuse } from './builders.ts'
import { answerTo, atToken, found, type TokenRow, tolerated } from './token-endpoint-builders.ts'

const refreshSpec = 'RFC 6749 6'
const rotationSpec = 'RFC 9700 4.14.2'
const rejects = 'The client rejects the refresh, names the reason and uses none of its tokens.'

function refresh(row: TokenRow, at: Parameters<typeof atToken>[1]): Fault {
  return atToken({ group: 'refresh', expected: rejects, ...row }, at)
}

/** Changes the answer to refreshes. */
function answered(row: TokenRow, change: Parameters<typeof answerTo>[2]): Fault {
  return answerTo('refresh-token', { group: 'refresh', expected: rejects, ...row }, change)
}

/** Issues refresh tokens of another form. */
function onHandle(row: Omit<TokenRow, 'expected'>, change: FaultAction<'code-or-token'>): Fault {
  return refresh(
    { ...row, expected: 'A conformance suite finds it; a client stores what comes.' },
    { 'code-or-token': (handle, context) => (handle.kind === 'refresh-token' ? change(handle, context) : undefined) },
  )
}

/** Keeps what was presented for the answer, which is another point of the same exchange. */
const rememberPresented: FaultAction<'parameters'> = (parameters, { memory, exchange }) => {
  if (parameters.get('grant_type') === 'refresh_token') {
    memory.set(exchange.requestId, parameters.get('refresh_token'))
  }
  return undefined
}

const returnPresented: FaultAction<'token-response'> = (response, { memory, exchange }) => {
  const presented = memory.get(exchange.requestId)
  return presented === undefined || response.refresh_token === presented
    ? undefined
    : { ...response, refresh_token: presented }
}

const rotationFaults: readonly Fault[] = [
  refresh(
    {
      name: 'refresh-token-old-returned',
      breaks: 'A refresh brings the old refresh token again, which is used up.',
      spec: `${refreshSpec}; ${rotationSpec}`,
      ids: ['MR-096'],
      expected: 'The client stores what came; when that is refused it asks for consent, and does not try for ever.',
    },
    { parameters: rememberPresented, 'token-response': returnPresented },
  ),
  refresh(
    {
      name: 'refresh-token-not-rotated',
      breaks: 'A one-time refresh token comes back and stays good.',
      spec: rotationSpec,
      expected: found,
    },
    {
      parameters: rememberPresented,
      spending: ({ kind }) => (kind === 'refresh-token' ? { kind, spends: false } : undefined),
      'token-response': returnPresented,
    },
  ),
  refresh(
    {
      name: 'refresh-token-replay-accepted',
      breaks: 'A one-time refresh token is taken again after it was used.',
      spec: rotationSpec,
      expected: found,
    },
    { spending: ({ kind }) => (kind === 'refresh-token' ? { kind, spends: false } : undefined) },
  ),
  refresh(
    {
      name: 'refresh-token-of-another-client-accepted',
      breaks: 'A client may use another client’s refresh token.',
      spec: 'RFC 6749 6, 10.4',
      expected: found,
    },
    { rule: excuse('refresh-token-invalid') },
  ),
  refresh(
    {
      name: 'refresh-refused',
      breaks: 'A good refresh token is refused with invalid_grant, and stays good.',
      spec: 'RFC 6749 5.2; MP docs',
      ids: ['MR-097'],
      expected: 'The client asks the merchant for a new consent, and does not try again.',
    },
    {
      parameters: (parameters, { exchange }) =>
        parameters.get('grant_type') === 'refresh_token'
          ? parameters.with({ refresh_token: 'refused' }, exchange.world.settings.generation)
          : undefined,
    },
  ),
  refresh(
    {
      name: 'refresh-verifier-required',
      breaks: 'A refresh without code_verifier is refused with invalid_grant, and the token stays good.',
      spec: 'RFC 7636 4.5; MP docs',
      expected: 'The client reports a failed refresh and asks for consent.',
    },
    {
      parameters: (parameters, { exchange }) => {
        const isConcerned = parameters.get('grant_type') === 'refresh_token' && parameters.get('refresh_token')
        if (!isConcerned || parameters.get('code_verifier') !== undefined) return undefined
        return parameters.with({ refresh_token: 'refused' }, exchange.world.settings.generation)
      },
    },
  ),
  onHandle(
    { name: 'refresh-token-short', breaks: 'A refresh token has 32 bits.', spec: 'RFC 6749 10.10' },
    (handle) => ({ ...handle, value: randomBytes(4).toString('hex') }),
  ),
  onHandle(
    { name: 'refresh-token-sequential', breaks: 'Refresh tokens are numbered.', spec: 'RFC 6749 10.10' },
    (handle, { memory }) => {
      const next = Number(memory.get('last') ?? 0) + 1
      memory.set('last', next)
      return { ...handle, value: next.toString(16).padStart(64, '0').toUpperCase() }
    },
  ),
  onHandle(
    {
      name: 'refresh-token-illegal-characters',
      breaks: 'A refresh token has characters that it may not have.',
      spec: 'RFC 6749 A.17',
    },
    (handle) => ({ ...handle, value: `${handle.value}æ` }),
  ),
  answered(
    {
      name: 'refresh-without-refresh-token',
      breaks: 'A refresh brings no new refresh token, and the old one is used up.',
      spec: `${refreshSpec}; ${rotationSpec}`,
      expected: 'The client keeps the old one, as RFC 6749 has it; when that is refused it asks for consent.',
    },
    ({ refresh_token: dropped, ...others }) => (dropped === undefined ? undefined : others),
  ),
]

const answerFaults: readonly Fault[] = [
  answered(
    {
      name: 'refresh-without-id-token',
      breaks: 'A refresh brings no ID token.',
      spec: 'OIDCC 12.2',
      expected: tolerated,
    },
    ({ id_token: dropped, ...others }) => (dropped === undefined ? undefined : others),
  ),
  answered(
    {
      name: 'refresh-access-token-unchanged',
      breaks: 'A refresh brings the access token of the refresh before.',
      spec: refreshSpec,
      expected: 'The client goes by its exp; a conformance suite finds it.',
    },
    (response, { memory }) => {
      const before = memory.get('access token')
      memory.set('access token', response.access_token)
      return before === undefined ? undefined : { ...response, access_token: before }
    },
  ),
  answered(
    {
      name: 'refresh-scope-widened',
      breaks: 'A refresh says that it grants more than was consented to.',
      spec: refreshSpec,
    },
    (response) => ({ ...response, scope: `${String(response.scope)} merchantpayments` }),
  ),
  answered(
    {
      name: 'refresh-scope-narrowed',
      breaks: 'A refresh says that it grants less than was consented to.',
      spec: refreshSpec,
      expected: 'The client tells which scopes are gone.',
    },
    (response) => ({ ...response, scope: 'openid offline_access' }),
  ),
]

type Change = (draft: TokenDraft, context: FaultContext) => TokenDraft | undefined

/** Changes the access tokens of refreshes. */
function accessToken(row: TokenRow, change: Change): Fault {
  return refresh(row, {
    token: (draft, context) =>
      draft.kind === 'access-token' && draft.grant === 'refresh_token' ? change(draft, context) : undefined,
  })
}

const tokenFaults: readonly Fault[] = [
  accessToken(
    {
      name: 'refresh-switches-merchant',
      breaks: 'The access token of a refresh is for another merchant.',
      spec: 'MP docs, merchant_vat',
      ids: ['PD-131'],
      expected: 'The client compares the merchant with the connection’s, and uses none of the tokens.',
    },
    (draft, { exchange }) => {
      const other = exchange.world.merchants.find(({ merchantId }) => merchantId !== draft.claims.merchant_id)
      if (draft.claims.merchant_id === undefined || !other) return undefined
      return { ...draft, claims: { ...draft.claims, merchant_id: other.merchantId, merchant_vat: other.vat } }
    },
  ),
  accessToken(
    {
      name: 'refresh-loses-merchant',
      breaks: 'The access token of a refresh names no merchant.',
      spec: 'MP docs, merchant_vat',
    },
    (draft) => {
      const { merchant_id: id, merchant_vat: _vat, ...claims } = draft.claims
      return id === undefined ? undefined : { ...draft, claims }
    },
  ),
  accessToken(
    {
      name: 'refresh-token-scope-widened',
      breaks: 'The access token of a refresh has more scopes than were consented to.',
      spec: refreshSpec,
      expected: found,
    },
    (draft) => ({ ...draft, claims: { ...draft.claims, scope: [...[draft.claims.scope].flat(), 'merchantpayments'] } }),
  ),
  accessToken(
    {
      name: 'refresh-user-changes',
      breaks: 'The access token of a refresh is another user’s.',
      spec: 'RFC 6749 6; OIDCC 12.2',
    },
    (draft, { exchange }) => {
      const other = exchange.world.users.find(({ sub }) => sub !== draft.claims.sub)
      return other && { ...draft, claims: { ...draft.claims, sub: other.sub } }
    },
  ),
]

/** Names a user's tokens of one client, to find them again at a refresh. */
const whose = ({ clientId, claims }: TokenDraft) => `${clientId} ${String(claims.sub)}`

const idTokenFaults: readonly Fault[] = [
  refresh(
    {
      name: 'refreshed-id-token-iat-unchanged',
      breaks: 'The ID token of a refresh has the iat of the first one.',
      spec: 'OIDCC 12.2',
      ids: ['PD-127'],
    },
    {
      token(draft, { memory }) {
        if (draft.kind === 'back-id-token') memory.set(whose(draft), draft.claims.iat)
        const first = memory.get(whose(draft))
        if (draft.kind !== 'refreshed-id-token' || first === undefined) return undefined
        return { ...draft, claims: { ...draft.claims, iat: first } }
      },
    },
  ),
  refresh(
    {
      name: 'refreshed-id-token-nonce-kept',
      breaks: 'The ID token of a refresh has the nonce of the first one.',
      spec: 'OIDCC 12.2',
      expected: tolerated,
    },
    {
      token(draft, { memory }) {
        if (draft.kind === 'back-id-token') memory.set(whose(draft), draft.claims.nonce)
        const first = memory.get(whose(draft))
        if (draft.kind !== 'refreshed-id-token' || first === undefined) return undefined
        return { ...draft, claims: { ...draft.claims, nonce: first } }
      },
    },
  ),
]

/** What goes wrong when tokens are refreshed. */
export const refreshFaults: readonly Fault[] = [...rotationFaults, ...answerFaults, ...tokenFaults, ...idTokenFaults]

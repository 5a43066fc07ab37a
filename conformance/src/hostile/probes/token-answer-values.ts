import { accepted, rejected } from '../hostile-row.ts'
import { type AnswerTable, answerRows, member } from './on-token-answer.ts'
import type { Json } from './probe.ts'

const ownLife = accepted('The exp of the access token says how long it lives.')
const atOnce = accepted('The next call asks for a new token.')
const set = (members: Json) => (answer: Json) => ({ ...answer, ...members })
const life = (text: string) => (json: string) => json.replace(/"expires_in":\d+/, `"expires_in":${text}`)
const inToken = (change: (token: string) => string) => (answer: Json) => ({
  ...answer,
  access_token: change(String(answer.access_token)),
})

const both: AnswerTable = {
  'token-type-with-space': { expect: member('token_type'), change: set({ token_type: 'Bearer ' }) },
  'token-type-longer': { expect: member('token_type'), change: set({ token_type: 'BearerX' }) },
  'token-type-list': { expect: member('token_type'), change: set({ token_type: 'Bearer,DPoP' }) },
  'token-type-array': { expect: member('token_type'), change: set({ token_type: ['Bearer'] }) },
  'token-type-capitals': {
    expect: accepted('The type is compared without regard to case (RFC 6749 7.1).'),
    change: set({ token_type: 'BEARER' }),
  },
  'token-type-long-s': { expect: member('token_type'), change: set({ token_type: 'bea\u0280er' }) },
  'expires-in-infinite': {
    expect: member('expires_in'),
    text: life('1e400'),
  },
  'expires-in-minus-zero': { expect: atOnce, text: life('-0') },
  'expires-in-tiny': { expect: atOnce, text: life('1e-320') },
  'expires-in-hexadecimal': { expect: member('expires_in'), change: set({ expires_in: '0x12c' }) },
  'expires-in-with-space': { expect: member('expires_in'), change: set({ expires_in: ' 300' }) },
  'expires-in-array': { expect: member('expires_in'), change: set({ expires_in: [300] }) },
  'expires-in-beyond-safe': { expect: ownLife, change: set({ expires_in: 1e300 }) },
  'error-null-beside-tokens': { expect: member('error'), change: set({ error: null }) },
  'error-empty-beside-tokens': { expect: member('error'), change: set({ error: '' }) },
  'access-token-with-nul': {
    expect: member('access_token'),
    change: inToken((token) => `${token}\u0000`),
  },
  'access-token-not-ascii': {
    expect: member('access_token'),
    change: inToken((token) => `${token}\u00e6`),
  },
  'access-token-with-space': {
    expect: rejected(['access-token-invalid', 'id-token-access-token-hash', 'token-response-malformed']),
    change: inToken((token) => `${token} `),
  },
  'access-token-two': {
    expect: rejected(['access-token-invalid', 'id-token-access-token-hash']),
    change: inToken((token) => `${token},${token}`),
  },
  'refresh-token-object': { expect: member('refresh_token'), change: set({ refresh_token: {} }) },
  'refresh-token-long': {
    expect: accepted('To a client a refresh token is opaque.'),
    change: set({ refresh_token: 'r'.repeat(100_000) }),
  },
}

/** What the mock's catalogue has for the answer to a code alone. */
const inRefresh: AnswerTable = {
  'access-token-missing': { expect: member('access_token'), change: set({ access_token: undefined }) },
  'token-type-missing': { expect: member('token_type'), change: set({ token_type: undefined }) },
  'token-type-mac': { expect: member('token_type'), change: set({ token_type: 'mac' }) },
  'id-token-null': { expect: member('id_token'), change: set({ id_token: null }) },
  'id-token-empty': { expect: member('id_token'), change: set({ id_token: '' }) },
  'id-token-number': { expect: member('id_token'), change: set({ id_token: 7 }) },
  'id-token-is-access-token': {
    expect: rejected(['id-token-malformed', 'id-token-claim-missing'], { idToken: 'refresh' }),
    change: (answer) => ({ ...answer, id_token: answer.access_token }),
  },
  'access-token-is-id-token': {
    expect: rejected(['id-token-access-token-hash', 'access-token-invalid']),
    change: (answer) => ({ ...answer, access_token: answer.id_token }),
  },
  'error-beside-tokens': { expect: member('error'), change: set({ error: 'invalid_grant' }) },
  'refresh-token-empty': { expect: member('refresh_token'), change: set({ refresh_token: '' }) },
  'refresh-token-null': { expect: member('refresh_token'), change: set({ refresh_token: null }) },
  'empty-object': { expect: member('access_token'), change: () => ({}) },
}

/** Answers of the token endpoint with values that are nearly right, or odd. */
export const tokenAnswerValues = [...answerRows('redeem', both), ...answerRows('refresh', { ...both, ...inRefresh })]

import { randomText } from '../../flow/authorization-request.ts'
import type { TokenRequestOptions } from '../../flow/flow.ts'

/** What became of a revocation request: the answer, and whether the refresh token still works. */
export interface Revoked {
  readonly answer: string
  readonly lives: boolean
}

/** What is sent beside the client's credentials. */
export type Form = Readonly<Record<string, string>>

export interface Row {
  readonly what: string
  readonly form: (token: string, clientId: string) => Form
  readonly options?: TokenRequestOptions
  /** Whether it goes by GET, the form in the query. */
  readonly byGet?: true
  readonly expected: string
  readonly holds: (found: Revoked) => boolean
  /** Whether a difference is a hole, and not only a rule that is kept loosely. */
  readonly isGrave: (found: Revoked) => boolean
}

const isDone = ({ answer, lives }: Revoked) => answer === '200' && !lives
const isRefused =
  (...errors: readonly string[]) =>
  ({ answer, lives }: Revoked) =>
    lives && errors.some((error) => answer === `400 ${error}` || answer === `401 ${error}`)
const dies = ({ lives }: Revoked) => !lives
const always = () => true
const never = () => false
export const done = '200, and the refresh token is refused after that'

export const rows: readonly Row[] = [
  {
    what: 'no token_type_hint',
    form: (token) => ({ token }),
    expected: done,
    holds: isDone,
    isGrave: always,
  },
  {
    what: 'token_type_hint refresh_token',
    form: (token) => ({ token, token_type_hint: 'refresh_token' }),
    expected: done,
    holds: isDone,
    isGrave: always,
  },
  {
    what: 'token_type_hint access_token for a refresh token',
    form: (token) => ({ token, token_type_hint: 'access_token' }),
    expected: done,
    holds: isDone,
    isGrave: never,
  },
  {
    what: 'an unknown token_type_hint',
    form: (token) => ({ token, token_type_hint: 'conformance_token' }),
    expected: done,
    holds: isDone,
    isGrave: never,
  },
  {
    what: 'a token that nobody issued',
    form: () => ({ token: randomText() }),
    expected: '200, and the refresh token still works',
    holds: ({ answer, lives }) => answer === '200' && lives,
    isGrave: dies,
  },
  {
    what: 'no token',
    form: () => ({}),
    expected: '400 invalid_request, and the refresh token still works',
    holds: isRefused('invalid_request'),
    isGrave: dies,
  },
  {
    what: 'a wrong client_secret',
    form: (token) => ({ token }),
    options: { clientSecret: randomText() },
    expected: '400 or 401 invalid_client, and the refresh token still works',
    holds: isRefused('invalid_client'),
    isGrave: always,
  },
  {
    what: 'client_id without client_secret',
    form: (token, clientId) => ({ token, client_id: clientId }),
    options: { authentication: 'none' },
    expected: '400 or 401 invalid_client or invalid_request, and the refresh token still works',
    holds: isRefused('invalid_client', 'invalid_request'),
    isGrave: always,
  },
  {
    what: 'no client authentication',
    form: (token) => ({ token }),
    options: { authentication: 'none' },
    expected: '400 or 401 invalid_client or invalid_request, and the refresh token still works',
    holds: isRefused('invalid_client', 'invalid_request'),
    isGrave: always,
  },
]

/** Another client's token: RFC 7009 2.1 has the request refused. */
export const ofAnotherClient: Row = {
  what: 'a refresh token of another client',
  form: (token) => ({ token }),
  expected: 'an error, and the refresh token still works',
  holds: ({ answer, lives }) => lives && answer !== '200',
  isGrave: dies,
}

/** What only a lab is asked: more wrong secrets, and requests that no client sends. */
export const labRows: readonly Row[] = [
  {
    what: 'a wrong secret by HTTP Basic',
    form: (token) => ({ token }),
    options: { authentication: 'client_secret_basic', clientSecret: randomText() },
    expected: '400 or 401 invalid_client, and the refresh token still works',
    holds: isRefused('invalid_client'),
    isGrave: always,
  },
  {
    what: 'by GET',
    form: (token) => ({ token }),
    byGet: true,
    expected: 'an error, and the refresh token still works',
    holds: ({ answer, lives }) => lives && answer !== '200',
    isGrave: dies,
  },
]

/** A token that is used again and again, of a client that has one. */
export const ofReusingClient: Row = {
  what: 'a refresh token that is used again and again',
  form: (token) => ({ token }),
  expected: done,
  holds: isDone,
  isGrave: always,
}

/** Another client's token, which was never named. */
export const notNamed: Row = {
  what: 'a refresh token of a client that revoked nothing',
  form: () => ({}),
  expected: 'the refresh token still works',
  holds: ({ lives }) => lives,
  isGrave: always,
}

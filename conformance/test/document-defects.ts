import { environments } from '@mobilepay-oidc/fixtures'
import type { Verdict } from '../src/run/verdicts.ts'
import { type HttpRequest, TransportError } from '../src/subjects/http.ts'
import { answering, withHeader } from './support/altered-answers.ts'
import { type Defect, foreign } from './support/defect.ts'
import { base, reply } from './support/stand-in.ts'

type Change = Defect['change']

const set =
  (members: Readonly<Record<string, unknown>>): Change =>
  ({ document }) => {
    Object.assign(document, members)
  }

/** One member of the document with this value. */
const row = (
  check: string,
  defect: string,
  members: Readonly<Record<string, unknown>>,
  verdict: Verdict,
  alsoFail: readonly string[] = [],
): Defect => ({ check, defect, change: set(members), verdict, alsoFail })

const assertions = (methods: readonly string[], algorithms?: readonly string[]) => ({
  token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', ...methods],
  token_endpoint_auth_signing_alg_values_supported: algorithms,
})

const issuerOf =
  (change: (issuer: string) => string): Change =>
  ({ document }) => {
    document.issuer = change(String(document.issuer))
  }

/** A host that is MobilePay's, and not the one of the environment. */
const elsewhere = ['D-19']
const second = environments['sandbox-dk'].discoveryAlternative.url.replace('https://', `${base}/`)
const atSecond = ({ url }: HttpRequest) => url === second

/** Defects of documents that no list names, of values and addresses, and their twins that are none. */
export const documentDefects: readonly Defect[] = [
  {
    check: 'D-01',
    defect: 'another document at the second address',
    change: answering(atSecond, (text) => text.replace('/connect/token', '/old/token')),
    verdict: 'warn',
  },
  {
    check: 'D-01',
    defect: 'the members in another order at the second address',
    change: answering(atSecond, (text) =>
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).toReversed())),
    ),
    verdict: 'pass',
  },
  {
    check: 'D-04',
    defect: 'an issuer that names a user',
    change: issuerOf((issuer) => issuer.replace('://', '://admin@')),
    verdict: 'fail',
    alsoFail: ['D-05', 'D-06', 'D-07'],
  },
  {
    check: 'D-04',
    defect: 'an issuer with a space behind it',
    change: issuerOf((issuer) => `${issuer} `),
    verdict: 'fail',
    alsoFail: ['D-05', 'D-06', 'D-07'],
  },
  row('D-08', 'client_secret_jwt without its algorithms', assertions(['client_secret_jwt']), 'warn'),
  row('D-08', 'private_key_jwt without its algorithms', assertions(['private_key_jwt']), 'warn'),
  row('D-08', 'private_key_jwt and its algorithms', assertions(['private_key_jwt'], ['RS256']), 'pass'),
  row('D-08', 'mutual TLS, which needs none', assertions(['tls_client_auth']), 'pass'),
  row(
    'D-08',
    'revocation by client_secret_jwt without its algorithms',
    { revocation_endpoint_auth_methods_supported: ['client_secret_jwt'] },
    'warn',
  ),
  row('D-09', 'none for assertions', assertions(['private_key_jwt'], ['RS256', 'none']), 'fail'),
  row('D-09', 'a scope with a space in it', { scopes_supported: ['openid', 'openid profile'] }, 'fail'),
  row('D-09', 'an empty scope', { scopes_supported: ['openid', ''] }, 'fail'),
  row('D-09', 'a scope with a quotation mark', { scopes_supported: ['openid', 'a"b'] }, 'fail'),
  row('D-09', 'a locale with an underscore', { ui_locales_supported: ['da_DK'] }, 'fail'),
  row('D-09', 'a locale of nine letters', { ui_locales_supported: ['dansksprog'] }, 'fail'),
  row(
    'D-09',
    'locales of every kind',
    { ui_locales_supported: ['da', 'en-GB', 'zh-Hant-TW', 'sl-rozaj-1994'] },
    'pass',
  ),
  row('D-09', 'a claim type that nobody knows', { claim_types_supported: ['normal', 'nested'] }, 'fail'),
  row('D-09', 'the claim types', { claim_types_supported: ['normal', 'aggregated', 'distributed'] }, 'pass'),
  row('D-09', 'a display that nobody knows', { display_values_supported: ['page', 'mobile'] }, 'fail'),
  ...['RSA-OAEP-256', 'A256KW', 'A128CBC-HS256', 'dir', 'rs256', 'hs256'].map((name) =>
    row('D-09', `${name} to sign with`, { id_token_signing_alg_values_supported: ['RS256', name] }, 'fail'),
  ),
  row('D-09', 'none and algorithms to come', { userinfo_signing_alg_values_supported: ['none', 'ML-DSA-65'] }, 'pass'),
  row('D-09', 'RS256 to encrypt with', { id_token_encryption_alg_values_supported: ['RSA-OAEP', 'RS256'] }, 'fail'),
  row('D-09', 'RSA-OAEP to encrypt with', { id_token_encryption_alg_values_supported: ['RSA-OAEP'] }, 'pass'),
  row('D-17', 's256 beside S256', { code_challenge_methods_supported: ['S256', 's256'] }, 'warn'),
  row(
    'D-18',
    'an alias by plain http',
    { mtls_endpoint_aliases: { token_endpoint: 'http://a.mobilepay.dk/' } },
    'fail',
    elsewhere,
  ),
  row(
    'D-18',
    'an alias by https',
    { mtls_endpoint_aliases: { token_endpoint: 'https://a.mobilepay.dk/' } },
    'pass',
    elsewhere,
  ),
  ...Object.entries({
    'a space behind it': 'https://a.mobilepay.dk/x ',
    'a backslash': 'https://a.mobilepay.dk\\x',
    'a letter that is not ASCII': 'https://a.mobilepay.dk/kæde',
    'a user': 'https://admin@a.mobilepay.dk/x',
    'a password': 'https://:secret@a.mobilepay.dk/x',
  }).map(([what, url]) => row('D-18', `an address with ${what}`, { registration_endpoint: url }, 'fail', elsewhere)),
  {
    check: 'D-25',
    defect: 'an ETag without quotation marks',
    change: withHeader(/openid-configuration$/, 'etag', 'abc'),
    verdict: 'warn',
  },
  {
    check: 'D-26',
    defect: 'addresses made of a header that anybody can write',
    change: (provider) => {
      provider.intercept = ({ headers = {} }) =>
        headers['x-forwarded-host'] === undefined
          ? undefined
          : reply(
              200,
              JSON.stringify({ ...provider.document, token_endpoint: `https://${headers['x-forwarded-host']}/` }),
            )
    },
    verdict: 'fail',
  },
  {
    check: 'D-26',
    defect: 'a header of proxies that is refused',
    change: (provider) => {
      provider.intercept = ({ headers = {} }) => (headers.forwarded === undefined ? undefined : reply(400, ''))
    },
    verdict: 'pass',
  },
  ...['userinfo_endpoint', 'check_session_iframe'].map(
    (member): Defect => ({
      check: 'D-31',
      defect: `${member} that is announced and not there`,
      change: ({ document }) => {
        document[member] = `${base}/sandprod-admin.mobilepay.dk/account/connect/nothing`
      },
      verdict: 'warn',
    }),
  ),
  {
    check: 'D-31',
    defect: 'a userinfo_endpoint that wants a token',
    change: (provider) => {
      const url = `${base}/sandprod-admin.mobilepay.dk/account/connect/userinfo`
      provider.document.userinfo_endpoint = url
      provider.intercept = (request) => (request.url === url ? reply(401, '') : undefined)
    },
    verdict: 'pass',
  },
  {
    check: 'D-31',
    defect: 'a userinfo_endpoint elsewhere, where nothing is sent',
    change: ({ document }) => {
      document.userinfo_endpoint = 'https://api.sandbox.mobilepay.dk/nothing'
    },
    verdict: 'pass',
  },
  {
    check: 'D-11',
    defect: 'no response modes, and an authorization endpoint that does not answer',
    change: (provider) => {
      delete provider.document.response_modes_supported
      provider.intercept = ({ url }) => {
        if (url.includes('/connect/authorize')) throw new TransportError(`${url}: ECONNRESET`)
        return undefined
      }
    },
    verdict: 'inconclusive',
  },
  {
    check: 'D-13',
    defect: 'another vendor, without the scopes of MobilePay’s products',
    change: (provider) => {
      provider.document.scopes_supported = ['openid', 'offline_access']
      foreign(provider, provider.target.discoveryUrl)
    },
    verdict: 'pass',
    alsoFail: ['D-05', 'D-22'],
  },
  row('D-21', 'no subject type', { subject_types_supported: [] }, 'fail', ['D-09']),
  {
    check: 'D-28',
    defect: 'another vendor at a port of its own, port 80 closed',
    change: (provider) => foreign(provider, 'https://login.example:8443/.well-known/openid-configuration'),
    verdict: 'pass',
    alsoFail: ['D-05', 'D-22', 'D-29'],
  },
  {
    check: 'D-28',
    defect: 'this machine at a port of its own',
    change: (provider) => foreign(provider, 'https://localhost:8443/.well-known/openid-configuration'),
    verdict: 'inapplicable',
    alsoFail: ['D-05', 'D-22', 'D-29'],
  },
  {
    check: 'D-29',
    defect: 'no TLS at all',
    change: (provider) => foreign(provider, 'http://login.example/.well-known/openid-configuration'),
    verdict: 'fail',
  },
]

import type { TlsProbeResult } from '../src/subjects/tls-probe.ts'
import type { Defect } from './support/defect.ts'
import { base, reply, type StandIn } from './support/stand-in.ts'

const set =
  (member: string, value: unknown) =>
  ({ document }: StandIn) => {
    document[member] = value
  }
const without =
  (...members: readonly string[]) =>
  ({ document }: StandIn) => {
    for (const member of members) delete document[member]
  }
/** Answers for the discovery document in its own way. */
const serve =
  (body: string | Uint8Array, status = 200) =>
  (provider: StandIn) => {
    const { discoveryUrl } = provider.target
    provider.intercept = ({ url, method }) =>
      url === discoveryUrl && method === 'GET' ? reply(status, body, provider.discoveryHeaders) : undefined
  }
const raw = (change: (json: string) => string) => (provider: StandIn) =>
  serve(change(JSON.stringify(provider.document)))(provider)
const overTls =
  (accepted: Readonly<Record<string, Partial<TlsProbeResult>>>) =>
  (provider: StandIn): void => {
    provider.changes = {
      discoveryUrl: 'https://sandprod-admin.mobilepay.dk/account/.well-known/openid-configuration',
      probeTls: async (_host, _port, version) => ({
        protocol: accepted[version] ? version : undefined,
        certificateProblem: undefined,
        error: accepted[version] ? undefined : 'EPROTO',
        ...accepted[version],
      }),
    }
  }
const modernTls = { 'TLSv1.2': {}, 'TLSv1.3': {} }

const bytesWithBom = (json: string) => new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(json)])

/** What can be wrong with a discovery document, by the check that must see it. */
export const discoveryDefects: readonly Defect[] = [
  { check: 'D-01', defect: 'the document is gone', change: serve('', 404), verdict: 'fail', alsoFail: [] },
  { check: 'D-01', defect: 'the document is elsewhere', change: serve('', 301), verdict: 'fail' },
  {
    check: 'D-01',
    defect: 'the second documented address is gone',
    change: (provider) => {
      provider.intercept = ({ url }) => (/openidconnect\/.well-known\/[^/]*$/.test(url) ? reply(404, '') : undefined)
    },
    verdict: 'warn',
  },
  {
    check: 'D-02',
    defect: 'text/html',
    change: (provider) => {
      provider.discoveryHeaders = { 'content-type': 'text/html' }
    },
    verdict: 'fail',
  },
  {
    check: 'D-02',
    defect: 'no Content-Type',
    change: (provider) => {
      provider.discoveryHeaders = {}
    },
    verdict: 'fail',
  },
  {
    check: 'D-03',
    defect: 'a member twice',
    change: raw((json) => json.replace('{', '{"issuer":"https://other.example",')),
    verdict: 'fail',
  },
  { check: 'D-03', defect: 'a trailing comma', change: raw((json) => json.replace(/\}$/, ',}')), verdict: 'fail' },
  { check: 'D-03', defect: 'an array', change: raw((json) => `[${json}]`), verdict: 'fail' },
  {
    check: 'D-03',
    defect: 'a byte order mark',
    change: (provider) => serve(bytesWithBom(JSON.stringify(provider.document)))(provider),
    verdict: 'fail',
  },
  {
    check: 'D-03',
    defect: 'Latin-1',
    change: serve(Buffer.from('{"issuer":"\u00e6"}', 'latin1')),
    verdict: 'fail',
    alsoFail: ['D-04', 'D-05', 'D-06', 'D-08', 'D-11'],
  },
  {
    check: 'D-04',
    defect: 'an http issuer',
    change: set('issuer', 'http://api.mobilepay.dk/merchant'),
    verdict: 'fail',
    alsoFail: ['D-05', 'D-06', 'D-07'],
  },
  {
    check: 'D-04',
    defect: 'an issuer with a query',
    change: set('issuer', 'https://api.mobilepay.dk/merchant?x'),
    verdict: 'fail',
    alsoFail: ['D-05', 'D-06', 'D-07'],
  },
  {
    check: 'D-04',
    defect: 'an issuer with a fragment',
    change: set('issuer', 'https://api.mobilepay.dk/merchant#x'),
    verdict: 'fail',
    alsoFail: ['D-05', 'D-06', 'D-07'],
  },
  {
    check: 'D-04',
    defect: 'an issuer at the mock',
    change: set('issuer', `${base}/api.mobilepay.dk/merchant`),
    verdict: 'fail',
    alsoFail: ['D-05', 'D-06', 'D-07', 'D-19'],
  },
  {
    check: 'D-05',
    defect: 'a third issuer',
    change: set('issuer', 'https://other.example'),
    verdict: 'fail',
    alsoFail: ['D-06', 'D-07', 'D-19'],
  },
  {
    check: 'D-05',
    defect: 'an issuer that is the address',
    change: set('issuer', 'https://sandprod-admin.mobilepay.dk/account'),
    verdict: 'fixed',
    alsoFail: ['D-06', 'D-07', 'D-19'],
  },
  {
    check: 'D-06',
    defect: 'a trailing slash',
    change: set('issuer', 'https://api.mobilepay.dk/merchant/'),
    verdict: 'fail',
    alsoFail: ['D-05', 'D-07'],
  },
  {
    check: 'D-06',
    defect: 'the issuer of the sandbox host',
    change: set('issuer', 'https://api.sandbox.mobilepay.dk/merchant'),
    verdict: 'fail',
    alsoFail: ['D-05', 'D-07', 'D-19'],
  },
  {
    check: 'D-07',
    defect: 'tokens of another issuer',
    change: (provider) => {
      provider.claims = { iss: 'https://other.example' }
    },
    verdict: 'fail',
  },
  { check: 'D-08', defect: 'no jwks_uri', change: without('jwks_uri'), verdict: 'fail' },
  { check: 'D-08', defect: 'no response types', change: without('response_types_supported'), verdict: 'fail' },
  {
    check: 'D-08',
    defect: 'the members of the published excerpt alone',
    change: without('response_types_supported', 'subject_types_supported', 'id_token_signing_alg_values_supported'),
    verdict: 'fail',
  },
  { check: 'D-09', defect: 'a string for a list', change: set('scopes_supported', 'openid'), verdict: 'fail' },
  { check: 'D-09', defect: 'a string for a flag', change: set('request_parameter_supported', 'true'), verdict: 'fail' },
  { check: 'D-09', defect: 'an empty list', change: set('claims_supported', []), verdict: 'fail' },
  { check: 'D-09', defect: 'null for an address', change: set('revocation_endpoint', null), verdict: 'fail' },
  { check: 'D-10', defect: 'the code flow alone', change: set('response_types_supported', ['code']), verdict: 'fail' },
  {
    check: 'D-11',
    defect: 'query and fragment',
    change: set('response_modes_supported', ['query', 'fragment']),
    verdict: 'fail',
  },
  {
    check: 'D-11',
    defect: 'no response modes although form_post works',
    change: without('response_modes_supported'),
    verdict: 'warn',
  },
  {
    check: 'D-11',
    defect: 'no response modes and no login to see form_post work',
    change: (provider) => {
      without('response_modes_supported')(provider)
      provider.intercept = ({ url }) => (url.includes('/connect/authorize') ? reply(500, '') : undefined)
    },
    verdict: 'fail',
  },
  {
    check: 'D-12',
    defect: 'the registered grants',
    change: set('grant_types_supported', ['authorization_code', 'implicit', 'refresh_token']),
    verdict: 'pass',
  },
  {
    check: 'D-12',
    defect: 'no grants, which means the default',
    change: without('grant_types_supported'),
    verdict: 'warn',
  },
  { check: 'D-13', defect: 'no openid', change: set('scopes_supported', ['invoice']), verdict: 'fail' },
  { check: 'D-13', defect: 'no list of scopes', change: without('scopes_supported'), verdict: 'warn' },
  {
    check: 'D-14',
    defect: 'ES256 alone',
    change: set('id_token_signing_alg_values_supported', ['ES256']),
    verdict: 'fail',
    alsoFail: ['K-10'],
  },
  {
    check: 'D-15',
    defect: 'none offered',
    change: set('id_token_signing_alg_values_supported', ['RS256', 'none']),
    verdict: 'fail',
  },
  {
    check: 'D-16',
    defect: 'Basic alone',
    change: set('token_endpoint_auth_methods_supported', ['client_secret_basic']),
    verdict: 'warn',
  },
  {
    check: 'D-16',
    defect: 'no methods, which means Basic',
    change: without('token_endpoint_auth_methods_supported'),
    verdict: 'warn',
  },
  { check: 'D-17', defect: 'S256 alone', change: set('code_challenge_methods_supported', ['S256']), verdict: 'fixed' },
  { check: 'D-17', defect: 'plain alone', change: set('code_challenge_methods_supported', ['plain']), verdict: 'warn' },
  {
    check: 'D-17',
    defect: 'no challenge methods',
    change: without('code_challenge_methods_supported'),
    verdict: 'warn',
  },
  { check: 'D-18', defect: 'a relative endpoint', change: set('token_endpoint', '/connect/token'), verdict: 'fail' },
  {
    check: 'D-18',
    defect: 'an http endpoint',
    change: set(
      'revocation_endpoint',
      'http://api.sandbox.mobilepay.dk/merchant-authentication-openidconnect/connect/revocation',
    ),
    verdict: 'fail',
  },
  {
    check: 'D-18',
    defect: 'a fragment',
    change: set('end_session_endpoint', `${base}/sandprod-admin.mobilepay.dk/account/connect/endsession#x`),
    verdict: 'fail',
  },
  {
    check: 'D-18',
    defect: 'an address of the mock outside the rule',
    change: set('introspection_endpoint', `${base}/connect/introspect`),
    verdict: 'fail',
    alsoFail: ['D-19'],
  },
  {
    check: 'D-19',
    defect: 'a production host in the sandbox',
    change: set(
      'introspection_endpoint',
      `${base}/api.mobilepay.dk/merchant-authentication-openidconnect/connect/introspect`,
    ),
    verdict: 'fail',
  },
  {
    check: 'D-19',
    defect: 'a sandbox host in production',
    change: set('authorization_endpoint', `${base}/sandprod-admin.mobilepay.dk/account/connect/authorize`),
    verdict: 'fail',
    environment: 'production-dk',
  },
  {
    check: 'D-19',
    defect: 'the Danish login for Finland',
    change: set('authorization_endpoint', `${base}/sandprod-admin.mobilepay.dk/account/connect/authorize`),
    verdict: 'fail',
    environment: 'sandbox-fi',
  },
  {
    check: 'D-19',
    defect: 'an unknown endpoint at a stranger',
    change: set('registration_endpoint', 'https://other.example/register'),
    verdict: 'fail',
  },
  {
    check: 'D-20',
    defect: 'a Finnish scope less',
    change: set('scopes_supported', ['openid', 'offline_access', 'invoice']),
    verdict: 'warn',
    environment: 'sandbox-fi',
  },
  {
    check: 'D-20',
    defect: 'no document for the other country',
    change: (provider) => {
      provider.intercept = ({ url }) => (url.includes('mobilepay.fi') ? reply(404, '') : undefined)
    },
    verdict: 'inconclusive',
  },
  {
    check: 'D-21',
    defect: 'a subject type of its own',
    change: set('subject_types_supported', ['public', 'merchant']),
    verdict: 'fail',
  },
  {
    check: 'D-19',
    defect: 'documentation on a host of its own',
    change: set('service_documentation', 'https://provider.example/docs'),
    verdict: 'pass',
  },
  {
    check: 'D-22',
    defect: 'iss sent as announced',
    change: (provider) => {
      provider.callback = { iss: 'https://api.mobilepay.dk/merchant' }
    },
    verdict: 'fixed',
  },
  {
    check: 'D-22',
    defect: 'iss sent and not announced',
    change: (provider) => {
      provider.callback = { iss: 'https://api.mobilepay.dk/merchant' }
    },
    verdict: 'fail',
    generation: '2018',
  },
  {
    check: 'D-22',
    defect: 'iss announced and not sent in 2018',
    change: set('authorization_response_iss_parameter_supported', true),
    verdict: 'fail',
    generation: '2018',
  },
  {
    check: 'D-23',
    defect: 'request_uri announced as unsupported',
    change: set('request_uri_parameter_supported', false),
    verdict: 'pass',
  },
  {
    check: 'D-23',
    defect: 'request ignored although announced',
    change: (provider) => {
      set('request_uri_parameter_supported', false)(provider)
      provider.refusals = {}
    },
    verdict: 'warn',
  },
  {
    check: 'D-23',
    defect: 'claims looked at although not announced',
    change: (provider) => {
      set('request_uri_parameter_supported', false)(provider)
      provider.refusals = { ...provider.refusals, claims: 'server_error' }
    },
    verdict: 'warn',
  },
  { check: 'D-24', defect: 'a member of its own', change: set('mobilepay_tier', 'gold'), verdict: 'info' },
  {
    check: 'D-25',
    defect: 'immutable for a year',
    change: (provider) => {
      provider.discoveryHeaders = { ...provider.discoveryHeaders, 'cache-control': 'max-age=31536000, immutable' }
    },
    verdict: 'warn',
  },
  {
    check: 'D-25',
    defect: 'an hour, and HEAD',
    change: (provider) => {
      const headers = { ...provider.discoveryHeaders, 'cache-control': 'max-age=3600', etag: '"1"' }
      provider.discoveryHeaders = headers
      provider.intercept = ({ method }) => (method === 'HEAD' ? reply(200, '', headers) : undefined)
    },
    verdict: 'fixed',
  },
  {
    check: 'D-26',
    defect: 'two nodes that differ',
    change: (provider) => {
      const other = JSON.stringify({ ...provider.document, claims_supported: ['sub'] })
      const { discoveryUrl } = provider.target
      provider.intercept = ({ url, method }, _response, count) =>
        url === discoveryUrl && method === 'GET' && count % 2 === 0
          ? reply(200, other, provider.discoveryHeaders)
          : undefined
    },
    verdict: 'fail',
  },
  {
    check: 'D-26',
    defect: 'a node that fails',
    change: (provider) => {
      const { discoveryUrl } = provider.target
      let fetched = 0
      provider.intercept = ({ url }) => {
        fetched += url === discoveryUrl ? 1 : 0
        return url === discoveryUrl && fetched === 8 ? reply(503, '') : undefined
      }
    },
    verdict: 'fail',
  },
  {
    check: 'D-27',
    defect: 'UserInfo announced',
    change: set('userinfo_endpoint', `${base}/sandprod-admin.mobilepay.dk/account/connect/userinfo`),
    verdict: 'fixed',
  },
  { check: 'D-28', defect: 'port 80 closed', change: overTls(modernTls), verdict: 'pass' },
  {
    check: 'D-28',
    defect: 'the document over plain http',
    change: (provider) => {
      overTls(modernTls)(provider)
      provider.intercept = ({ url }) => (url.startsWith('http://sand') ? reply(200, '{}') : undefined)
    },
    verdict: 'fail',
  },
  {
    check: 'D-28',
    defect: 'a redirect to another http address',
    change: (provider) => {
      overTls(modernTls)(provider)
      provider.intercept = ({ url }) =>
        url.startsWith('http://sand') ? reply(301, '', { location: 'http://other.example/' }) : undefined
    },
    verdict: 'fail',
  },
  {
    check: 'D-28',
    defect: 'a redirect to https',
    change: (provider) => {
      overTls(modernTls)(provider)
      provider.intercept = ({ url }) =>
        url.startsWith('http://sand') ? reply(301, '', { location: url.replace('http:', 'https:') }) : undefined
    },
    verdict: 'pass',
  },
  { check: 'D-29', defect: 'modern TLS', change: overTls(modernTls), verdict: 'pass' },
  { check: 'D-29', defect: 'TLS 1.0', change: overTls({ ...modernTls, TLSv1: {} }), verdict: 'fail' },
  { check: 'D-29', defect: 'TLS 1.1', change: overTls({ ...modernTls, 'TLSv1.1': {} }), verdict: 'fail' },
  {
    check: 'D-29',
    defect: 'a certificate of another host',
    change: overTls({ 'TLSv1.2': { certificateProblem: 'ERR_TLS_CERT_ALTNAME_INVALID' } }),
    verdict: 'fail',
  },
  { check: 'D-29', defect: 'no handshake', change: overTls({}), verdict: 'fail' },
  { check: 'D-30', defect: 'a logout flag gone', change: without('backchannel_logout_supported'), verdict: 'fail' },
  {
    check: 'D-30',
    defect: 'a logout flag turned',
    change: set('backchannel_logout_supported', false),
    verdict: 'fail',
  },
  { check: 'D-30', defect: 'a claim less', change: set('claims_supported', ['sub']), verdict: 'fail' },
  {
    check: 'D-30',
    defect: 'a claim more',
    change: set('claims_supported', ['sub', 'merchant_id', 'merchant_vat', 'name']),
    verdict: 'info',
  },
  {
    check: 'D-30',
    defect: 'lists in another order',
    change: set('claims_supported', ['merchant_vat', 'sub', 'merchant_id']),
    verdict: 'pass',
  },
  {
    check: 'D-30',
    defect: 'the response modes that are served',
    change: set('response_modes_supported', ['form_post', 'fragment']),
    verdict: 'pass',
  },
  {
    check: 'D-30',
    defect: 'the document of the other generation',
    change: without('backchannel_authentication_endpoint'),
    verdict: 'fail',
  },
  {
    check: 'D-31',
    defect: 'a page for every path',
    change: (provider) => {
      provider.intercept = (_request, { status }) =>
        status === 404 ? reply(200, '<html></html>', { 'content-type': 'text/html' }) : undefined
    },
    verdict: 'warn',
  },
  {
    check: 'D-31',
    defect: 'UserInfo served and not announced',
    change: (provider) => {
      provider.intercept = ({ url }) => (url.endsWith('/connect/userinfo') ? reply(401, '') : undefined)
    },
    verdict: 'warn',
  },
]

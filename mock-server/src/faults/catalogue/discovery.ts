import { Type } from 'typebox'
import type { EndpointLabel } from '../../journal/endpoint-label.ts'
import type { Fault, FaultAction, FaultContext } from '../fault.ts'
import type { Json, PointName } from '../points.ts'
import { withHeader } from './builders.ts'
import { edit } from './on-tokens.ts'

type Change = (document: Json, context: FaultContext) => Json | undefined

const endpoints: readonly EndpointLabel[] = ['discovery']
const rejected = 'The client refuses the document, names the member, and asks nothing of any endpoint.'
const tolerated = 'The client takes the document.'
const noticed = 'A client that needs it says so; a conformance suite finds it.'
const metadata = 'OIDD 3, 4.3'

type Row = Pick<Fault, 'name' | 'breaks'> & Partial<Pick<Fault, 'spec' | 'expected' | 'ids' | 'parameters'>>

function fault(row: Row, at: { readonly [Point in PointName]?: FaultAction<Point> }): Fault {
  return { spec: metadata, expected: rejected, ...row, group: 'discovery', endpoints, at }
}

function document(row: Row, change: Change): Fault {
  return fault(row, { 'discovery-document': change })
}

/** Gives a member another value. */
function member(name: string, row: Row, value: (before: unknown, context: FaultContext) => unknown): Fault {
  return document(row, (given, context) =>
    name in given ? { ...given, [name]: value(given[name], context) } : undefined,
  )
}

function missing(name: string, row: Partial<Row> = {}): Fault {
  const said = { name: `discovery-${kebab(name)}-missing`, breaks: `The document has no ${name}.`, ...row }
  return document(said, ({ [name]: dropped, ...others }) => (dropped === undefined ? undefined : others))
}

function kebab(name: string): string {
  return name.replaceAll('_', '-')
}

/** A list without one of its values. */
function lacking(name: string, value: string, row: Row): Fault {
  return member(name, row, (list) => [list].flat().filter((one) => one !== value))
}

const issuerFaults: readonly Fault[] = [
  member(
    'issuer',
    { name: 'discovery-issuer-trailing-slash', breaks: 'The issuer has a slash behind it.', ids: ['PD-001'] },
    (issuer) => `${String(issuer)}/`,
  ),
  member(
    'issuer',
    {
      name: 'discovery-issuer-of-other-environment',
      breaks: 'The issuer is named after the sandbox’s host.',
      ids: ['PD-002'],
    },
    () => 'https://api.sandbox.mobilepay.dk/merchant',
  ),
  member(
    'issuer',
    { name: 'discovery-issuer-http', breaks: 'The issuer is named with http.', ids: ['PD-003'] },
    (issuer) => String(issuer).replace('https:', 'http:'),
  ),
  member(
    'issuer',
    {
      name: 'discovery-issuer-mismatch',
      breaks: 'The issuer is another one.',
      ids: ['MR-104', 'oidcc-client-test-discovery-issuer-mismatch'],
    },
    () => 'https://evil.example',
  ),
  member(
    'issuer',
    { name: 'discovery-issuer-with-query', breaks: 'The issuer has a query.', spec: 'OIDD 3; RFC 8414 2' },
    (issuer) => `${String(issuer)}?tenant=1`,
  ),
  missing('issuer'),
  member('issuer', { name: 'discovery-issuer-null', breaks: 'The issuer is null.' }, () => null),
  member('issuer', { name: 'discovery-issuer-empty', breaks: 'The issuer is empty.' }, () => ''),
  member('issuer', { name: 'discovery-issuer-number', breaks: 'The issuer is a number.' }, () => 42),
  member('issuer', { name: 'discovery-issuer-array', breaks: 'The issuer is an array.' }, (issuer) => [issuer]),
]

/** Each address that a client calls, in each wrong form. */
const addresses = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const
const addressForms: readonly (readonly [form: string, says: string, spec: string, write: (url: string) => unknown])[] =
  [
    ['elsewhere', 'leads to another host', 'RFC 9700 4.4; OIDD 3', (url) => url.replace(/\/\/[^/]+/, '//evil.example')],
    ['relative', 'is no absolute URL', 'OIDD 3', (url) => new URL(url).pathname],
    ['with-fragment', 'has a fragment', 'RFC 6749 3.1, 3.2', (url) => `${url}#part`],
    ['file', 'is a file URL', 'OIDD 3', () => 'file:///etc/passwd'],
    ['number', 'is a number', 'OIDD 3', () => 42],
    ['null', 'is null', 'OIDD 3', () => null],
    ['empty', 'is empty', 'OIDD 3', () => ''],
    ['array', 'is an array', 'OIDD 3', (url) => [url]],
  ]

const addressFaults: readonly Fault[] = addresses.flatMap((name) => [
  missing(name, name === 'jwks_uri' ? { ids: ['PD-004'] } : {}),
  ...addressForms.map(([form, says, spec, write]) =>
    member(name, { name: `discovery-${kebab(name)}-${form}`, breaks: `${name} ${says}.`, spec }, (url) =>
      write(String(url)),
    ),
  ),
])

/** Sandbox and production documents mix hosts: real addresses of the other stage. */
const otherStage = document(
  {
    name: 'discovery-host-of-other-stage',
    breaks: 'The token endpoint is the other stage’s.',
    spec: 'MP docs, environments',
    ids: ['PD-011'],
  },
  (given, { exchange }) => {
    const { stage, locate } = exchange
    const host = stage === 'sandbox' ? 'api.mobilepay.dk' : 'api.sandbox.mobilepay.dk'
    return { ...given, token_endpoint: locate(`https://${host}/merchant-authentication-openidconnect/connect/token`) }
  },
)

const optionalFaults: readonly Fault[] = [
  missing('end_session_endpoint', { spec: 'OIDC RP-Initiated Logout 2.1', expected: noticed }),
  missing('revocation_endpoint', { spec: 'RFC 8414 2', expected: noticed }),
  missing('introspection_endpoint', { spec: 'RFC 8414 2', expected: noticed }),
  member(
    'revocation_endpoint',
    {
      name: 'discovery-revocation-endpoint-elsewhere',
      breaks: 'revocation_endpoint leads to another host.',
      spec: 'RFC 9700 4.4',
    },
    () => 'https://evil.example/revocation',
  ),
  member(
    'end_session_endpoint',
    {
      name: 'discovery-end-session-endpoint-elsewhere',
      breaks: 'end_session_endpoint leads to another host.',
      spec: 'RFC 9700 4.4',
    },
    () => 'https://evil.example/endsession',
  ),
]

const listFaults: readonly Fault[] = [
  lacking('response_types_supported', 'code id_token', {
    name: 'discovery-hybrid-not-supported',
    breaks: 'response_types_supported lacks code id_token.',
    spec: 'OIDD 3; OIDCC 3.3',
    expected: noticed,
    ids: ['PD-005'],
  }),
  missing('response_types_supported', { spec: 'OIDD 3' }),
  lacking('response_modes_supported', 'form_post', {
    name: 'discovery-form-post-not-supported',
    breaks: 'response_modes_supported lacks form_post.',
    spec: 'OIDD 3; FormPost 2',
    expected: noticed,
  }),
  missing('response_modes_supported', { expected: noticed }),
  missing('subject_types_supported'),
  member(
    'subject_types_supported',
    {
      name: 'discovery-subject-types-unknown',
      breaks: 'subject_types_supported has an unknown value.',
      expected: noticed,
    },
    () => ['secret'],
  ),
  missing('id_token_signing_alg_values_supported'),
  member(
    'id_token_signing_alg_values_supported',
    {
      name: 'discovery-alg-none-offered',
      breaks: 'ID tokens may have alg none.',
      spec: 'OIDCC 2; RFC 8725 3.1',
      expected: 'The client takes RS256 alone, whatever the document offers.',
    },
    (list) => [...[list].flat(), 'none'],
  ),
  member(
    'id_token_signing_alg_values_supported',
    {
      name: 'discovery-alg-hs256-only',
      breaks: 'ID tokens have HS256 alone.',
      spec: 'OIDD 3',
      expected: 'The client takes RS256 alone, whatever the document offers.',
    },
    () => ['HS256'],
  ),
  lacking('code_challenge_methods_supported', 'S256', {
    name: 'discovery-s256-not-supported',
    breaks: 'code_challenge_methods_supported lacks S256.',
    spec: 'RFC 8414 2; RFC 9700 2.1.1',
    expected: 'The client sends S256 all the same, or refuses; never plain.',
  }),
  missing('code_challenge_methods_supported', { spec: 'RFC 8414 2', expected: noticed }),
  lacking('token_endpoint_auth_methods_supported', 'client_secret_post', {
    name: 'discovery-client-secret-post-not-supported',
    breaks: 'token_endpoint_auth_methods_supported lacks client_secret_post.',
    spec: 'OIDD 3; MP docs',
    expected: noticed,
  }),
  missing('token_endpoint_auth_methods_supported', { expected: noticed }),
  member(
    'scopes_supported',
    {
      name: 'discovery-scopes-string',
      breaks: 'scopes_supported is a string.',
      spec: 'OIDD 3; RFC 8414 2',
      expected: noticed,
      ids: ['PD-009'],
    },
    (list) => [list].flat().join(' '),
  ),
  member(
    'response_types_supported',
    { name: 'discovery-response-types-string', breaks: 'response_types_supported is a string.' },
    () => 'code id_token',
  ),
  member(
    'response_types_supported',
    { name: 'discovery-response-types-empty', breaks: 'response_types_supported is empty.' },
    () => [],
  ),
  lacking('scopes_supported', 'openid', {
    name: 'discovery-openid-not-supported',
    breaks: 'scopes_supported lacks openid.',
    expected: noticed,
  }),
  lacking('grant_types_supported', 'refresh_token', {
    name: 'discovery-refresh-token-not-supported',
    breaks: 'grant_types_supported lacks refresh_token.',
    expected: noticed,
  }),
  member(
    'authorization_response_iss_parameter_supported',
    {
      name: 'discovery-iss-parameter-string',
      breaks: 'authorization_response_iss_parameter_supported is a string.',
      spec: 'RFC 9207 3',
      expected: noticed,
    },
    () => 'true',
  ),
]

const wholeFaults: readonly Fault[] = [
  fault(
    {
      name: 'discovery-content-type-html',
      breaks: 'The document is called text/html.',
      spec: 'OIDD 4.2',
      ids: ['PD-012'],
    },
    {
      reply: (reply) =>
        reply.status === 200 ? withHeader(reply, 'Content-Type', 'text/html; charset=UTF-8') : undefined,
    },
  ),
  document(
    {
      name: 'discovery-alternates-between-nodes',
      breaks: 'Every second document is another node’s, with another token endpoint and fewer scopes.',
      spec: 'OIDD 4',
      expected: 'A conformance suite finds it.',
      ids: ['PD-014'],
    },
    (given, { memory, exchange }) => {
      const asked = Number(memory.get(exchange.environment) ?? 0) + 1
      memory.set(exchange.environment, asked)
      if (asked % 2 === 1) return given
      return { ...given, token_endpoint: `${String(given.token_endpoint)}2`, scopes_supported: ['openid'] }
    },
  ),
  fault(
    {
      name: 'discovery-issuer-duplicated',
      breaks: 'The document has two members issuer, the last one wrong.',
      spec: 'RFC 8259 4',
    },
    {
      reply: (reply) =>
        reply.status === 200
          ? { ...reply, body: `${reply.body.slice(0, -1)},"issuer":"https://evil.example"}` }
          : undefined,
    },
  ),
  document({ name: 'discovery-empty', breaks: 'The document is an empty object.' }, () => ({})),
  document(
    {
      name: 'discovery-member-added',
      breaks: 'The document has a member that no specification names.',
      spec: 'RFC 8414 2',
      expected: tolerated,
    },
    (given) => ({ ...given, added_in_a_later_version: { nested: [true] } }),
  ),
  document(
    { name: 'discovery-reordered', breaks: 'The members come in reverse.', spec: 'RFC 8259 4', expected: tolerated },
    (given) => Object.fromEntries(Object.entries(given).reverse()),
  ),
]

const parameters = Type.Object(
  {
    set: Type.Record(Type.String(), Type.Unknown(), { default: {}, description: 'Members to set, with their values.' }),
    remove: Type.Array(Type.String(), { default: [], description: 'Members to take away.' }),
  },
  { additionalProperties: false },
)

/** The discovery document. */
export const discoveryFaults: readonly Fault[] = [
  ...issuerFaults,
  ...addressFaults,
  otherStage,
  ...optionalFaults,
  ...listFaults,
  ...wholeFaults,
  document(
    {
      name: 'discovery-members-set',
      breaks: 'The document has other members.',
      expected: 'It depends on what was set.',
      parameters,
    },
    (given, context) => edit(given, context.parameters),
  ),
]

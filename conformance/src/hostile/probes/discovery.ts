import { accepted, type HostileRow, rejected } from '../hostile-row.ts'
import { inText, type Json, type ProbeEntry, probeRow } from './probe.ts'

interface DocumentEntry extends ProbeEntry {
  readonly change?: (document: Json) => Json
  /** Changes the JSON, where its writing matters. */
  readonly text?: (json: string) => string
}

const issuer = rejected('discovery-issuer-mismatch')
const member = (name: string) => rejected('discovery-invalid', { member: name })
const twice = (name: string) => rejected('discovery-invalid', { member: name, reason: 'there twice' })
const notPinned = (name: string) => rejected('discovery-host-not-pinned', { member: name })
const ignored = accepted('Members that are not understood are ignored (RFC 8414 2).')
const set =
  (name: string, change: (value: string) => unknown) =>
  (document: Json): Json => ({ ...document, [name]: change(String(document[name])) })
const add =
  (members: Json) =>
  (document: Json): Json => ({ ...document, ...members })
const first = (members: string) => (json: string) => json.replace('{', `{${members},`)

const documents: Readonly<Record<string, DocumentEntry>> = {
  'issuer-shorter': { expect: issuer, change: set('issuer', (value) => new URL(value).origin) },
  'issuer-upper-case': { expect: issuer, change: set('issuer', (value) => value.replace('api.', 'API.')) },
  'issuer-default-port': { expect: issuer, change: set('issuer', (value) => value.replace('.dk/', '.dk:443/')) },
  'issuer-percent-encoded': { expect: issuer, change: set('issuer', (value) => value.replace('/m', '/%6D')) },
  'issuer-look-alike': { expect: issuer, change: set('issuer', (value) => value.replace('a', '\u0430')) },
  'issuer-zero-width': { expect: issuer, change: set('issuer', (value) => `${value}\u200b`) },
  'issuer-with-fragment': { expect: issuer, change: set('issuer', (value) => `${value}#x`) },
  'issuer-in-array': { expect: member('issuer'), change: set('issuer', (value) => [value]) },
  'issuer-duplicated-right-last': { expect: twice('issuer'), text: first('"issuer":"https://attacker.example"') },
  'token-endpoint-duplicated': {
    expect: twice('token_endpoint'),
    text: first('"token_endpoint":"https://attacker.example/token"'),
  },
  'token-endpoint-duplicated-by-escape': {
    expect: twice('token_endpoint'),
    text: first('"\\u0074oken_endpoint":"https://attacker.example/token"'),
  },
  'token-endpoint-with-user': {
    expect: member('token_endpoint'),
    change: set('token_endpoint', (value) => value.replace('://', '://attacker.example@')),
  },
  'token-endpoint-with-backslash': {
    expect: member('token_endpoint'),
    change: set('token_endpoint', (value) => value.replaceAll('/', '\\')),
  },
  'token-endpoint-with-line-feed': {
    expect: member('token_endpoint'),
    change: set('token_endpoint', (value) => value.replace('/connect', '/con\nnect')),
  },
  'token-endpoint-with-space': {
    expect: member('token_endpoint'),
    change: set('token_endpoint', (value) => ` ${value}`),
  },
  'token-endpoint-host-with-dot': {
    expect: member('token_endpoint'),
    change: set('token_endpoint', (value) => value.replace(/(\/\/[^:/]+)/, '$1.')),
  },
  'token-endpoint-other-port': {
    expect: notPinned('token_endpoint'),
    change: set('token_endpoint', (value) => value.replace(/:\d+\//, ':9/')),
  },
  'token-endpoint-other-host-before': {
    expect: member('token_endpoint'),
    change: set('token_endpoint', (value) => value.replace(/\/\/([^:/]+)/, '//$1.attacker.example')),
  },
  'token-endpoint-javascript': {
    expect: member('token_endpoint'),
    change: set('token_endpoint', () => 'javascript:alert(1)'),
  },
  'jwks-uri-data': { expect: member('jwks_uri'), change: set('jwks_uri', () => 'data:application/json,{"keys":[]}') },
  'jwks-uri-ws': { expect: member('jwks_uri'), change: set('jwks_uri', (value) => value.replace(/^http/, 'ws')) },
  'token-endpoint-plain-http': {
    expect: member('token_endpoint'),
    change: set('token_endpoint', () => 'http://provider.example/connect/token'),
  },
  'jwks-uri-plain-http': { expect: member('jwks_uri'), change: set('jwks_uri', () => 'http://provider.example/jwks') },
  'endpoints-in-prototype': {
    expect: ignored,
    text: first('"__proto__":{"token_endpoint":"https://attacker.example/token"}'),
  },
  'mtls-aliases': {
    expect: ignored,
    change: add({ mtls_endpoint_aliases: { token_endpoint: 'https://attacker.example/token' } }),
  },
  'dpop-offered': {
    expect: ignored,
    change: add({ dpop_signing_alg_values_supported: ['ES256'], require_pushed_authorization_requests: true }),
  },
  'signed-metadata': { expect: ignored, change: add({ signed_metadata: 'x.y.z' }) },
  'comment-in-json': { expect: rejected('discovery-invalid'), text: (json) => json.replace('{', '{// comment\n') },
  'prefix-against-scripts': { expect: rejected('discovery-invalid'), text: (json) => `)]}',\n${json}` },
  'deep-member': { expect: ignored, text: (json) => json.replace('{', `{"x":${'['.repeat(2000)}${']'.repeat(2000)},`) },
}

/** Discovery documents that are nearly right, or odd. */
export const discoveryProbes: readonly HostileRow[] = Object.entries(documents).map(
  ([name, { change, text, ...entry }]) =>
    probeRow(`discovery-${name}`, { scenario: 'discover', endpoints: ['discovery'] }, entry, {
      ...(change && { 'discovery-document': change }),
      ...(text && inText(text)),
    }),
)

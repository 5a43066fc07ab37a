import type { HostileRow } from '../hostile-row.ts'
import { claim } from '../rows/from-table.ts'
import { type IdTokenKind, type IdTokenTable, idTokenRows, withClaim } from './on-id-token.ts'
import { frontChannel, probeRow } from './probe.ts'

const issuer = claim('id-token-issuer', 'iss')
const audience = claim('id-token-audience', 'aud')
const malformed = (name: string) => claim('id-token-malformed', name)
const later: readonly IdTokenKind[] = ['back-id-token', 'refreshed-id-token']
const otherSubject = claim('id-tokens-differ', 'sub')

const table: IdTokenTable = {
  'iss-shorter': { expect: issuer, change: withClaim('iss', (iss) => new URL(iss).origin) },
  'iss-default-port': { expect: issuer, change: withClaim('iss', (iss) => iss.replace('.dk/', '.dk:443/')) },
  'iss-percent-encoded': { expect: issuer, change: withClaim('iss', (iss) => iss.replace('/m', '/%6D')) },
  'iss-look-alike': { expect: issuer, change: withClaim('iss', (iss) => iss.replace('a', '\u0430')) },
  'iss-zero-width': { expect: issuer, change: withClaim('iss', (iss) => `${iss}\u200b`) },
  'iss-userinfo': { expect: issuer, change: withClaim('iss', (iss) => iss.replace('://', '://x@')) },
  'iss-space': { expect: issuer, change: withClaim('iss', (iss) => `${iss} `) },
  'aud-longer': { expect: audience, change: withClaim('aud', (_, { clientId }) => `${clientId}-other`) },
  'aud-with-space': { expect: audience, change: withClaim('aud', (_, { clientId }) => `${clientId} `) },
  'aud-look-alike': {
    expect: audience,
    change: withClaim('aud', (_, { clientId }) => clientId.replace('i', '\uff49')),
  },
  'aud-list-in-text': { expect: audience, change: withClaim('aud', (_, { clientId }) => `${clientId} another-client`) },
  'aud-nested': { expect: malformed('aud'), change: withClaim('aud', (_, { clientId }) => [[clientId]]) },
  'aud-with-null': { expect: malformed('aud'), change: withClaim('aud', (_, { clientId }) => [clientId, null]) },
  'aud-other-azp-right': {
    expect: audience,
    change: ({ claims, clientId }) => ({ claims: { ...claims, aud: 'another-client', azp: clientId } }),
  },
  'sub-shorter': { of: later, expect: otherSubject, change: withClaim('sub', (sub) => sub.slice(0, -1)) },
  'sub-longer': { of: later, expect: otherSubject, change: withClaim('sub', (sub) => `${sub}0`) },
}

/** Both ID tokens name a subject, which differs by the case of a letter: those of the mock are made of digits. */
const otherCase = probeRow(
  'back-id-token-sub-other-case',
  { scenario: 'consent', endpoints: [...frontChannel, 'token'] },
  { expect: otherSubject, requests: { token: 1, api: 0 } },
  {
    token: (draft) => {
      if (draft.kind === 'access-token') return undefined
      const sub = draft.kind === 'front-id-token' ? 'Somebody' : 'somebody'
      return { ...draft, claims: { ...draft.claims, sub } }
    },
  },
)

/** Who issued an ID token to whom about whom, nearly right. */
export const idTokenParties: readonly HostileRow[] = [...idTokenRows(table), otherCase]

import { accepted, type HostileRow, rejected } from '../hostile-row.ts'
import { claim } from '../rows/from-table.ts'
import { type DraftChange, withText } from './on-id-token.ts'
import { type ProbeEntry, probeRow } from './probe.ts'

interface AccessTokenEntry extends ProbeEntry {
  readonly change: DraftChange
}
const invalid = (name: string) => claim('access-token-invalid', name)
const some = rejected('access-token-invalid')
const other = rejected('merchant-mismatch')
/** Sets a claim, whether it is there or not. */
const withClaim =
  (name: string, change: (value: unknown, clientId: string) => unknown): DraftChange =>
  ({ claims, clientId }) => ({ claims: { ...claims, [name]: change(claims[name], clientId) } })
const withHeader =
  (members: object): DraftChange =>
  ({ header }) => ({ header: { ...header, ...members } })
const written = (name: string, text: string) =>
  withText((json) => json.replace(new RegExp(`"${name}":\\d+`), `"${name}":${text}`))

const table: Readonly<Record<string, AccessTokenEntry>> = {
  'exp-infinite': { expect: invalid('exp'), change: written('exp', '1e400') },
  'exp-in-ten-years': { expect: invalid('exp'), change: withClaim('exp', (exp) => Number(exp) + 315_360_000) },
  'exp-milliseconds': { expect: invalid('exp'), change: withClaim('exp', (exp) => Number(exp) * 1000) },
  'nbf-infinite': { expect: invalid('nbf'), change: written('nbf', '1e400') },
  'iss-look-alike': { expect: invalid('iss'), change: withClaim('iss', (iss) => String(iss).replace('a', '\u0430')) },
  'aud-longer': { expect: invalid('aud'), change: withClaim('aud', (aud) => `${[aud].flat()[0]}/other`) },
  'aud-nested': { expect: invalid('aud'), change: withClaim('aud', (aud) => [[aud]]) },
  'client-longer': {
    expect: invalid('client_id'),
    change: withClaim('client_id', (_, clientId) => `${clientId}-other`),
  },
  'client-in-array': { expect: invalid('client_id'), change: withClaim('client_id', (_, clientId) => [clientId]) },
  'client-null': { expect: invalid('client_id'), change: withClaim('client_id', () => null) },
  'azp-of-another': { expect: invalid('azp'), change: withClaim('azp', () => 'another-client') },
  'sub-longer': { expect: invalid('sub'), change: withClaim('sub', (sub) => `${sub}0`) },
  'sub-number': { expect: invalid('sub'), change: withClaim('sub', () => 7) },
  'merchant-array': { expect: invalid('merchant_id'), change: withClaim('merchant_id', (id) => [id]) },
  'vat-of-another': { expect: other, change: withClaim('merchant_vat', () => 'DK99999993') },
  'vat-with-space': { expect: other, change: withClaim('merchant_vat', (vat) => `${vat} `) },
  'vat-other-case': { expect: other, change: withClaim('merchant_vat', (vat) => String(vat).toLowerCase()) },
  'vat-array': { expect: invalid('merchant_vat'), change: withClaim('merchant_vat', (vat) => [vat]) },
  'claim-duplicated': { expect: some, change: withText((json) => json.replace('{', '{"merchant_id":"another",')) },
  'claim-in-prototype': {
    expect: accepted('Claims that are not understood are ignored.'),
    change: withText((json) => json.replace('{', '{"__proto__":{"client_id":"another"},')),
  },
  crit: { expect: some, change: withHeader({ crit: ['x'], x: 1 }) },
  'b64-false': { expect: some, change: withHeader({ b64: false, crit: ['b64'] }) },
  'alg-none-in-capitals': {
    expect: some,
    change: ({ header }) => ({ header: { ...header, alg: 'NONE' }, sign: async () => Buffer.alloc(0) }),
  },
  'kid-unknown': { expect: rejected('signing-key-unknown'), change: withHeader({ kid: 'unknown' }) },
  'kid-object': { expect: rejected(['signing-key-unknown', 'access-token-invalid']), change: withHeader({ kid: {} }) },
  'typ-logout-token': { expect: some, change: withHeader({ typ: 'logout+jwt' }) },
  'typ-number': { expect: some, change: withHeader({ typ: 7 }) },
  'scope-object': {
    expect: rejected(['api-forbidden', 'access-token-invalid']),
    requests: { api: 1 },
    change: withClaim('scope', () => ({ a: 1 })),
  },
}

/** Access tokens of a code and of a refresh that are nearly right, or odd. */
export const accessTokenProbes: readonly HostileRow[] = Object.entries(table).flatMap(([name, { change, ...entry }]) =>
  (['redeem', 'refresh'] as const).map((scenario) =>
    probeRow(`${scenario}-access-token-${name}`, { scenario, endpoints: ['token'] }, entry, {
      token: (draft) => {
        const changed = draft.kind === 'access-token' ? change(draft) : undefined
        return changed && { ...draft, ...changed }
      },
    }),
  ),
)

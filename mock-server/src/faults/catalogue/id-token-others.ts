import type { Claims } from '../../engine/jwt.ts'
import type { Fault } from '../fault.ts'
import { back, type DraftChange, dropClaim, forEachKind, front, type IdTokenRow, setClaim } from './id-token-rows.ts'

const eventSpec = 'OIDCC 2, 3.3.3.6'
const textSpec = 'RFC 7519 4; RFC 8725 2.3'

/** Writes a member of the claims a second time, with another value, in front of or behind the right one. */
function duplicate(name: string, value: (claims: Claims) => unknown, place: 'before' | 'after'): DraftChange {
  return (draft) => {
    if (!(name in draft.claims)) return undefined
    const member = `${JSON.stringify(name)}:${JSON.stringify(value(draft.claims))}`
    const inner = JSON.stringify(draft.claims).slice(1, -1)
    return { ...draft, claimsText: place === 'before' ? `{${member},${inner}}` : `{${inner},${member}}` }
  }
}

const rows: readonly IdTokenRow[] = [
  { name: 'amr-string', breaks: 'has a string for amr.', spec: eventSpec, change: setClaim('amr', 'pwd') },
  { name: 'amr-numbers', breaks: 'has numbers in amr.', spec: eventSpec, change: setClaim('amr', [1, 2]) },
  { name: 'amr-null', breaks: 'has null for amr.', spec: eventSpec, change: setClaim('amr', null) },
  {
    name: 'amr-changed',
    breaks: 'tells of another way of login than the one in front.',
    spec: eventSpec,
    of: [back],
    change: setClaim('amr', ['pwd']),
  },
  { name: 'amr-missing', breaks: 'has no amr.', spec: 'OIDCC 2', isRight: true, change: dropClaim('amr') },
  { name: 'acr-number', breaks: 'has a number for acr.', spec: eventSpec, change: setClaim('acr', 2) },
  {
    name: 'email-leaked',
    breaks: 'carries the user’s e-mail address through the browser.',
    spec: 'OIDCC 3.3.3.6, 17',
    of: [front],
    ids: { [front]: ['PD-097'] },
    change: (draft, { exchange }) => {
      const user = exchange.world.users.find(({ sub }) => sub === draft.claims.sub)
      return { ...draft, claims: { ...draft.claims, email: user?.email ?? 'user@example.com' } }
    },
  },
  {
    name: 'claim-added',
    breaks: 'has a claim that no document names.',
    spec: 'OIDCC 3.1.3.7; RFC 7519 4',
    isRight: true,
    change: setClaim('added', { in: 'a later version' }),
  },
  {
    name: 'aud-duplicated',
    breaks: 'has two members aud, the last one wrong.',
    spec: textSpec,
    ids: { [front]: ['PD-098'] },
    change: duplicate('aud', () => 'another-client', 'after'),
  },
  {
    name: 'nonce-duplicated',
    breaks: 'has two members nonce, the first one wrong.',
    spec: textSpec,
    ids: { [front]: ['MR-045'] },
    change: duplicate('nonce', () => 'another-nonce', 'before'),
  },
  {
    name: 'sub-duplicated',
    breaks: 'has two members sub, the last one wrong.',
    spec: textSpec,
    change: duplicate('sub', () => 'another-user', 'after'),
  },
  {
    name: 'claims-array',
    breaks: 'has an array for its claims.',
    spec: 'RFC 7519 7.2',
    change: (draft) => ({ ...draft, claimsText: JSON.stringify([draft.claims]) }),
  },
  {
    name: 'claims-not-json',
    breaks: 'has claims that are no JSON.',
    spec: 'RFC 7519 7.2',
    change: (draft) => ({ ...draft, claimsText: `${JSON.stringify(draft.claims)},` }),
  },
  {
    name: 'claims-empty',
    breaks: 'has no claims at all.',
    spec: 'OIDCC 2',
    change: (draft) => ({ ...draft, claims: {} }),
  },
]

/** The rest of the claims, and how they are written. */
export const idTokenOtherFaults: readonly Fault[] = forEachKind(rows)

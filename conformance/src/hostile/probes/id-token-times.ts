import { accepted } from '../hostile-row.ts'
import { claim } from '../rows/from-table.ts'
import { type DraftChange, type IdTokenTable, idTokenRows, written } from './on-id-token.ts'

const time = (name: string) => claim('id-token-time', name)
const malformed = (name: string) => claim('id-token-malformed', name)
const asNumber = accepted('It is the same number, however JSON writes it (RFC 7519 2).')

/** Expired so many seconds ago, and issued before that. */
const expired =
  (seconds: number): DraftChange =>
  ({ claims }) => {
    const now = Number(claims.iat)
    return { claims: { ...claims, exp: now - seconds, iat: now - seconds - 300, nbf: now - seconds - 300 } }
  }

const table: IdTokenTable = {
  'exp-infinite': { expect: malformed('exp'), change: written('exp', () => '1e400') },
  'exp-minus-zero': { expect: time('exp'), change: written('exp', () => '-0') },
  'exp-fraction': { expect: asNumber, change: written('exp', (value) => `${value}.0`) },
  'exp-exponent': { expect: asNumber, change: written('exp', (value) => `${value / 1e9}e9`) },
  'expired-after-iat': { expect: time('exp'), change: expired(300) },
  'expired-by-ninety-seconds': { expect: time('exp'), change: expired(90) },
  'iat-infinite': { expect: malformed('iat'), change: written('iat', () => '-1e400') },
  'nbf-infinite': { expect: malformed('nbf'), change: written('nbf', () => '1e400') },
}

/** Numbers that only look like right times, and right times that look odd. */
export const idTokenTimes = idTokenRows(table)

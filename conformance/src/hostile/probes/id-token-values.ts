import type { Expectation, HostileRow } from '../hostile-row.ts'
import { claim } from '../rows/from-table.ts'
import { type IdTokenKind, idTokenRows, withClaim } from './on-id-token.ts'

/** Values that have to be the same to the letter, nearly the same. */
const nearly: Readonly<Record<string, (value: string) => string>> = {
  'first-half': (value) => value.slice(0, 11),
  'first-character': (value) => value.slice(0, 1),
  'swapped-case': (value) => value.replace(/[a-z]/gi, (it) => (it < 'a' ? it.toLowerCase() : it.toUpperCase())),
  'other-end': (value) => `${value.slice(0, -2)}${value.at(-2) === 'A' ? 'Q' : 'A'}${value.slice(-1)}`,
  'with-space': (value) => `${value} `,
  'with-line-feed': (value) => `${value}\n`,
  'with-nul': (value) => `${value}\u0000`,
  longer: (value) => `${value}AAAA`,
}

const rows = (name: string, of: readonly IdTokenKind[], expect: Expectation): readonly HostileRow[] =>
  idTokenRows(
    Object.fromEntries(
      Object.entries(nearly).map(([way, change]) => [
        `${name.replace('_', '-')}-${way}`,
        { of, expect, change: withClaim(name, change) },
      ]),
    ),
  )

/** nonce, c_hash and at_hash, nearly right. */
export const idTokenValues: readonly HostileRow[] = [
  ...rows('nonce', ['front-id-token', 'back-id-token'], claim('id-token-nonce', 'nonce')),
  ...rows('c_hash', ['front-id-token'], claim('id-token-code-hash', 'c_hash')),
  ...rows('at_hash', ['back-id-token', 'refreshed-id-token'], claim('id-token-access-token-hash', 'at_hash')),
]

import type { TokenDraft, TokenKind } from '../../mock-server/src/engine/token-draft.ts'
import type { FaultContext } from '../../mock-server/src/faults/fault.ts'
import { type Acts, byFragment, type UnlistedDefect } from './support/unlisted-defect.ts'

type Members = Readonly<Record<string, unknown>>

/** Other tokens of one kind. */
function tokens(kind: TokenKind, change: (draft: TokenDraft, context: FaultContext) => Partial<TokenDraft>): Acts {
  return { token: (draft, context) => (draft.kind === kind ? { ...draft, ...change(draft, context) } : undefined) }
}

/** Other claims in front, by fragment alone. */
function fragmentClaims(change: (claims: Members) => Members): Acts {
  return tokens('front-id-token', ({ claims }, context) => (byFragment(context) ? { claims: change(claims) } : {}))
}

function fragmentHeader(change: (header: Members) => Members): Acts {
  return tokens('front-id-token', ({ header }, context) => (byFragment(context) ? { header: change(header) } : {}))
}

/** The last character of a signature of 2048 bits holds four bits of no octet. */
function withStrayBits(jwt: string): string {
  return `${jwt.slice(0, -1)}${String.fromCharCode(jwt.charCodeAt(jwt.length - 1) + 1)}`
}

/** Defects of ID tokens that no list names. */
export const unlistedIdToken: readonly UnlistedDefect[] = [
  {
    defect: 'stray bits at the end of the signature',
    seenBy: 'I-01',
    at: tokens('front-id-token', () => ({ finish: withStrayBits })),
  },
  {
    defect: 'a byte order mark before the claims',
    seenBy: 'I-01',
    at: tokens('back-id-token', ({ claims }) => ({ claimsText: `\ufeff${JSON.stringify(claims)}` })),
  },
  {
    defect: 'a payload by fragment that is cut off',
    seenBy: 'I-01',
    at: tokens('front-id-token', (_draft, context) =>
      byFragment(context) ? { finish: (jwt) => jwt.replace(/(\.[^.]+)..\./, '$1.') } : {},
    ),
  },
  {
    defect: 'an unknown kid by fragment',
    seenBy: 'I-05',
    at: fragmentHeader((header) => ({ ...header, kid: `${header.kid}0` })),
  },
  {
    defect: 'another x5t by fragment',
    seenBy: 'I-34',
    at: fragmentHeader((header) => ({ ...header, x5t: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA' })),
  },
  {
    defect: 'a header that says that a token is within',
    seenBy: 'I-04',
    at: tokens('back-id-token', ({ header }) => ({ header: { ...header, cty: 'JWT' } })),
  },
  {
    defect: 'a year to live by fragment',
    seenBy: 'I-11',
    at: fragmentClaims((claims) => ({ ...claims, exp: Number(claims.exp) + 31_536_000 })),
  },
  {
    defect: 'nbf after iat by fragment',
    seenBy: 'I-13',
    at: fragmentClaims((claims) => ({ ...claims, nbf: Number(claims.iat) + 300 })),
  },
  {
    defect: 'auth_time in a text by fragment',
    seenBy: 'I-27',
    at: fragmentClaims((claims) => ({ ...claims, auth_time: String(claims.auth_time) })),
  },
  {
    defect: 'amr in a text by fragment',
    seenBy: 'I-28',
    at: fragmentClaims((claims) => ({ ...claims, amr: 'pwd' })),
  },
  {
    defect: 'one jti for all tokens',
    seenBy: 'I-28',
    at: tokens('front-id-token', ({ claims }) => ({ claims: { ...claims, jti: 'f81d4fae' } })),
  },
  {
    defect: 'the access token within the ID token',
    seenBy: 'I-30',
    at: tokens('back-id-token', ({ claims, accessToken }) => ({ claims: { ...claims, token: accessToken } })),
  },
  {
    defect: 'the name of the user by fragment',
    seenBy: 'I-30',
    at: fragmentClaims((claims) => ({ ...claims, name: 'Anna' })),
  },
  {
    defect: 'another sub by fragment',
    seenBy: 'I-32',
    at: fragmentClaims((claims) => ({ ...claims, sub: `${claims.sub}0` })),
  },
]

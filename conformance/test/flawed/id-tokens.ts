import type { Flaw } from '../support/flawed-program.ts'
import { clientIdOf, half, issuer, takes, text, unsigned } from './loosely.ts'

/** Clients that are content with ID tokens which are nearly right. */
export const idTokenFlaws: readonly Flaw[] = [
  {
    flaw: 'iss that is only the beginning of the issuer',
    seenBy: 'RP-44',
    front: takes(
      'iss',
      () => issuer,
      (value, wanted) => text(value).length > 8 && wanted.startsWith(text(value)),
    ),
  },
  {
    flaw: 'iss compared after URL parsing',
    seenBy: 'RP-44',
    front: takes(
      'iss',
      () => issuer,
      (value, wanted) => URL.parse(text(value))?.href === wanted,
    ),
  },
  {
    flaw: 'aud that contains the client id',
    seenBy: 'RP-45',
    front: takes('aud', clientIdOf, (value, wanted) => text(value).includes(wanted)),
  },
  {
    flaw: 'exp compared with iat and not with the clock',
    seenBy: 'RP-49',
    front: ({ claims, isSigned }, { now }) =>
      isSigned && Number(claims.exp) > Number(claims.iat) && Number(claims.exp) < now
        ? { ...claims, exp: now + 60, iat: now }
        : undefined,
  },
  {
    flaw: 'c_hash without regard to case',
    seenBy: 'RP-52',
    front: ({ claims, isSigned }, known) => {
      const own = text(known.memory.get('c_hash'))
      return isSigned && own !== '' && claims.c_hash !== own && text(claims.c_hash).toLowerCase() === own.toLowerCase()
        ? { ...claims, c_hash: own }
        : undefined
    },
    callback: (form, { memory }) => {
      memory.set('c_hash', half(form.get('code') ?? ''))
      return form
    },
  },
  {
    flaw: 'at_hash of too few characters',
    seenBy: 'RP-63',
    back: ({ claims, isSigned, beside }) => {
      const [value, right] = [text(claims.at_hash), half(beside.accessToken ?? '')]
      return isSigned && value.length >= 8 && value !== right && right.startsWith(value)
        ? { ...claims, at_hash: right }
        : undefined
    },
  },
  {
    flaw: 'a key that the token brings in jwk',
    seenBy: 'RP-43',
    front: unsigned((header) => header.alg === 'RS256' && header.jwk !== undefined),
  },
  {
    flaw: 'a key that the token brings in x5c',
    seenBy: 'RP-43',
    front: unsigned((header) => header.alg === 'RS256' && header.x5c !== undefined),
  },
  {
    flaw: 'sub without regard to case between both ID tokens',
    seenBy: 'RP-61',
    back: ({ claims, isSigned }, { memory }) => {
      const own = text(memory.get('sub'))
      return isSigned && own !== '' && claims.sub !== own && text(claims.sub).toLowerCase() === own.toLowerCase()
        ? { ...claims, sub: own }
        : undefined
    },
    front: ({ claims }, { memory }) => {
      memory.set('sub', claims.sub)
      return undefined
    },
  },
  {
    flaw: 'HS256 with the client secret, in a refresh alone',
    seenBy: 'RP-69',
    refreshed: unsigned((header) => header.alg === 'HS256'),
  },
  {
    flaw: 'an access token for an ID token, in a refresh alone',
    seenBy: 'RP-69',
    refreshed: ({ claims, header, isSigned }) => (isSigned && header.typ === 'at+jwt' ? claims : undefined),
  },
  {
    flaw: 'aud without regard to case, in the second ID token alone',
    seenBy: 'RP-65',
    back: takes('aud', clientIdOf, (value, wanted) => text(value).toLowerCase() === wanted.toLowerCase()),
  },
  {
    flaw: 'claims that are there twice, but for nonce, aud and sub',
    seenBy: 'RP-54',
    front: ({ claims, isSigned, text: json }) => {
      const names = Array.from(json.matchAll(/"(\w+)":/g), ([, name]) => name)
      const twice = names.filter((name, index) => names.indexOf(name) !== index)
      return isSigned && twice.length > 0 && !twice.some((name) => /^(nonce|aud|sub)$/.test(name ?? ''))
        ? claims
        : undefined
    },
  },
]

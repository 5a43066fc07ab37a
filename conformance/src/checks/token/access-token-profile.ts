import type { InspectedJwt } from '../../flow/tokens.ts'

/** Claims that RFC 9068 2.2 requires. */
const required = ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti'] as const

/** Where a JWT differs from the profile for access tokens (RFC 9068 2.1 to 2.2.3). */
export function profileProblems({ header, claims }: InspectedJwt): readonly string[] {
  const { typ } = header
  const isTyped = typeof typ === 'string' && /^(application\/)?at\+jwt$/i.test(typ)
  return [
    ...(isTyped ? [] : [`RFC 9068 2.1: typ is ${typ === undefined ? 'absent' : JSON.stringify(typ)}, not at+jwt`]),
    ...required.filter((name) => claims[name] === undefined).map((name) => `RFC 9068 2.2: ${name} is absent`),
    ...(claims.scope === undefined || typeof claims.scope === 'string'
      ? []
      : ['RFC 9068 2.2.3: scope is an array, not a string']),
  ]
}

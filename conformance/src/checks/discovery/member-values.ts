import { words } from '../../run/json-values.ts'
import type { JsonObject } from '../check-context.ts'
import { signatureAlgorithms } from '../jwks/algorithms.ts'

/** What the values of some lists may be, whatever else a provider supports. */
interface ValueRule {
  readonly members: RegExp
  readonly kind: string
  readonly allows: (value: string) => boolean
}

const oneOf = (list: string) => (value: string) => list.split(' ').includes(value)
const signatures = new Set(['none', 'HS256', 'HS384', 'HS512', ...signatureAlgorithms.keys()])
const misspelt = new Set(Array.from(signatures, (name) => name.toLowerCase()))
/** RFC 7518 4.1, 5.1. */
const encryption = /^(RSA1_5|RSA-OAEP.*|dir|ECDH-ES.*|PBES2-.*|A\d{3}(KW|GCMKW|GCM|CBC-HS\d{3}))$/

const rules: readonly ValueRule[] = [
  {
    members: /^scopes_supported$/,
    kind: 'scope (RFC 6749 3.3)',
    allows: (value) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value),
  },
  {
    members: /_locales_supported$/,
    kind: 'language tag (RFC 5646 2.1)',
    allows: (value) => /^[a-z]{1,8}(-[a-z\d]{1,8})*$/i.test(value),
  },
  {
    members: /^claim_types_supported$/,
    kind: 'claim type (OIDCC 5.6)',
    allows: oneOf('normal aggregated distributed'),
  },
  {
    members: /^display_values_supported$/,
    kind: 'display value (OIDCC 3.1.2.1)',
    allows: oneOf('page popup touch wap'),
  },
  {
    members: /_signing_alg(_values)?_supported$/,
    kind: 'signature algorithm (RFC 7518 3.1)',
    // Algorithms to come are passed over; those that are known have one spelling.
    allows: (value) => signatures.has(value) || !(misspelt.has(value.toLowerCase()) || encryption.test(value)),
  },
  {
    members: /_auth_signing_alg_values_supported$/,
    kind: 'algorithm for client assertions (OIDD 3; RFC 8414 2)',
    allows: (value) => value !== 'none',
  },
  {
    members: /_encryption_(alg|enc)_values_supported$/,
    kind: 'encryption algorithm (RFC 7518 4.1, 5.1)',
    allows: (value) => !misspelt.has(value.toLowerCase()),
  },
]

/** What is wrong with values whose form or choice a specification settles. */
export function valueProblems(document: JsonObject): readonly string[] {
  return Object.entries(document).flatMap(([member, list]) =>
    rules
      .filter(({ members }) => members.test(member))
      .flatMap(({ kind, allows }) =>
        (words(list) ?? [])
          .filter((value) => !allows(value))
          .map((value) => `${member}: ${JSON.stringify(value)} is no ${kind}`),
      ),
  )
}

const assertions = ['client_secret_jwt', 'private_key_jwt']

/** Lists of algorithms that must be there where clients may authenticate by assertion (RFC 8414 2). */
export function missingAlgorithms(document: JsonObject): readonly string[] {
  return ['token', 'revocation', 'introspection'].flatMap((name) => {
    const methods = words(document[`${name}_endpoint_auth_methods_supported`]) ?? []
    const needed = `${name}_endpoint_auth_signing_alg_values_supported`
    const isNeeded = methods.some((method) => assertions.includes(method))
    return isNeeded && document[needed] === undefined ? [`${needed} is missing`] : []
  })
}

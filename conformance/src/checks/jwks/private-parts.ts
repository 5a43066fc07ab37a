import { isObject } from '../../run/json-values.ts'

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'oth']

/** Private and symmetric key material anywhere in a value: members of keys, and keys in PEM (RFC 7468). */
export function privateParts(value: unknown): readonly string[] {
  if (typeof value === 'string') return /-----BEGIN [A-Z ]*PRIVATE KEY/.test(value) ? ['has a private key in PEM'] : []
  if (Array.isArray(value)) return value.flatMap(privateParts)
  if (!isObject(value)) return []
  const isKey = 'kty' in value
  return [
    ...(value.kty === 'oct' ? ['is a symmetric key'] : []),
    ...privateMembers.filter((member) => isKey && member in value).map((member) => `has the private member ${member}`),
    ...Object.values(value).flatMap(privateParts),
  ]
}

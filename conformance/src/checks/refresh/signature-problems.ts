import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose'
import type { InspectedJwt } from '../../flow/tokens.ts'
import { isObject, lenientJson } from '../../run/json-values.ts'
import type { CheckContext } from '../check-context.ts'

/** What is wrong with a signature under the keys that are published now; encrypted tokens cannot be looked into. */
export async function signatureProblems(context: CheckContext, token: InspectedJwt): Promise<readonly string[]> {
  const { compact, parts, header, problems } = token
  if (parts.length === 5) return []
  if (problems.length > 0) return problems.map((problem) => `the ID token ${problem}`)
  if (String(header.alg).startsWith('HS')) return []
  try {
    await compactVerify(compact, createLocalJWKSet({ keys: await keysNow(context) }))
    return []
  } catch (error) {
    return [
      `the signature is not that of a published key (${error instanceof errors.JOSEError ? error.code : 'unreadable'})`,
    ]
  }
}

async function keysNow(context: CheckContext): Promise<JSONWebKeySet['keys']> {
  const set = lenientJson((await context.refetchJwks()).body)
  return isObject(set) && Array.isArray(set.keys)
    ? (set.keys.filter((key) => isObject(key)) as JSONWebKeySet['keys'])
    : []
}

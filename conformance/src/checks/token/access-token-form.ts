import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose'
import { inspectJwt, type JsonObject } from '../../flow/tokens.ts'
import type { CheckContext } from '../check-context.ts'

const visible = /^[\x20-\x7e]+$/
const bearer = /^[\w.~+/-]+=*$/

/** Bits that nobody can guess of an opaque token (RFC 6749 10.10 asks for 128). */
const enoughBits = 128

/** What is wrong with the characters of an access token (RFC 6749 A.12; RFC 6750 2.1). */
export function characterProblems(token: string): readonly string[] {
  if (token === '') return ['access_token is empty']
  if (!visible.test(token)) return ['access_token has characters that are not visible ASCII']
  return bearer.test(token) ? [] : ['access_token has characters that no Bearer header can carry']
}

/** Whether it is a JWT that a client could read; an encrypted one is opaque. */
export function isReadableJwt(token: string): boolean {
  const { parts, header, claims } = inspectJwt(token)
  return parts.length === 3 && Object.keys(header).length > 0 && Object.keys(claims).length > 0
}

/** What makes an opaque token easy to guess, beside another one of the same provider. */
export function guessProblems(token: string, other: string | undefined): readonly string[] {
  const bitsEach = /^[0-9a-f-]+$/i.test(token) ? 4 : 6
  const common = commonPrefix(token, other ?? '')
  const bits = (token.length - (token.length === common ? 0 : common)) * bitsEach
  return [
    ...(bits < enoughBits ? [`access_token has at most ${bits} bits that differ from token to token`] : []),
    ...(token === other ? ['access_token is the same for two codes'] : []),
  ]
}

function commonPrefix(one: string, other: string): number {
  const at = [...one].findIndex((character, index) => character !== other[index])
  return at === -1 ? one.length : at
}

/** What lets anybody make such a JWT: no signature. */
export function unsignedProblems(token: string): readonly string[] {
  const { parts, header } = inspectJwt(token)
  const { alg } = header
  return [
    ...(typeof alg !== 'string' || alg.toLowerCase() === 'none' ? [`alg of the access token is ${said(alg)}`] : []),
    ...(parts[2] === '' ? ['the access token has no signature'] : []),
  ]
}

/** What is wrong with its signature under the published keys. */
export async function signatureProblems(context: CheckContext, token: string): Promise<readonly string[]> {
  const keys = (await context.keys()) as readonly JsonObject[] as JSONWebKeySet['keys']
  try {
    await compactVerify(token, createLocalJWKSet({ keys }))
    return []
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return ['no published key fits kid and alg of the access token']
    if (error instanceof errors.JWSSignatureVerificationFailed) {
      return ['the signature of the access token is not that of the published key']
    }
    const code = error instanceof errors.JOSEError ? error.code : 'an unknown error'
    return [`the signature of the access token cannot be verified: ${code}`]
  }
}

function said(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value)
}

import { createHash } from 'node:crypto'
import { limits } from '../limits.ts'
import { type Rule, refusal } from '../refusal.ts'
import type { RedemptionInput } from './token-input.ts'

const redirectUriMissing: Rule<RedemptionInput> = {
  fact: 'token-redirect-uri-missing',
  mend: 'Send the redirect_uri of the authorization request again, also where only one is registered.',
  refuse({ parameters }) {
    return parameters.get('redirect_uri') ? undefined : refusal('unauthorized_client')
  },
}

/** Compared exactly here, letter case included. */
const redirectUriMismatch: Rule<RedemptionInput> = {
  fact: 'token-redirect-uri-mismatch',
  mend: 'Send exactly the redirect_uri of the authorization request, encoded once.',
  refuse({ generation, parameters, code }) {
    if (parameters.get('redirect_uri') === code.redirectUri) return undefined
    return refusal(generation === '2018' ? 'unauthorized_client' : 'invalid_grant')
  },
}

const codeVerifier: Rule<RedemptionInput> = {
  fact: 'code-verifier',
  mend: 'Send the code_verifier whose SHA-256 is the code_challenge of this authorization request, 43 to 128 characters.',
  refuse({ parameters, code }) {
    const verifier = parameters.get('code_verifier') ?? ''
    const fits = verifier.length >= limits.codeVerifierMin && verifier.length <= limits.codeVerifierMax
    const challenge = createHash('sha256').update(verifier).digest('base64url')
    return fits && challenge === code.codeChallenge ? undefined : refusal('invalid_grant')
  },
}

const userInactive: Rule<RedemptionInput> = {
  fact: 'user-inactive',
  mend: 'The user who consented is switched off.',
  refuse({ code, userIsActive }) {
    return userIsActive(code.subject.sub) ? undefined : refusal('invalid_grant')
  },
}

/** Asked of a code that was found and is spent by now: a failure here does not bring it back (facts, 14.4). */
export const redemptionRules: readonly Rule<RedemptionInput>[] = [
  redirectUriMissing,
  redirectUriMismatch,
  codeVerifier,
  userInactive,
]

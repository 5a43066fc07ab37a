import { challengeOf } from '../../flow/authorization-request.ts'
import type { CheckDefinition } from '../check.ts'
import type { JsonObject } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'
import vectors from './golden-vectors.json' with { type: 'json' }
import { halfHash } from './half-hash.ts'
import { nonceProblems } from './nonce.ts'
import { audienceProblems } from './parties.ts'
import { isThumbprintOf } from './thumbprints.ts'

/** Published samples, whose figures must come out of the suite's own arithmetic. */
export interface GoldenVectors {
  readonly halfHashes: readonly {
    readonly claim: string
    readonly of: string
    readonly value: string
    readonly hash: string
  }[]
  readonly challenges: readonly { readonly verifier: string; readonly challenge: string }[]
  readonly thumbprints: readonly { readonly kid: string; readonly x5t: string }[]
  /** An ID token that does not belong to its request. */
  readonly frontToken: {
    readonly request: { readonly client_id: string; readonly nonce: string }
    readonly claims: JsonObject
  }
}

/** I-37, I-38: the suite against samples; no request is made. */
export function goldenChecks(samples: GoldenVectors): readonly CheckDefinition[] {
  return [
    {
      id: 'I-37',
      title: 'The samples that MobilePay published validate: hashes, challenge and thumbprints',
      spec: 'MP docs, tokens; OIDCC 3.3.2.11; RFC 7636 4.2; RFC 7515 4.1.7',
      level: 'MUST',
      sandbox: 'unattended',
      run: () =>
        judgeProblems(
          vectorProblems(samples),
          'every published figure, computed anew',
          'Mend the arithmetic of the suite, or the sample: they do not agree.',
        ),
    },
    {
      id: 'I-38',
      title: 'The published front ID token, whose aud and nonce are of another request, is refused',
      spec: 'OIDCC 3.1.3.7(3, 11)',
      level: 'MUST',
      sandbox: 'unattended',
      run: () =>
        judgeProblems(
          refusalProblems(samples.frontToken),
          'aud and nonce are found wrong, and nothing is found wrong with the token’s own',
          'Mend the checks I-08 and I-15, which let pass what clients must refuse.',
        ),
    },
  ]
}

export const golden: readonly CheckDefinition[] = goldenChecks(vectors)

function vectorProblems({ halfHashes, challenges, thumbprints }: GoldenVectors): readonly string[] {
  return [
    ...halfHashes
      .filter(({ value, hash }) => halfHash(value, 'sha256') !== hash)
      .map(({ claim, of }) => `${claim} of the ${of} does not come out`),
    ...challenges
      .filter(({ verifier, challenge }) => challengeOf(verifier) !== challenge)
      .map(() => 'code_challenge does not come out of its code_verifier'),
    ...thumbprints
      .filter(({ kid, x5t }) => !isThumbprintOf(kid, x5t))
      .map(({ kid }) => `x5t is not the thumbprint that the kid ${kid} names`),
  ]
}

function refusalProblems({ request, claims }: GoldenVectors['frontToken']): readonly string[] {
  const twin = { client_id: String(claims.aud), nonce: String(claims.nonce) }
  return [
    ...(audienceProblems(claims, request.client_id).length > 0
      ? []
      : ['aud of the sample passes as that of the request']),
    ...(nonceProblems(claims, request.nonce).length > 0 ? [] : ['nonce of the sample passes as that of the request']),
    ...audienceProblems(claims, twin.client_id).map((problem) => `aud is refused to its own client: ${problem}`),
    ...nonceProblems(claims, twin.nonce).map((problem) => `nonce is refused to its own request: ${problem}`),
  ]
}

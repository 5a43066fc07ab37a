import { challengeOf } from '../../flow/authorization-request.ts'
import vectors from '../id-token/golden-vectors.json' with { type: 'json' }
import { judge, judgeProblems } from '../outcome.ts'
import { type CapturedFlow, capturedFlow, completeFlow, endWithoutFlow, valuesOf } from './captured-flow.ts'
import type { ClientCheckDefinition } from './client-check.ts'
import { isMadeFrom } from './kinship.ts'
import { randomness, sampleSize } from './sampled-requests.ts'

function challengeFits(flow: CapturedFlow): boolean {
  return valuesOf(flow, 'code_challenge').join() === challengeOf(verifierOf(flow))
}

function verifierOf({ tokenRequests }: CapturedFlow): string {
  return tokenRequests[0]?.get('code_verifier') ?? ''
}

function verifierProblems(flow: CapturedFlow): readonly string[] {
  const verifier = verifierOf(flow)
  const telling = flow.parameters.filter(
    ([name, value]) => name !== 'code_challenge' && (isMadeFrom(verifier, value) || isMadeFrom(value, verifier)),
  )
  return [
    ...telling.map(([name]) => `code_verifier can be told from ${name}`),
    ...(/^[\w.~-]{43,128}$/.test(verifier) ? [] : [`code_verifier of ${verifier.length} characters has another form`]),
    ...(verifier.length * Math.log2(new Set(verifier).size) >= 200 ? [] : ['code_verifier is made of few characters']),
  ]
}

/** RP-06, RP-07 and RP-10: proof key for code exchange. */
export const codeVerifier: readonly ClientCheckDefinition[] = [
  {
    id: 'RP-06',
    title: 'Each code verifier is new and of 43 to 128 unreserved characters with 256 random bits',
    spec: 'RFC 7636 4.1, 7.1',
    level: 'MUST',
    waits: true,
    async run(context) {
      const flow = await capturedFlow(context)
      // A challenge shows what its verifier is made of no better than a hash can: that none comes twice.
      const repeated = await randomness(context, 'code_challenge', 250)
      if (repeated.length === 0 && !flow.cameBack) endWithoutFlow()
      return judgeProblems(
        [...repeated, ...(flow.cameBack ? verifierProblems(flow) : [])],
        `43 to 128 unreserved characters that no parameter tells, and ${sampleSize} challenges of which none comes twice`,
        'Make code_verifier of 32 random bytes in base64url, anew for each consent.',
      )
    },
  },
  {
    id: 'RP-07',
    title: 'The code challenge is the S256 transform of the verifier that is sent',
    spec: 'RFC 7636 4.2, 4.3',
    level: 'MUST',
    async run(context) {
      const flow = await capturedFlow(context)
      const method = valuesOf(flow, 'code_challenge_method').join(' and ')
      if (method === 'S256' && !flow.cameBack) endWithoutFlow()
      const actual = { method, ...(flow.cameBack && { challengeFits: challengeFits(flow) }) }
      return judge(method === 'S256' && actual.challengeFits === true, {
        expected: { method: 'S256', challengeFits: true },
        actual,
        remedy: 'Send code_challenge_method=S256 and BASE64URL(SHA256(code_verifier)) without padding.',
      })
    },
  },
  {
    id: 'RP-10',
    title: 'What the client computes is what MobilePay’s published example computes',
    spec: 'MP docs, PKCE sample; RFC 7636 4.2',
    level: 'MUST',
    async run(context) {
      const flow = await completeFlow(context)
      return judgeProblems(
        [
          ...vectors.challenges
            .filter((vector) => challengeOf(vector.verifier) !== vector.challenge)
            .map(() => 'the suite itself does not reproduce the published challenge'),
          ...(challengeFits(flow) ? [] : ['code_challenge is not computed as in the published example']),
        ],
        'the transform that turns the published verifier into the published challenge',
        'Hash the ASCII text of code_verifier by SHA-256 and encode it as base64url without padding.',
      )
    },
  },
]

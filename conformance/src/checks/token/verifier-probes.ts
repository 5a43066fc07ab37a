import { challengeOf, randomText } from '../../flow/authorization-request.ts'
import { burning, codeFor, otherCase } from './burning.ts'
import { invalidGrant, invalidGrantOrRequest, type Probe } from './probe.ts'

/** The right verifier of a challenge that was sent otherwise than it is computed. */
function ofOtherChallenge(what: string, change: (challenge: string) => string): Probe {
  const verifier = randomText()
  return burning(what, invalidGrant, () => ({ code_verifier: verifier }), {
    code_challenge: change(challengeOf(verifier)),
  })
}

const ofAnotherCode: Probe = {
  what: 'the code_verifier of another code',
  errors: invalidGrant,
  async send(flow, options = {}) {
    const { attempt: another } = await codeFor(flow, options.login)
    const { attempt } = await codeFor(flow, options.login)
    return flow.redeem(attempt, { code_verifier: another.request.codeVerifier }, options)
  },
}

export const wrongVerifier: readonly Probe[] = [
  burning('another code_verifier', invalidGrant, () => ({ code_verifier: randomText() })),
  burning('code_verifier with more behind it', invalidGrant, ({ request }) => ({
    code_verifier: `${request.codeVerifier}more`,
  })),
  burning('code_verifier in other letter case', invalidGrant, ({ request }) => ({
    code_verifier: otherCase(request.codeVerifier),
  })),
  ofAnotherCode,
  ofOtherChallenge('a code_challenge in other letter case', otherCase),
  ofOtherChallenge('a code_challenge of which the first half fits', (challenge) => {
    return `${challenge.slice(0, 21)}${challengeOf(challenge).slice(21)}`
  }),
]

export const missingVerifier: readonly Probe[] = [
  burning('without code_verifier', invalidGrantOrRequest, () => ({ code_verifier: undefined })),
  burning('with an empty code_verifier', invalidGrantOrRequest, () => ({ code_verifier: '' })),
]

export const verifierEqualToChallenge: readonly Probe[] = [
  burning('code_verifier equal to the code_challenge', invalidGrant, ({ request }) => ({
    code_verifier: request.get('code_challenge') ?? '',
  })),
]

/** The challenge fits, so that the length alone is wrong. */
export const verifierOfWrongLength: readonly Probe[] = [verifierOf(42), verifierOf(129)]

function verifierOf(length: number): Probe {
  const verifier = randomText().repeat(4).slice(0, length)
  return burning(`code_verifier of ${length} characters`, invalidGrantOrRequest, () => ({ code_verifier: verifier }), {
    code_challenge: challengeOf(verifier),
  })
}

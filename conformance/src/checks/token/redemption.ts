import { describeArrival, fieldOf, isRefused } from '../../flow/arrival.ts'
import type { CheckDefinition } from '../check.ts'
import { inapplicable, judgeProblems } from '../outcome.ts'
import { withinBudget } from './burning.ts'
import { refusalCheck, refusalProblems, unlessBusy } from './probe.ts'
import { anotherOfTheClient, missingRedirectUri, wrongRedirectUri } from './redirect-uri-probes.ts'
import { missingVerifier, verifierEqualToChallenge, verifierOfWrongLength, wrongVerifier } from './verifier-probes.ts'

const spec7636 = 'RFC 7636 4.6'

/** T-26 to T-32: a code is good only with the redirect_uri and the code_verifier of its request. */
export const redemption: readonly CheckDefinition[] = [
  refusalCheck({
    id: 'T-26',
    title: 'Another redirect_uri than that of the authorization request is refused with invalid_grant',
    spec: 'RFC 6749 4.1.3; OIDCC 3.1.3.2',
    level: 'MUST',
    sandbox: 'burns-code',
    remedy: 'Compare redirect_uri, as a whole, with that of the authorization request, and answer invalid_grant.',
    probes: (context) => [
      ...withinBudget(context, wrongRedirectUri),
      ...(context.target.lab ? anotherOfTheClient(context) : []),
    ],
  }),
  refusalCheck({
    id: 'T-27',
    title: 'A redemption without redirect_uri is refused',
    spec: 'RFC 6749 4.1.3',
    level: 'MUST',
    sandbox: 'burns-code',
    remedy: 'Demand redirect_uri where the authorization request had one: invalid_request or invalid_grant.',
    probes: (context) => withinBudget(context, missingRedirectUri),
  }),
  refusalCheck({
    id: 'T-28',
    title: 'A wrong code_verifier is refused with invalid_grant',
    spec: spec7636,
    level: 'MUST',
    sandbox: 'burns-code',
    remedy: 'Compare the SHA-256 of code_verifier with the code_challenge.',
    probes: (context) => withinBudget(context, wrongVerifier),
  }),
  refusalCheck({
    id: 'T-29',
    title: 'A redemption without code_verifier is refused',
    spec: `${spec7636}; RFC 9700 2.1.1`,
    level: 'MUST',
    sandbox: 'burns-code',
    remedy: 'Demand code_verifier for every code whose request had a code_challenge.',
    probes: (context) => withinBudget(context, missingVerifier),
  }),
  refusalCheck({
    id: 'T-30',
    title: 'A code_verifier equal to the code_challenge is refused',
    spec: 'RFC 9700 4.8; RFC 7636 7.2',
    level: 'MUST',
    sandbox: 'burns-code',
    remedy: 'Hold the verifier to the method of the request: S256 never falls back to plain.',
    probes: () => verifierEqualToChallenge,
  }),
  refusalCheck({
    id: 'T-31',
    title: 'A code_verifier of 42 or 129 characters is refused, though the code_challenge fits',
    spec: 'RFC 7636 4.1',
    level: 'MUST',
    sandbox: 'burns-code',
    remedy: 'Refuse a code_verifier that is shorter than 43 or longer than 128 characters.',
    probes: (context) => withinBudget(context, verifierOfWrongLength),
  }),
  {
    id: 'T-32',
    title: 'A code_verifier is refused where no code_challenge was bound',
    spec: 'RFC 9700 2.1.1',
    level: 'MUST',
    sandbox: 'mock-only',
    async run({ flow }) {
      const attempt = await flow.attempt({ code_challenge: undefined, code_challenge_method: undefined })
      const { arrival } = attempt
      if (isRefused(attempt) || arrival.kind !== 'callback' || fieldOf(arrival, 'code') === undefined) {
        return inapplicable(`No code is without a code_challenge: ${describeArrival(attempt)} (A-24).`)
      }
      const what = 'code_verifier for a code without code_challenge'
      const answer = unlessBusy(await flow.redeem(attempt))
      return judgeProblems(
        refusalProblems({ what, errors: ['invalid_grant', 'invalid_request'] }, answer),
        'a refusal: the challenge may have been taken out on the way',
        'Refuse code_verifier where the authorization request had no code_challenge.',
      )
    },
  },
]

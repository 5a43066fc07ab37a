import { type Changes, challengeOf, randomText } from '../../flow/authorization-request.ts'
import type { TokenRequestOptions } from '../../flow/flow.ts'
import { describeTokenAnswer, isIssued } from '../../flow/tokens.ts'
import type { AutomaticLogin } from '../../subjects/target.ts'
import type { CheckContext } from '../check-context.ts'
import { unlessBusy } from './probe.ts'

/** A request that is as right as the usual one, and looks otherwise. */
interface RightRequest {
  readonly what: string
  /** In the authorization request. */
  readonly request?: Changes
  /** In the redemption. */
  readonly redemption?: Changes
  readonly options?: TokenRequestOptions
}

function ofVerifier(what: string, verifier: string): RightRequest {
  return { what, request: { code_challenge: challengeOf(verifier) }, redemption: { code_verifier: verifier } }
}

const rightRequests: readonly RightRequest[] = [
  ofVerifier('a code_verifier of 128 characters', randomText().repeat(3).slice(0, 128)),
  ofVerifier('a code_verifier with . _ ~ and -', `._~-${randomText()}`),
  {
    what: 'a form whose Content-Type names a charset',
    options: { headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' } },
  },
]

function toEachRedirectUri({ moreRedirectUris = [] }: AutomaticLogin): readonly RightRequest[] {
  return moreRedirectUris
    .slice(0, 1)
    .map((uri) => ({ what: 'another registered redirect_uri', request: { redirect_uri: uri } }))
}

/** Right requests that bring no tokens; tried only where codes are cheap. */
export async function rightAndRefused({ flow, target }: CheckContext): Promise<readonly string[]> {
  if (!target.lab) return []
  const problems: string[] = []
  for (const { what, request, redemption, options } of [...rightRequests, ...toEachRedirectUri(flow.login())]) {
    const { attempt } = await flow.code(request)
    const answer = unlessBusy(await flow.redeem(attempt, redemption, options))
    if (!isIssued(answer)) problems.push(`${what}: ${describeTokenAnswer(answer)}`)
  }
  return problems
}

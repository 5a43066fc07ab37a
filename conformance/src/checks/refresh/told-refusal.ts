import { randomText } from '../../flow/authorization-request.ts'
import type { Flow } from '../../flow/flow.ts'
import { describeTokenAnswer, isIssued, type TokenAnswer } from '../../flow/tokens.ts'
import { unlessBusy } from '../token/probe.ts'

/** How a refresh token is refused that nobody issued. */
export const asUnknown = 'refused like an unknown refresh token'
/** How a wrong client_secret is refused. */
export const asImpostor = 'refused like a code with a wrong client_secret'

/**
 * What became of a refresh that ought to be refused with `invalid_grant`. Whether the error of an unknown refresh token
 * is the right one is R-17's matter; here it counts that this one is told the same.
 */
export async function toldRefusal(flow: Flow, answer: TokenAnswer): Promise<string> {
  const told = describeTokenAnswer(unlessBusy(answer))
  const unknown = await flow.once('unknown refresh token', (own) => own.refresh(randomText()))
  return !isIssued(answer) && told === describeTokenAnswer(unknown) ? asUnknown : told
}

/** The same for a refresh that ought to be refused with `invalid_client`: T-15 judges the error of a wrong secret. */
export async function toldImpostor(flow: Flow, answer: TokenAnswer): Promise<string> {
  const told = describeTokenAnswer(unlessBusy(answer))
  const form = { grant_type: 'authorization_code', code: randomText(), redirect_uri: flow.login().redirectUri }
  const wrong = await flow.once('unknown code with a wrong secret', (own) =>
    own.tokenRequest({ ...form, code_verifier: randomText() }, { clientSecret: randomText() }),
  )
  return !isIssued(answer) && told === describeTokenAnswer(wrong) ? asImpostor : told
}

import type { CheckContext } from '../checks/check-context.ts'
import { inapplicable, type Outcome } from '../checks/outcome.ts'
import { randomText } from '../flow/authorization-request.ts'
import { describeTokenAnswer, type TokenAnswer } from '../flow/tokens.ts'
import { fine, misconfigured, type PreflightCheck } from './preflight-check.ts'

/** PRE-06: one token request with a code that never was, which a client that is known is told about. */
export const secret: PreflightCheck = {
  id: 'PRE-06',
  title: 'The token endpoint takes the client_id and the client_secret',
  blocks: 'logins',
  async run(context) {
    if (!context.target.login) return inapplicable('No client was given.')
    return judge(await bogusRedemption(context))
  },
}

function bogusRedemption({ flow }: CheckContext): Promise<TokenAnswer> {
  return flow.tokenRequest({
    grant_type: 'authorization_code',
    code: randomText(),
    redirect_uri: flow.login().redirectUri,
    code_verifier: randomText(),
  })
}

function judge(answer: TokenAnswer): Outcome {
  const actual = describeTokenAnswer(answer)
  const expected = 'invalid_grant: the client is known, the code is not'
  if (answer.error === 'invalid_client' || answer.response.status === 401) {
    return misconfigured({
      field: 'login.clientId, login.clientSecret',
      reason: 'the token endpoint refuses the client.',
      expected,
      actual,
      mend: 'Compare both with the credentials for this environment, letter by letter; a sandbox knows none of production.',
    })
  }
  if (answer.error === 'unauthorized_client' || answer.error === 'unsupported_grant_type') {
    return misconfigured({
      field: 'login.clientId',
      reason: 'the client may not redeem authorization codes.',
      expected,
      actual,
      mend: 'Have the grants authorization_code and refresh_token registered for the client.',
    })
  }
  return fine(actual)
}

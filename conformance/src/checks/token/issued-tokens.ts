import type { Redemption } from '../../flow/flow.ts'
import { inspectJwt } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems, skip } from '../outcome.ts'
import {
  characterProblems,
  guessProblems,
  isReadableJwt,
  signatureProblems,
  unsignedProblems,
} from './access-token-form.ts'
import { exchanged, exchangedWithoutOfflineAccess, issued } from './exchanged.ts'
import { problemsOfAll } from './other-redemptions.ts'

/** T-05, T-08, T-09: the tokens themselves. */
export const issuedTokens: readonly CheckDefinition[] = [
  {
    id: 'T-05',
    title: 'access_token is there, fits a header, and nobody can guess or forge it',
    spec: 'RFC 6749 A.12, 10.10',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const first = await exchanged(context.flow)
      const { tokens } = first
      const { accessToken, response } = tokens
      if (accessToken === undefined && response.status !== 200) return skip('No code was redeemed (T-01).')
      const problems =
        accessToken === undefined
          ? [`access_token is ${kindOf(tokens.body.access_token)}`]
          : await problemsOfAll(context, first, (redemption) => accessTokenProblems(context, redemption))
      return judgeProblems(
        problems,
        'a string of visible characters, signed or with 128 random bits',
        'Issue a signed JWT, or a handle from a cryptographic random source.',
      )
    },
  },
  {
    id: 'T-08',
    title: 'id_token is there',
    spec: 'OIDCC 3.3.3.3',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const first = await exchanged(context.flow)
      const { accessToken, idToken } = first.tokens
      if (accessToken === undefined && idToken === undefined) await issued(context.flow)
      return judgeProblems(
        await problemsOfAll(context, first, idTokenProblems),
        'id_token, a signed JWT for the client',
        'Return an ID token with every redemption of a code that was granted openid.',
      )
    },
  },
  {
    id: 'T-09',
    title: 'refresh_token is there if offline_access was granted, and only then',
    spec: 'OIDCC 11',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      const withAccess = await problemsOfAll(context, await issued(context.flow), refreshTokenProblems)
      const other = (await exchangedWithoutOfflineAccess(context.flow)).tokens.body
      const withoutAccess = 'refresh_token' in other ? ['offline_access was not requested: refresh_token is there'] : []
      return judgeProblems(
        [...withAccess, ...withoutAccess],
        'refresh_token with offline_access, none without',
        'Issue refresh tokens where offline_access was granted, and nowhere else.',
      )
    },
  },
]

async function accessTokenProblems(context: CheckContext, { attempt, tokens }: Redemption): Promise<readonly string[]> {
  const { accessToken = '' } = tokens
  const illegible = characterProblems(accessToken)
  if (illegible.length > 0) return illegible
  if (isIdToken(accessToken, attempt.request.get('client_id'))) return ['access_token is an ID token']
  if (isReadableJwt(accessToken)) {
    const unsigned = unsignedProblems(accessToken)
    if (unsigned.length > 0 || !context.environment) return unsigned
    return signatureProblems(context, accessToken)
  }
  const { accessToken: other } = (await exchangedWithoutOfflineAccess(context.flow)).tokens
  return guessProblems(accessToken, other)
}

function idTokenProblems({ attempt, tokens: { body, idToken } }: Redemption): readonly string[] {
  if (!idToken || idToken.compact === '') return [`id_token is ${kindOf(body.id_token)}`]
  if (idToken.parts.length !== 3 && idToken.parts.length !== 5) return ['id_token is no compact JWT']
  if (idToken.compact === body.access_token && !isIdToken(idToken.compact, attempt.request.get('client_id')))
    return ['id_token is the access token']
  return []
}

function refreshTokenProblems({ attempt, tokens: { body, refreshToken } }: Redemption): readonly string[] {
  const granted = body.scope ?? attempt.request.get('scope')
  const isGranted = String(granted).split(' ').includes('offline_access')
  return isGranted && !refreshToken
    ? [`offline_access was granted: refresh_token is ${kindOf(body.refresh_token)}`]
    : []
}

/** By what an ID token has and an access token has not: the client for audience, and a nonce or a hash. */
function isIdToken(token: string, clientId: string | undefined): boolean {
  const { aud, nonce, at_hash, c_hash } = inspectJwt(token).claims
  return [aud].flat().includes(clientId) && [nonce, at_hash, c_hash].some((claim) => claim !== undefined)
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (value === '') return 'empty'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

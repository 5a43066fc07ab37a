import { inspectJwt, type TokenAnswer } from '../../flow/tokens.ts'
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

/** T-05, T-08, T-09: the tokens themselves. */
export const issuedTokens: readonly CheckDefinition[] = [
  {
    id: 'T-05',
    title: 'access_token is there, fits a header, and nobody can guess or forge it',
    spec: 'RFC 6749 A.12, 10.10',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const { tokens } = await exchanged(context.flow)
      const { accessToken, response } = tokens
      if (accessToken === undefined && response.status !== 200) return skip('No code was redeemed (T-01).')
      const problems =
        accessToken === undefined
          ? [`access_token is ${kindOf(tokens.body.access_token)}`]
          : await accessTokenProblems(context, accessToken)
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
    async run({ flow }) {
      const { tokens } = await exchanged(flow)
      if (tokens.accessToken === undefined && tokens.idToken === undefined) await issued(flow)
      return judgeProblems(
        idTokenProblems(tokens, flow.login().clientId),
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
    async run({ flow }) {
      const { attempt, tokens } = await issued(flow)
      const granted = tokens.body.scope ?? attempt.request.get('scope')
      const isGranted = String(granted).split(' ').includes('offline_access')
      const { refreshToken } = tokens
      const withAccess =
        isGranted && !refreshToken
          ? [`offline_access was granted: refresh_token is ${kindOf(tokens.body.refresh_token)}`]
          : []
      const other = (await exchangedWithoutOfflineAccess(flow)).tokens.body
      const withoutAccess = 'refresh_token' in other ? ['offline_access was not requested: refresh_token is there'] : []
      return judgeProblems(
        [...withAccess, ...withoutAccess],
        'refresh_token with offline_access, none without',
        'Issue refresh tokens where offline_access was granted, and nowhere else.',
      )
    },
  },
]

async function accessTokenProblems(context: CheckContext, accessToken: string): Promise<readonly string[]> {
  const illegible = characterProblems(accessToken)
  if (illegible.length > 0) return illegible
  if (isIdToken(accessToken, context.flow.login().clientId)) return ['access_token is an ID token']
  if (isReadableJwt(accessToken)) {
    const unsigned = unsignedProblems(accessToken)
    if (unsigned.length > 0 || !context.environment) return unsigned
    return signatureProblems(context, accessToken)
  }
  const { accessToken: other } = (await exchangedWithoutOfflineAccess(context.flow)).tokens
  return guessProblems(accessToken, other)
}

function idTokenProblems({ body, idToken }: TokenAnswer, clientId: string): readonly string[] {
  if (!idToken || idToken.compact === '') return [`id_token is ${kindOf(body.id_token)}`]
  if (idToken.parts.length !== 3 && idToken.parts.length !== 5) return ['id_token is no compact JWT']
  if (idToken.compact === body.access_token && !isIdToken(idToken.compact, clientId))
    return ['id_token is the access token']
  return []
}

/** By what an ID token has and an access token has not: the client for audience, and a nonce or a hash. */
function isIdToken(token: string, clientId: string): boolean {
  const { aud, nonce, at_hash, c_hash } = inspectJwt(token).claims
  return [aud].flat().includes(clientId) && [nonce, at_hash, c_hash].some((claim) => claim !== undefined)
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (value === '') return 'empty'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

import type { HttpResponse } from '../../subjects/http.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems, type Outcome, OutcomeSignal, skip } from '../outcome.ts'
import { freshTokens } from './api-token.ts'
import { callApi, sendsChallenges } from './call-api.ts'
import { challengeIn, describeRefusal } from './challenge.ts'
import { hmacForgeries, resigned, tampered, unsigned } from './forged-tokens.ts'

/** Things that are no access token of this provider, by what they are called. */
export type Impostors = Readonly<Record<string, string>>

interface Row extends Pick<CheckDefinition, 'id' | 'title' | 'spec' | 'sandbox'> {
  readonly remedy: string
  impostors(context: CheckContext): Promise<Impostors>
}

const rows: readonly Row[] = [
  {
    id: 'P-05',
    title: 'An access token whose signature does not fit gets 401',
    spec: 'RFC 9068 4; RFC 6750 5.2',
    sandbox: 'burns-code',
    remedy: 'Verify the signature of every access token by the provider’s published keys, before its claims are read.',
    async impostors(context) {
      const { accessToken } = await freshTokens(context)
      return { ...tampered(accessToken), ...resigned(accessToken) }
    },
  },
  {
    id: 'P-06',
    title: 'An access token that names no signature, or a symmetric one, gets 401',
    spec: 'RFC 8725 2.1, 3.1',
    sandbox: 'burns-code',
    remedy: 'Accept the one algorithm that the provider signs with, whatever the header of a token names.',
    async impostors(context) {
      const { accessToken } = await freshTokens(context)
      const forged = { ...unsigned(accessToken), ...hmacForgeries(accessToken, await context.keys()) }
      if (Object.keys(forged).length > 0) return forged
      throw new OutcomeSignal({ kind: 'inapplicable', reason: 'The access token is no JWT, so it has no algorithm.' })
    },
  },
  {
    id: 'P-07',
    title: 'An ID token in place of an access token gets 401',
    spec: 'RFC 8725 3.11, 3.12',
    sandbox: 'burns-code',
    remedy: 'Tell the kinds of tokens apart by typ and aud: an ID token is for the client alone.',
    async impostors(context) {
      const { front, back } = await freshTokens(context)
      return { 'the ID token of the callback': front.compact, 'the ID token of the token response': back.compact }
    },
  },
  {
    id: 'P-08',
    title: 'A refresh token in place of an access token gets 401',
    spec: 'RFC 6750 3.1; RFC 6749 1.5',
    sandbox: 'burns-code',
    remedy: 'Refuse refresh tokens at the API: they are for the token endpoint alone.',
    async impostors(context) {
      const { refreshToken } = (await freshTokens(context)).tokens
      if (refreshToken === undefined) throw new OutcomeSignal(skip('There is no refresh token (T-09).'))
      return { 'the refresh token': refreshToken }
    },
  },
]

/** P-05 to P-08: what is taken for an access token and is none. */
export const refusedTokens: readonly CheckDefinition[] = rows.map(({ impostors, remedy, ...row }) => ({
  ...row,
  level: 'MUST',
  run: async (context) => judgeImpostors(context, await impostors(context), remedy),
}))

async function judgeImpostors({ flow }: CheckContext, impostors: Impostors, remedy: string): Promise<Outcome> {
  const problems: string[] = []
  const challenges = await sendsChallenges(flow)
  for (const [what, token] of Object.entries(impostors)) {
    const response = await callApi(flow, token)
    if (response.status !== 401 || (challenges && challengeIn(response).scheme !== 'bearer'))
      problems.push(`${what}: ${describeAnswer(response)}`)
  }
  return judgeProblems(problems, `401 with WWW-Authenticate: Bearer for ${Object.keys(impostors).join(', ')}`, remedy)
}

function describeAnswer(response: HttpResponse): string {
  return response.status === 200 ? 'accepted with 200' : describeRefusal(response)
}

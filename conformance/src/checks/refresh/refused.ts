import type { Changes } from '../../flow/authorization-request.ts'
import { randomText } from '../../flow/authorization-request.ts'
import type { TokenRequestOptions } from '../../flow/flow.ts'
import { randomBytes } from '../../flow/random.ts'
import { describeTokenAnswer } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judgeProblems } from '../outcome.ts'
import { otherCase } from '../token/burning.ts'
import { unlessBusy } from '../token/probe.ts'
import { goodRefreshes, isRefusedWith, refreshable } from './refreshes.ts'
import { asImpostor, asUnknown, toldImpostor, toldRefusal } from './told-refusal.ts'

const spec52 = 'RFC 6749 5.2'

/** Refresh tokens that nobody issued, in the forms that providers use. */
const strangers: Readonly<Record<string, () => string>> = {
  'a random refresh_token': randomText,
  'a refresh_token of 64 hexadecimal digits': () => randomBytes(32).toString('hex'),
  'a refresh_token as Duende IdentityServer makes them': () => `${randomBytes(32).toString('hex').toUpperCase()}-1`,
  'a refresh_token of one character': () => '0',
  'a refresh_token of 5000 characters': () => 'A'.repeat(5000),
  'a refresh_token in the form of an unsigned JWT': () => 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.',
}

/** A good refresh token, written otherwise. */
function nearlyRight(token: string): typeof strangers {
  return {
    'a good refresh_token in other letter case': () => otherCase(token),
    'a good refresh_token with a letter behind it': () => `${token}A`,
    'a good refresh_token without its last letter': () => token.slice(0, -1),
  }
}

/** who may use which refresh token. */
export const refused: readonly CheckDefinition[] = [
  {
    id: 'R-15',
    title: 'A refresh token is good for the client that it was issued to, and no other',
    spec: 'RFC 6749 6, 10.4',
    level: 'MUST',
    sandbox: 'destructive',
    async run({ flow, target }) {
      const other = flow.other()
      const reuse = target.lab?.reuse
      const problems: string[] = []
      for (const login of reuse ? [flow.login(), reuse] : [flow.login()]) {
        const thief = login === reuse ? flow.login() : other
        const { refreshToken } = await refreshable(flow, { login })
        const told = await toldRefusal(flow, await flow.refresh(refreshToken, {}, { login: thief }))
        const what =
          login === reuse
            ? 'a refresh_token of another client, used again and again'
            : 'a refresh_token of another client'
        if (told !== asUnknown) problems.push(`${what}: ${told}`)
      }
      return judgeProblems(
        problems,
        '400 invalid_grant for a refresh_token of another client',
        'Compare the client that authenticates with the one that the refresh token was issued to.',
      )
    },
  },
  {
    id: 'R-16',
    title: 'A refresh with a wrong client_secret is refused, and the token stays good',
    spec: spec52,
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const { flow } = context
      const { refreshToken } = await refreshable(flow)
      const problems: string[] = []
      for (const { what, changes, options } of impostors(context)) {
        const answer = await flow.refresh(refreshToken, changes, options)
        const told = await toldImpostor(flow, answer)
        if (told !== asImpostor && !isRefusedWith(answer, 'invalid_client')) problems.push(`${what}: ${told}`)
      }
      const after = unlessBusy(await flow.refresh(refreshToken))
      if (problems.length === 0 && after.accessToken === undefined) {
        await goodRefreshes(context)
        problems.push(`the refresh_token after that, with the right secret: ${describeTokenAnswer(after)}`)
      }
      return judgeProblems(
        problems,
        '400 or 401 invalid_client, and tokens for the right secret after that',
        'Authenticate the client first; only then look at its refresh token.',
      )
    },
  },
  {
    id: 'R-17',
    title: 'An unknown refresh token is refused with invalid_grant',
    spec: spec52,
    level: 'MUST',
    sandbox: 'unattended',
    async run({ flow, target }) {
      const problems: string[] = []
      const near = target.lab ? nearlyRight((await refreshable(flow)).refreshToken) : {}
      for (const [what, make] of Object.entries({ ...strangers, ...near })) {
        const answer = unlessBusy(await flow.refresh(make()))
        if (!isRefusedWith(answer, 'invalid_grant')) problems.push(`${what}: ${describeTokenAnswer(answer)}`)
      }
      return judgeProblems(problems, '400 invalid_grant', 'Refuse what was never issued, with invalid_grant.')
    },
  },
  {
    id: 'R-18',
    title: 'A refresh without refresh_token is refused with invalid_request',
    spec: spec52,
    level: 'MUST',
    sandbox: 'unattended',
    async run({ flow }) {
      const problems: string[] = []
      for (const [what, form] of Object.entries<Changes>({
        'no refresh_token': { grant_type: 'refresh_token' },
        'refresh_token empty': { grant_type: 'refresh_token', refresh_token: '' },
      })) {
        const answer = unlessBusy(await flow.tokenRequest(form))
        if (!isRefusedWith(answer, 'invalid_request')) problems.push(`${what}: ${describeTokenAnswer(answer)}`)
      }
      return judgeProblems(problems, '400 invalid_request', 'A missing parameter is invalid_request, an empty one too.')
    },
  },
]

interface Impostor {
  readonly what: string
  readonly changes?: Changes
  readonly options: TokenRequestOptions
}

function impostors({ flow, target }: CheckContext): readonly Impostor[] {
  const { clientId } = flow.login()
  const byBasic: Impostor = {
    what: 'a wrong secret by HTTP Basic',
    options: { authentication: 'client_secret_basic', clientSecret: randomText() },
  }
  return [
    { what: 'a wrong client_secret', options: { clientSecret: randomText() } },
    { what: 'no client_secret', changes: { client_id: clientId }, options: { authentication: 'none' } },
    ...(target.lab ? [byBasic] : []),
  ]
}

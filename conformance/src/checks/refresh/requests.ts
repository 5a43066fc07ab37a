import { randomText } from '../../flow/authorization-request.ts'
import { describeTokenAnswer, isIssued, type TokenAnswer } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judge, judgeProblems, skip } from '../outcome.ts'
import { unlessBusy } from '../token/probe.ts'
import { grantedScopes, scopeChange } from './granted-scopes.ts'
import { isRefusedWith, mustBeIssued, refreshable } from './refreshes.ts'

/** Scopes of MobilePay's products, one of which the login did not ask for. */
const products = ['subscriptions', 'transactionreporting', 'merchantpayments', 'webhooks', 'invoice']
const nothingToLeaveOut = 'The login has no scope that a refresh could leave out.'
const passedOver = 'Keep to scope at a refresh, or say invalid_scope: a client that asks for less relies on it.'

/** what a refresh may ask for. */
export const requests: readonly CheckDefinition[] = [
  {
    id: 'R-19',
    title: 'A refresh that asks for fewer scopes gets fewer',
    spec: 'RFC 6749 6',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      const leftOf = (granted: readonly string[]) =>
        granted.filter((scope) => scope !== 'openid' && scope !== 'offline_access').at(-1)
      if (leftOf(context.flow.login().scopes) === undefined) return inapplicable(nothingToLeaveOut)
      const { granted, asked, before, after } = await refreshFor(context, (all) =>
        all.filter((scope) => scope !== leftOf(all)),
      )
      const left = leftOf(granted)
      if (left === undefined) return skip(nothingToLeaveOut)
      const isKept = isIssued(after) && grantedScopes(after).every((told) => sameWords(told, asked))
      return judge(isKept, {
        expected: { answer: '200 with an access token', added: [], lost: [left] },
        actual: { answer: describeTokenAnswer(after), ...scopeChange(before, after) },
        remedy: passedOver,
      })
    },
  },
  {
    id: 'R-20',
    title: 'A refresh that asks for more scopes than were granted is refused with invalid_scope',
    spec: 'RFC 6749 6',
    level: 'MUST',
    sandbox: 'burns-code',
    async run(context) {
      const { scopes } = context.flow.login()
      const more = context.environment ? products.find((scope) => !scopes.includes(scope)) : randomText()
      const { before, after } = await refreshFor(context, (granted) => [...granted, more ?? randomText()])
      return judge(isRefusedWith(after, 'invalid_scope'), {
        expected: { answer: '400 invalid_scope' },
        actual: { answer: describeTokenAnswer(after), ...scopeChange(before, after) },
        remedy: passedOver,
      })
    },
  },
  {
    id: 'R-21',
    title: 'Without offline_access there is no refresh token',
    spec: 'OIDCC 11',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run({ flow }) {
      const scopes = flow.login().scopes.filter((scope) => scope !== 'offline_access')
      const { tokens } = await flow.happyAnew({ scope: scopes.join(' ') })
      return judge(!('refresh_token' in tokens.body), {
        expected: 'no refresh_token',
        actual: 'refresh_token' in tokens.body ? 'refresh_token is there' : 'no refresh_token',
        remedy: 'Issue a refresh token where offline_access was granted, and nowhere else.',
      })
    },
  },
  {
    id: 'R-22',
    title: 'A refresh needs no code_verifier, and takes no notice of one',
    spec: 'RFC 7636 4.5; MP docs',
    level: 'MUST',
    sandbox: 'burns-code',
    async run({ flow }) {
      const answers = await withVerifiers(flow)
      if (!answers.some(({ answer }) => isIssued(answer))) return skip('No refresh brings tokens (R-01).')
      return judgeProblems(
        answers.flatMap(({ what, answer }) => (isIssued(answer) ? [] : [`${what}: ${describeTokenAnswer(answer)}`])),
        'tokens without code_verifier, with that of the authorization, and with another',
        'PKCE ends with the redemption of the code: leave code_verifier out of account at a refresh.',
      )
    },
  },
]

/** Refreshes with and without the verifier, each after a login of its own. */
async function withVerifiers(flow: CheckContext['flow']) {
  const verifiers: Readonly<Record<string, (own: string) => string | undefined>> = {
    'no code_verifier': () => undefined,
    'the code_verifier of the authorization': (own) => own,
    'another code_verifier': randomText,
  }
  const answers: { readonly what: string; readonly answer: TokenAnswer }[] = []
  for (const [what, verifierFor] of Object.entries(verifiers)) {
    const { flow: login, refreshToken } = await refreshable(flow)
    const code_verifier = verifierFor(login.attempt.request.codeVerifier)
    answers.push({ what, answer: unlessBusy(await flow.refresh(refreshToken, { code_verifier })) })
  }
  return answers
}

interface RefreshFor {
  /** What the login was granted: as the answer to the code tells, else what was asked for (RFC 6749 5.1). */
  readonly granted: readonly string[]
  readonly asked: readonly string[]
  readonly before: TokenAnswer
  readonly after: TokenAnswer
}

/** A refresh that asks for scopes, and the answer to the code before it. @param choose the scopes, of those granted */
async function refreshFor(
  { flow }: CheckContext,
  choose: (granted: readonly string[]) => readonly string[],
): Promise<RefreshFor> {
  const { flow: login, refreshToken } = await refreshable(flow)
  const granted = grantedScopes(login.tokens)[0] ?? flow.login().scopes
  const asked = choose(granted)
  const answer = unlessBusy(await flow.refresh(refreshToken, { scope: asked.join(' ') }))
  if (!isIssued(answer)) mustBeIssued(await flow.refresh(await anew(flow)))
  return { granted, asked, before: login.tokens, after: answer }
}

async function anew(flow: CheckContext['flow']): Promise<string> {
  return (await refreshable(flow)).refreshToken
}

function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return new Set(one).size === new Set(other).size && one.every((word) => other.includes(word))
}

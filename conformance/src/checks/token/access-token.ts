import { inspectJwt, type JsonObject } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { inapplicable, judge, judgeProblems, type Outcome } from '../outcome.ts'
import { documentedProblems } from './access-token-documented.ts'
import { isReadableJwt } from './access-token-form.ts'
import { profileProblems } from './access-token-profile.ts'
import { issued } from './exchanged.ts'

const notMobilePay = 'What an access token holds is a matter between a provider and its APIs; MobilePay documents it.'

/** T-44, T-45: what MobilePay's access tokens hold. */
export const accessToken: readonly CheckDefinition[] = [
  {
    id: 'T-44',
    title: 'The access token is a JWT as documented, and fits the JWT profile of RFC 9068',
    spec: 'MP docs; RFC 9068 2.1, 2.2',
    level: 'MAY',
    sandbox: 'burns-code',
    async run(context) {
      if (!context.environment) return inapplicable(notMobilePay)
      const { accessToken: compact } = await issued(context.flow)
      const token = inspectJwt(compact)
      const undocumented = await documentedProblems(context, token)
      const problems = [...undocumented, ...(isReadableJwt(compact) ? profileProblems(token) : [])]
      const outcome = judgeProblems(
        problems,
        'iss, aud …/resources, client_id, sub, scope and times as documented; RFC 9068',
        'Issue access tokens as the APIs expect them, and as resource servers of any make can check them.',
      )
      return outcome.kind === 'violation' && undocumented.length > 0 ? { ...outcome, severity: 'fail' } : outcome
    },
  },
  {
    id: 'T-45',
    title: 'The access token names the merchant, or resolves to one at the API',
    spec: 'MP docs, TransactionReporting',
    level: 'SHOULD',
    sandbox: 'burns-code',
    async run(context) {
      if (!context.environment) return inapplicable(notMobilePay)
      const { accessToken: compact, attempt } = await issued(context.flow)
      if (!isReadableJwt(compact)) return judgeAtApi(context)
      const expected = attempt.request.get('merchant_vat')
      return judgeProblems(
        merchantProblems(inspectJwt(compact).claims, expected),
        'merchant_id, and the merchant_vat of the request',
        'Put the merchant that was chosen into every access token.',
      )
    },
  },
]

function merchantProblems(claims: JsonObject, requested: string | undefined): readonly string[] {
  const { merchant_id: id, merchant_vat: vat } = claims
  const isOther = requested !== undefined && vat !== undefined && vat !== requested
  return [
    ...(typeof id === 'string' && id !== '' ? [] : [`merchant_id is ${id === undefined ? 'absent' : 'no text'}`]),
    ...(vat === undefined ? ['merchant_vat is absent'] : []),
    ...(isOther ? ['merchant_vat is not that of the request'] : []),
  ]
}

/** An opaque token is good where the API knows its merchant. */
async function judgeAtApi({ flow }: CheckContext): Promise<Outcome> {
  const { accessToken: fresh } = await flow.happyAnew()
  const { status } = await flow.api(fresh)
  return judge(status === 200, {
    expected: '200 of merchants/me for an opaque token',
    actual: { merchantsMe: status },
    remedy: 'Bind every access token to the merchant that was chosen.',
  })
}

import { isIssued } from '../../flow/tokens.ts'
import type { CheckDefinition } from '../check.ts'
import type { CheckContext } from '../check-context.ts'
import { judge, OutcomeSignal, skip } from '../outcome.ts'
import { unlessBusy } from '../token/probe.ts'
import { mustBeIssued, newest, refreshable } from './refreshes.ts'
import { asUnknown, toldRefusal } from './told-refusal.ts'

/** Seconds after which any access token of MobilePay's has expired. */
const expired = 301

/** the merchant takes the consent back. */
export const revokedConsent: CheckDefinition = {
  id: 'R-25',
  title: 'When the merchant takes the consent back, refresh and API refuse the tokens',
  spec: 'RFC 6749 5.2; MP docs',
  level: 'MUST',
  sandbox: 'destructive',
  async run(context) {
    const found = await revoke(context)
    const refresh = await toldRefusal(context.flow, found.refresh)
    const isOver = refresh === asUnknown
    const actual = {
      refresh,
      apiAtOnce: found.apiAtOnce,
      apiAfterExpiry: found.apiAfterExpiry,
    }
    return judge(
      isOver && [found.apiAtOnce, found.apiAfterExpiry].every((status) => status === null || status === 401),
      {
        expected: { refresh: asUnknown, apiAtOnce: 401, apiAfterExpiry: 401 },
        actual,
        remedy: 'End every refresh token of a consent with it, and its access tokens as soon as the API can know.',
      },
    )
  },
}

/** A client of its own, so that no other check loses its tokens. */
async function revoke({ flow, target }: CheckContext) {
  const lab = flow.lab()
  const login = lab.reuse
  const api = async (token: string | undefined) => (target.apiUrl === undefined ? null : (await flow.api(token)).status)
  const { refreshToken } = await refreshable(flow, { login })
  const before = mustBeIssued(await flow.refresh(refreshToken, {}, { login }))
  const apiBefore = await api(before.accessToken)
  await lab.revokeConsents(login.clientId)
  const refresh = unlessBusy(await flow.refresh(newest(before, refreshToken), {}, { login }))
  if (!isIssued(refresh) && apiBefore !== null && apiBefore !== 200) {
    throw new OutcomeSignal(skip(`The API answers ${apiBefore} to an access token whose consent stands (P-01).`))
  }
  const token = isIssued(refresh) ? refresh.accessToken : before.accessToken
  const apiAtOnce = await api(token)
  await flow.pass(expired)
  return { refresh, apiAtOnce, apiAfterExpiry: await api(token) }
}

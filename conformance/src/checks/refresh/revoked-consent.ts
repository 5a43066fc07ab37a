import { isIssued } from '../../flow/tokens.ts'
import type { AutomaticLogin } from '../../subjects/target.ts'
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
    const lab = context.flow.lab()
    // Clients of its own, so that no other check loses its tokens: one that uses its token again and again, and one not.
    const again = await revoke(context, lab.reuse)
    const login = context.flow.login()
    const credentials = { clientId: 'consent-taken-back', clientSecret: login.clientSecret }
    const once = await revoke(context, await lab.registerClient(login, credentials))
    const actual = again.refresh === asUnknown ? once : again
    const { refresh, apiAtOnce, apiAfterExpiry } = actual
    return judge(
      refresh === asUnknown && [apiAtOnce, apiAfterExpiry].every((status) => status === null || status === 401),
      {
        expected: { refresh: asUnknown, apiAtOnce: 401, apiAfterExpiry: 401 },
        actual,
        remedy: 'End every refresh token of a consent with it, and its access tokens as soon as the API can know.',
      },
    )
  },
}

async function revoke({ flow, target }: CheckContext, login: AutomaticLogin) {
  const lab = flow.lab()
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
  return { refresh: await toldRefusal(flow, refresh), apiAtOnce, apiAfterExpiry: await api(token) }
}
